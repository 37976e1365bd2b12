"""Who, what and where a sentence names. `mentions.py` is the stage, `reference.py` the next: what a pronoun or "the latter" stands for."""
