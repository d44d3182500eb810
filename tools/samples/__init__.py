"""The sample cycles: an invented province that reports the way the real one does.

Everything is made from a fixed seed; nothing describes a real unit, person or year.
"""
