"""The gazetteer (one SQLite file) and the resolution of Arabic place names against it."""
