"""From words to events: `triggers.py` finds the words, `events.py` gives each its roles, status, day, toll and sources."""
