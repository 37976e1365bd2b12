"""What of a saved page is the report, and when it was published. `furniture.py` is the stage."""
