"""What belongs to a number, by what annotators marked."""

from __future__ import annotations

import pytest

from sitrep_nlp.figures import Figure, Span
from sitrep_nlp.pipes.arguments.numbers import kinds_alone, with_numbers, with_numbers_alone


def figure(text, words):
    start = text.index(words)
    return Figure(Span(start, start + len(words), words), 1.0)


@pytest.mark.parametrize(
    ("text", "marked", "kinds"),
    [
        ("At SYP 2,678 a kilo and 75,000 SYP a month.", ["2,678", "75,000"], ["money"]),
        ("At SYP 2,678 a kilo and 75,000 SYP a month.", ["SYP 2,678", "75,000 SYP"], []),
        ("At $3 a kilo, $4 a litre and 250SSP a cup.", ["3", "$4", "250"], ["money"]),
        ("Each got 60kg of rice and 25 litres of oil; 56% left.", ["60", "25", "56%"], ["measure"]),
        ("Half (56 per cent) left with 25 litres.", ["56", "25 litres"], ["percent"]),
        ("Some 300 nurses and 40 cooks left.", ["300", "40"], []),
        ("A third of the nurses and a quarter of the cooks left.", ["third", "quarter"], ["ratio"]),
        ("A third of the nurses and half of the cooks left.", ["A third", "half"], []),
        ("USD 50 to 75 went to each.", ["75"], []),  # neither the quantity nor its number
    ],
)
def test_kinds_of_which_the_number_alone_is_marked(text, marked, kinds):
    assert kinds_alone([(text, [figure(text, words) for words in marked])]) == kinds


@pytest.mark.parametrize(
    ("quantity", "kind", "number", "unit"),
    [
        ("SYP 2,678", "money", "2,678", "SYP"),
        ("USD\n1.2 million", "money", "1.2 million", "USD"),
        ("54m dollars", "money", "54m", "dollars"),
        ("USD 50 to 75", "money", "50 to 75", "USD"),
        ("60kg", "measure", "60", "kg"),
        ("a third", "ratio", "third", None),
        ("$40", "count", "$40", None),  # of a kind that keeps its unit
    ],
)
def test_numbers_in_their_quantities(quantity, kind, number, unit):
    def span(words):
        at = 7 + quantity.index(words)
        return {"start": at, "end": at + len(words), "text": words}

    rows = [
        {"quantity": span(quantity), "kind": kind, "counted": None, "part_of": None},
        {
            "quantity": {"start": 90, "end": 91, "text": "3"},
            "kind": "count",
            "counted": None,
            "part_of": span(quantity),
        },
    ]
    whole, part = with_numbers_alone(with_numbers(rows, ["money", "measure", "ratio"]))
    assert whole == {**rows[0], "quantity": span(number), "counted": unit and span(unit)}
    assert part == {**rows[1], "part_of": span(number)}


def test_what_a_sum_was_paid_for_goes_before_its_currency():
    quantity, kits = {"start": 0, "end": 3, "text": "$40"}, {"start": 8, "end": 12, "text": "kits"}
    row = {"quantity": quantity, "kind": "money", "counted": kits, "part_of": None}
    assert with_numbers_alone(with_numbers([row], ["money"]))[0]["counted"] == kits


def test_a_number_is_no_part_of_its_own_currency():
    quantity = {"start": 0, "end": 5, "text": "$ 400"}
    found = {"quantity": quantity, "kind": "money", "counted": None, "part_of": quantity}
    (row,) = with_numbers_alone(with_numbers([found], ["money"]))
    assert (row["quantity"]["text"], row["part_of"]) == ("400", None)
