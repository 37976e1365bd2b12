"""A brief from what is known on two days, and its drawings: what the command and the page both do."""

from __future__ import annotations

from collections.abc import Callable

from marsad.lexicon.compile import Lexicon
from marsad.picture.brief import Brief, brief
from marsad.picture.changes import changes
from marsad.picture.draw import Form, front_map, relation_graph
from marsad.picture.english import English, with_english
from marsad.picture.gather import Material
from marsad.picture.phrases import Language
from marsad.picture.picture import picture, sides_of


def compose(
    now: Material, before: Material, since: str, lexicon: Lexicon, english: English, reports: int,
    new: int, unknown_day: int, governorate: Callable[[str], str | None] = lambda _: None,
) -> Brief:  # fmt: skip
    """The brief of the days from ``since`` to the day of ``now``; ``before`` is what was known the day before ``since``.

    ``english`` is as in ``with_english``; the three numbers, and ``governorate`` for English names of governorates,
    as in ``brief``.
    """
    sides = sides_of(now, lexicon)
    of = with_english(picture(now, lexicon, since, sides=sides), english)
    changed = changes(picture(before, lexicon), of, since)
    return brief(now, of, changed, sides, lexicon, reports, new, unknown_day, governorate)


def drawn(made: Brief, languages: tuple[Language, ...], form: Form) -> dict[tuple[str, str], bytes]:
    """Map and graph by language and name, as far as there is anything to draw. Raises ``OutputError`` without matplotlib."""
    out: dict[tuple[str, str], bytes] = {}
    for language in languages:
        for name, data in (
            ("map", front_map(made.fronts, language, form)),
            ("graph", relation_graph(made.relations, language, form)),
        ):
            if data is not None:
                out[language, name] = data
    return out
