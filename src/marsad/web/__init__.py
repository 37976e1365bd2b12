"""The observatory: an API over an archive, and the app that shows it in a browser.

Nothing here reads Arabic or decides what belongs together: it asks the archive and the picture, and hands
reviewers' decisions on.
"""
