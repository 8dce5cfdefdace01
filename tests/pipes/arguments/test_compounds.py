"""Quantities that hold two numbers, by what annotators marked."""

from __future__ import annotations

import pytest

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes.arguments.compounds import numbers_of, taken_apart, with_numbers_apart


def span(text, words):
    start = text.index(words)
    return Span(start, start + len(words), words)


def row(text, words, value, high=None, kind="count", **fields):
    quantity = span(text, words).to_json()
    told = {"counted": None, "part_of": None} | fields
    return {"quantity": quantity, "value": value, "value_high": high, "kind": kind, "unit": "", **told}


@pytest.mark.parametrize(
    ("quantity", "form", "numbers"),
    [
        ("50 to 100", "range", ["50", "100"]),
        ("10–14.9%", "range", ["10", "14.9%"]),
        ("USD 50-75", "range", ["USD 50", "75"]),
        ("thirty-five to forty", "range", ["thirty-five", "forty"]),
        ("one hundred and fifty to two hundred", "range", ["one hundred and fifty", "two hundred"]),
        ("two and a half to three million", "range", ["two and a half", "three million"]),
        ("fifty (50) to sixty (60)", "range", ["fifty (50)", "sixty (60)"]),
        ("three out of four", "share", ["three", "four"]),
        ("four of every five", "share", ["four", "five"]),
        ("one in every five", "share", ["one", "five"]),
        ("half", "", []),
        ("twenty-one", "", []),
        ("1,200", "", []),
    ],
)
def test_the_numbers_of_a_quantity(quantity, form, numbers):
    text = f"Some {quantity} remained."
    found, spans = numbers_of(text, 5, 5 + len(quantity))
    assert (found, [each.text for each in spans]) == (form, numbers)
    assert all(text[each.start : each.end] == each.text for each in spans)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("nine (9) deaths", ["nine", "9"]),
        ("300 (three hundred) kits", ["300", "three hundred"]),
        ("nine (8) deaths", []),
        ("9 (9) deaths", []),
    ],
)
def test_numbers_said_twice(text, numbers):
    form, spans = numbers_of(text, 0, len(text.split()[0]))
    assert (form, [each.text for each in spans]) == ("twice" if numbers else "", numbers)


@pytest.mark.parametrize(
    ("text", "marked", "forms"),
    [
        ("Some 50 to 100 left.", ["50", "100"], {"range": False}),
        ("Some 50 to 100 left.", ["50", "100", "50 to 100"], {"range": True}),
        ("Some 50 to 100 left.", ["50 to 100"], {}),
        ("Some 50 to 100 left.", ["100"], {}),  # neither
        ("At $50-75 a kilo.", ["50", "75"], {"range": False}),
        ("Three in four left, nine (9) stayed.", ["Three", "four", "nine", "9"], {"share": False, "twice": False}),
        ("Nine (9) left and two (2) stayed and six (6) came.", ["Nine", "9", "two", "six"], {}),
        ("Some 300 left.", ["300"], {}),
    ],
)
def test_forms_of_which_both_numbers_are_marked(text, marked, forms):
    assert taken_apart([(text, [Figure(span(text, words), 1.0) for words in marked])]) == forms


def test_the_ends_of_a_range_are_told_one_by_one():
    text = "Between 50 and 100 nurses left."
    nurses = span(text, "nurses").to_json()
    found = row(text, "50 and 100", 50.0, 100.0, counted=nurses)
    low, high = row(text, "50", 50.0, counted=nurses), row(text, "100", 100.0, counted=nurses)
    assert with_numbers_apart([found], text, {"range": False}) == [[low, high | {"part_of": low["quantity"]}]]
    ends = [each | {"part_of": found["quantity"]} for each in (low, high)]
    assert with_numbers_apart([found], text, {"range": True}) == [[found, *ends]]
    assert with_numbers_apart([found], text, {"share": False}) == [[found]]
    assert with_numbers_apart([found], text, {}) == [[found]]


def test_the_numbers_of_a_share_are_counts_of_which_one_is_a_part():
    text = "Three in four nurses left."
    found, four = row(text, "Three in four", 0.75, kind="ratio"), row(text, "four", 4.0)
    three = row(text, "Three", 3.0, part_of=four["quantity"])
    assert with_numbers_apart([found], text, {"share": False}) == [[three, four]]
    four["part_of"] = found["quantity"]
    assert with_numbers_apart([found], text, {"share": True}) == [[found, three, four]]


def test_numbers_that_stand_alone_do_so_on_both_sides():
    text = "At $50 to $75 a kilo."
    found = row(text, "$50 to $75", 50.0, 75.0, kind="money")
    for alone, numbers in (((), ["$50", "$75"]), (("money",), ["50", "75"])):
        ((low, high),) = with_numbers_apart([found], text, {"range": False}, alone)
        assert [each["quantity"]["text"] for each in (low, high)] == numbers


def test_a_part_of_what_was_taken_apart_is_one_of_its_first_number():
    text = "Some 50 to 100 nurses left, 20 by bus."
    whole = row(text, "50 to 100", 50.0, 100.0)
    part = row(text, "20", 20.0, part_of=whole["quantity"])
    (low, _), (found,) = with_numbers_apart([whole, part], text, {"range": False})
    assert found["part_of"] == low["quantity"]
    assert with_numbers_apart([whole, part], text, {"range": True})[1] == [part]
