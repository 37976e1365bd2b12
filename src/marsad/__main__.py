"""``python -m marsad`` is ``marsad``."""

from marsad.cli.main import main

if __name__ == "__main__":  # worker processes import this module too
    main(prog_name="marsad")
