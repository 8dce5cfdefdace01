"""The training corpus as spaCy's loop reads it: shuffled and told differently in each epoch."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from pathlib import Path
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

from sitrep_nlp.pipes.arguments.targets import unmarked_fields

T = TypeVar("T", bound=Sized)
Augmenter = Callable[[Language, Example], Iterable[Example]]


def create_reader(
    path: Path, also: Path | None, augmenter: Augmenter | None, replayed: Path | None = None
) -> Callable[[Language], Iterator[Example]]:
    """A reader for `corpora.train`, to be used with `max_epochs = -1`: spaCy then asks anew for each epoch.

    path: the annotated reports, as DocBin. also: a DocBin of texts that are no reports and know some labels only; they are never
    told differently. augmenter: what tells the reports differently. replayed: reports that were learnt before, as DocBin; each epoch
    sees as many words of them, drawn anew, as of the reports at `path`.
    """
    return Reader(path, also, augmenter, replayed)


class Reader:
    """See `create_reader`. The texts are kept in memory between epochs."""

    def __init__(
        self, path: Path, also: Path | None, augmenter: Augmenter | None, replayed: Path | None = None
    ) -> None:
        self.path, self.also, self.augmenter, self.replayed = path, also, augmenter, replayed
        self.docs: list[tuple[Doc, Augmenter | None]] = []
        self.known: list[Doc] = []

    def __call__(self, nlp: Language) -> Iterator[Example]:
        if not self.docs:
            self.docs = [(doc, self.augmenter) for doc in _read(self.path, nlp)]
            self.docs += [(doc, None) for doc in _read(self.also, nlp)] if self.also else []
            self.known = list(_read(self.replayed, nlp)) if self.replayed else []
        epoch = [*self.docs, *((doc, self.augmenter) for doc in self._drawn())]
        random.shuffle(epoch)
        for doc, augmenter in epoch:
            example = Example(nlp.make_doc(doc.text), doc)
            yield from augmenter(nlp, example) if augmenter else (example,)

    def _drawn(self) -> Iterator[Doc]:
        return drawn(self.known, sum(len(doc) for doc, _ in self.docs))


def create_annotated(
    path: Path, until: str, replayed: Path | None = None, replayed_scheme: int = 0
) -> Callable[[Language], Iterator[Example]]:
    """A reader for what is learnt after the recogniser, to be used with `max_epochs = -1`: its examples have been annotated by the pipeline
    up to the component `until`, once for all epochs. Fields of figures that no report has are taken as not annotated.

    path, replayed: as in `create_reader`. replayed_scheme: the scheme of annotation (`doc._.scheme`) of the reports that are replayed.
    """
    return Annotated(path, until, replayed, replayed_scheme)


class Annotated:
    """See `create_annotated`. The annotated texts are kept in memory between epochs."""

    def __init__(self, path: Path, until: str, replayed: Path | None = None, replayed_scheme: int = 0) -> None:
        self.path, self.until, self.replayed, self.replayed_scheme = path, until, replayed, replayed_scheme
        self.examples: dict[bool, list[Example]] = {}

    def __call__(self, nlp: Language) -> Iterator[Example]:
        if not self.examples:
            self.examples = {False: self._annotated(self.path, nlp), True: []}
            if self.replayed:
                self.examples[True] = self._annotated(self.replayed, nlp)
                for example in self.examples[True]:
                    example.predicted._.scheme = self.replayed_scheme
        new = self.examples[False]
        epoch = [*new, *drawn(self.examples[True], sum(map(len, new)))]
        random.shuffle(epoch)
        yield from epoch

    def _annotated(self, path: Path, nlp: Language) -> list[Example]:
        references = list(_read(path, nlp))
        unmarked = unmarked_fields(figure for reference in references for figure in reference._.figures)
        for reference in references:
            reference._.unmarked_fields = unmarked
        docs = [nlp.make_doc(doc.text) for doc in references]
        for doc, reference in zip(docs, references, strict=True):
            doc._.month, doc._.country = reference._.month, reference._.country
        # By hand, since spaCy disables what is not trained while it initialises the rest.
        for name in nlp.component_names[: nlp.component_names.index(self.until) + 1]:
            pipe = nlp.get_pipe(name)
            docs = list(pipe.pipe(docs)) if hasattr(pipe, "pipe") else [pipe(doc) for doc in docs]
        return [Example(doc, reference) for doc, reference in zip(docs, references, strict=True)]


def drawn(known: Sequence[T], words: int) -> Iterator[T]:
    """Replayed texts in a random order, until they have as many words as the new ones."""
    for each in random.sample(known, len(known)):
        if words <= 0:
            return
        words -= len(each)
        yield each


def _read(path: Path, nlp: Language) -> Iterator[Doc]:
    return DocBin().from_disk(path).get_docs(nlp.vocab)
