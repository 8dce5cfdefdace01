"""Everything that a machine can verify about the annotated reports, with the file and line of each fault."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sitrep_nlp.corpus.marked import AnnotatedReport, Fault, read


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
        if report.id != path.stem:
            faults.append(Fault(str(path), 1, f"the id {report.id!r} is not the file's name"))
        if report.id in seen:
            faults.append(Fault(str(path), 1, f"the id {report.id!r} stands in {seen[report.id]} too"))
        seen[report.id] = path
    return reports, faults
