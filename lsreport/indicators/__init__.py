"""The plan as dated data, and the indicators computed from it."""
