"""Text set on a page line by line, so that a test knows where each line ends and how it is set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
SOFT = "\u00ad"


@dataclass(frozen=True)
class Type:
    """How text is set: font, size, distance of the lines, colour, and the space added between letters."""

    font: str = "Helvetica"
    size: float = 9.5
    leading: float = 12.0
    color: Color = black
    spacing: float = 0.0
    justified: bool = False


BODY = Type()
BOLD = Type("Helvetica-Bold")
BLUE = Color(0.1, 0.3, 0.6)


@dataclass
class Column:
    """A column that is filled from its top; y is measured from the page's lower edge, as reportlab does."""

    sheet: Sheet
    x0: float
    x1: float
    y: float
    bottom: float

    def write(
        self, text: str, type: Type = BODY, after: float = 6.0, indent: float = 0.0, lead: str = ""
    ) -> str | None:
        """Set a paragraph; what finds no room is returned. lead: what hangs before the first line, a bullet say."""
        lines = wrap(text, type, self.x1 - self.x0 - indent)
        for index, line in enumerate(lines):
            if self.y - type.leading < self.bottom:
                return "".join(rest + ("" if rest.endswith(SOFT) else " ") for rest in lines[index:]).strip()
            self.y -= type.leading
            if lead and not index:
                self.sheet.draw(lead, self.x0, self.y, type)
            stretch = self.x1 - self.x0 - indent if type.justified and index < len(lines) - 1 else None
            self.sheet.draw(
                line.replace(SOFT, "-") if line.endswith(SOFT) else line, self.x0 + indent, self.y, type, stretch
            )
        self.y -= after
        return None


class Sheet:
    """A PDF file in the making."""

    def __init__(self, path: Path) -> None:
        self.canvas = Canvas(str(path), pagesize=A4)

    def column(self, x0: float, x1: float, y: float = HEIGHT - 70, bottom: float = 70) -> Column:
        return Column(self, x0, x1, y, bottom)

    def draw(self, text: str, x: float, y: float, type: Type = BODY, stretch: float | None = None) -> None:
        """One line. stretch: the width to which the spaces between its words are widened."""
        line = self.canvas.beginText(x, y)
        line.setFont(type.font, type.size)
        line.setFillColor(type.color)
        line.setCharSpace(type.spacing)
        line.setWordSpace((stretch - width(text, type)) / text.count(" ") if stretch and " " in text else 0)
        line.textOut(text)
        self.canvas.drawText(line)

    def centred(self, text: str, x: float, y: float, type: Type = BODY) -> None:
        self.draw(text, x - width(text, type) / 2, y, type)

    def box(self, x0: float, y0: float, x1: float, y1: float, color: Color) -> None:
        """A filled rectangle."""
        self.canvas.setFillColor(color)
        self.canvas.rect(x0, y0, x1 - x0, y1 - y0, stroke=0, fill=1)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(0.7)
        self.canvas.line(x0, y0, x1, y1)

    def next_page(self) -> None:
        self.canvas.showPage()

    def save(self) -> None:
        self.canvas.save()


def width(text: str, type: Type) -> float:
    return float(stringWidth(text, type.font, type.size)) + type.spacing * len(text)


def wrap(text: str, type: Type, room: float) -> list[str]:
    """The lines of a paragraph. A line that ends within a word ends with a soft hyphen."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        plain = word.replace(SOFT, "")
        if width(f"{line} {plain}".strip(), type) <= room:
            line = f"{line} {plain}".strip()
            continue
        parts = word.split(SOFT)
        for count in range(len(parts) - 1, 0, -1):
            head, rest = "".join(parts[:count]), "".join(parts[count:])
            if width(f"{line} {head}-", type) <= room:
                # A hyphen of the word's own is not doubled.
                lines.append(f"{line} {head}" + ("" if head.endswith("-") else SOFT))
                line = rest
                break
        else:
            if line:
                lines.append(line)
            line = plain
    return [*lines, line]


def bigger(type: Type, size: float) -> Type:
    return replace(type, size=size, leading=size * 1.25)


def total(widths: Sequence[float]) -> list[float]:
    """Where columns of some widths begin, and where the last ends."""
    edges = [0.0]
    for one in widths:
        edges.append(edges[-1] + one)
    return edges
