"""Places, sources and tolls of an event, weighed over the whole report. `slots.py` is the stage."""
