"""Trained scores and what they are made of: which words tell of an event, how sure a claim is, what a report is about."""
