"""The picture through the API: fronts, situations, relations, what changed, and the standing of an actor."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import date, timedelta
from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from marsad.archive.file import snapshot
from marsad.picture.changes import changes
from marsad.picture.english import english_by, with_english
from marsad.picture.gather import Material, gather
from marsad.picture.picture import picture
from marsad.picture.records import Change, Picture, Relation, Standing
from marsad.picture.standing import standing
from marsad.web.asking import Day, check_days
from marsad.web.routing import Call, Route

_KEPT = 24  # pictures that are remembered: as many stops of the slider
_WEEK = 7  # days that "what changed" looks back, where not said


class AsOf(Struct, frozen=True, kw_only=True):
    """As known on a day; ``since`` is the first day of what changed, a week before where not said."""

    as_of: Day | None = None
    since: Day | None = None


class Who(Struct, frozen=True, kw_only=True):
    """Which actor, by key, id or name, as known on a day."""

    key: Annotated[str, Meta(min_length=1, max_length=300)]
    as_of: Day | None = None
    since: Day | None = None


class PictureView(Struct, frozen=True, kw_only=True):
    """The picture of a day, of its relations those that are new, and what the reports since another day changed in it."""

    dataset: str
    picture: Picture
    since: str | None
    changes: tuple[Change, ...]


class Relations(Struct, frozen=True, kw_only=True):
    dataset: str
    as_of: str | None
    items: tuple[Relation, ...]


class StandingView(Struct, frozen=True, kw_only=True):
    """How an actor stands; None where no report names it."""

    dataset: str
    standing: Standing | None


class Pictures:
    """Pictures by state of the archive and day: a slider asks for many, and each is wanted more than once."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, str | None], tuple[Material, Picture]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, call: Call, day: str | None) -> tuple[Material, Picture]:
        """What the picture of a day is made of, and the picture."""
        dataset = call.store.dataset()
        key = (dataset, day)
        with self._lock:
            known = self._held.get(key)
            if known is not None:
                self._held.move_to_end(key)
                return known
        with call.store.reading() as db, snapshot(db):
            material = gather(db, day, call.store.words)
        made = material, picture(material, call.store.words)
        with self._lock:
            self._held[key] = made
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return made


def whole(call: Call) -> PictureView:
    asked: AsOf = call.query
    check_days(asked.as_of, asked.since)
    material, now = call.picture.get(call, asked.as_of)
    since = asked.since or before(material.day, _WEEK - 1)
    found: tuple[Change, ...] = ()
    if since is not None and before(since, 1) is not None:
        _, then = call.picture.get(call, before(since, 1))
        found = changes(then, now, since).changes
    now = with_english(now, english_by(call.store.gazetteer))
    # All relations are another, longer answer: here those that are new.
    new = {claim for each in found if each.of == "relation" for claim in each.claims}
    some = tuple(each for each in now.relations if new.intersection(each.claims))
    return PictureView(
        dataset=call.store.dataset(), picture=replace(now, relations=some), since=since, changes=found
    )  # fmt: skip


def related(call: Call) -> Relations:
    asked: AsOf = call.query
    check_days(asked.as_of, asked.since)
    _, now = call.picture.get(call, asked.as_of)
    return Relations(dataset=call.store.dataset(), as_of=asked.as_of, items=now.relations)


def stands(call: Call) -> StandingView:
    asked: Who = call.query
    check_days(asked.as_of, asked.since)
    material, now = call.picture.get(call, asked.as_of)
    name = asked.key.removeprefix("~")
    return StandingView(
        dataset=call.store.dataset(), standing=standing(material, now, name, call.store.words, asked.since)
    )  # fmt: skip


def before(day: str | None, days: int) -> str | None:
    """So many days earlier; None where the calendar has no such day."""
    try:
        return None if day is None else (date.fromisoformat(day[:10]) - timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return None


ROUTES = (
    Route(method="GET", path="/picture", name="picture", tag="Picture", run=whole, query=AsOf, gives=PictureView,
          cached=True, public=False, does="Fronts, situations, relations as of a day, and what changed."),
    Route(method="GET", path="/relations", name="relations", tag="Picture", run=related, query=AsOf,
          gives=Relations, cached=True, public=False, does="Who stands how to whom, as of a day."),
    Route(method="GET", path="/standing/{key:path}", name="standing", tag="Picture", run=stands, query=Who,
          gives=StandingView, cached=True, public=False,
          does="How an actor stands: whom it fights, who backs it, who mediates, who talks to it."),
)  # fmt: skip
