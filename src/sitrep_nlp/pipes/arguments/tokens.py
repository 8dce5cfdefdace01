"""What is known of a Doc's tokens, whatever number looks at them."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy
from spacy.tokens import Doc

from sitrep_nlp.pipes.arrays import Ints
from sitrep_nlp.pipes.relations.nodes import things, verbs
from sitrep_nlp.schema import COUNTED_TYPES, LABELS

QUANTITY = LABELS.index("QUANTITY") + 1
BENEFICIARY = LABELS.index("BENEFICIARY") + 1
ENTITIES = 2 * len(LABELS) + 1  # how many values `Tokens.entity` has
_SHAPES = ("past", "ing", "present", "ambiguous")
KNOWN = 1 + 2 * len(_SHAPES) + len(COUNTED_TYPES)  # how many values `Tokens.known` has
_VERBS = ("VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
_COMMAS, _BREAKS = frozenset((",", "and", "&", "or")), frozenset((";", ":", "(", ")", ".", "|"))
# None of the 57,890 counted things and activities of the corpus' train part holds one of these.
_STOPS = frozenset(". ; : | • · ● ▪ ■ ► [ ] ?".split())
# Nor does one open a bracket or a quotation without closing it, or close one that is not open.
_BRACKETS = {"(": 1, "“": 1, ")": -1, "”": -1}


class Tokens:
    """Arrays of what is known of each token.

    lower: (tokens,) hashes of the lower-cased words. entity: (tokens,) 0 outside entities, 2i + 1 at the first token of one of the label i, 2i + 2 at
    its others. first: (tokens,) at the first token of an entity its label's index + 1, else 0. known: (tokens,) what the lexicon knows of the
    word. worded: (tokens,) whether it is a word. stops: (tokens,) whether it ends what one argument can say. brackets: (tokens,) how many it opens, less those that it closes. before: (tokens + 1, 6) how many verbs, numbers, groups, commas, breaks and beginnings of clauses stand before the token.
    """

    def __init__(self, doc: Doc) -> None:
        strings = doc.vocab.strings
        labels, inside, tags, self.lower, starts = doc.to_array(["ENT_TYPE", "ENT_IOB", "TAG", "LOWER", "IDX"]).T
        self.entity: Ints = numpy.zeros(len(doc), dtype="int64")
        for position, label in enumerate(LABELS):
            found = labels == strings.as_int(label)
            self.entity[found] = 2 * position + 1 + (inside[found] == 1)
        self.first: Ints = numpy.where(self.entity % 2 == 1, (self.entity + 1) // 2, 0)
        keys, which = numpy.unique(self.lower, return_inverse=True)
        words = [_Word.of(strings[key]) for key in keys.tolist()]
        self.known, commas, breaks, stops, worded, self.brackets = (
            numpy.array(words, dtype="int64").reshape(-1, 6)[which].T
        )
        self.worded, self.stops = worded.astype(bool), stops.astype(bool)
        verbal = numpy.isin(tags, numpy.array([strings.as_int(tag) for tag in _VERBS], dtype="uint64"))
        clauses = numpy.isin(starts, numpy.array(doc._.clauses or (), dtype="uint64"))
        flags = (
            verbal & (self.entity == 0), self.first == QUANTITY, self.first == BENEFICIARY, commas, breaks, clauses,
        )  # fmt: skip
        self.before: Ints = numpy.zeros((len(doc) + 1, len(flags)), dtype="int64")
        numpy.cumsum(numpy.stack(flags, axis=1), axis=0, out=self.before[1:])


class _Word(NamedTuple):
    """What is known of a word wherever it stands."""

    known: int
    comma: bool
    breaks: bool
    stops: bool
    worded: bool
    brackets: int

    @staticmethod
    @lru_cache(maxsize=20_000)
    def of(word: str) -> _Word:
        worded, brackets = word.isalpha() or word in ("$", "%"), sum(_BRACKETS.get(sign, 0) for sign in word)
        return _Word(_known(word), word in _COMMAS, word in _BREAKS, word in _STOPS, worded, brackets)


def _known(word: str) -> int:
    """What the lexicon knows of a word: a form of a verb that says something by itself or not, or a thing of some type."""
    if word in verbs():
        shape, empty = verbs()[word]
        return 1 + _SHAPES.index(shape) + len(_SHAPES) * empty
    return 1 + 2 * len(_SHAPES) + COUNTED_TYPES.index(things()[word]) if word in things() else 0
