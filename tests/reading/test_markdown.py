"""Markdown: the text without its markup, and where each stretch of it stands in the file."""

from __future__ import annotations

from pathlib import Path

import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin

SOURCE = """\
---
title: "Border Bulletin"
month: 2021-03
country: Chile
---
# A **big** title

REQUIREMENT: **\\$148.6 M** &amp; [plan](http://x.example/a_(b) "t") for Arica[^1] ![20 tents](x.png)
54,000\\
REACHED ~~12~~ in m<sup>2</sup>, 5 <br> lines

* **14** men
  went on
  1. nested 5

     second paragraph

> said 4

|          | Food | ![Health](h.png) |
|----------|:----:|------------------|
| REACHED  | 1\\|2 | **3**            |

    set in: 60 kits

[^1]: Note of _2020_.
"""

TEXT = """\
A big title

REQUIREMENT: $148.6 M & plan for Arica¹ 
54,000
REACHED  in m², 5 
 lines

* 14 men
went on
1. nested 5

second paragraph

said 4

\tFood\tHealth
REACHED\t1|2\t3

set in: 60 kits

¹ Note of 2020."""


def markdown(tmp_path: Path, source: str) -> Bulletin:
    path = tmp_path / "bulletin.md"
    path.write_bytes(source.encode())
    return sitrep_nlp.read(path)


def test_the_text_without_markup(tmp_path):
    assert markdown(tmp_path, SOURCE).text == TEXT


def test_the_kinds_and_what_the_front_matter_says(tmp_path):
    bulletin = markdown(tmp_path, SOURCE)
    assert [block.kind for block in bulletin.blocks] == ["heading", "bullet", "bullet", "table", "footnote"]
    assert (bulletin.title, bulletin.month, bulletin.country) == ("Border Bulletin", "2021-03", "Chile")
    assert markdown(tmp_path, "# Update, May 2020\n\n30 kits").title == "Update, May 2020"


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("$148.6 M", "$148.6 M"),
        ("REQUIREMENT: $148.6 M & plan", "REQUIREMENT: **\\$148.6 M** &amp; [plan"),
        ("14 men", "14** men"),
        ("1|2", "1\\|2"),
        ("60 kits", "60 kits"),
        ("2020", "2020"),
        ("went on", "went on"),
        ("&", "&amp;"),
    ],
)
def test_a_stretch_of_the_text_is_found_in_the_file(tmp_path, words, written, line_end):
    source = SOURCE.replace("\n", line_end)
    bulletin = markdown(tmp_path, source)
    start = bulletin.text.index(words)
    place = bulletin.in_file(start, start + len(words))
    assert place is not None
    assert source[slice(*place)] == written


def test_each_figure_points_into_the_file(tmp_path, rules):
    source = "## Food\n\n* WFP gave **1,2**50 kits \\(*~300* of them in `Arica`\\) to 700\\+ families.\n"
    (result,) = sitrep_nlp.annotate([markdown(tmp_path, source)], nlp=rules)
    places = [result.bulletin.in_file(figure.quantity.start, figure.quantity.end) for figure in result.figures]
    assert [source[start:end] for start, end in places] == ["1,2**50", "300", "700"]


def test_text_that_the_reader_wrote_itself_is_nowhere_in_the_file(tmp_path):
    bulletin = markdown(tmp_path, SOURCE)
    gap = bulletin.text.index("\n\nREQUIREMENT")
    assert bulletin.in_file(gap, gap + 2) is None


def test_a_plain_text_stands_in_the_file_as_it_is(tmp_path):
    (tmp_path / "a.txt").write_text("30 **kits**", encoding="utf-8")
    bulletin = sitrep_nlp.read(tmp_path / "a.txt")
    assert (bulletin.text, bulletin.in_file(3, 11)) == ("30 **kits**", (3, 11))


def test_a_table_in_html_inside_of_markdown(tmp_path):
    bulletin = markdown(tmp_path, "Reached:\n\n<table><tr><th>Health<th>WASH<tr><td>12<td>7</table>\n")
    assert bulletin.text == "Reached:\n\nHealth\tWASH\n12\t7"


def test_text_without_any_markup_reads_as_it_is(tmp_path):
    text = "PEOPLE REACHED WITH SOME\nFORM OF ASSISTANCE*\n54,000\n\n• 12 men\n• 3 women\n\nSector\tHealth\nREACHED\t7"
    assert markdown(tmp_path, text).text == text
