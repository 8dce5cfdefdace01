"""Which of two answers stands: the rules' or the trained recogniser's."""

from __future__ import annotations

from collections.abc import Container, Sequence

from spacy.language import Language
from spacy.tokens import Doc, Span

from sitrep_nlp.lexicon import abbreviations
from sitrep_nlp.pipes.recognizer.hints import SPANS_KEY

_NAMES = ("ORG", "LOC")
_LONG_LIST = 6


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
    spans alone stand, with two exceptions. In a long list of partners bars and commas part the names, which the rules read and the recogniser does not. And an abbreviation
    that the lexicon knows for a thing (CBT, MHPSS) is no name unless the rules found one there, because the text defines it.
    """

    def __init__(self, rules_first: Sequence[str]) -> None:
        self.rules_first = frozenset(rules_first)

    def __call__(self, doc: Doc) -> Doc:
        hints = list(doc.spans.get(SPANS_KEY, ()))
        named = {hint.start for hint in hints if hint.label_ in _NAMES}
        ruled = [hint for hint in hints if hint.label_ in self.rules_first] + _partners(doc, hints)
        learnt = [ent for ent in doc.ents if ent.label_ not in self.rules_first and not _is_thing(ent, named)]
        doc.set_ents(_first_come(doc, [*ruled, *learnt]))
        return doc


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
