"""Did it happen, or was it attempted, planned, denied, rumoured, or is it over? `modality.py` asks the rest."""
