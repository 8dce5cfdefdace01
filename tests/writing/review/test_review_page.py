"""The review page as a file: what stands in it, what cannot get into it, and what its index tells."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.conftest import gold
from typer.testing import CliRunner

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.bulletin import Block, Bulletin, Page
from sitrep_nlp.cli import app
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import Caution, Entity, Facts, Figure, Span
from sitrep_nlp.writing import write
from sitrep_nlp.writing.review import write_review
from sitrep_nlp.writing.review.content import content, from_report
from sitrep_nlp.writing.review.overview import summary

TACNA = """In {L1:Tacna}, {O1:HIAS} {A1:assisted} {Q1:300} {B1:refugees and migrants}, including {Q2:40} {B2:children}.
@ Q1 B1 A1 O1 L1 Protection
@ Q2 B2 A1 O1 L1 <Q1 Protection"""

HOSTILE = '</script><script>alert("1")</script> <img src=x onerror=alert(2)> <!-- \' "quoted" & 30 kits \U0001f468'


class Blocks(HTMLParser):
    """The elements of a page, with the text of its styles and scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = [("", {})]
        self.texts: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(("", {}))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.elements[-1]
        if tag in ("style", "script"):
            name = attributes.get("id") or tag
            self.texts[name] = self.texts.get(name, "") + data


def written(path: Path, *reports: AnnotatedReport) -> str:
    write_review(map(from_report, reports), path)
    return path.read_text(encoding="utf-8")


def blank(id: str, text: str) -> AnnotatedBulletin:
    return AnnotatedBulletin(Bulletin(id, text), None)


def test_nothing_is_fetched(tmp_path):
    page = Blocks(written(tmp_path / "page.html", gold(TACNA)))
    for tag, attributes in page.elements:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base")
        assert "src" not in attributes
        assert not re.match(r"[a-z]+:|//", attributes.get("href") or "#")
        assert not any(name.startswith("on") or name == "style" for name in attributes)
    assert "@import" not in page.texts["style"]
    assert "url(" not in page.texts["style"]


