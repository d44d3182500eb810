"""Findings and outcomes as tables, lines or JSON; sentences and progress on stderr."""
