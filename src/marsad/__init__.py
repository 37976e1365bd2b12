"""Marsad (مرصد, "observatory"): what Arabic conflict reporting says happened, and who says so."""

__version__ = "0.1.0"