def test_the_policy_admits_this_style_and_this_script_alone(tmp_path):
    page = Blocks(written(tmp_path / "page.html", gold(TACNA)))
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    for name in ("style", "script"):
        digest = b64encode(sha256(page.texts[name].encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_no_text_gets_out_of_its_block(tmp_path):
    path = tmp_path / "page.html"
    assert write_review([blank(HOSTILE, HOSTILE), blank("b", "\ud800 half a pair")], path) == 0
    page = Blocks(path.read_text(encoding="utf-8"))
    scripts = [attributes.get("id") for tag, attributes in page.elements if tag == "script"]
    assert scripts == ["data-bulletin-0", "data-bulletin-1", "data-overview", "data-vocabularies", None]
    row = json.loads(page.texts["data-bulletin-0"])
    assert (row["id"], row["text"]) == (HOSTILE, HOSTILE)


def test_a_bulletin_comes_with_zones_pages_and_sentences():
    text = "Health\n\nIn all, 30 kits came.\n\n12"
    bulletin = Bulletin(
        "b",
        text,
        pages=(Page(1, 0, 30, 595, 842), Page(2, 31, len(text), 595, 842)),
        blocks=(Block("heading", 0, 6), Block("caption", 31, 33)),
    )
    figure = Figure(Span(16, 18, "30"), 30.0, facts=Facts())
    row = content(AnnotatedBulletin(bulletin, None, figures=[figure], sentences=[[(8, 29)]]))
    assert row["zones"] == [["heading", 0, 6], ["prose", 8, 29], ["caption", 31, 33]]
    assert row["pages"] == [[1, 0], [2, 31]]
    assert row["sentences"] == [[(8, 29)]]


def test_numbers_that_no_figure_holds_come_with_what_they_are_worth():
    text = "In 2021, HIAS gave over 1,200 kits to 45 per cent of COVID-19 patients; call 0800-12-345. Rooms: four."
    start = text.index("45 per cent")
    found = AnnotatedBulletin(
        Bulletin("b", text),
        None,
        entities=[Entity(3, 7, "2021", "DATE"), Entity(start, start + 11, "45 per cent", "QUANTITY")],
        figures=[Figure(Span(at := text.index("four"), at + 4, "four"), 4.0)],
    )
    rows = content(found)["overlooked"]
    assert [(text[row["start"] : row["end"]], row["value"], row["kind"], row["modifier"]) for row in rows] == [
        ("1,200", 1200.0, "count", "over"),
        ("45 per cent", 45.0, "percent", "exact"),
        ("0800-12-345", None, "count", "exact"),
    ]


def test_the_index_counts_people_reached_and_leaves_parts_out():
    told = summary(content(from_report(gold(TACNA))))
    assert [(each["sector"], each["value"]) for each in told["reached"]] == [("Protection", 300.0)]
    assert told["organizations"] == {"HIAS": 2}
    assert [(place["name"], place["figures"], place["largest"]["value"]) for place in told["places"]] == [
        ("Tacna", 2, 300.0)
    ]


@pytest.mark.parametrize(
    ("facts", "reached"),
    [
        (Facts(status="reached", unit_type="persons"), True),
        (Facts(status="targeted", unit_type="persons"), False),
        (Facts(status="reached", unit_type="households"), False),
        (Facts(status="reached", unit_type="persons", period_type="rate"), False),
        (Facts(status="reached", unit_type="persons", warnings=(Caution("torn_digits", "torn"),)), False),
        (None, True),
    ],
)
def test_what_is_reached_is_told_by_the_status_where_there_is_one(facts, reached):
    report = gold("{A1:Assisted}: {Q1:300} {B1:persons}\n@ Q1 B1 A1 Health")
    report.figures[0].facts = facts
    assert bool(summary(content(from_report(report)))["reached"]) is reached


def test_an_organisation_with_two_names_counts_once_where_it_is_linked():
    result = from_report(
        gold("{O1:ACNUR} and {O2:UNHCR} {A1:assisted} {Q1:300} {B1:persons}.\n@ Q1 B1 A1 O1 O2 Health")
    )
    assert summary(content(result))["organizations"] == {"ACNUR": 1, "UNHCR": 1}
    result.figures[0].facts = Facts(organization_ids=("unhcr",))
    result.organizations = [{"id": "unhcr", "name": "UN Refugee Agency", "acronym": "UNHCR"}]
    assert summary(content(result))["organizations"] == {"UN Refugee Agency": 1}


def test_a_place_in_capitals_is_the_same_place():
    report = gold(
        "{L1:TACNA}: {Q1:3} {C1=item:kits}. {L2:Tacna}: {Q2:4} {C2=item:beds}. {L3:USA}: {Q3:5} {C3=item:tents}.\n@ Q1 C1 L1 NFI\n@ Q2 C2 L2 NFI\n@ Q3 C3 L3 NFI"
    )
    assert [place["name"] for place in summary(content(from_report(report)))["places"]] == ["Tacna", "USA"]


def test_the_extension_names_the_form(tmp_path):
    path = tmp_path / "page.html"
    assert write(map(from_report, [gold(TACNA)]), path) == 2
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_the_command_makes_a_page_of_annotated_bulletins(tmp_path):
    source, out = tmp_path / "figures.jsonl", tmp_path / "review.html"
    source.write_text(json.dumps(gold(TACNA).to_json()) + "\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["review", str(source), "--out", str(out)])
    assert (run.exit_code, run.output) == (0, f"2 figures of 1 bulletins in {out}\n")
    assert "data-bulletin-0" in out.read_text(encoding="utf-8")


def test_the_command_says_what_is_wrong(tmp_path):
    source, out = tmp_path / "figures.jsonl", tmp_path / "review.html"
    source.write_text(json.dumps(gold(TACNA).to_json()) + "\nno json\n", encoding="utf-8")
    run = CliRunner().invoke(app, ["review", str(source), "--out", str(out)])
    assert run.exit_code == 1
    assert f"{source}:2: not JSON" in run.output
    assert out.exists()
    assert CliRunner().invoke(app, ["review", str(source), "--out", str(tmp_path / "page.pdf")]).exit_code == 2
    assert CliRunner().invoke(app, ["review", str(tmp_path / "none.jsonl"), "--out", str(out)]).exit_code == 2
