"""Look-up of many thousand names in a text at once: one dictionary, the longest name wins.

Names are compared without case, accents and kinds of apostrophe; whether the text's letters are such as a name's should be
is the caller's to judge.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[’'´`][^\W\d_]+)*|[&+]")
_BREAK = re.compile(r"[|;:!?•●\t]|\n\s*\n|[.,]\s")
_TURNED = str.maketrans("’´`", "'''")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case, without accents, with one kind of apostrophe."""
    if text.isascii():
        return text.lower().translate(_TURNED)
    decomposed = unicodedata.normalize("NFD", text.translate(_TURNED))
    return "".join(character for character in decomposed if not unicodedata.combining(character)).lower()


class Word(NamedTuple):
    """A word of a text with its offsets and its folded form. `broken` when a break in the text stands before it."""

    start: int
    end: int
    key: str
    broken: bool


@lru_cache(maxsize=1)  # more than one component asks for the words of a bulletin
def words(text: str) -> Sequence[Word]:
    """The words of a text. Hyphens, slashes and line breaks part words but do not break names; bars and full stops do."""
    found: list[Word] = []
    last = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        gap = text[last:start]
        found.append(Word(start, end, fold(match.group()), not gap.isspace() and _BREAK.search(gap) is not None))
        last = end
    return found


class PhraseIndex:
    """Names to their entries. `find` yields the longest name at each place, never two that overlap."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self._entries: dict[tuple[str, ...], list[str]] = {}
        self._longest: dict[str, int] = {}
        for name, entry in entries:
            key = tuple(fold(match.group()) for match in _WORD.finditer(name))
            if not key:
                continue
            self._entries.setdefault(key, []).append(entry)
            self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, name: str) -> list[str]:
        """The entries of one name."""
        return self._entries.get(tuple(fold(match.group()) for match in _WORD.finditer(name)), [])

    def find(self, text_words: Sequence[Word]) -> Iterator[tuple[int, int, list[str]]]:
        """Start and end offsets and entries of each name found, longest first at each place."""
        free, count = 0, len(text_words)
        for index, word in enumerate(text_words):
            longest = self._longest.get(word.key)
            if longest is None or index < free:
                continue
            key = [word.key]
            while len(key) < longest and index + len(key) < count and not text_words[index + len(key)].broken:
                key.append(text_words[index + len(key)].key)
            while key:
                entries = self._entries.get(tuple(key))
                if entries:
                    free = index + len(key)
                    yield word.start, text_words[free - 1].end, entries
                    break
                key.pop()
