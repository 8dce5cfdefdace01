"""Decrees of a document: each once, however it is written, with the sentence that says what it does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

# Words that a statute's name is told by are the others.
_LITTLE = frozenset("the of on for and to a an de del la las los el y en para sobre".split())
_EFFECT = re.compile(
    r"\b(?:approv|extend|establish|creat|regulat|suspend|declar|order|allow|grant|requir|prohibit|forbid|amend|modif|repeal|"
    r"replac|enact|publish|adopt|author|introduc|set|provid|protect|exempt|lift|enter|came|come|govern|end|open|close|prolong|"
    r"recogni|abolish|restrict|ban|make|made|give|gave|oblig|impos|waiv)(?:s|es|ed|d|t|ts|ing|ied|ies|ize|izes|ized|ise|ises|ised|ted|ting|ned)?\b",
    re.I,
)
_LONG_NUMBER = 4  # digits from which a number without its year is no other year's


class Decree(NamedTuple):
    """A decree in its parts: `name` where it has one instead of a number; empty where not said."""

    type: str
    number: str
    year: str
    issuer: str
    name: str


class Listed(NamedTuple):
    """A decree of a document: its fullest value, the mentions that speak of it, and which of them says what it does."""

    value: str
    mentions: tuple[int, ...]
    telling: int


def decree(value: str) -> Decree:
    """The parts of a DECREE's normal form, `type/number/year/issuer` or `type/name/year`."""
    kind, what, *rest = [*value.split("/", 3), "", ""][:4]
    if not what[:1].isdigit():
        return Decree(kind, "", rest[0], "", what)
    year = rest[0] if re.fullmatch(r"\d{4}", rest[0]) else ""
    return Decree(kind, what, year, rest[1] if year else "/".join(filter(None, rest)), "")


def same(one: Decree, other: Decree) -> bool:
    """Whether two may be one decree: nothing that both say differs, and a general type is what a particular one may be called."""
    if one.name or other.name:
        return _words(one.name) == _words(other.name) and _agree(one.year, other.year)
    if one.number != other.number or not _agree(one.issuer, other.issuer):
        return False
    if one.year != other.year and (not _agree(one.year, other.year) or len(one.number) < _LONG_NUMBER):
        return False
    shorter, longer = sorted((one.type, other.type), key=len)
    return longer == shorter or longer.endswith(" " + shorter)


def listed(values: Sequence[str], sentences: Sequence[str]) -> list[Listed]:
    """The decrees behind a document's mentions, in the order of their first ones.

    values: the normal form of each mention; sentences: the sentence that each stands in. The mention whose sentence tells
    most of what the decree does is the first one that has a verb of ruling, else the first.
    """
    groups: list[list[int]] = []
    for index, value in enumerate(values):
        own = decree(value)
        home = next((group for group in groups if all(same(own, decree(values[each])) for each in group)), None)
        if home is None:
            groups.append([index])
        else:
            home.append(index)
    return [
        Listed(
            max((values[index] for index in group), key=lambda value: (value.count("/"), len(value))),
            tuple(group),
            next((index for index in group if _EFFECT.search(sentences[index])), group[0]),
        )
        for group in groups
    ]


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name)) - _LITTLE


def _agree(one: str, other: str) -> bool:
    return not one or not other or one == other
