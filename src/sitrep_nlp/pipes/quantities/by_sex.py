"""Numbers by sex and age with one letter each: `64 nurses (49M, 15F)`, `12 F / 9 M`, `(10 B, 12 G)`. The letters are no millions, billions or metres."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d{1,3}(?:,\d{3})+|[1-9]\d{0,2}, \d{3}|\d+"
_COUNT = rf"(?P<number>{_NUMBER})\s?(?P<letter>[MFWBGmf])\b"
_COUNTS = re.compile(_COUNT)
_SPLIT = re.compile(rf"(?<![\w.,/-]){_COUNT}(?:(?:\s*[,;/&|+]\s*|\s+and\s+)(?:{_NUMBER})\s?[MFWBGmf]\b)+")
# "Block 12F/13M" is no split: a name stands before it.
_NAME_BEFORE = re.compile(r"[A-Z][a-z]+ $")
_MULTIPLIERS = {"M", "B"}


def find(text: str) -> Iterator[tuple[int, int]]:
    """The numbers of such splits, without their letters, in order. No letter stands twice, and one at least is no multiplier."""
    for split in _SPLIT.finditer(text):
        counts = list(_COUNTS.finditer(text, *split.span()))
        letters = {count["letter"].upper() for count in counts}
        named = _NAME_BEFORE.search(text, max(0, split.start() - 24), split.start())
        if len(letters) == len(counts) and letters - _MULTIPLIERS and not named:
            yield from (count.span("number") for count in counts)
