"""Who takes part in an event, weighed over the whole report. `cast.py` is the stage."""
