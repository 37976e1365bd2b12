"""Looking places up: read-only, in milliseconds after opening, never loaded whole."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz.distance import OSA, Levenshtein

from marsad.errors import GazetteerError
from marsad.places import build, geometry, store
from marsad.places.common import common_words
from marsad.places.first_words import may_begin
from marsad.places.names import is_arabic, key, loose, skeleton
from marsad.places.records import Place, Source

_COLUMNS = (
    "p.id, p.name_ar, p.name_en, p.names, p.kind, p.lat, p.lon, p.country, p.admin1, p.admin2, p.population,"
    " p.source, p.code, p.radius"
)
_WIDTH, _LAT = 14, 5
_ORDER = "ORDER BY p.population DESC, p.n"
_MANY = 60  # names; more that begin alike are asked for one by one
_LONGEST_NAME = 6  # words; longer names are lists or addresses


class Gazetteer:
    """One open gazetteer. Lookups are memoised within bounds; keys are those of
    ``marsad.places.names.key``.
    """

    def __init__(self, db: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self._db = db
        self.digest: str = db.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()[0]
        words = db.execute("SELECT value FROM meta WHERE key = 'first words'").fetchone()
        self._first_words: bytes | None = (
            words[0] if words else None
        )  # none in a file written before there were any
        self._licences = {s.id: s.licence for s in self.sources()}
        # Caches belong to the instance: a second gazetteer (a test's, an enlarged one) must not answer for
        # the first.
        self.starts = lru_cache(maxsize=1 << 14)(self._starts)
        self.lookup = lru_cache(maxsize=1 << 14)(self._lookup)
        self.spelled = lru_cache(maxsize=1 << 13)(self._spelled)
        self.sounding = lru_cache(maxsize=1 << 13)(self._sounding)
        self.slips = lru_cache(maxsize=1 << 13)(self._slips)
        self.get = lru_cache(maxsize=1 << 12)(self._get)
        self.largest = lru_cache(maxsize=1 << 12)(self._largest)
        self._divisions = lru_cache(maxsize=1 << 13)(self._divisions_of_cell)
        self.heads = lru_cache(maxsize=1 << 14)(self._heads)
        self._begun = lru_cache(maxsize=1 << 13)(self._names_from)
        self.likely: dict[tuple[str, str], tuple[tuple[Place, float], ...]] = {}  # see candidates._kept
        self._known = lru_cache(maxsize=1 << 16)(self._exists)

    @classmethod
    def open(cls, path: Path | str | None = None) -> Gazetteer:
        """The gazetteer at ``path`` or in the user's cache, built first if it is not there.

        Raises GazetteerError where it can be neither read nor built.
        """
        file = Path(path) if path is not None else store.default_path()
        build.ensure(file)
        return cls(store.readable(file), file)

    def close(self) -> None:
        self._db.close()

    def _starts(self, word: str) -> bool:
        """Whether some name begins with this folded word."""
        if self._first_words is not None and not may_begin(word.partition(" ")[0], self._first_words):
            return False
        # A space sorts before every letter: between the word itself and the word followed by "!" lie the
        # names wanted.
        row = self._db.execute(
            "SELECT 1 FROM form WHERE key >= ? AND key < ? LIMIT 1", (word, word + "!")
        ).fetchone()
        return row is not None

    def _exists(self, name_key: str) -> bool:
        first = name_key.partition(" ")[0]
        if not self.starts(first):
            return False
        known = self._begun(first)
        if known is not None:
            return name_key in known
        return self._db.execute("SELECT 1 FROM form WHERE key = ?", (name_key,)).fetchone() is not None

    def longest(self, words: Sequence[str]) -> int:
        """How many leading folded words form the longest known name; 0 if none does."""
        if not words or not self.starts(words[0]):
            return 0
        known = self._begun(words[0])
        best, joined = 0, ""
        for count, word in enumerate(words[:_LONGEST_NAME], 1):
            joined = f"{joined} {word}" if joined else word
            if known is not None:
                if joined in known:
                    best = count
                continue
            if count > 1 and not self.starts(joined):
                break
            if self._known(joined):
                best = count
        return best

    def _names_from(self, word: str) -> frozenset[str] | None:
        """The names that begin with this folded word; None where they are too many to be kept."""
        rows = self._db.execute(
            "SELECT key FROM form WHERE key >= ? AND key < ? LIMIT ?", (word, word + "!", _MANY + 1)
        ).fetchall()
        return frozenset(name for (name,) in rows) if len(rows) <= _MANY else None

    def _lookup(self, name_key: str) -> tuple[Place, ...]:
        """Places with exactly this name, the most populous first."""
        return self._places(
            f"SELECT {_COLUMNS} FROM name m JOIN place p ON p.n = m.place WHERE m.key = ? {_ORDER}", name_key
        )

    def lookup_each(self, name_keys: Sequence[str], latin: Sequence[str] = ()) -> list[tuple[Place, ...]]:
        """What ``lookup`` answers for each of some names, asked at once; under the ``latin`` ones of them only places without an Arabic name."""
        if not name_keys:
            return []
        marks, but = ",".join("?" * len(name_keys)), ",".join("?" * len(latin))
        rows = self._rows(
            f"SELECT {_COLUMNS}, m.key FROM name m JOIN place p ON p.n = m.place WHERE m.key IN ({marks})"
            f" AND (p.name_ar = '' OR m.key NOT IN ({but})) {_ORDER}",
            *name_keys, *latin,
        )  # fmt: skip
        named: dict[str, list[Any]] = {name_key: [] for name_key in name_keys}
        for row in rows:
            named[row[-1]].append(row)
        return [tuple(map(self._place, named[name_key])) for name_key in name_keys]

    def _spelled(self, name_key: str) -> tuple[Place, ...]:
        """Places whose name differs from this one in articles, spaces or letters often left out."""
        found = self._spelled_as(loose(name_key))
        inner = name_key.find("ال", 2)
        if not found and 2 <= inner < len(name_key) - 4 and name_key[inner - 1] != " ":
            found = self._spelled_as(loose(f"{name_key[:inner]} {name_key[inner:]}"))  # ديرالزور
        return found

    def _spelled_as(self, form: str) -> tuple[Place, ...]:
        if self._db.execute("SELECT 1 FROM form WHERE loose = ? LIMIT 1", (form,)).fetchone() is None:
            return ()  # as for two names in three; to find this out by joining costs four times as much
        return self._places(
            f"SELECT DISTINCT {_COLUMNS}, p.n FROM form f JOIN name m ON m.key = f.key"
            f" JOIN place p ON p.n = m.place WHERE f.loose = ? {_ORDER} LIMIT 200",
            form,
        )

    def _sounding(self, name_key: str) -> tuple[tuple[str, str], ...]:
        """Key and loose form of the names with the same consonants, in Arabic or Latin letters."""
        bones = skeleton(name_key)
        if not bones:
            return ()
        return tuple(self._db.execute("SELECT key, loose FROM form WHERE skeleton = ? LIMIT 400", (bones,)))

    def _slips(self, name_key: str) -> tuple[tuple[float, str], ...]:
        """Keys of names a slip away, with their likeness: one letter wrong, missing or exchanged in a long
        word.

        Short words have neighbours everywhere, and first letters are seldom mistaken; neither is tried.
        """
        wanted = loose(name_key)
        if len(wanted) < 7:
            return ()
        head = wanted[:3]
        rows = self._db.execute(
            "SELECT key, loose FROM form WHERE loose >= ? AND loose < ? AND length(loose) BETWEEN ? AND ?",
            (head, head[:-1] + chr(ord(head[-1]) + 1), len(wanted) - 1, len(wanted) + 1),
        )
        return tuple(
            (0.95 - 1.2 / len(wanted), other)
            for other, other_loose in rows
            if OSA.distance(wanted, other_loose, score_cutoff=1) == 1 and _slip_in_long_word(name_key, other)
        )

    def fuzzy(self, name_key: str, country: str | None = None, limit: int = 10) -> list[tuple[float, Place]]:
        """Places whose names share most letter trigrams with this one, best first, with a likeness of 0–1."""
        wanted = loose(key(name_key))
        if len(wanted) < 3:
            return [(1.0, p) for p in self.spelled(key(name_key))][:limit]
        grams = {wanted[i : i + 3] for i in range(len(wanted) - 2)}
        query = " OR ".join('"' + g.replace('"', '""') + '"' for g in sorted(grams))
        found = self._db.execute(
            "SELECT f.key, f.loose"
            " FROM (SELECT rowid FROM trigram WHERE trigram MATCH ? ORDER BY rank LIMIT 200) t"
            " JOIN form f ON f.n = t.rowid",
            (query,),
        ).fetchall()
        scored = sorted(((Levenshtein.normalized_similarity(wanted, lo), k) for k, lo in found), reverse=True)
        out: dict[str, tuple[float, Place]] = {}
        for score, found_key in scored:
            for place in self.lookup(found_key):
                if (country is None or place.country == country) and place.id not in out:
                    out[place.id] = (round(score, 3), place)
            if len(out) >= limit:
                break
        return list(out.values())[:limit]

    def near(self, lat: float, lon: float, km: float) -> list[tuple[float, Place]]:
        """Places within ``km`` of a point, nearest first, with their distance."""
        south, north, west, east = geometry.box(lat, lon, km)
        rows = self._places(
            f"SELECT {_COLUMNS} FROM box b JOIN place p ON p.n = b.n"
            " WHERE b.north >= ? AND b.south <= ? AND b.east >= ? AND b.west <= ?",
            south, north, west, east,
        )  # fmt: skip
        off = [(geometry.distance(lat, lon, p.lat, p.lon), p) for p in rows]
        return sorted((o for o in off if o[0] <= km), key=lambda o: (o[0], o[1].id))

    def _get(self, ident: str) -> Place | None:
        """The place under this id, whichever source's id it is."""
        found = self._places(
            f"SELECT {_COLUMNS} FROM origin o JOIN place p ON p.n = o.place WHERE o.id = ?", ident
        )
        return found[0] if found else None

    def _largest(self, admin1: str) -> tuple[Place, ...]:
        """The two most populous settlements of a first-order division."""
        return self._places(
            f"SELECT {_COLUMNS} FROM place p WHERE p.admin1 = ? AND p.kind IN ('city', 'town', 'village')"
            " ORDER BY p.population DESC, p.n LIMIT 2",
            admin1,
        )

    def larger(self, least: int, countries: Sequence[str]) -> tuple[Place, ...]:
        """Every country, and the settlements of these countries with at least so many inhabitants."""
        marks = ",".join("?" * len(countries))
        return self._places(
            f"SELECT {_COLUMNS} FROM place p WHERE p.kind = 'country' OR (p.population >= ? AND p.country IN"
            f" ({marks}) AND p.kind IN ('city', 'town', 'village')) {_ORDER}",
            least, *countries,
        )  # fmt: skip

    def touches(self, lat: float, lon: float, admin1: str) -> bool:
        """Whether this first-order division has places about 10 km around a point."""
        return admin1 in self._divisions(geometry.cell(lat, lon))

    def _divisions_of_cell(self, number: int) -> frozenset[str]:
        row = self._db.execute("SELECT divisions FROM cell WHERE n = ?", (number,)).fetchone()
        return frozenset(row[0].split()) if row else frozenset()

    def _heads(self, word: str) -> int:
        """How many names go on after this first word (at most 9): many after تل (hill), few after a town's
        name.
        """
        row = self._db.execute(
            "SELECT count(*) FROM (SELECT 1 FROM form WHERE key >= ? AND key < ? LIMIT 9)",
            (word + " ", word + "!"),
        ).fetchone()
        return int(row[0])

    def known(self, name_key: str) -> bool:
        """Whether some place has exactly this name."""
        return self._known(name_key)

    def origins(self, place: Place) -> list[tuple[str, str, float | None, float | None]]:
        """Every source row behind a place: id, source, latitude, longitude."""
        return self._db.execute(
            "SELECT o.id, o.source, o.lat, o.lon FROM origin o JOIN place p ON p.n = o.place"
            " WHERE p.id = ? ORDER BY o.id",
            (place.id,),
        ).fetchall()

    def is_common(self, name_key: str) -> bool:
        """Whether the name is also an ordinary word, to be taken as a place only next to a cue ("بلدة X")."""
        return name_key in common_words()

    def sources(self) -> list[Source]:
        """What the rows came from, with the attribution to be shown."""
        rows = self._db.execute(
            "SELECT id, title, licence, attribution, url, digest, rows FROM source ORDER BY seq"
        )
        return [
            Source(id=i, title=t, licence=c, attribution=a, url=u, digest=d, rows=r)
            for i, t, c, a, u, d, r in rows
        ]

    def _places(self, sql: str, *values: object) -> tuple[Place, ...]:
        return tuple(map(self._place, self._rows(sql, *values)))

    def _rows(self, sql: str, *values: object) -> list[Any]:
        """The rows of places that have a point."""
        try:
            return [row for row in self._db.execute(sql, values) if row[_LAT] is not None]
        except sqlite3.DatabaseError as err:
            raise GazetteerError(
                1, f"the gazetteer is damaged: {err}", where=str(self.path),
                mend="Delete the file: it is built again at need.",
            ) from err  # fmt: skip

    def _place(self, row: Any) -> Place:
        (
            ident,
            name_ar,
            name_en,
            names,
            kind,
            lat,
            lon,
            country,
            admin1,
            admin2,
            population,
            source,
            code,
            radius,
        ) = row[:_WIDTH]
        return Place(
            id=ident, name_ar=name_ar, name_en=name_en, names=tuple(names.split("|")), kind=kind, lat=lat, lon=lon,
            country=country, admin1=admin1, admin2=admin2, population=population,
            licence=self._licences.get(source, ""), source=source, code=code, radius=radius,
        )  # fmt: skip


def _slip_in_long_word(one: str, other: str) -> bool:
    left, right = one.split(), other.split()
    if len(left) != len(right):
        return len(left) == 1 or len(right) == 1
    return all(
        a == b or loose(a) == loose(b) or min(len(a), len(b)) >= 5 for a, b in zip(left, right, strict=True)
    )


def arabic_name(place: Place) -> str:
    """The name to show in Arabic, or the Latin one where no source gives any."""
    return place.name_ar or next((n for n in place.names if is_arabic(n)), place.name_en)
