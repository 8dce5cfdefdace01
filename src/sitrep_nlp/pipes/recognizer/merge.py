"""Which of two answers stands: the rules' or the trained recogniser's."""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from sitrep_nlp.lexicon import abbreviations
from sitrep_nlp.pipes.recognizer.hints import SPANS_KEY

_NAMES = ("ORG", "LOC")
_LONG_LIST = 6
_COORDINATORS = frozenset(("and", "y", "e", "et", "or"))


@Language.factory(
    "sitrep_merge",
    default_config={"rules_first": ["QUANTITY", "DATE", "DECREE"]},
    requires=["doc.ents", "doc.spans"],
    assigns=["doc.ents"],
)
def create_merge(nlp: Language, name: str, rules_first: Sequence[str]) -> Merge:
    return Merge(rules_first)


class Merge:
    """Sets `doc.ents` from the rules' spans in `doc.spans["hints"]` and the recogniser's in `doc.ents`.

    rules_first: labels that the rules settle; what the recogniser found there gives way. Of all other labels the recogniser's
    spans alone stand, with three exceptions. In a long list of partners bars and commas part the names, which the rules read and the recogniser does not. And an abbreviation
    that the lexicon knows for a thing (CBT, MHPSS) is no name unless the rules found one there, because the text defines it. Two places that the rules know, joined by "and", are two.
    """

    def __init__(self, rules_first: Sequence[str]) -> None:
        self.rules_first = frozenset(rules_first)

    def __call__(self, doc: Doc) -> Doc:
        hints = list(doc.spans.get(SPANS_KEY, ()))
        named = {hint.start for hint in hints if hint.label_ in _NAMES}
        ruled = [hint for hint in hints if hint.label_ in self.rules_first] + _partners(doc, hints)
        learnt = [ent for ent in doc.ents if ent.label_ not in self.rules_first and not _is_thing(ent, named)]
        doc.set_ents(_first_come(doc, [*ruled, *_parted(doc, learnt, hints)]))
        return doc


def _parted(doc: Doc, learnt: Sequence[Span], hints: Sequence[Span]) -> list[Span]:
    """The recogniser's spans, with the two places in each "Lima y Callao" that the rules know apart."""
    first = {hint.start: hint for hint in hints if hint.label_ == "LOC"}
    last = {hint.end: hint for hint in first.values()}
    parted: list[Span] = []
    for ent in learnt:
        one, other = first.get(ent.start), last.get(ent.end)
        if ent.label_ == "LOC" and one is not None and other is not None and _joins(doc, one.end, other.start):
            parted += [one, other]
        else:
            parted.append(ent)
    return parted


def _joins(doc: Doc, start: int, end: int) -> bool:
    return end - start == 1 and doc[start].lower_ in _COORDINATORS


def _is_thing(ent: Span, named: Container[int]) -> bool:
    return ent.label_ in _NAMES and ent.text in abbreviations() and ent.start not in named


def _partners(doc: Doc, hints: Sequence[Span]) -> list[Span]:
    """The names in lists of partners that are too long to be a page's head ("Situation report | Colombia")."""
    found: list[Span] = []
    for kind, start, end, _ in doc._.zones or ():
        if kind == "partners":
            cells = [
                hint for hint in hints if hint.label_ == "ORG" and start <= hint.start_char and hint.end_char <= end
            ]
            found += cells if len(cells) >= _LONG_LIST else []
    return found


def _first_come(doc: Doc, spans: Sequence[Span]) -> list[Span]:
    """The spans in their order, without those that overlap an earlier one."""
    taken = bytearray(len(doc))
    kept = []
    for span in spans:
        if not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * len(span)
            kept.append(span)
    return kept
