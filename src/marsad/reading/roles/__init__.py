"""Who does it to whom, and where, by construction. `roles.py` asks the rest."""
