"""Workbooks that travel between the office and the units: forms written, submissions read."""
