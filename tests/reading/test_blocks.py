"""What a file tells of its text reaches the pipeline; a text that tells nothing is read by its looks."""

from __future__ import annotations

import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin
from sitrep_nlp.bulletin import Block
from sitrep_nlp.pipes.zones.layout import zones

TEXT = "Health\n\nWater\n\n12 men came.\n\nA | B | C\n\nSome lines go\nOn like this"


def kinds(text, blocks=()):
    return [(zone.kind, text[zone.start : zone.end]) for zone in zones(text, blocks)]


def test_known_stretches_are_what_the_file_says_and_the_rest_is_told_by_looks():
    assert kinds(TEXT)[:3] == [("heading", "Health"), ("heading", "Water"), ("prose", "12 men came.")]
    start = TEXT.index("Water")
    caption = ("caption", start, start + len("Water"))
    last = ("prose", TEXT.index("Some"), len(TEXT))
    assert kinds(TEXT, [caption, last]) == [
        ("heading", "Health"),
        ("caption", "Water"),
        ("prose", "12 men came."),
        *kinds(TEXT)[3:4],
        ("prose", "Some lines go\nOn like this"),
    ]


def test_blocks_change_what_the_pipeline_makes_of_a_text(rules):
    text = "Shelter\n\n300 persons received what they need."
    plain, told = (
        next(sitrep_nlp.annotate([bulletin], nlp=rules))
        for bulletin in (
            Bulletin("x", text, month="2021-05"),
            Bulletin("x", text, month="2021-05", blocks=(Block("caption", 0, 7),)),
        )
    )
    assert [figure.sector for figure in plain.figures] == ["Shelter"]  # "Shelter" looks like a heading
    assert [figure.sector for figure in told.figures] == ["Context"]


@pytest.mark.parametrize(
    "blocks",
    [
        (Block("verse", 0, 4),),
        (Block("prose", 0, 99),),
        (Block("prose", 4, 8), Block("prose", 0, 3)),
        (Block("prose", 3, 3),),
    ],
)
def test_blocks_that_cannot_be(blocks):
    with pytest.raises(ValueError, match="no known kind, out of order or outside"):
        Bulletin("x", "12 men came.", blocks=blocks)
