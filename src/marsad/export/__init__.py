"""What leaves Marsad: the events of an archive in the formats and columns of the field, one file a format.

Every export says what it was made of (the runs of the archive, version, lexicon, gazetteer), how to cite it, and what
was left out and why. The same archive and the same wish give the same bytes.
"""
