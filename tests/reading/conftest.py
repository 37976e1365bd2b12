"""What reading needs, opened once."""

from __future__ import annotations

import pytest

from marsad.lexicon.compile import Lexicon, lexicon
from marsad.places.gazetteer import Gazetteer


@pytest.fixture(scope="package")
def lex() -> Lexicon:
    return lexicon()


@pytest.fixture(scope="package")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()
