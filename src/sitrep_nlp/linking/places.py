"""Places: each mention to its country, admin1 and admin2.

One name is often several places: Lima is a department, a province, a district and a city. The words beside a mention say
which ("province of", "city"), so do the places named next to it ("Miraflores, Arequipa") and the country that the bulletin
is about; without any of these the largest area is meant, as bulletins use the names. A name that stays between two places is
left without a link.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitrep_nlp.lexicon.phrases import fold
from sitrep_nlp.linking.gazetteer import Entry, gazetteer, named


class Place(NamedTuple):
    """A place and the areas it lies in.

    kind: `country`, `region` (larger than a country), `admin1`, `admin2`, `admin3`, `capital`, `city` or `site`. country:
    ISO 3166-1 alpha-3. The codes are p-codes (`PE15`, `PE1501`) or ISO 3166-2 codes (`AR-B`), None where the place lies in
    no such area, or it is not known.
    """

    name: str
    kind: str
    country: str | None
    admin1_code: str | None
    admin1_name: str | None
    admin2_code: str | None
    admin2_name: str | None


# The kinds of place that a word beside a name speaks of. What a province is depends on the country.
_KINDS = {
    "region": ("admin1", "region"),
    "department": ("admin1",),
    "state": ("admin1",),
    "province": ("admin1", "admin2"),
    "district": ("admin2", "admin3"),
    "municipality": ("admin2", "admin3", "city"),
    "city": ("city", "capital", "admin2"),
    "water": ("site",),
}
_PROVINCE_IS_ADMIN2 = frozenset(("PER", "CHL", "BOL"))
_WORDS = (
    r"(?P<region>regions?|regi[oó]n|regiones|governorates?)|(?P<department>departments?|departamentos?)|(?P<state>states?|estados?)|"
    r"(?P<province>(?<!Constitutional )(?<!Constitucional )(?:provinces?|provincias?))|(?P<district>districts?|distritos?)|"
    r"(?P<municipality>municipalit(?:y|ies)|municipios?|cantons?|cant[oó]n|count(?:y|ies)|parish(?:es)?)|"
    r"(?P<city>cit(?:y|ies)|towns?|villages?|ciudad(?:es)?)|(?P<water>rivers?|lakes?|volcano|highway|road)"
)
_BEFORE = re.compile(rf"\b(?:{_WORDS})(?: of| de| del)?(?: the| la| los)?:?\s$", re.I)
_AFTER = re.compile(rf"\s(?:{_WORDS})\b", re.I)
_FIRST = re.compile(rf"(?:{_WORDS}) (?:of|de|del) ", re.I)
_LAST = re.compile(rf"\s(?:{_WORDS})$", re.I)
_LIST = re.compile(r"(?:,|/|,? (?:and|or|y|&))\s(?:the )?|/")
_APPOSITION = re.compile(r",?\s(?:\(|(?:in|of|de)\s)?(?:the )?(?:\w+ (?:of|de) )?")
_WRAPPED = re.compile(r"(?<=[a-z])- (?=[a-z])")  # "Tum-" at a line's end and "bes" on the next
_BREAK = re.compile(r"[.!?:]\s+[^a-z]|\n\s*\n|[•●|]")
_BASE = {"country": 5, "region": 4, "admin1": 3, "capital": 3, "admin2": 2, "city": 2, "admin3": 1, "site": 1}
_LARGE_CITY = ("PE1501", "PE0701")  # whose districts are as well known as towns
# What speaks for a candidate beside its kind.
_WELL_KNOWN = 1  # a district of a large city
_HOME = 4  # in the bulletin's country
_NAMED_COUNTRY = 2  # in another country that the bulletin names
_SENTENCE = 3  # in an area that the sentence names
_BESIDE = 6  # in the area named next to it
_SAID = 8  # the word beside the name speaks of its kind
_DENIED = -6  # or of another kind
_BEFORE_IT = 0.5  # in the same admin1 as the last place
_OWN_NAME = 0.2  # called so, and not only also called so
# Articles, saints and the like begin the names of villages everywhere.
_COMMON = re.compile(r"(?:El|La|Los|Las|San|Santa|Santo|Nuev[ao]|Villa|Puerto|Alto|Bella)\s", re.I)


def place(value: str) -> Place | None:
    """The place that a LOC's `span._.value` stands for; None when no place bears it."""
    entries = gazetteer().entries
    entry = entries.get(value)
    if entry is None:
        return None
    admin1, admin2 = entries.get(entry.admin1), entries.get(entry.admin2)
    return Place(
        entry.name,
        entry.kind,
        entry.country or None,
        admin1.value if admin1 and ":" not in admin1.value else None,
        admin1.name if admin1 else None,
        admin2.value if admin2 and ":" not in admin2.value else None,
        admin2.name if admin2 else None,
    )


