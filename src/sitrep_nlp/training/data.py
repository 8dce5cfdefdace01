"""Annotated reports in parts: what is learnt from, what stops the learning, what is kept apart for the table at the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

PARTS = ("train", "dev", "test")
_DEV_SHARE = 5  # one report in five, where the corpus names no dev part


@dataclass(frozen=True, slots=True)
class Parts:
    """Annotated reports by id. `test` may be empty."""

    train: Mapping[str, AnnotatedReport]
    dev: Mapping[str, AnnotatedReport]
    test: Mapping[str, AnnotatedReport] = field(default_factory=dict)


def read_parts(path: Path, *, on_error: Callable[[InputError], None] | None = None) -> Parts:
    """The parts of a corpus: a folder with `train/` and `dev/`, perhaps `test/`; or one file or folder of reports, of which
    about a fifth, always the same, becomes the dev part.

    on_error: called with each fault, as by `read_gold`; without it the first is raised as InputError. Parts that are empty, that
    hold no entity, or that share a report are faults too.
    """
    faults: list[InputError] = []

    def fault(error: InputError) -> None:
        if on_error is None:
            raise error
        faults.append(error)
        on_error(error)

    if (path / "train").is_dir() and (path / "dev").is_dir():
        found = {part: read_gold([path / part], on_error=fault) for part in PARTS if (path / part).is_dir()}
    else:
        reports = read_gold([path], on_error=fault)
        held = {key for key in reports if int(sha256(key.encode()).hexdigest(), 16) % _DEV_SHARE == 0}
        if len(held) in (0, len(reports)):
            held = set(list(reports)[::_DEV_SHARE])
        found = {
            "train": {key: report for key, report in reports.items() if key not in held},
            "dev": {key: report for key, report in reports.items() if key in held},
        }
    if not faults:
        _check(path, found, fault)
    return Parts(found["train"], found["dev"], found.get("test", {}))


def _check(path: Path, parts: Mapping[str, Mapping[str, AnnotatedReport]], fault: Callable[[InputError], None]) -> None:
    """Parts that cannot be learnt from: empty ones, and ones that share a report, so that they measure what was learnt by heart."""
    seen: dict[str, str] = {}
    for part, reports in parts.items():
        if not any(not entity.optional for report in reports.values() for entity in report.entities):
            fault(InputError(str(path), f"the {part} part holds no annotated entity ({len(reports)} reports)"))
        for report in reports.values():
            for what, key in (("id", report.id), ("text", " ".join(report.text.split()))):
                other = seen.setdefault(f"{what} {key}", report.place)
                if other != report.place:
                    fault(InputError(report.place, f"the same {what} stands in {other} too"))
                    break
