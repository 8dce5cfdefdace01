"""The places that the linker knows: of every table, by value and by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import PhraseIndex, fold

_TABLES = ("places", "places_peru", "regions")
# Of two rows that are one place, the one of the larger kind is kept.
_SIZE = ("country", "region", "admin1", "admin2", "capital", "city", "admin3", "site")
_AREA = (
    r"(?:departments?|provinces?|regions?|states?|districts?|count(?:y|ies)|municipalit(?:y|ies)|cantons?|governorates?|"
    r"cit(?:y|ies)|towns?|villages?|departamento|provincia|regi[oó]n|estado|distrito|cant[oó]n|municipio|ciudad)"
)
_BEFORE = re.compile(rf"(?:the )?{_AREA} (?:of |de |del |do |da |dos )?(?:the |la |los |las )?(?=\w)", re.I)
_AFTER = re.compile(rf" {_AREA}$", re.I)


class Entry(NamedTuple):
    """A place of the gazetteer; `value` is its p-code, ISO 3166-1 alpha-3 or ISO 3166-2 code, else `<country>:<name>`."""

    value: str
    name: str
    kind: str
    country: str
    admin1: str
    admin2: str

    def lies_in(self, other: Entry) -> bool:
        return other.value in (self.admin1, self.admin2, self.country) and other.value != self.value

    def agrees(self, other: Entry) -> bool:
        """Whether the two may be one place, or one within the other, as far as their areas are known."""
        areas = zip(self[3:], other[3:], strict=True)
        return self.country == other.country and all(not one or not two or one == two for one, two in areas)

    @property
    def size(self) -> int:
        """Its place among the kinds from the largest, 0, to the smallest."""
        return _SIZE.index(self.kind)


class Gazetteer:
    """All entries by their values, and the values that a name may stand for."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        names: dict[str, set[str]] = {}
        for name, entry in _named():
            present = self.entries.get(entry.value)
            if present is None or (entry.size, not entry.admin1) < (present.size, not present.admin1):
                self.entries[entry.value] = entry
            names.setdefault(entry.value, set()).update((name, bare(name)))
        for row in lexicon.rows("place_aliases"):
            names[row["code"]].update(row["aliases"].split(";"))
        self._index = PhraseIndex((name, value) for value, each in names.items() for name in sorted(each))

    def named(self, name: str) -> tuple[Entry, ...]:
        """The places of a name, whatever its case and accents, the largest first; those of the bare name where the full one has none."""
        values = dict.fromkeys(self._index.get(name) or self._index.get(bare(name)))
        return tuple(sorted((self.entries[value] for value in values), key=lambda entry: entry.size))


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The gazetteer, read and indexed once."""
    return Gazetteer()


@lru_cache(maxsize=65536)
def named(name: str) -> tuple[Entry, ...]:
    """The places that a name may stand for, as the gazetteer knows them."""
    return gazetteer().named(name)


def bare(name: str) -> str:
    """A name without the word for its kind: `Lara State`, `Departamento de Salto`, `the city of Lima`."""
    return _AFTER.sub("", _BEFORE.sub("", name, count=1)) or name


def slug(name: str) -> str:
    """A name as part of an id: `Médecins du Monde` is `medecins-du-monde`."""
    return "-".join(re.findall(r"[^\W_]+", fold(name)))


def _named() -> Iterator[tuple[str, Entry]]:
    for table in _TABLES:
        for row in lexicon.rows(table):
            entry = _entry(row)
            for name in filter(None, [row["name"], *row["aliases"].split(";")]):
                yield name.strip(), entry


def _entry(row: dict[str, str]) -> Entry:
    name, kind, country, code = row["name"].strip(), row["kind"], row["country"], row["code"]
    value = code or f"{country or 'world'}:{slug(name)}"
    area = row["within"] or (code if kind != "country" else "")
    # Peru's p-codes say themselves what they lie in: PE1501 in PE15.
    admin1, admin2 = (area[:4], area[:6] if len(area) > 4 else "") if area.startswith("PE") else (area, "")
    if not code:  # areas without a code are known by their value
        admin1 = value if kind == "admin1" else admin1
        admin2 = value if kind == "admin2" else admin2
    return Entry(value, name, kind, country, admin1, admin2)
