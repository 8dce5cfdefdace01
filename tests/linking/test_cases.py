"""The shares of cases that are linked as they should be; what each mention stands for was written before any was linked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language
from tests.linking.conftest import Case, sentences

from sitrep_nlp.linking import groups, organizations, places

Share = Callable[[list[Case]], float]


def test_organizations(share_right: Share) -> None:
    cases = [
        Case(f"{mention} ({sentence.row['country']})", gold, found)
        for sentence in sentences("organizations")
        for mention, gold, found in zip(
            sentence.said,
            sentence.gold,
            organizations.link(sentence.text, sentence.mentions, sentence.row["country"] or None),
            strict=True,
        )
    ]
    assert len(cases) >= 240
    assert share_right(cases) >= 0.95


def test_places(share_right: Share) -> None:
    """Gold is a path of codes, `PER/PE15/PE1501`, the code of a district, or `-` where nothing is to be linked."""
    cases = [
        Case(f"{mention} ({sentence.row['country']})", gold, value if value == gold else codes(value))
        for sentence in sentences("places")
        for mention, gold, value in zip(
            sentence.said,
            sentence.gold,
            places.link(sentence.text, sentence.mentions, sentence.row["country"] or None),
            strict=True,
        )
    ]
    assert len(cases) >= 270
    assert share_right(cases) >= 0.95


def codes(value: str | None) -> str:
    place = places.place(value) if value else None
    if place is None or place.kind == "region":
        return "-"
    return "/".join(filter(None, [place.country, place.admin1_code, place.admin2_code]))


def test_groups(share_right: Share) -> None:
    cases = []
    for sentence in sentences("groups"):
        (phrase,) = sentence.said
        facets = groups.facets(phrase)._asdict()
        found = {
            name: ";".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
            for name, value in facets.items()
        }
        cases.append(Case(phrase, {name: sentence.row[name] for name in found}, found))
    assert len(cases) >= 120
    assert share_right(cases) >= 0.95


@pytest.fixture(scope="module")
def decrees_only(rules: Language) -> Callable[[str], dict[tuple[int, int], str | None]]:
    def find(text: str) -> dict[tuple[int, int], str | None]:
        doc = rules(text)
        return {(ent.start_char, ent.end_char): ent._.value for ent in doc.ents if ent.label_ == "DECREE"}

    return find


def test_decrees(share_right: Share, decrees_only: Callable[[str], dict[tuple[int, int], str | None]]) -> None:
    """A decree counts when it is found with its very ends and its normal form; one found where none is is a case too."""
    cases = []
    for sentence in sentences("decrees"):
        found = decrees_only(sentence.text)
        gold = dict(zip(sentence.mentions, sentence.gold, strict=True))
        cases += [
            Case(sentence.text[start:end], gold.get((start, end)), found.get((start, end)))
            for start, end in sorted({*gold, *found})
        ]
    assert len(cases) >= 80
    assert share_right(cases) >= 0.97
