"""The words beside a number that say how exact it is: `some 40`, `more than 11,900`, `200 or more`, `+266,000`."""

from __future__ import annotations

import re
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation

_AFTER_ONLY = ("or so", "or more", "and more")
_BETWEEN = r"(?:[\s*(\\]|\b(?:another|an additional|additional|a further|the|a total of|total of|half of|only|all|its|their|these|estimated|further)\b)*"


@lru_cache(maxsize=1)
def _before() -> re.Pattern[str]:
    phrases = [phrase for phrase in lexicon.modifiers() if phrase not in _AFTER_ONLY]
    words = alternation((phrase for phrase in phrases if phrase[0].isalpha()), ignore_case=True, space=r"\s+")
    signs = alternation(phrase for phrase in phrases if not phrase[0].isalpha())
    return re.compile(rf"(?:\b(?P<words>{words})(?:\s{_BETWEEN}|\s*)|(?P<sign>{signs})\s*)$", re.IGNORECASE)


_AFTER = re.compile(r"\s*(?P<phrase>or\s+so|or\s+more|and\s+more|\+)(?![\w])")
_NOT_ABOUT = re.compile(
    r"\b(?:information|concerns?|concerned|awareness|messages|know|knowledge|learn|training|talk|worried|inform(?:ed)?)\s+(?:about|on)\s*$",
    re.I,
)
_LONGEST = 60


def find(text: str, start: int, end: int) -> tuple[str, int, int] | None:
    """The modifier of the quantity at `text[start:end]`: its class and its span; None for an exact one."""
    begin = max(0, start - _LONGEST)
    before = text[begin:start]
    # A search for the leftmost match that reaches up to the number finds the longest phrase.
    match = _before().search(before)
    if match and not _NOT_ABOUT.search(before[: match.end("words")] if match.group("words") else ""):
        name = "words" if match.group("words") else "sign"
        phrase = " ".join(match.group(name).lower().split())
        return lexicon.modifiers()[phrase], begin + match.start(name), begin + match.end(name)
    after = _AFTER.match(text, end)
    if after:
        phrase = " ".join(after.group("phrase").lower().split())
        return lexicon.modifiers()[phrase], after.start("phrase"), after.end("phrase")
    return None
