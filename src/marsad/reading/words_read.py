"""The words of a report: its title, and what of its page is the report, with the stamps of its messages."""

from __future__ import annotations

from marsad.reading.layers import Layers
from marsad.text.censored import BROKEN, unbroken
from marsad.text.spoken import as_written
from marsad.text.tokens import Sentence, Token, sentences, tokenize


def read_words(layers: Layers) -> None:
    """The second stage: tokens, sentences, and of which part of the page each sentence is."""
    tokens: list[Token] = []
    found: list[Sentence] = []
    roles: list[str] = []
    tagged = "#" in layers.joined or "_" in layers.joined
    spoken, common = layers.tables.spoken, layers.lexicon.common_list

    def add(start: int, end: int, role: str) -> None:
        first = len(tokens)
        new = tokenize(layers.joined, start, end)
        if BROKEN.search(layers.joined, start, end):
            new = unbroken(layers.joined, new, spoken.punished, common)
        if tagged:  # a hashtag is read as the words it is made of
            new = [t for t in new if t.fold != "#" and t.fold != "_"]
        tokens.extend(as_written(new, spoken, common))
        cut = sentences(tokens, first)
        found.extend(cut)
        roles.extend([role] * len(cut))

    if layers.document.title and layers.body.title_in_text is None:
        first, last = layers.body.headline or (0, len(layers.document.title))
        add(layers.split + first, layers.split + last, "title")
    stamped = None
    for region in layers.body.regions:
        first = len(found)
        if region.day and region.day_at and region.day_at != stamped:  # told, though no sentence tells it
            stamped = region.day_at
            began = len(tokens)
            tokens.extend(tokenize(layers.joined, *stamped))
            sent = (began, len(tokens))
            tokens.append(Token(stamped[1], stamped[1], "\n", "newline"))
        add(region.start, region.end, region.role)
        layers.stories += [0] * (first - len(layers.stories)) + [region.story] * (len(found) - first)
        if region.day:
            layers.sent.update(dict.fromkeys(range(first, len(found)), (region.day, *sent)))
    layers.tokens, layers.sentences, layers.roles = tokens, found, roles


def stories_of(layers: Layers) -> tuple[int, ...]:
    """By sentence, of which item of a feed it is; what stands over the first stamp is the first one's headline."""
    first = next(filter(None, layers.stories), 0)
    if not first:
        return ()
    over = 0 if layers.document.title else first
    return tuple(story or over for story in layers.stories)
