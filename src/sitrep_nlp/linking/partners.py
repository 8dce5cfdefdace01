"""Lists of partners: which organisations one names, how many, and how many the text says there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sitrep_nlp.pipes.quantities.normalize import TENS_IN_WORDS, UNITS_IN_WORDS

LEAST = 6
_SEPARATOR = re.compile(r"[\s|;,•●·*_/().:–—-]*(?:(?:and|y|e|et|&)\s+)?(?:the\s+)?")
_DIGITS = r"\d{1,3}(?:,\d{3})*"
_CLAIM = re.compile(
    rf"\b(?P<number>{_DIGITS}|(?:(?:{'|'.join(TENS_IN_WORDS)})-)?(?:{'|'.join([*UNITS_IN_WORDS, *TENS_IN_WORDS])}))\s+"
    r"(?:[a-z]+\s+){0,2}(?P<who>partners?(?:\s+organi[sz]ations)?|members|organi[sz]ations|socios|organizaciones|partenaires)\b",
    re.I,
)
_NEAR = 300  # characters before a list in which any "40 organizations" speaks of it


class PartnerList(NamedTuple):
    """A list of organisations in a bulletin; `start` and `end` are character offsets.

    organizations: their ids, each once, in order. named: how many names the list holds, `repeated`: the ids named more than
    once. claimed: how many partners the text says there are, None where it does not; `claim` is the offsets of that phrase.
    """

    start: int
    end: int
    organizations: tuple[str, ...]
    named: int
    repeated: tuple[str, ...]
    claimed: int | None
    claim: tuple[int, int] | None


def partner_lists(text: str, mentions: Sequence[tuple[int, int]], ids: Sequence[str | None]) -> Iterator[PartnerList]:
    """The runs of at least `LEAST` organisations with nothing but separators between them.

    mentions: character offsets of organisations, ascending; ids: what `organizations.link` says of each. An acronym in brackets
    behind its name is no name of its own. An organisation without an id is named, but is none of `organizations`.
    """
    first = 0
    for index in range(1, len(mentions) + 1):
        if index < len(mentions) and _SEPARATOR.fullmatch(text, mentions[index - 1][1], mentions[index][0]):
            continue
        named = [at for at in range(first, index) if at == first or not _in_brackets(text, mentions, ids, at)]
        if len(named) >= LEAST:
            counts = Counter(entry for entry in (ids[at] for at in named) if entry)
            claim = _claim(text, mentions[first][0])
            yield PartnerList(
                mentions[first][0],
                mentions[index - 1][1],
                tuple(counts),
                len(named),
                tuple(entry for entry, count in counts.items() if count > 1),
                _number(claim.group("number")) if claim else None,
                claim.span() if claim else None,
            )
        first = index


def _in_brackets(text: str, mentions: Sequence[tuple[int, int]], ids: Sequence[str | None], at: int) -> bool:
    """Whether a mention is but the acronym behind its name: "Voces del Norte (AVN)"."""
    return ids[at] is not None and ids[at] == ids[at - 1] and "(" in text[mentions[at - 1][1] : mentions[at][0]]


def _claim(text: str, start: int) -> re.Match[str] | None:
    """The phrase that says how many partners there are: the last before the list, else the first behind it."""
    claims = [
        claim
        for claim in _CLAIM.finditer(text)
        if _number(claim.group("number")) >= LEAST
        and ("org" not in claim.group("who")[:3].lower() or start - _NEAR < claim.end() <= start)
    ]
    before = [claim for claim in claims if claim.end() <= start]
    return before[-1] if before else claims[0] if claims else None


def _number(said: str) -> int:
    if said[0].isdigit():
        return int(said.replace(",", ""))
    words = {**{word: int(value) for word, value in UNITS_IN_WORDS.items()}, **TENS_IN_WORDS}
    return int(sum(words[part] for part in said.lower().split("-")))
