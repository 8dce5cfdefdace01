"""Words that a line's end has parted: where the hyphen belongs to the word and where the setting put it."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

_END = re.compile(r"(?P<first>[^\W\d_]{2,})(?P<hyphen>[-\u2010\xad])$")
_START = re.compile(r"[^\W\d_]{2,}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class Hyphens:
    """Decides by the words of the file itself, and by a list of parts that compounds are made of (`hyphens.csv`).

    texts: the words of the file in its order.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._words: set[str] = set()
        parted = False
        for text in texts:
            # The halves of a parted word are no words that the file has.
            if not parted and not _END.search(text):
                self._words |= {word.casefold() for word in _WORD.findall(text)}
            parted = _END.search(text) is not None

    def parted(self, line: str, following: str) -> bool | None:
        """Whether the hyphen at a line's end falls when the next line is joined to it; None where there is no hyphen."""
        end, start = _END.search(line), _START.match(following)
        if not end or not start:
            # "2020-" and "NGOs/" go on with the next line as they are; a dash alone stands between words.
            return False if len(line) > 1 and line.endswith(("-", "\u2010", "/")) else None
        first, last = end["first"].casefold(), start.group().casefold()
        if end["hyphen"] == "\xad":
            return True
        if not start.group()[0].islower():
            return False
        if first + last in self._words:
            return True
        if f"{first}-{last}" in self._words:
            return False
        compound = first in _parts("first") or last in _parts("last")
        return not (compound or (first in self._words and last in self._words))


@cache
def _parts(side: str) -> frozenset[str]:
    text = files("sitrep_nlp.reading.pdf").joinpath("hyphens.csv").read_text(encoding="utf-8")
    return frozenset(row["part"] for row in csv.DictReader(text.splitlines()) if row["side"] == side)
