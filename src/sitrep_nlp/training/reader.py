"""The training corpus as spaCy's loop reads it: shuffled and told differently in each epoch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

Augmenter = Callable[[Language, Example], Iterable[Example]]


def create_reader(
    path: Path, also: Path | None, augmenter: Augmenter | None
) -> Callable[[Language], Iterator[Example]]:
    """A reader for `corpora.train`, to be used with `max_epochs = -1`: spaCy then asks anew for each epoch.

    path: the annotated reports, as DocBin. also: a DocBin of texts that are no reports and know some labels only; they are never
    told differently. augmenter: what tells the reports differently.
    """
    return Reader(path, also, augmenter)


class Reader:
    """See `create_reader`. The texts are kept in memory between epochs."""

    def __init__(self, path: Path, also: Path | None, augmenter: Augmenter | None) -> None:
        self.path, self.also, self.augmenter = path, also, augmenter
        self.docs: list[tuple[Doc, Augmenter | None]] = []

    def __call__(self, nlp: Language) -> Iterator[Example]:
        if not self.docs:
            self.docs = [(doc, self.augmenter) for doc in _read(self.path, nlp)]
            self.docs += [(doc, None) for doc in _read(self.also, nlp)] if self.also else []
        random.shuffle(self.docs)
        for doc, augmenter in self.docs:
            example = Example(nlp.make_doc(doc.text), doc)
            yield from augmenter(nlp, example) if augmenter else (example,)


def _read(path: Path, nlp: Language) -> Iterator[Doc]:
    return DocBin().from_disk(path).get_docs(nlp.vocab)
