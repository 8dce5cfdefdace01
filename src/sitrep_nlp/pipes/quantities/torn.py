"""Numbers that a PDF has torn apart: `12 7 ,450`, `98,2 10`, `26 .9`.

Only what no whole number can look like is taken for torn: a separator after a space, a group of three digits with a space
in it. `1 2,345` is left alone: it may be a rank and its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations

_RUN = re.compile(r"(?<![\w.,/-])\d{1,3}(?:[,.]? ?\d{1,3}| [,.]\d{1,3})+(?![\w/-]|[.,]\d)")
_TORN = re.compile(
    r"\d [,.]\d"  # 12 7 ,450
    r"|,(?:\d{2} \d|\d \d{2}|\d \d \d|\d \d)(?!\d)"  # 98,2 10
    r"|, (?:\d{2} \d|\d \d{2}|\d \d \d)(?!\d)"  # 7, 6 51
    r"|, 0\d{2}(?!\d)"  # 1, 043
    r"|^\d(?: \d{2}| \d|\d \d), \d{3}(?!\d)"  # 9 06, 300
    r"|^\d \d \d,\d{3}(?!\d)"
)
_WHOLE = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:\.\d{3}){2,}|(?:0|[1-9]\d{0,3})(?:\.\d{1,2})?")
_LONGEST = 24


def find(text: str) -> Iterator[tuple[int, int]]:
    """The torn numbers of a text, in order."""
    for match in _RUN.finditer(text):
        if " " in match.group() and whole(match.group()) is not None:
            yield match.span()


@lru_cache(maxsize=2048)
def whole(phrase: str) -> str | None:
    """A torn number with its pieces joined (`127,450`); None for a phrase that is not torn, or gives no number."""
    joined = phrase.replace(" ", "")
    torn = len(phrase) <= _LONGEST and _TORN.search(phrase) and _WHOLE.fullmatch(joined)
    return joined if torn else None


def readings(phrase: str) -> list[str]:
    """All that a torn number may have been, the whole first: `["372,450", "37 and 2,450"]`."""
    pieces = phrase.split(" ")
    found = []
    for count in range(len(pieces)):
        for cuts in combinations(range(1, len(pieces)), count):
            numbers = [
                "".join(pieces[first:last]) for first, last in zip((0, *cuts), (*cuts, len(pieces)), strict=True)
            ]
            if all(_WHOLE.fullmatch(number) for number in numbers):
                found.append(" and ".join(numbers))
    return found
