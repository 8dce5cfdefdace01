"""The training corpus as spaCy's loop reads it: shuffled and told differently in each epoch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

Augmenter = Callable[[Language, Example], Iterable[Example]]


def create_reader(path: Path, augmenter: Augmenter | None) -> Callable[[Language], Iterator[Example]]:
    """A reader for `corpora.train`, to be used with `max_epochs = -1`: spaCy then asks anew for each epoch.

    path: the annotated reports, as DocBin. augmenter: what tells them differently.
    """
    return Reader(path, augmenter)


class Reader:
    """See `create_reader`. The texts are kept in memory between epochs."""

    def __init__(self, path: Path, augmenter: Augmenter | None) -> None:
        self.path, self.augmenter = path, augmenter
        self.docs: list[Doc] = []

    def __call__(self, nlp: Language) -> Iterator[Example]:
        self.docs = self.docs or list(DocBin().from_disk(self.path).get_docs(nlp.vocab))
        random.shuffle(self.docs)
        for doc in self.docs:
            example = Example(nlp.make_doc(doc.text), doc)
            yield from self.augmenter(nlp, example) if self.augmenter else (example,)
