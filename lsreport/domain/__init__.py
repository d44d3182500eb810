"""The words of the field: period, unit, submission, observation, finding, numbers.

Standard library only. Everything here is a value; nothing reads a clock, a file or the plan.
"""
