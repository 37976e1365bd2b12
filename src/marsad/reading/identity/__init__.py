"""One event told three times is one claim. `identity.py` is the stage."""
