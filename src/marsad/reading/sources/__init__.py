"""Who says so: the words that name a source and the stretch of text it stands behind. `attribution.py` is the stage, `testimony.py` brings its chains to events."""
