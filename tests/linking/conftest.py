"""Cases of linking: tables of sentences with the mentions marked in them, `[ACNUR|unhcr]`, and what each stands for."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

_MARK = re.compile(r"\[(?P<mention>[^\]|]+)(?:\|(?P<gold>[^\]]*))?\]")


class Case(NamedTuple):
    name: str
    gold: object
    found: object


class Sentence(NamedTuple):
    """A sentence without its marks: the mentions as said and by their offsets, and what each stands for."""

    text: str
    said: list[str]
    mentions: list[tuple[int, int]]
    gold: list[str]
    row: dict[str, str]


def unmarked(marked: str, row: dict[str, str] | None = None) -> Sentence:
    sentence = Sentence("", [], [], [], row or {})
    text, last = "", 0
    for match in _MARK.finditer(marked):
        text += marked[last : match.start()]
        sentence.mentions.append((len(text), len(text) + len(match["mention"])))
        sentence.said.append(match["mention"])
        sentence.gold.append(match["gold"] or "")
        text += match["mention"]
        last = match.end()
    return sentence._replace(text=text + marked[last:])


def sentences(table: str) -> list[Sentence]:
    with (Path(__file__).parent / f"cases/{table}.csv").open(encoding="utf-8", newline="") as file:
        return [unmarked(row["sentence"], row) for row in csv.DictReader(file)]


@pytest.fixture(scope="session")
def share_right() -> Callable[[Sequence[Case]], float]:
    """The share of cases that are right; the others are printed."""

    def share(cases: Sequence[Case]) -> float:
        wrong = [case for case in cases if case.gold != case.found]
        for case in wrong:
            print(f"{case.name}: {case.found!r} instead of {case.gold!r}")
        print(f"{len(cases) - len(wrong)} of {len(cases)} cases right")
        return 1 - len(wrong) / len(cases)

    return share
