"""Reading many reports: one at a time, or over a pool of processes, with the same bytes either way."""
