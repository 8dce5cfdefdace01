"""Words for formats that are made of them: those of the pipeline, cut where a mark begins or ends."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import spacy
from spacy.language import Language


class Word(NamedTuple):
    """A token by its character offsets; `space` says whether a blank follows."""

    start: int
    end: int
    space: bool


@cache
def blank() -> Language:
    """A pipeline of the tokenizer alone."""
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "sitrep_nlp.Tokenizer.v1"}}})


def words(text: str, cuts: Iterable[int]) -> list[Word]:
    """The tokens of a text, cut at each of the offsets `cuts`."""
    found = []
    places = sorted(set(cuts), reverse=True)
    for token in blank().make_doc(text):
        start, end = token.idx, token.idx + len(token)
        while places and places[-1] <= start:
            places.pop()
        while places and places[-1] < end:
            found.append(Word(start, places[-1], False))
            start = places.pop()
        found.append(Word(start, end, bool(token.whitespace_)))
    return found
