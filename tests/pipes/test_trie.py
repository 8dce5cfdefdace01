"""Patterns of many words as trees: they match what a plain list of the words would, the longest first."""

from __future__ import annotations

import re

from sitrep_nlp import lexicon
from sitrep_nlp.lexicon.trie import alternation, any_of

FORMS = [row["form"] for row in lexicon.rows("currencies")]


def test_a_tree_matches_the_longest_entry() -> None:
    plain = re.compile("|".join(re.escape(form) for form in sorted(FORMS, key=len, reverse=True)))
    tree = re.compile(alternation(FORMS))
    for text in [*FORMS, *(form[:-1] for form in FORMS), *(form + "s." for form in FORMS)]:
        expected, found = plain.match(text), tree.match(text)
        assert (found and found.group()) == (expected and expected.group()), text


def test_case_spaces_and_hyphens_are_as_asked() -> None:
    pattern = re.compile(alternation(["asylum-seekers", "host community"], ignore_case=True, space=r"\s+", hyphen="-?"))
    assert pattern.fullmatch("Asylumseekers")
    assert pattern.fullmatch("HOST \n community")
    assert not re.fullmatch(alternation(["IDPs"]), "idps", re.IGNORECASE)


def test_of_several_patterns_the_first_counts() -> None:
    found = re.match(any_of(["a|ab", "abc"]), "abc")
    assert found is not None
    assert found.group() == "a"