def link(text: str, mentions: Sequence[tuple[int, int]], country: str | None = None) -> list[str | None]:
    """The value of each mention, in order, or None where the place is unknown or stays ambiguous.

    mentions: character offsets into the text, ascending. country: ISO 3166-1 alpha-3 code of the bulletin's country; when it is
    None the country is the one that most of the mentions speak of.
    """
    candidates = [named(_WRAPPED.sub("", " ".join(text[start:end].split()))) for start, end in mentions]
    countries = Counter(entries[0].country for entries in candidates if _is_country(entries))
    home = country or _home(candidates, countries)
    linked: list[Entry | None] = []
    for first, last in _sentences(text, mentions):
        for index in range(first, last):
            context = _Context(text, mentions, candidates, first, last, home, countries)
            linked.append(context.best(index, next((entry for entry in reversed(linked) if entry), None)))
    return [entry.value if entry else None for entry in linked]


def _home(candidates: Sequence[tuple[Entry, ...]], countries: Counter[str]) -> str | None:
    votes = Counter({code: 2 * count for code, count in countries.items()})
    for entries in candidates:
        possible = {entry.country for entry in entries}
        if len(possible) == 1 and not _is_country(entries):
            votes.update(possible)
    ranked = votes.most_common(2)
    clear = ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1])
    return ranked[0][0] or None if clear else None


def _is_country(entries: Sequence[Entry]) -> bool:
    return bool(entries) and entries[0].kind == "country"


