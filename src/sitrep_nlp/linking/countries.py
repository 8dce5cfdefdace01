"""Countries by their names and by the adjectives made of them: `Peru`, `Peruvian` and `Peruvians` are PER."""

from __future__ import annotations

import re
from functools import lru_cache

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.phrases import fold
from sitrep_nlp.lexicon.trie import alternation

_LONGEST = 4
_LINKS = frozenset(("of", "in", "the", "for", "de", "del", "en", "do", "da", "no", "-", "–"))


@lru_cache(maxsize=1)
def _codes() -> dict[str, str]:
    """ISO 3166-1 alpha-3 codes by folded name and adjective."""
    codes: dict[str, str] = {}
    for row in lexicon.rows("places"):
        if row["kind"] == "country":
            for name in filter(None, [row["name"], *row["aliases"].split(";")]):
                codes.setdefault(fold(name), row["code"])
    for row in lexicon.rows("demonyms"):
        for name in filter(None, [row["adjective"], row["people"]] if row["country"] else []):
            codes.setdefault(fold(name), row["country"])
    return codes


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){alternation(_codes())}(?![\w-])")


def country_code(name: str) -> str | None:
    """The ISO 3166-1 alpha-3 code of a country's name, adjective or code, in any case; None where there is none."""
    if len(name) == 3 and name.isupper() and name in _codes().values():
        return name
    return _codes().get(fold(" ".join(name.split())))


def countries_in(text: str) -> list[str]:
    """The codes of the countries and nationalities that a text names, in order, each once."""
    return list(dict.fromkeys(_codes()[match.group()] for match in _pattern().finditer(fold(" ".join(text.split())))))


def without_country(name: str) -> tuple[str, str] | None:
    """A name without the country at its end or its beginning, and the code: `UNICEF Peru` is `("UNICEF", "PER")`."""
    words = name.split()
    for length in range(min(_LONGEST, len(words) - 1), 0, -1):
        for rest, label in ((words[:-length], words[-length:]), (words[length:], words[:length])):
            code = _codes().get(fold(" ".join(label)).strip("()-"))
            if not code or not label[0].lstrip("(")[0].isupper():
                continue
            while len(rest) > 1 and fold(rest[-1]) in _LINKS:
                rest = rest[:-1]
            if not rest[-1].islower():  # "Manos Unidas por Venezuela": the country is no branch
                return " ".join(rest).rstrip(" -–,"), code
    return None
