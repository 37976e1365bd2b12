"""How many people a sentence says were killed, hurt, taken, missing or driven out. `tolls.py` is the stage."""
