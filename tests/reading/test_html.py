"""Web pages: what of them is the bulletin, and what they say of it."""

from __future__ import annotations

from pathlib import Path

import pytest

import sitrep_nlp
from sitrep_nlp import Bulletin

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<title>Peru: Shelter Update, October 2020 | ReliefWeb</title>
<meta property="og:site_name" content="ReliefWeb">
<meta property="og:title" content="Peru: Shelter Update, October 2020">
<script>var visitors = "12 men";</script><style>p:after { content: "13 men" }</style></head>
<body>
<header><a href="/">ReliefWeb</a> 5 million visitors</header>
<nav><ul><li><a href="/c">Countries</a></li><li>33 disasters</li></ul></nav>
<main><article>
<header><h1>Peru: Shelter Update, October 2020</h1>
<dl><dt>Source</dt><dd><ul><li>R4V</li><li>UNHCR</li></ul></dd><dt>Primary country</dt><dd>Peru</dd>
<dt>Posted</dt><dd><time datetime="2020-11-20T00:00:00Z">20 Nov 2020</time></dd></dl></header>
<div>
<p><strong>PEOPLE LODGED</strong></p><h2>54,000</h2><p><span>61</span><span>PARTNERS</span></p>
<h2>Shelter</h2>
<p>The Jesuit Refugee Service lodged <b>1,2</b>15 persons<sup>1</sup> in the shelters of the northern border in October,
among them 340&nbsp;women and 12<sup>th</sup> graders.</p>
<p hidden>99 ghosts</p><p style="display: none">98 ghosts</p><!-- 97 ghosts -->
<ul><li><p>Over 5,000 hot meals were served<br>in four kitchens.</p><p>More to come.</p></li>
<li>20 tents<ol><li>of canvas</li></ol></li></ul>
<table><caption>Lodged by place</caption>
<tr><th></th><th colspan="2">Coast</th><th><img src="m.png"></th></tr>
<tr><th></th><th>Tumbes</th><th><img src="p.png" alt="Piura"></th><th></th></tr>
<tr><td rowspan="2">Lodged</td><td>902</td><td>11,390</td><td>7</td></tr>
<tr><td>1</td><td>2</td><td>3</td></tr></table>
<figure><img src="x.jpg" alt="40 persons"><figcaption>A shelter in Tumbes.</figcaption></figure>
<p><sup>1</sup> Counted once.</p>
</div></article>
<section><h2>Related content</h2><ul><li><a href="/x">Chile: 300 persons arrived</a></li></ul></section></main>
<footer>© 9 Rue de la Paix</footer></body></html>
"""

TEXT = """\
Peru: Shelter Update, October 2020

PEOPLE LODGED

54,000

61 PARTNERS

Shelter

The Jesuit Refugee Service lodged 1,215 persons¹ in the shelters of the northern border in October, \
among them 340\xa0women and 12th graders.

• Over 5,000 hot meals were served
in four kitchens.

More to come.

• 20 tents
• of canvas

Lodged by place

\tCoast\t\t
\tTumbes\tPiura\t
Lodged\t902\t11,390\t7
\t1\t2\t3

A shelter in Tumbes.

¹ Counted once."""


def page(tmp_path: Path, markup: str | bytes, name: str = "page.html") -> Bulletin:
    path = tmp_path / name
    path.write_bytes(markup.encode() if isinstance(markup, str) else markup)
    return sitrep_nlp.read(path)


def test_the_text_of_the_article_in_reading_order(tmp_path):
    assert page(tmp_path, PAGE).text == TEXT


def test_the_kinds_that_the_markup_tells(tmp_path):
    bulletin = page(tmp_path, PAGE)
    told = [(block.kind, bulletin.text[block.start : block.end].split("\n")[0]) for block in bulletin.blocks]
    assert told == [
        ("heading", "Peru: Shelter Update, October 2020"),
        ("headline", "54,000"),
        ("heading", "Shelter"),
        ("bullet", "• Over 5,000 hot meals were served"),
        ("bullet", "• 20 tents"),
        ("bullet", "• of canvas"),
        ("table", "\tCoast\t\t"),
        ("caption", "A shelter in Tumbes."),
    ]


def test_what_the_page_says_of_the_bulletin(tmp_path):
    bulletin = page(tmp_path, PAGE)
    assert (bulletin.title, bulletin.month, bulletin.source, bulletin.country) == (
        "Peru: Shelter Update, October 2020",
        "2020-10",
        "R4V; UNHCR",
        "Peru",
    )
    assert bulletin.warnings == (
        "table 1: the heads of columns 4 are pictures without words, so what their cells are of is not known",
    )


def test_the_month_of_publication_only_where_nothing_else_names_one_and_with_a_warning(tmp_path):
    markup = """<html><head><title>Shelter update</title><meta property="article:published_time" content="2020-11-20">
    </head><body><article>{}<p>Partners lodged 300 persons in the shelters of the northern border.</p></article></body></html>"""
    bare = page(tmp_path, markup.format(""))
    assert bare.month == "2020-11"
    assert "that of publication" in bare.warnings[0]
    told = page(tmp_path, markup.format("<p>October 2020</p>"))
    assert (told.month, told.warnings) == (None, ())  # the pipeline reads it from the text


@pytest.mark.parametrize(
    ("encoding", "meta"), [("utf-8", ""), ("latin-1", '<meta charset="iso-8859-1">'), ("cp1252", ""), ("utf-16", "")]
)
def test_character_sets(tmp_path, encoding, meta):
    markup = f"<html><head>{meta}<title>x</title></head><body><p>Región: 12 niñas llegaron</p></body></html>"
    assert page(tmp_path, markup.encode(encoding)).text == "Región: 12 niñas llegaron"


def test_tables_that_only_set_boxes_side_by_side_are_no_tables(tmp_path):
    bulletin = page(
        tmp_path, "<table><tr><td><p>54,000</p><p>REACHED</p></td><td><p>61</p><p>PARTNERS</p></td></tr></table>"
    )
    assert bulletin.text == "54,000\n\nREACHED\n\n61\n\nPARTNERS"


def test_pictures_that_a_browser_has_saved_into_a_page_are_no_text_to_read(tmp_path):
    picture = '<img src="data:image/png;base64,' + "A" * 6_000_000 + '">'
    assert page(tmp_path, f"<html><body><p>12 men came.</p>{picture}</body></html>").text == "12 men came."
