"""Bulletins through a pipeline: a stream in, a stream out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from sitrep_nlp.annotated import DOCUMENT_LISTS, AnnotatedBulletin
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import Entity
from sitrep_nlp.pipeline import load
from sitrep_nlp.reading import read_all

T = TypeVar("T")

__all__ = ["AnnotatedBulletin", "annotate", "annotate_one", "from_doc"]


def annotate(
    inputs: Iterable[str | Path | Bulletin],
    *,
    nlp: Language | None = None,
    month: str | None = None,
    metadata: Mapping[str, Mapping[str, str]] | None = None,
    on_error: Callable[[InputError], None] | None = None,
    batch_size: int = 16,
) -> Iterator[AnnotatedBulletin]:
    """Annotate files, folders and bulletins; one result a bulletin, in order, as they come.

    inputs: paths (strings are paths, not texts) or `Bulletin` objects. nlp: a pipeline, by default `load()`.
    month: `YYYY-MM`, for bulletins that bring none. on_error: called with what failed, while all the others go on; without
    it the first failure is raised as InputError.
    """
    nlp = nlp or load()
    stream = _good(_bulletins(inputs, month, metadata), on_error)
    while batch := list(islice(stream, batch_size)):
        yield from _good(_results(nlp, batch), on_error)


def annotate_one(nlp: Language, bulletin: Bulletin) -> AnnotatedBulletin:
    """Annotate one bulletin. Raises InputError when the pipeline fails on it, MemoryError when memory runs out."""
    try:
        return from_doc(nlp(_doc(nlp, bulletin)), bulletin)
    except MemoryError:
        raise
    except Exception as error:
        raise InputError(bulletin.id, f"could not be annotated: {type(error).__name__}: {error}") from error


def from_doc(doc: Doc, bulletin: Bulletin) -> AnnotatedBulletin:
    """What a pipeline left in a Doc, without the Doc."""
    return AnnotatedBulletin(
        bulletin,
        doc._.month,
        [Entity(ent.start_char, ent.end_char, ent.text, ent.label_, ent._.value) for ent in doc.ents],
        doc._.figures,
        [[(start, end) for start, end in ranges] for _, ranges in doc._.sentences or ()],
        **{name: getattr(doc._, name) or [] for name in DOCUMENT_LISTS if Doc.has_extension(name)},
    )


def _bulletins(
    inputs: Iterable[str | Path | Bulletin], month: str | None, metadata: Mapping[str, Mapping[str, str]] | None
) -> Iterator[Bulletin | InputError]:
    for item in inputs:
        if isinstance(item, Bulletin):
            yield item
        else:
            yield from read_all([item], month=month, metadata=metadata)


def _good(items: Iterable[T | InputError], on_error: Callable[[InputError], None] | None) -> Iterator[T]:
    for item in items:
        if not isinstance(item, InputError):
            yield item
        elif on_error is None:
            raise item
        else:
            on_error(item)


def _results(nlp: Language, batch: list[Bulletin]) -> Iterator[AnnotatedBulletin | InputError]:
    """A batch through the pipeline; when it fails, one by one, so that only what is at fault is lost."""
    try:
        docs = list(nlp.pipe([_doc(nlp, bulletin) for bulletin in batch]))
    except Exception:
        for bulletin in batch:
            try:
                yield annotate_one(nlp, bulletin)
            except InputError as error:
                yield error
        return
    for doc, bulletin in zip(docs, batch, strict=True):
        yield from_doc(doc, bulletin)


def _doc(nlp: Language, bulletin: Bulletin) -> Doc:
    doc = nlp.make_doc(bulletin.text)
    doc._.month, doc._.country = bulletin.month, bulletin.country
    doc._.blocks = [list(block) for block in bulletin.blocks]
    return doc
