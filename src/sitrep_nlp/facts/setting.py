"""What the facts of a figure are read from: the bulletin around it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sitrep_nlp import lexicon
from sitrep_nlp.figures import Figure
from sitrep_nlp.lexicon.trie import alternation


class Setting:
    """A bulletin as the facts see it: text, month, zones, sentences, and the values of its entities.

    month: `YYYY-MM` or None. zones: rows of kind, start, end. sentences: the character ranges of each sentence. values: the
    value of each linked or dated entity by its first character.
    """

    def __init__(
        self,
        text: str,
        month: str | None,
        zones: Sequence[Sequence[Any]],
        sentences: Sequence[Sequence[Sequence[int]]],
        values: Mapping[int, str],
        figures: Sequence[Figure],
    ) -> None:
        self.text, self.month, self.values = text, month, values
        self._zones = [(int(start), str(kind)) for kind, start, *_ in zones]
        self._ranges = sorted((start, end) for ranges in sentences for start, end in ranges)
        self._numbers = sorted((figure.quantity.start, figure.quantity.end) for figure in figures)

    def zone(self, figure: Figure) -> str:
        """The kind of the zone in which a figure stands, one of `schema.ZONES`."""
        position = bisect_right(self._zones, (figure.quantity.start, "~")) - 1
        return self._zones[position][1] if position >= 0 else "prose"

    def sentence(self, figure: Figure) -> tuple[int, int]:
        """Start and end of the sentence, or the line of it, in which the number stands."""
        position = bisect_right(self._ranges, (figure.quantity.start, len(self.text))) - 1
        if position >= 0 and figure.quantity.end <= self._ranges[position][1]:
            return self._ranges[position]
        return figure.quantity.start, figure.quantity.end

    def before(self, figure: Figure) -> str:
        """The words of the sentence from the last number, semicolon or its start up to the number."""
        start = self.sentence(figure)[0]
        position = bisect_right(self._numbers, (figure.quantity.start, -1)) - 1
        if position >= 0:
            start = max(start, self._numbers[position][1])
        return self.text[max(start, self.text.rfind(";", start, figure.quantity.start) + 1) : figure.quantity.start]

    def opening(self, figure: Figure) -> str:
        """The words of the sentence from its start up to the number."""
        return self.text[self.sentence(figure)[0] : figure.quantity.start]

    def after(self, figure: Figure) -> str:
        """The words of the sentence from the number to the next number, semicolon or its end."""
        first, last = figure.quantity.end, self.sentence(figure)[1]
        position = bisect_right(self._numbers, (figure.quantity.start, figure.quantity.end))
        if position < len(self._numbers):
            last = max(first, min(last, self._numbers[position][0]))
        end = self.text.find(";", first, last)
        return self.text[first : end if end >= 0 else last]


@lru_cache(maxsize=8)
def word_lists(name: str) -> tuple[re.Pattern[str], dict[str, str]]:
    """The finder of all words of a table `<class>,<words;words>` of the lexicon, and the class of each word."""
    table: dict[str, str] = {}
    for row in lexicon.rows(name):
        label, words = row.values()
        for word in words.split(";"):
            table.setdefault(word, label)
    words = alternation(table, ignore_case=True, space=r"\s+")
    return re.compile(rf"(?<![\w-]){words}(?![\w-])"), table


def all_of(name: str, text: str) -> list[str]:
    """The class of each word in a text that a table of the lexicon lists, in order."""
    pattern, table = word_lists(name)
    return [table[" ".join(match.group().lower().split())] for match in pattern.finditer(text)]


def first_of(name: str, text: str) -> tuple[str, int] | None:
    """The class of the first word in a text that a table of the lexicon lists, and where that word stands."""
    pattern, table = word_lists(name)
    match = pattern.search(text)
    return (table[" ".join(match.group().lower().split())], match.start()) if match else None
