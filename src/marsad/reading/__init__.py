"""From a report to its claims. One pure function, ``read``, made of stages; see ``pipeline.py``."""
