"""What each position of a window is to its number."""

from __future__ import annotations

import numpy
import pytest

from sitrep_nlp.pipes.arguments.features import _COLUMN, _OFFSETS, ROWS, Reader, windows
from sitrep_nlp.schema import COUNTED_TYPES, KINDS, SECTORS, ZONES


@pytest.fixture
def told(read):
    """A feature of each word of the first window, or of the window of another figure."""

    def told(text, feature, figure=0):
        doc = read(text)
        seen = windows(doc, doc._.figure_rows)
        part = seen.tokens[seen.lengths[:figure].sum() :][: seen.lengths[figure]]
        values = (seen.features - _OFFSETS)[seen.lengths[:figure].sum() :, _COLUMN[feature]]
        return [(doc[int(token)].text, int(value)) for token, value in zip(part, values, strict=False)]

    return told


def test_how_far_each_word_is_before_and_after(told):
    assert told("Partners fed 300 nurses .", "distance") == [
        ("Partners", 16 + 2), ("fed", 16 + 1), ("300", 0), ("nurses", 1), (".", 2),
    ]  # fmt: skip


def test_far_words_share_a_bucket(told):
    distances = [value for _, value in told("Partners fed 300 nurses " + "again " * 100 + ".", "distance")]
    assert distances[2:12] == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    assert max(distances[2:]) == 15
    assert distances[2:] == sorted(distances[2:])


def test_entities_and_the_number_itself(told):
    text = "HIAS fed 300 nurses and 40 cooks."
    assert [word for word, value in told(text, "entity") if value] == ["HIAS", "300", "nurses", "40", "cooks"]
    assert [(word, value) for word, value in told(text, "number") if value] == [("300", 2), ("40", 1)]


def test_what_the_rules_say_is_marked_from_its_first_word_to_its_last(told):
    text = "Some 3,800 migrants were supported through case management."
    assert [(word, value) for word, value in told(text, "activity") if value] == [
        ("supported", 1), ("through", 2), ("case", 2), ("management", 3),
    ]  # fmt: skip
    assert [(word, value) for word, value in told(text, "counted") if value] == [("migrants", 3)]


def test_numbers_between(told):
    commas = dict(told("Partners fed 300 nurses, 40 cooks, 12 bakers.", "between 1"))
    assert commas["nurses"] < commas["cooks"] < commas["bakers"]


@pytest.mark.parametrize(
    ("text", "adds_up"),
    [
        ("200 nurses and 100 cooks", 1),
        ("200 nurses and 50 cooks", 0),
        ("298 nurses and 100 cooks", 0),  # one number alone is no sum, however near it is
        ("200 nurses and $100", 0),
    ],
)
def test_parts_that_add_up_to_their_whole(told, text, adds_up):
    assert dict(told(f"Partners fed 300 people: {text}.", "sum", figure=1))["300"] == adds_up


def test_how_much_greater_another_number_is(told):
    ratios = dict(told("Partners fed 300 people: 200 nurses and $100.", "ratio", figure=1))
    assert ratios["300"] == 1 + 3  # from 1.5 times on
    assert ratios["$"] in (0, 8)
    assert ratios["200"] == 0


def test_what_is_the_same_all_over_a_window(read):
    doc = read("Health\n\nSome $40 were spent.\n")
    row = doc._.figure_rows[0] | {"sector": "Health", "counted_type": "money", "confidence": 0.63}
    values = (windows(doc, [row]).features - _OFFSETS)[
        :, [_COLUMN[name] for name in ("kind", "zone", "sector", "type", "trust")]
    ]
    assert len(values) > 4
    assert {tuple(each) for each in values.tolist()} == {
        (KINDS.index("money"), ZONES.index("prose"), 1 + SECTORS.index("Health"), COUNTED_TYPES.index("money"), 2)
    }


def test_words_are_shared_by_windows_but_not_the_places_where_they_stand(read):
    doc = read("Partners fed 300 nurses.")
    seen = windows(doc, doc._.figure_rows)
    assert seen.word_lengths.tolist() == [len(seen.words)]
    assert len(set(seen.words.tolist())) == len(seen.words)


def test_windows_of_a_part_are_those_of_all(read):
    doc = read("HIAS fed 300 nurses and 40 cooks. Another 12 left. In all 352 came, and $4 was given.")
    rows = doc._.figure_rows
    whole, reader = windows(doc, rows), Reader(doc, rows)
    parts = [reader([index]) for index in range(len(rows))]
    assert len(rows) == 5
    for name in ("tokens", "segments", "features", "first", "words"):
        joined = numpy.concatenate([getattr(part, name) for part in parts])
        assert (joined == getattr(whole, name)).all(), name
    starts = numpy.cumsum([0, *whole.lengths[:-1]])
    assert (numpy.concatenate([part.numbers for part in parts]) + starts[:, None] == whole.numbers).all()


def test_every_value_has_a_row_of_its_own(read):
    doc = read("54,000\nPEOPLE REACHED\n\nHIAS fed 300 nurses and 40 cooks; 12 % left with $5.\n")
    features = windows(doc, doc._.figure_rows).features
    assert (features >= _OFFSETS).all()
    assert (features < [*_OFFSETS[1:], ROWS]).all()


@pytest.mark.parametrize("text", ["", "Partners met."])
def test_no_numbers_no_windows(read, text):
    doc = read(text)
    seen = windows(doc, doc._.figure_rows)
    assert len(seen.lengths) == len(seen.tokens) == len(seen.words) == 0
