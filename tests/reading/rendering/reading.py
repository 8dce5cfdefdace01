"""What a reader of a laid-out bulletin reads, and what came out of its file: as lists of passages in their order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sitrep_nlp.bulletin import Bulletin

from .canvas import SOFT
from .content import Bullets, Footnote, Grid, Heading, Headline, Paragraph, Part

Passage = tuple[str, str]
"""Its kind, one of `schema.ZONES`, and its text."""


def wanted(parts: Iterable[Part]) -> list[Passage]:
    """The passages of some parts. Cells are parted by tabs, rows and the two parts of a headline figure by line breaks."""
    found: list[Passage] = []
    for part in parts:
        match part:
            case Heading(text):
                found.append(("heading", text))
            case Paragraph(text):
                found.append(("prose", text.replace(SOFT, "")))
            case Bullets(items):
                found += [("bullet", f"• {item}") for item in items]
            case Headline(number, label, label_first):
                found.append(("headline", f"{label}\n{number}" if label_first else f"{number}\n{label}"))
            case Grid(heads, rows):
                found.append(("table", "\n".join("\t".join(row) for row in (*heads, *rows))))
            case Footnote(text):
                found.append(("footnote", text))
    return found


def passages(bulletin: Bulletin) -> list[Passage]:
    """The blocks of a bulletin, without furniture."""
    return [(kind, bulletin.text[start:end]) for kind, start, end in bulletin.blocks if kind != "furniture"]


def plain_text(parts: Iterable[Part]) -> str:
    """The same parts as a plain text file has them, with each headline figure above its label."""
    numbers_first = (replace(part, label_first=False) if isinstance(part, Headline) else part for part in parts)
    return "\n\n".join(text for _, text in wanted(numbers_first)) + "\n"
