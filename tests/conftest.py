"""What the tests share: the pipeline, gold written inside sentences, and the measuring data where it is there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import sitrep_nlp
from sitrep_nlp.corpus.marked import AnnotatedReport, parse

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "slow" not in config.option.markexpr:
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="takes more than a minute: ask for it with -m slow"))
    if not (SHARED / "data" / "bulletins").is_dir():
        for item in items:
            if item.get_closest_marker("shared"):
                item.add_marker(pytest.mark.skip(reason="the measuring data is not beside the repository"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline that ships."""
    return sitrep_nlp.load()


@pytest.fixture(scope="session")
def rules() -> Language:
    """The rules alone: what their own tests look at."""
    return sitrep_nlp.load("rules")


def gold(marked: str, month: str = "2020-05") -> AnnotatedReport:
    """A text with its annotation written in it, as in the corpus."""
    report, faults = parse(f"---\nid: test\nmonth: {month}\n---\n{marked}")
    assert report is not None
    wrong = [fault for fault in faults if "figure line" not in fault.message]
    assert not wrong, wrong
    return report


@pytest.fixture(scope="session")
def read(rules: Language) -> Callable[[str, str], Doc]:
    def read(text: str, month: str | None = "2020-05") -> Doc:
        doc = rules.make_doc(text)
        doc._.month = month
        return rules(doc)

    return read


@pytest.fixture(scope="session")
def finds(read: Callable[[str, str], Doc]) -> Callable[..., None]:
    """Check that the entities of one label are those that the marked sentence holds, values too where they are given."""

    def finds(marked: str, label: str, month: str = "2020-05") -> None:
        report = gold(marked, month)
        doc = read(report.text, month)
        found = [(ent.start_char, ent.end_char, ent.text) for ent in doc.ents if ent.label_ == label]
        wanted = [entity for entity in report.entities if entity.label == label]
        assert found == [(entity.start, entity.end, entity.text) for entity in wanted]
        if label in ("DATE", "DECREE"):
            assert [ent._.value for ent in doc.ents if ent.label_ == label] == [entity.value for entity in wanted]

    return finds
