"""What a number sees: its sentence, the one before, headings above, the lines beside it in a box, and what the rules point to."""

from __future__ import annotations

import pytest

from sitrep_nlp.pipes.arguments.windows import SEGMENTS, Surroundings


@pytest.fixture
def seen(read):
    """What the number of some words sees, by segment, and the words of the number itself."""

    def seen(text, number):
        doc = read(text)
        rows = doc._.figure_rows
        (row,) = [index for index, row in enumerate(rows) if row["quantity"]["text"] == number]
        window = Surroundings(doc, rows).window(row)
        parts = [(SEGMENTS[segment], " ".join(doc[token].text for token in tokens)) for segment, tokens in window.parts]
        tokens = [token for _, part in window.parts for token in part]
        assert " ".join(doc[token].text for token in tokens[slice(*window.number)]) == number
        return parts

    return seen


def test_the_sentence_and_the_one_before(seen):
    text = "Rain fell. Partners fed 300 nurses. Another 40 left. Then it was over."
    assert seen(text, "40") == [("sentence", "Another 40 left ."), ("before", "Partners fed 300 nurses .")]


def test_a_heading_above(seen):
    text = "Health in Puno\n\nPartners treated 300 nurses in all of the past month, as they had said that they would.\n"
    assert ("heading", "Health in Puno") in seen(text, "300")


def test_the_lines_beside_a_number_in_a_box(seen):
    parts = seen("KEY FIGURES\n\n54,000\nPEOPLE REACHED\n\n320\nTENTS SET UP\n", "320")
    assert ("above", "PEOPLE REACHED") in parts
    assert ("below", "TENTS SET UP") in parts


def test_a_number_in_a_table_sees_the_heads_of_its_column_and_the_labels_above(seen):
    text = "PERSONS IN CAMPS\n\tFood\tWater\nBoys\t40\t90\nGirls\t50\t80\n"
    assert seen(text, "80") == [
        ("sentence", "Girls \t 50 \t 80"),
        ("heads", "Water"),
        ("labels", "Boys"),
        ("heading", "PERSONS IN CAMPS"),
        ("told", "90"),
    ]


def test_a_greater_number_in_a_box_before_of_which_it_may_be_a_part(seen):
    text = "54,000\nPEOPLE REACHED\n\nIn Puno the partners reached 900 people with food and with tents in the course of May.\n"
    assert ("told", "54,000") in seen(text, "900")
    assert "told" not in dict(seen(text.replace("54,000", "540"), "900"))


def test_what_the_rules_point_to_further_away(read):
    doc = read("Nurses came to Puno. It rained. All were fed. Then 40 left.")
    rows = [dict(doc._.figure_rows[0]) | {"counted": {"start": 0, "end": 6, "text": "Nurses"}}]
    assert ("pointed", "Nurses") in [
        (SEGMENTS[segment], doc[tokens[0]].text) for segment, tokens in Surroundings(doc, rows).window(0).parts
    ]


def test_a_number_in_an_overlong_sentence_sees_the_words_around_it(seen):
    text = "Partners met " + "and met " * 200 + "and fed 300 nurses " + "and met " * 200 + "."
    ((segment, words),) = seen(text, "300")
    assert segment == "sentence"
    assert "fed 300 nurses" in words
    assert len(words.split()) == 140


def test_without_zones_and_sentences_it_sees_the_text(rules, read):
    doc = read("Partners fed 300 nurses.")
    doc._.zones = doc._.sentences = None
    window = Surroundings(doc, doc._.figure_rows).window(0)
    assert [(segment, list(tokens)) for segment, tokens in window.parts] == [(0, list(range(len(doc))))]
