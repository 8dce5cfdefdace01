"""CoNLL in IOB2, for entities alone: a token and its tag on each line, as in the shared task of 2003 and its kin.

Written are two columns; read is any number, the first the token and the last the tag, or with tokens numbered, as Universal
NER has them, the second and the third. Comments tell the report's id. Figures, relations, values, optional entities and the
text's own white space have no place in it: each is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import read_bytes
from sitrep_nlp.corpus.formats.graph import ABOUT, Graph, Mark
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_reports
from sitrep_nlp.corpus.formats.tokens import words
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

_ABOUT = ("id", *ABOUT)


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of one file, parted by `-DOCSTART-` or by comments `# id = …`; without either the file is one report. Tokens are joined
    with a blank, sentences stand on lines of their own; `I-` after nothing of its label begins an entity."""
    log = Log(path, on_problem)
    try:
        lines = read_bytes(path).decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8: {error}") from error
    yield from to_reports(_graphs(lines, log), log, mapping)


def _graphs(lines: Iterable[str], log: Log) -> Iterator[Graph]:
    about: dict[str, str] = {}
    document = _Document(log)
    number = 1
    for place, line in enumerate(lines, 1):
        name, sign, value = (part.strip() for part in line.removeprefix("#").partition("="))
        starts = line.startswith("-DOCSTART-") or (line.startswith("#") and sign and name == "id")
        if starts and document.pieces:
            yield document.graph(about, number)
            about, document, number = {}, _Document(log), number + 1
        if line.startswith("#") and sign:
            if name in _ABOUT:
                about[name] = value
        elif not line.strip():
            document.sentence()
        elif not line.startswith(("#", "-DOCSTART-")):
            document.token(line, place)
    if document.pieces:
        yield document.graph(about, number)


class _Document:
    """A report in the making."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.pieces: list[str] = []
        self.length = 0
        self.open: Mark | None = None
        self.marks: list[Mark] = []

    def token(self, line: str, place: int) -> None:
        columns = line.split("\t") if "\t" in line else line.split()
        numbered = len(columns) > 2 and columns[0].isdecimal() and columns[2].split("-")[0] in ("O", "B", "I")
        word, tag = (columns[1], columns[2]) if numbered else (columns[0], columns[-1])
        if self.pieces and self.pieces[-1] != "\n":
            self.add(" ")
        start = self.length
        self.add(word)
        prefix, _, label = tag.partition("-")
        if len(columns) < 2 or (tag != "O" and (prefix not in ("B", "I") or not label)):
            self.log.tell(f"{tag!r} is no IOB2 tag", line=place, start=start)
            self.open = None
        elif tag == "O":
            self.open = None
        elif prefix == "I" and self.open and self.open.label == label:
            self.open.end = self.length
        else:
            self.open = Mark(start, self.length, label)
            self.marks.append(self.open)

    def add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def sentence(self) -> None:
        self.open = None
        if self.pieces and self.pieces[-1] != "\n":
            self.add("\n")

    def graph(self, about: Mapping[str, str], number: int) -> Graph:
        name = about.get("id", f"{self.log.path.stem}-{number}")
        known = {key: value for key, value in about.items() if key != "id"}
        return Graph(name, "".join(self.pieces), self.marks, about=known)


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write reports to one file, a line of the text as a sentence. What the format drops is told, once a report and kind."""
    log = Log(path, on_problem)
    written = 0
    with path.open("w", encoding="utf-8") as file:
        for report in reports:
            file.writelines(f"{line}\n" for line in _lines(report))
            written += 1
            for what, number in _dropped(report).items():
                if number:
                    log.tell(f"{number} {what} were left out: CoNLL holds tokens and entities alone", report=report.id)
    return written


def _dropped(report: AnnotatedReport) -> dict[str, int]:
    return {
        "figures": len(report.figures),
        "values of entities": sum(entity.value is not None for entity in report.entities),
        "optional entities": sum(entity.optional for entity in report.entities),
    }


def _lines(report: AnnotatedReport) -> Iterator[str]:
    for name in _ABOUT:
        if value := getattr(report, name):
            yield f"# {name} = {value}"
    entities = iter(sorted((e for e in report.entities if not e.optional), key=lambda e: e.start))
    entity = next(entities, None)
    cuts = (offset for one in report.entities for offset in (one.start, one.end))
    for word in words(report.text, cuts):
        token = report.text[word.start : word.end]
        while entity and entity.end <= word.start:
            entity = next(entities, None)
        inside = entity is not None and entity.start <= word.start
        if token.strip():
            tag = f"{'B' if entity.start == word.start else 'I'}-{entity.label}" if entity and inside else "O"
            yield f"{token}\t{tag}"
        elif "\n" in token and not inside:
            yield ""
    yield ""
