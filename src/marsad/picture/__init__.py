"""The picture of a conflict: situations, fronts, relations, the standing of actors, what changed, a brief.

Everything here is a pure function over the claims and events of an archive as of a day; nothing is stored.
"""
