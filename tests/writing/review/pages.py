"""What the browser tests share: bulletins to show, and where on the page things stand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import gold

from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import Caution, Facts

playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[test]'")
expect = playwright.expect

LAPTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}

MARKED = """PERU

• In {L1:Tacna}, {O1:HIAS} {A1:assisted} {M1:some} {Q1:1,215} {B1:refugees and migrants}, including {Q2:340} {B2:children}.
• {O3:ADRA} {A3:distributed} {Q3:900} {C3=item:hygiene kits} in {L3:Lima}.

	Health	WASH
{B4:PEOPLE} {A4:REACHED}	{Q4:210}	{Q5:75}
@ Q1 B1 A1 O1 L1 Protection
@ Q2 B2 A1 O1 L1 <Q1 Protection
@ Q3 C3 A3 O3 L3 WASH
@ Q4 B4 A4 Health
@ Q5 B4 A4 WASH
"""


def report(id: str = "peru", month: str = "2021-03") -> AnnotatedReport:
    """Five figures; the second has a warning, and each is less certain than the one before."""
    found = gold(MARKED, month)
    found.id, found.country = id, "Peru"
    for figure, confidence in zip(found.figures, (0.95, 0.8, 0.6, 0.45, 0.3), strict=True):
        figure.confidence = confidence
    found.figures[1].facts = Facts(status="reached", warnings=(Caution("part_of_whole", "340 is a part of 1,215."),))
    return found


def row(page: Any, number: int) -> Any:
    return page.locator("#rows tbody tr").nth(number)


def expect_numbers(page: Any, *numbers: str) -> None:
    expect(page.locator("#rows tbody td.quantity button")).to_have_text(list(numbers))


def expect_current(page: Any, number: str) -> None:
    """The number lit in the text becomes this one, and the chosen row becomes its row."""
    lit = page.locator("#text .number[aria-current]")
    expect(lit).to_have_text(number)
    expect(page.locator("#rows tr[aria-current]")).to_have_attribute("data-figure", lit.get_attribute("data-figure"))


def decisions_of(page: Any, path: Path) -> dict[str, Any]:
    with page.expect_download() as download:
        page.click("#export")
    download.value.save_as(path)
    return json.loads(path.read_text(encoding="utf-8"))
