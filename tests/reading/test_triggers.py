"""Words that may tell of an event: which are found, and of what kinds."""

from __future__ import annotations

from pathlib import Path

import pytest

from marsad.lexicon.compile import lexicon
from marsad.model import Document
from marsad.reading.pipeline import layers_of

RULE = """
- id: {id}
  kind: {kind}
  gloss: a word made up for the test
  frame: agent
  faint: true
  {words}
"""


@pytest.fixture
def extra(tmp_path: Path) -> Path:
    (tmp_path / "rules").mkdir()
    return tmp_path


def kinds(folder: Path, say: str, word: str) -> set[str]:
    """The kinds of event for which ``word`` is a faint candidate."""
    layers = layers_of(Document(id="case", text=say), lexicon([folder]))
    return {t.kind for t in layers.faint if layers.tokens[t.first].fold == word}


def test_a_faint_word_is_a_candidate_of_every_kind_it_may_tell_of(extra: Path) -> None:
    rules = [("riot.made", "riot"), ("protest.made", "protest"), ("protest.too", "protest")]
    text = "".join(RULE.format(id=ident, kind=kind, words="nouns: [خمخمة]") for ident, kind in rules)
    (extra / "rules" / "made.yaml").write_text(text, encoding="utf-8")
    assert kinds(extra, "وقعت خمخمة في مدينة البصرة", "خمخمه") == {"riot", "protest"}


def test_a_faint_word_stands_beside_a_plain_one_of_another_kind(extra: Path) -> None:
    text = RULE.format(id="riot.made", kind="riot", words="nouns: [قصف]")
    (extra / "rules" / "made.yaml").write_text(text, encoding="utf-8")
    say = "أدى قصف مدفعي على مدينة إدلب إلى مقتل ثلاثة"
    assert "riot" in kinds(extra, say, "قصف")
    layers = layers_of(Document(id="case", text=say), lexicon([extra]))
    assert [t.kind for t in layers.triggers if layers.tokens[t.first].fold == "قصف"] == ["shelling"]


def test_no_faint_verb_is_read_in_a_word_that_is_hardly_ever_one(extra: Path) -> None:
    """قبل is "before" and not "he accepted"; يقبل is he accepts."""
    text = RULE.format(id="riot.made", kind="riot", words="verbs: [قبل/يقبل]")
    (extra / "rules" / "made.yaml").write_text(text, encoding="utf-8")
    assert "riot" not in kinds(extra, "وصل الوفد قبل يومين", "قبل")
    assert "riot" in kinds(extra, "يقبل الوفد ما عرض عليه", "يقبل")
