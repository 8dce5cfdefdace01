"""One bulletin written in each format, so that what is read from each can be compared."""

from __future__ import annotations

import html
import re
from pathlib import Path

import docx

Part = tuple[str, str | list[list[str]]]

BULLETIN: list[Part] = [
    ("title", "Ecuador and Peru: Border Bulletin, August 2022"),
    ("paragraph", "PEOPLE REACHED"),
    ("paragraph", "41,260"),
    ("paragraph", "FUNDED: $6.3M"),
    ("paragraph", "REQUIREMENT: $21.8 M"),
    ("heading", "Situation"),
    (
        "paragraph",
        "Between 1 and 24 August the Jesuit Refugee Service (JRS) counted some 9,450 refugees and migrants on the road to "
        "Huaquillas, up from 7,900 in July. About 35 per cent of the families had slept in the open. On 9 August the Government "
        "of Ecuador published Decree 436-2022, which lets persons without an entry stamp register.",
    ),
    ("heading", "Protection"),
    (
        "paragraph",
        "HIAS and UNHCR gave legal orientation to 2,315 persons, including 410 asylum-seekers. A further 260 received "
        "psychosocial support in Tumbes. Four workshops on trafficking were held for 95 police officers.",
    ),
    ("heading", "Food Security & NFI"),
    ("bullet", "Cruz Roja Ecuatoriana distributed 3,480 food kits and 1,120 blankets to 2,930 persons in Machala."),
    ("bullet", "Over 12,500 hot meals were served in six community kitchens."),
    ("bullet", "World Vision provided cash assistance worth USD 185,000 to 1,040 households."),
    ("heading", "Health"),
    (
        "paragraph",
        "In Tumbes the mobile clinic of Médicos del Mundo held 1,675 consultations, 60 per cent of them for women. Nearly 800 "
        "children under five were vaccinated against measles.",
    ),
    ("heading", "People reached by sector"),
    (
        "table",
        [
            ["", "Education", "Food Security", "Health", "Shelter", "WASH"],
            ["PEOPLE REACHED RMRP", "640", "9,815", "4,120", "755", "3,390"],
            ["NO RMRP", "85", "1,240", "-", "60", "215"],
        ],
    ),
    ("heading", "Reached against target"),
    (
        "table",
        [
            ["Sector", "Target 2022", "Reached to date", "% of target"],
            ["Education", "4,200", "2,100", "50%"],
            ["Integration", "6,000", "1,500", "25%"],
            ["Total", "10,200", "3,600", "35%"],
        ],
    ),
    ("heading", "Coordination"),
    ("paragraph", "The working group has 31 partners and met twice. Its hotline, 1800-445-566, answered 980 calls."),
]


def to_text(parts: list[Part]) -> str:
    lines = []
    for kind, content in parts:
        if isinstance(content, list):
            lines += ["", *("\t".join(row) for row in content)]
        elif kind == "bullet":
            lines.append(f"• {content}")
        else:
            lines += ["", content]
    return "\n".join(lines).lstrip("\n") + "\n"


def to_markdown(parts: list[Part]) -> str:
    """With the escapes that converters write, and numbers in bold."""
    marks = {"title": "# ", "heading": "## ", "bullet": "* "}
    lines = []
    for kind, content in parts:
        if isinstance(content, list):
            rule = ["---"] * len(content[0])
            lines += ["", *("| " + " | ".join(map(_marked, row)) + " |" for row in [content[0], rule, *content[1:]])]
        else:
            lines += [*([] if kind == "bullet" else [""]), marks.get(kind, "") + _marked(content)]
    return "\n".join(lines) + "\n"


def _marked(text: str) -> str:
    if text == "---":
        return text
    return re.sub(r"(?<![\w.,-])(\d[\d.,]*\d)(?![\w,-])", r"**\1**", re.sub(r"[$&#_]", r"\\\g<0>", text))


def to_html(parts: list[Part]) -> str:
    """A page with what stands around a bulletin on it."""
    tags = {"title": "h1", "heading": "h2", "paragraph": "p", "bullet": "li"}
    body = []
    for kind, content in parts:
        if isinstance(content, list):
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in content)
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        else:
            body.append(f"<{tags[kind]}>{html.escape(content)}</{tags[kind]}>")
    article = re.sub(r"(?:<li>.*?</li>\n?)+", r"<ul>\g<0></ul>", "\n".join(body))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Border Bulletin</title><script>var visitors = "12 persons";</script></head>
<body><header>Reports: 5 million readers</header><nav><ul><li><a href="/">33 countries</a></li></ul></nav>
<main><article>{article}</article>
<section><h2>Related</h2><ul><li><a href="/x">Chile: 300 persons arrived</a></li></ul></section></main>
<footer>Subscribe: 2 emails a week</footer></body></html>
"""


def to_docx(parts: list[Part], path: Path) -> None:
    styles = {"title": "Title", "heading": "Heading 2", "paragraph": "Normal", "bullet": "List Bullet"}
    document = docx.Document()
    document.core_properties.title = ""
    for kind, content in parts:
        if isinstance(content, list):
            table = document.add_table(rows=len(content), cols=len(content[0]))
            for row, cells in zip(table.rows, content, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        else:
            document.add_paragraph(content, style=styles[kind])
    document.save(str(path))


def write(parts: list[Part], path: Path) -> Path:
    """Write a bulletin in the format that a path's suffix names."""
    if path.suffix == ".docx":
        to_docx(parts, path)
    else:
        written = {".txt": to_text, ".md": to_markdown, ".html": to_html}[path.suffix](parts)
        path.write_text(written, encoding="utf-8")
    return path