def _sentences(text: str, mentions: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Ranges of mentions that stand together, without the end of a sentence or of a cell between them."""
    first = 0
    for index in range(1, len(mentions) + 1):
        if index == len(mentions) or _BREAK.search(text, mentions[index - 1][1], mentions[index][0] + 1):
            yield first, index
            first = index


class _Context(NamedTuple):
    """A sentence's mentions, `first` to `last`, among all of the bulletin's."""

    text: str
    mentions: Sequence[tuple[int, int]]
    candidates: Sequence[tuple[Entry, ...]]
    first: int
    last: int
    home: str | None
    countries: Counter[str]

    def best(self, index: int, before: Entry | None) -> Entry | None:
        """The place that a mention means; `before`: what the last linked mention before it means."""
        said = self._said(index)
        if said == "water" and not any(entry.kind == "site" for entry in self.candidates[index]):
            return None
        beside, around = self._beside(index), self._around(index)
        entries = [entry for entry in self.candidates[index] if self._believable(index, entry, said, before)]
        scores = [(self._score(index, entry, said, beside, around, before), entry) for entry in entries]
        top = max((score for score, _ in scores), default=0)
        # Of places within each other the outermost is meant; among others there is nothing to choose by.
        tied = [entry for score, entry in scores if score == top]
        return tied[0] if tied and all(entry.agrees(tied[0]) for entry in tied) else None

    def _score(
        self,
        index: int,
        entry: Entry,
        said: str | None,
        beside: Sequence[Entry],
        around: Sequence[Entry],
        before: Entry | None,
    ) -> float:
        score: float = _BASE[entry.kind]
        if entry.admin2 in _LARGE_CITY and entry.kind == "admin3":
            score += _WELL_KNOWN
        if entry.country and entry.country == self.home:
            score += _HOME
        elif entry.country in self.countries:
            score += _NAMED_COUNTRY
        if said:
            score += _SAID if _speaks_of(said, entry) else _DENIED
        if any(entry.lies_in(other) for other in beside):
            score += _BESIDE
        elif _supported(entry, around):
            score += _SENTENCE
        if before and entry.admin1 and entry.admin1 == before.admin1:
            score += _BEFORE_IT
        if fold(entry.name) == fold(self.text[slice(*self.mentions[index])]):
            score += _OWN_NAME
        return score

    def _believable(self, index: int, entry: Entry, said: str | None, before: Entry | None) -> bool:
        """Whether a small place may be meant although hamlets, quarters and markets that no gazetteer lists share names
        with it: where something near speaks of the area it lies in, or the name is like no other."""
        if entry.kind in ("country", "region", "capital"):
            return True
        distinct = all(entry.agrees(other) for other in self.candidates[index]) and not _COMMON.match(
            self.text, *self.mentions[index]
        )
        if self.home != entry.country:
            return (
                distinct
                or entry.country in self.countries
                or entry.country in self._countries_near(index, before)
                or _supported(entry, self._around(index))
            )
        if entry.kind != "admin3" or distinct or said == "district":
            return True
        near = [*self._around(index), *([before] if before else [])]
        if any(entry.admin1 == other.admin1 for other in near):
            return True
        return entry.admin2 in _LARGE_CITY and not (
            self._shared(index) and any(other.kind == "admin1" and other.country == entry.country for other in near)
        )

    def _countries_near(self, index: int, before: Entry | None) -> set[str]:
        """The countries that the other mentions of the sentence, and what was linked last, can only lie in."""
        found = {before.country} if before else set()
        for other in range(self.first, self.last):
            countries = {entry.country for entry in self.candidates[other]}
            if other != index and len(countries) == 1:
                found |= countries
        return found

    def _shared(self, index: int) -> bool:
        """Whether several districts bear the name."""
        return sum(entry.kind == "admin3" for entry in self.candidates[index]) > 1

    def _said(self, index: int) -> str | None:
        """The word for a kind of place beside a mention, before or after it or the list it stands in."""
        start, end = self.mentions[index]
        if match := _FIRST.match(self.text, start, end) or _LAST.search(self.text, start, end):
            return match.lastgroup
        if match := _AFTER.match(self.text, end):
            return match.lastgroup
        back = forward = index
        while back > self.first and self._joined(back - 1, back):
            back -= 1
        while forward + 1 < self.last and self._joined(forward, forward + 1):
            forward += 1
        start = self.mentions[back][0]
        # "Districts of Lima" are in Lima; "the districts of Ate and Comas" are Ate and Comas.
        match = _BEFORE.search(self.text[max(0, start - 30) : start])
        if match and (forward > back if _plural(match) else index == back):
            return match.lastgroup
        if (match := _AFTER.match(self.text, self.mentions[forward][1])) and _plural(match):
            return match.lastgroup
        return None

    def _joined(self, index: int, following: int) -> bool:
        return _LIST.fullmatch(self.text, self.mentions[index][1], self.mentions[following][0]) is not None

    def _beside(self, index: int) -> list[Entry]:
        """What the next mention may be, where it says in what this one lies: "Miraflores, Arequipa"."""
        if index + 1 < self.last and _APPOSITION.fullmatch(
            self.text, self.mentions[index][1], self.mentions[index + 1][0]
        ):
            return self._others(index, [index + 1])
        return []

    def _around(self, index: int) -> list[Entry]:
        return self._others(index, [other for other in range(self.first, self.last) if other != index])

    def _others(self, index: int, mentions: Sequence[int]) -> list[Entry]:
        """What other mentions may be that this one, which may bear the same name, may not."""
        own = {entry.value for entry in self.candidates[index]}
        return [entry for other in mentions for entry in self.candidates[other] if entry.value not in own]


def _supported(entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether another place, which is no country, may hold this one or lie in it."""
    return any(
        entry.lies_in(other) or other.lies_in(entry) for other in others if "country" not in (entry.kind, other.kind)
    )


def _plural(match: re.Match[str]) -> bool:
    return match[match.lastgroup or 0].lower().endswith("s")


def _speaks_of(said: str, entry: Entry) -> bool:
    if said == "province":
        return entry.kind == ("admin2" if entry.country in _PROVINCE_IS_ADMIN2 else "admin1")
    if said == "district" and entry.country == "PER":
        return entry.kind == "admin3"
    return entry.kind in _KINDS[said]
