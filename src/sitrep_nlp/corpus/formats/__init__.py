"""Annotated reports in the formats of annotation tools, one module a format.

Every module has

    read(path, *, on_problem, mapping=None) -> Iterator[AnnotatedReport]

and those of formats that can be written have

    write(reports, path, *, on_problem, scores=None) -> int

`read` never raises for a single annotation: what it cannot align or place is told to `on_problem`, with file and offset, and
the rest of the report is delivered. What is no file of the format at all is an InputError. `mapping` turns another scheme's
labels into ours; without one the labels are taken as they are. `write` returns how many reports it wrote and tells
`on_problem` what the format cannot carry; with `scores` (certainty between 0 and 1, by report id) the reports are
written as a model's suggestions, where the format tells those from annotations.

| module | format | reads | writes |
|---|---|---|---|
| `docbin` | spaCy's DocBin | file | file |
| `label_studio` | Label Studio JSON | file | file, and the labelling configuration beside it |
| `label_studio_predictions` | the predictions in Label Studio JSON | file | the same |
| `prodigy` | Prodigy JSONL | file | file |
| `inception` | INCEpTION's UIMA CAS XMI | file, zip or folder | folder |
| `doccano` | doccano JSONL | file | file |
| `brat` | brat standoff | folder | folder, with `annotation.conf` |
| `conll` | CoNLL, IOB2: entities alone | file | file |
| `records` | JSON Lines with a list of records | file | |
| `review` | decisions from the review page | file | |

What they share: `graph` (spans and relations, the form that annotation tools know), `scheme` (figures as such a graph and
back), `mapping` (labels of others to ours).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, cast

if TYPE_CHECKING:
    from sitrep_nlp.corpus.formats.mapping import LabelMapping
    from sitrep_nlp.corpus.marked import AnnotatedReport

WRITABLE: Final = (
    "docbin",
    "label-studio",
    "label-studio-predictions",
    "prodigy",
    "inception",
    "doccano",
    "brat",
    "conll",
)
READABLE: Final = (*WRITABLE, "records", "review")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that did not go over from one form to another, and why.

    path: the file. report: the report's id, where there is one. start: the annotation's character offset in the report's
    text, where it has one. line: the line of the file (from 1), where the format has lines.
    """

    path: str
    reason: str
    report: str | None = None
    start: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = self.path if self.line is None else f"{self.path}:{self.line}"
        where = [self.report] if self.report is not None else []
        where += [f"offset {self.start}"] if self.start is not None else []
        return ": ".join([place, *([", ".join(where)] if where else []), self.reason])


OnProblem = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class Log:
    """Where the problems of one file go."""

    path: Path
    on_problem: OnProblem

    def tell(
        self, reason: str, *, report: str | None = None, start: int | None = None, line: int | None = None
    ) -> None:
        self.on_problem(Problem(str(self.path), reason, report, start, line))


class Reader(Protocol):
    """The `read` of a format's module."""

    def __call__(
        self, path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None
    ) -> Iterator[AnnotatedReport]: ...


class Writer(Protocol):
    """The `write` of a format's module."""

    def __call__(
        self,
        reports: Iterable[AnnotatedReport],
        path: Path,
        *,
        on_problem: OnProblem,
        scores: Mapping[str, float] | None = None,
    ) -> int: ...


def reader(name: str) -> Reader:
    """The reader of a format, one of `READABLE`. Raises ImportError, saying which extra is missing, if there is one."""
    return cast(Reader, _module(name, READABLE).read)  # type: ignore[attr-defined]


def writer(name: str) -> Writer:
    """The writer of a format, one of `WRITABLE`. Raises ImportError, saying which extra is missing, if there is one."""
    return cast(Writer, _module(name, WRITABLE).write)  # type: ignore[attr-defined]


def _module(name: str, known: tuple[str, ...]) -> object:
    if name not in known:
        raise ValueError(f"no format {name!r} (one of {', '.join(known)})")
    return import_module(f"{__name__}.{name.replace('-', '_')}")
