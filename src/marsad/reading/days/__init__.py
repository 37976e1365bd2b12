"""Dates: every expression of time as an interval of days. `dates.py` is the stage."""
