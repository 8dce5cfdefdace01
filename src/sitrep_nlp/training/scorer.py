"""The measure that a training goes by where only some labels were marked."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, Span
from spacy.training import Example


def measure_by(nlp: Language, labels: frozenset[str]) -> None:
    """Let the recognisers of a pipeline be measured by some labels alone, since what a base finds of the others would speak for the base."""
    for name in nlp.pipe_names:
        if "ents_f" in (nlp.get_pipe_meta(name).default_score_weights or {}):
            recognizer: Any = nlp.get_pipe(name)
            recognizer.scorer = partial(score_entities, labels=labels)


def score_entities(examples: Iterable[Example], *, labels: frozenset[str], **settings: Any) -> dict[str, Any]:
    """`ents_p`, `ents_r`, `ents_f` and `ents_per_type` of the entities of some labels, as spaCy's scorer gives them for all."""

    def entities(doc: Doc, name: str) -> list[Span]:
        return [ent for ent in doc.ents if ent.label_ in labels]

    scores: dict[str, Any] = Scorer.score_spans(examples, "ents", getter=entities)
    return scores
