"""Putting rows into a gazetteer: linking those of one place, computing what follows from all of them."""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
import unicodedata
from collections.abc import Collection, Iterable
from statistics import median

from msgspec import structs

from marsad.errors import GazetteerError
from marsad.places.first_words import bits_of
from marsad.places.geometry import cell, cells_around, distance
from marsad.places.names import is_arabic, keys_of, loose, romanise, skeleton
from marsad.places.records import SETTLEMENTS, Row, Source

# Gazetteers put one village up to this far apart; two villages of one name are hardly ever nearer.
_SAME_WITHIN_KM = 3.0
RULES = 3
"""Version of how rows become places: another one, and the embedded gazetteer is built anew."""
INDEXES = 1
"""Version of what is written to find the same places by: another one, and it is built anew too."""

_DIVISIONS = ("country", "admin1", "admin2", "admin3")


class Writer:
    """Adds rows to the open gazetteer ``db``. Use ``finish`` last: until then the file is not consistent."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._db.execute("BEGIN")
        self._division: dict[tuple[str, str], str | None] = {}
        self.added = 0
        self.linked = 0

    def put_all(self, rows: Iterable[Row], source: Source) -> int:
        """Add or link every row; returns how many there were. A row seen before is brought up to date."""
        seq = self._db.execute("SELECT count(*) FROM source").fetchone()[0]
        count = 0
        for row in rows:
            self._put(row, source.id)
            count += 1
        final = structs.replace(source, rows=count)
        self._db.execute(
            "INSERT INTO source VALUES (?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET"
            " title = excluded.title, licence = excluded.licence, attribution = excluded.attribution,"
            " url = excluded.url,"
            " digest = CASE WHEN instr(digest, excluded.digest) THEN digest"
            " ELSE digest || ' ' || excluded.digest END,"
            " rows = (SELECT count(*) FROM origin WHERE origin.source = excluded.id)",
            (
                final.id,
                final.title,
                final.licence,
                final.attribution,
                final.url,
                final.digest,
                final.rows,
                seq,
            ),
        )
        return count

    def _put(self, row: Row, source: str) -> None:
        check_row(row)
        found = self._find(row)
        if found is None:
            self._insert(row, source)
        else:
            self._merge(found, row, source)

    def _find(self, row: Row) -> int | None:
        for ref in (row.id, *row.same_as):
            hit = self._db.execute(
                "SELECT o.place, p.kind FROM origin o JOIN place p ON p.n = o.place WHERE o.id = ?", (ref,)
            ).fetchone()
            # Sources share one id between a town and the district around it: those stay two places.
            if hit and (hit[1] in _DIVISIONS) == (row.kind in _DIVISIONS):
                return int(hit[0])
        if row.lat is None or row.lon is None:
            return self._division_named(row)
        best: tuple[float, int] | None = None
        for name in row.names:
            for name_key in keys_of(name):
                if not is_arabic(name_key):
                    continue
                for n, kind, lat, lon in self._db.execute(
                    "SELECT p.n, p.kind, p.lat, p.lon FROM name JOIN place p ON p.n = name.place"
                    " WHERE name.key = ? AND p.country = ?",
                    (name_key, row.country),
                ):
                    if not _may_be_one(kind, row.kind) or lat is None:
                        continue
                    off = distance(lat, lon, row.lat, row.lon)
                    if row.kind == "admin1" or off <= _SAME_WITHIN_KM:
                        best = min(best or (math.inf, 0), (off, n))
        return best[1] if best else None

    def _division_named(self, row: Row) -> int | None:
        """A division that comes without a point is the known one of its name, level and parent."""
        parent = self._admin(row.admin1, row.country)
        for name_key in (k for name in row.names for k in keys_of(name)):
            hit = self._db.execute(
                "SELECT p.n FROM name JOIN place p ON p.n = name.place"
                " WHERE name.key = ? AND p.country = ? AND p.kind = ? AND (? IS NULL OR p.admin1 IS ?)",
                (name_key, row.country, row.kind, parent, parent),
            ).fetchone()
            if hit:
                return int(hit[0])
        return None

    def _insert(self, row: Row, source: str) -> None:
        names = list(dict.fromkeys(n for n in row.names if n))
        arabic = [n for n in names if is_arabic(n)]
        latin = row.name_en or next((n for n in names if not is_arabic(n)), "")
        cursor = self._db.execute(
            "INSERT INTO place (id, name_ar, name_en, names, kind, lat, lon, country, admin1, admin2,"
            " population, source, code, radius, derived) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                row.id,
                row.name_ar or _best_arabic(arabic, latin, (n for n in names if n not in arabic)),
                latin,
                "|".join(names),
                row.kind,
                row.lat,
                row.lon,
                row.country,
                self._admin(row.admin1, row.country),
                self._admin(row.admin2, row.country),
                row.population,
                source,
                row.code,
                row.radius,
                int(row.lat is None),
            ),
        )
        n = cursor.lastrowid
        assert n is not None
        self._name(n, [*names, latin])
        self._refs(n, row, source)
        self.added += 1

    def _merge(self, n: int, row: Row, source: str) -> None:
        old = self._db.execute(
            "SELECT names, name_ar, name_en, admin1, admin2, population, code, derived, kind FROM place"
            " WHERE n = ?",
            (n,),
        ).fetchone()
        names = list(dict.fromkeys([*(x for x in old[0].split("|") if x), *(x for x in row.names if x)]))
        arabic = [x for x in names if is_arabic(x)]
        admin1 = old[3] or self._admin(row.admin1, row.country)
        admin2 = old[4] or self._admin(row.admin2, row.country)
        kind = row.kind if old[8] in ("other", "village") and row.kind in SETTLEMENTS else old[8]
        self._db.execute(
            "UPDATE place SET names = ?, name_ar = ?, name_en = ?, admin1 = ?, admin2 = ?, population = ?,"
            " code = ?, kind = ? WHERE n = ?",
            (
                "|".join(names),
                (row.name_ar if row.curated else "")
                or old[1]
                or row.name_ar
                or _best_arabic(arabic, old[2] or row.name_en, (n for n in names if n not in arabic)),
                old[2] or row.name_en,
                admin1,
                admin2,
                old[5] or row.population,
                old[6] or row.code,
                kind,
                n,
            ),
        )
        if old[7] and row.lat is not None:
            self._db.execute(
                "UPDATE place SET lat = ?, lon = ?, source = ?, derived = 0 WHERE n = ?",
                (row.lat, row.lon, source, n),
            )
        self._name(n, [*row.names, row.name_en])
        self._refs(n, row, source)
        self.linked += 1

    def _refs(self, n: int, row: Row, source: str) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO origin VALUES (?,?,?,?,?)", (row.id, n, source, row.lat, row.lon)
        )
        # Ids of other sources are noted under this source only until that source brings its own row.
        self._db.executemany(
            "INSERT OR IGNORE INTO origin VALUES (?,?,?,NULL,NULL)",
            [(ref, n, source) for ref in row.same_as if ref],
        )

    def _name(self, n: int, names: Iterable[str]) -> None:
        for name in dict.fromkeys(names):
            for name_key in keys_of(name):
                self._db.execute("INSERT OR IGNORE INTO name VALUES (?,?)", (name_key, n))
                self._db.execute(
                    "INSERT OR IGNORE INTO form (key, loose, skeleton) VALUES (?,?,?)",
                    (name_key, loose(name_key), skeleton(name_key)),
                )

    def _admin(self, value: str | None, country: str) -> str | None:
        """The id of a containing division given by id or by name."""
        if not value:
            return None
        slot = (country, value)
        if slot not in self._division:
            hit = self._db.execute(
                "SELECT p.id FROM origin o JOIN place p ON p.n = o.place WHERE o.id = ?", (value,)
            ).fetchone()
            for name_key in () if hit else keys_of(value):
                hit = (
                    hit
                    or self._db.execute(
                        "SELECT p.id FROM name JOIN place p ON p.n = name.place"
                        " WHERE name.key = ? AND p.country = ?"
                        " AND p.kind IN ('admin1', 'admin2') ORDER BY p.kind",
                        (name_key, country),
                    ).fetchone()
                )
            self._division[slot] = hit[0] if hit else None
        return self._division[slot]

    def place(self, ident: str) -> tuple[float, float, str | None] | None:
        """Point and admin-1 id of a place already written."""
        row = self._db.execute(
            "SELECT p.lat, p.lon, p.admin1 FROM origin o JOIN place p ON p.n = o.place WHERE o.id = ?",
            (ident,),
        ).fetchone()
        return None if row is None else (row[0], row[1], row[2])

    def finish(self) -> None:
        """Points and extents of divisions, search indexes, the digest; then commit."""
        db = self._db
        _settle_orphans(db)
        _settle_divisions(db)
        db.execute("DELETE FROM box")
        db.execute("INSERT INTO box SELECT n, lat, lat, lon, lon FROM place WHERE lat IS NOT NULL")
        _settle_cells(db)
        db.execute("INSERT INTO trigram (trigram) VALUES ('delete-all')")
        db.execute("INSERT INTO trigram (rowid, loose) SELECT n, loose FROM form WHERE length(loose) > 2")
        words = db.execute("SELECT DISTINCT substr(key, 1, instr(key || ' ', ' ') - 1) FROM form")
        db.execute(
            "INSERT OR REPLACE INTO meta VALUES ('first words', ?)", (bits_of(word for (word,) in words),)
        )
        parts = [f"{i} {d}" for i, d in db.execute("SELECT id, digest FROM source ORDER BY seq")]
        digest = hashlib.sha256("\n".join([f"rules {RULES}", *parts]).encode()).hexdigest()[:16]
        db.execute("INSERT OR REPLACE INTO meta VALUES ('digest', ?)", (digest,))
        db.execute("COMMIT")
        db.execute("ANALYZE")


def check_row(row: Row) -> None:
    """Raises GazetteerError where a coordinate cannot be one."""
    if row.lat is None or row.lon is None:
        return
    if not (math.isfinite(row.lat) and math.isfinite(row.lon)) or abs(row.lat) > 90 or abs(row.lon) > 180:
        raise GazetteerError(
            10, f"coordinates out of range: lat {row.lat}, lon {row.lon}", where=row.where or row.id,
            mend="Latitude is -90 to 90, longitude -180 to 180; check that the columns are not swapped.",
        )  # fmt: skip


def _may_be_one(one: str, other: str) -> bool:
    return one == other or (one in SETTLEMENTS and other in SETTLEMENTS) or "other" in (one, other)


def _best_arabic(arabic: list[str], latin: str, others: Iterable[str] = ()) -> str:
    """The Arabic name that renders the Latin one best, without vowel marks.

    Sources list Persian, Urdu, Kurdish and Uyghur spellings among them, half-Latin ones, and slips of the pen.
    ``others`` are further Latin names: those of the library kind (Ţarţūs) tell ط from ت.
    """
    names = list(dict.fromkeys(filter(None, map(_plain, arabic))))
    whole = frozenset(names)
    for wrong in (
        _MIXED.search,
        _FOREIGN.search,
        lambda name: _torn(name, whole),
        lambda name: _dotless(name, whole),
    ):
        names = [name for name in names if not wrong(name)] or names
    if len(names) < 2 or not latin:
        return names[0] if names else ""
    from rapidfuzz.fuzz import ratio

    from marsad.places.names import latin_key

    target = _once(latin_key(_ENGLISH_ONLY.get(latin, latin)))
    marked = [_heavy(one) for one in (latin, *others)]

    def fit(name: str) -> tuple[float, bool, bool]:
        plain = _once(romanise(name.removeprefix("ال")))
        heavy = [c for c in name if c in _EMPHATIC.values()]
        return (
            ratio(plain, target) + 3 * (bool(heavy) and heavy in marked),
            name.endswith("ة"),
            any(c in "أإآة" for c in name),
        )

    return max(names, key=fit)


# English names that render no Arabic one, with one that does.
_ENGLISH_ONLY = {
    "Jerusalem": "Quds", "Algiers": "Jazair", "Cairo": "Qahirah", "Nazareth": "Nasrah", "Damascus": "Dimashq",
    "Aleppo": "Halab", "Amman": "Man", "Tyre": "Sur", "Sidon": "Sayda", "Erbil": "Arbil", "Mosul": "Mawsil",
}  # fmt: skip
_MIXED = re.compile(r"[^\u0621-\u064a\u0671-\u06d3\s'-]|[A-Za-z(]")
_FOREIGN = re.compile("[پچژگکیەۆێڵڕۀہھےٹڈڑېۇۈۋٱڭټڪڤ]|^ئ[اوىي]|ى[\u0621-\u064a]")
_EMPHATIC = {"t": "ط", "h": "ح", "s": "ص", "d": "ض", "z": "ظ"}


def _heavy(latin: str) -> list[str]:
    """The letters that a Latin name marks by a dot or hook below, as Arabic writes them."""
    marked = re.findall("([tdhsz])[\u0323\u0327]", unicodedata.normalize("NFD", latin).lower())
    return [_EMPHATIC[letter] for letter in marked]


def _plain(name: str) -> str:
    kept = (
        c
        for c in unicodedata.normalize("NFC", name)
        if unicodedata.category(c) not in ("Mn", "Cf") and c != "ـ"
    )
    return " ".join("".join(kept).split())


def _torn(name: str, names: Collection[str]) -> bool:
    """Is it another of the names with a letter torn off (د مشق beside دمشق)?"""
    words = name.split()
    return len(words) > 1 and any(len(word) == 1 for word in words) and "".join(words) in names


def _dotless(name: str, names: Collection[str]) -> bool:
    """Is it another of the names with ى for a final ي, as Egypt types it, or with the article torn off (ال دبة)?"""
    return name.startswith("ال ") or (name.endswith("ى") and name[:-1] + "ي" in names)


def _once(name: str) -> str:
    """Without spaces, and each letter once: Arabic writes no doubled letters."""
    return re.sub(r"(.)\1+", r"\1", name.replace(" ", ""))


def _settle_divisions(db: sqlite3.Connection) -> None:
    """The middle and extent of each division, from the settlements inside; a point its source gave stays."""
    for column, kinds in (("admin2", ("admin2",)), ("admin1", ("admin1",)), ("country", ("country",))):
        members: dict[str, list[tuple[float, float]]] = {}
        for owner, lat, lon in db.execute(
            f"SELECT {column}, lat, lon FROM place WHERE lat IS NOT NULL AND {column} IS NOT NULL"
            " AND kind IN ('city', 'town', 'village')"
        ):
            members.setdefault(owner, []).append((lat, lon))
        for n, ident, country, lat, lon, derived in db.execute(
            "SELECT n, id, country, lat, lon, derived FROM place WHERE kind = ?", kinds
        ).fetchall():
            points = members.get(country if column == "country" else ident)
            if not points:
                continue
            if derived or lat is None:
                lat, lon = median(p[0] for p in points), median(p[1] for p in points)
                db.execute("UPDATE place SET lat = ?, lon = ? WHERE n = ?", (round(lat, 4), round(lon, 4), n))
            off = sorted(distance(lat, lon, *p) for p in points)
            db.execute(
                "UPDATE place SET radius = ? WHERE n = ?", (round(off[int(len(off) * 0.95) - 1] + 1, 1), n)
            )


def _spread(db: sqlite3.Connection) -> dict[int, set[str]]:
    """Divisions with places in or beside each cell."""
    divisions: dict[int, set[str]] = {}
    for lat, lon, admin1 in db.execute(
        "SELECT lat, lon, admin1 FROM place WHERE admin1 IS NOT NULL AND lat IS NOT NULL"
    ):
        divisions.setdefault(cell(lat, lon), set()).add(admin1)
    spread: dict[int, set[str]] = {}
    for number, found in divisions.items():
        for beside in cells_around(number):
            spread.setdefault(beside, set()).update(found)
    return spread


def _settle_orphans(db: sqlite3.Connection) -> None:
    """Places without a division take that of all their neighbours in the country, if those have but one."""
    spread = _spread(db)
    country = dict(db.execute("SELECT id, country FROM place WHERE kind = 'admin1'"))
    for n, lat, lon, own in db.execute(
        "SELECT n, lat, lon, country FROM place WHERE admin1 IS NULL AND lat IS NOT NULL"
        " AND kind NOT IN ('country', 'admin1')"
    ).fetchall():
        around = {a for a in spread.get(cell(lat, lon), ()) if country.get(a) == own}
        if len(around) == 1:
            db.execute("UPDATE place SET admin1 = ? WHERE n = ?", (around.pop(), n))


def _settle_cells(db: sqlite3.Connection) -> None:
    """The index behind ``Gazetteer.touches``."""
    db.execute("DELETE FROM cell")
    db.executemany(
        "INSERT INTO cell VALUES (?,?)", ((n, " ".join(sorted(found))) for n, found in _spread(db).items())
    )
