"""What the tests of formats share: a report with everything in it, and problems as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import gold

from sitrep_nlp.corpus.formats import Problem, reader
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.marked import AnnotatedReport

MARKED = """In {L1:Tacna} and {L2:Puno}, {O1:HIAS} {A1:referred to specialized services} {M:some} {Q1:1,240} {B1:refugees
and migrants}, {Q2:37 %} of them {B?:women}, under {R=law/30364:Law 30364}. Another {Q3=2000:two thousand} {A3:received
{O3:UNICEF} kits} by {D=2020-05-14:14 May}; {Q?:98} were left.
@ Q1 B1 A1 O1 L2 L1 Protection
@ Q2 ~B1 A1 <Q1 O1 Protection
@ Q3 ~B1 A3 O3 Health
"""


@pytest.fixture
def report() -> AnnotatedReport:
    """Links, a part of a whole, an entity inside an activity, a span over a line break, optional entities, values."""
    return gold(MARKED)


@pytest.fixture
def imported() -> Callable[..., tuple[list[AnnotatedReport], list[str]]]:
    """Read a file of a format: its reports, and its problems as they are printed, without the folder."""

    def imported(form: str, path: Path, mapping: LabelMapping | None = None) -> tuple[list[AnnotatedReport], list[str]]:
        problems: list[Problem] = []
        reports = list(reader(form)(path, on_problem=problems.append, mapping=mapping))
        return reports, [str(problem).replace(f"{path.parent}/", "") for problem in problems]

    return imported
