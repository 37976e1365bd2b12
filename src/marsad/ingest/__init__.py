"""Bringing reports in: files and streams to documents, every fault with file, line, field and the mend."""
