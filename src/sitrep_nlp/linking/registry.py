"""The registry of organisations: which entries a name or an acronym may stand for.

Names are compared without case, accents, articles and prepositions, in British and American spelling alike and whatever the
order of their words: `Health Ministry` is `Ministry of Health`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import fold

Key = tuple[str, ...]

_WORD = re.compile(r"[^\W_]+(?:[’'´`](?![sS]\b)[^\W_]+)*")
_LITTLE = frozenset(
    "the of for and on to in against at by with from a de del la las los el y e en para por contra du des le les et pour da do das dos o os".split()
)
_SPELLINGS = {
    "organisation": "organization",
    "programme": "program",
    "centre": "center",
    "defence": "defense",
    "labour": "labor",
    "superintendency": "superintendence",
    "neighbourhood": "neighborhood",
    "un": "united nations",
}
_LEAST_FOR_TYPOS = 5


class Organization(NamedTuple):
    """An organisation of the registry. `type_code` is its HDX HAPI org_type code, `country` ISO 3166-1 alpha-3 or empty."""

    id: str
    name: str
    type_code: str
    acronym: str
    country: str


class Registry:
    """All organisations by their ids, and the ids that a name may stand for."""

    def __init__(self) -> None:
        self.organizations: dict[str, Organization] = {}
        self._exact: dict[str, list[str]] = {}
        self._keys: dict[Key, list[str]] = {}
        for row in lexicon.rows("organizations"):
            acronyms = row["acronyms"].split(";")
            self.organizations[row["id"]] = Organization(
                row["id"], row["name"], row["type"], acronyms[0], row["country"]
            )
            self._name(row["id"], row["name"], *acronyms, *row["aliases"].split(";"))
        # Names too general to be looked for in a text, which yet say who is meant where one is found.
        for row in lexicon.rows("organization_aliases"):
            self._name(row["id"], *row["aliases"].split(";"))
        self._words: dict[str, set[Key]] = {}
        for each in self._keys:
            for word in each:
                self._words.setdefault(word, set()).add(each)

    def _name(self, entry: str, *names: str) -> None:
        for name in filter(None, names):
            for ids in (self._exact.setdefault(name.strip(), []), self._keys.setdefault(key(name), [])):
                if entry not in ids:
                    ids.append(entry)

    def ids(self, name: str) -> list[str]:
        """What a name may stand for: as it is written, else without regard to spelling, else with a letter or two amiss."""
        return self._exact.get(name) or self._keys.get(key(name)) or self._misspelt(key(name))

    def _misspelt(self, wanted: Key) -> list[str]:
        if len(wanted) < 2 or sum(map(len, wanted)) < 2 * _LEAST_FOR_TYPOS:
            return []
        for skipped in range(len(wanted)):
            # All words but one are right: look among the names that hold the rarest of them.
            right = [word for index, word in enumerate(wanted) if index != skipped]
            holders = min((self._words.get(word, set()) for word in right), key=len)
            for each in holders:
                if len(each) != len(wanted):
                    continue
                rest = list(each)
                for word in right:
                    if word not in rest:
                        break
                    rest.remove(word)
                else:
                    if alike(rest[0], wanted[skipped], least=_LEAST_FOR_TYPOS - (len(wanted) > 2)):
                        return self._keys[each]
        return []


@lru_cache(maxsize=1)
def registry() -> Registry:
    """The registry, read and indexed once."""
    return Registry()


@lru_cache(maxsize=65536)
def key(name: str) -> Key:
    """The words of a name that tell it from others, sorted."""
    words = [fold(word) for word in _WORD.findall(name)]
    words = [part for word in words for part in _SPELLINGS.get(word, word).split()]
    weighty = [word for word in words if word not in _LITTLE] or words
    return tuple(sorted(_singular(word) for word in weighty))


def alike(one: str, other: str, *, least: int = _LEAST_FOR_TYPOS) -> bool:
    """Whether two words of at least so many letters differ by no more than a slip: one letter, in long words two."""
    if min(len(one), len(other)) < least or one[0] != other[0]:
        return False
    return _distance(one, other) <= (1 if len(one) < 7 else 2)


def _distance(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, 1):
        last, row[0] = row[0], index
        for column, beside in enumerate(other, 1):
            last, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, last + (letter != beside))
    return row[-1]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word
