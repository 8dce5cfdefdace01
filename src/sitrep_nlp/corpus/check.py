"""Everything that a machine can verify about the annotated reports, with the file and line of each fault."""

from __future__ import annotations

from collections.abc import Iterable
from math import isclose
from pathlib import Path

from sitrep_nlp.corpus.marked import AnnotatedReport, Fault, read
from sitrep_nlp.pipes.quantities.normalize import amount
from sitrep_nlp.pipes.quantities.patterns import separators


def disagreements(path: Path, report: AnnotatedReport) -> list[Fault]:
    """Figures whose value is not what their words say, but for a multiplier that stands elsewhere ("US$ million")."""
    decimal_dots = separators(report.text)[0]
    faults = []
    for figure in report.figures:
        read_as = amount(figure.quantity.text, decimal_dots)
        if read_as is None or not read_as.value or (figure.kind == "ratio" and read_as.kind != "ratio"):
            continue
        ratio = figure.value / read_as.value
        if not any(isclose(ratio, factor, rel_tol=1e-6) for factor in (1.0, 1e3, 1e6, 1e9)):
            message = (
                f"the value {figure.value:g} does not agree with {figure.quantity.text!r} (reads as {read_as.value:g})"
            )
            faults.append(Fault(str(path), _line(path, figure.quantity.text), message))
    return faults


def _line(path: Path, text: str) -> int:
    """The line of a source file that holds the end of a mark with this text."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if f":{text}}}" in line), 1)


def source_files(paths: Iterable[Path]) -> list[Path]:
    """The marked-text files among `paths` and in the folders among them, sorted by name."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.txt")) if path.is_dir() else [path]
    return found


def load(paths: Iterable[Path]) -> tuple[dict[Path, AnnotatedReport], list[Fault]]:
    """All reports below `paths` that could be read, and every fault found."""
    reports: dict[Path, AnnotatedReport] = {}
    faults: list[Fault] = []
    seen: dict[str, Path] = {}
    for path in source_files(paths):
        report, found = read(path)
        faults += found
        if report is None:
            continue
        reports[path] = report
        faults += disagreements(path, report)
        if report.id != path.stem:
            faults.append(Fault(str(path), 1, f"the id {report.id!r} is not the file's name"))
        if report.id in seen:
            faults.append(Fault(str(path), 1, f"the id {report.id!r} stands in {seen[report.id]} too"))
        seen[report.id] = path
    return reports, faults
