"""The archive: one SQLite file with reports, what they claim, the events that come of it, and why."""
