"""The source form of annotated reports: text with the annotation written into it.

    In {L1:Arequipa} the {O1:GTRM} {A1:assisted} {M:almost} {Q1:5,000} {B1:refugees and migrants}.
    @ Q1 B1 A1 O1 L1 Protection

A mark is `{KIND[number][?][=value]:text}`; a line that begins with `@` ties the marks of the text above it into
figures. `docs/annotation.md` documents the form. Reading never stops at the first fault: all are collected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from sitrep_nlp import lexicon
from sitrep_nlp.figures import LINK_FIELDS, Entity, Figure, Span
from sitrep_nlp.schema import COUNTED_TYPES, MODIFIERS, SECTORS

ENTITY_KINDS = {"O": "ORG", "R": "DECREE", "D": "DATE", "Q": "QUANTITY", "B": "BENEFICIARY", "L": "LOC"}
OTHER_KINDS = {"C": "counted thing", "A": "activity", "M": "modifier"}
SECTOR_WORDS = {
    **{sector: sector for sector in SECTORS if " " not in sector},
    "Food": "Food Security",
    "Transport": "Humanitarian Transportation",
}
HEADER_KEYS = ("id", "month", "country", "source", "title")

_MARK = re.compile(r"\{([A-Z])(\d*)(\?)?(?:=([^:{}\n]*))?:")
_REFERENCE = re.compile(r"(~)?(\^)?([A-Z])(\d+)$")
_PLAIN_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_PERCENT = re.compile(r"\s*(?:%|per\s*-?cent|percent)$", re.IGNORECASE)
_VALUE = re.compile(r"(-?\d+(?:\.\d+)?(?:/\d+)?)(?:\.\.(\d+(?:\.\d+)?))?(?:\s+(\S+))?$")
_ISO_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_DATE_VALUE = re.compile(rf"{_ISO_DATE}(?:/{_ISO_DATE})?$|P(?:\d+[YMWD])+$|PT\d+[HM]$")
_DECREE_VALUE = re.compile(r"[^\W\dA-Z_][\w '’.-]*(?:/[\w .'’-]*){1,3}$")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])$")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a source file. `line` counts from 1."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(slots=True)
class AnnotatedReport:
    """A bulletin with its annotation, as read from one source file; `place` names the file and the line."""

    id: str
    text: str
    month: str | None = None
    country: str | None = None
    source: str | None = None
    title: str | None = None
    entities: list[Entity] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    place: str = field(default="", compare=False)

    def to_json(self) -> dict[str, object]:
        row: dict[str, object] = {"id": self.id, "text": self.text}
        row |= {key: getattr(self, key) for key in HEADER_KEYS[1:] if getattr(self, key)}
        row["entities"] = [entity.to_json() for entity in self.entities]
        row["figures"] = [figure.to_json() for figure in self.figures]
        return row


@dataclass(slots=True)
class _Mark:
    kind: str
    number: str
    optional: bool
    value: str | None
    start: int
    end: int
    line: int
    block: int
    span: Span | None = None

    @property
    def handle(self) -> str:
        return self.kind + self.number


@dataclass(slots=True)
class _FigureLine:
    tokens: list[str]
    line: int
    block: int


def read(path: Path) -> tuple[AnnotatedReport | None, list[Fault]]:
    """Read one source file. The report is None when the file is too broken to give one."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, [Fault(str(path), 1, f"cannot be read as UTF-8 text: {error}")]
    return parse(source, str(path))


def parse(source: str, path: str = "<text>") -> tuple[AnnotatedReport | None, list[Fault]]:
    """Parse marked text; `path` names it in faults."""
    return _Parser(path).parse(source)


class _Parser:
    def __init__(self, path: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self.marks: list[_Mark] = []
        self.lines: list[_FigureLine] = []
        self.text = ""

    def fault(self, line: int, message: str) -> None:
        self.faults.append(Fault(self.path, line, message))

    def parse(self, source: str) -> tuple[AnnotatedReport | None, list[Fault]]:
        header, body, first_line = self.header(source)
        if header is None:
            return None, self.faults
        self.body(body, first_line)
        for mark in self.marks:
            mark.span = Span(mark.start, mark.end, self.text[mark.start : mark.end])
        report = AnnotatedReport(
            header["id"],
            self.text,
            month=header.get("month"),
            country=header.get("country"),
            source=header.get("source"),
            title=header.get("title"),
        )
        report.entities = sorted(filter(None, map(self.entity, self.marks)), key=lambda e: (e.start, e.end))
        report.figures = sorted(
            (figure for line in self.lines for figure in self.figures(line)), key=lambda f: f.quantity.start
        )
        self.complete(report)
        return report, self.faults

    def header(self, source: str) -> tuple[dict[str, str] | None, str, int]:
        match = re.match(r"---\n(.*?\n)---\n", source, re.DOTALL)
        if not match:
            self.fault(1, "the file does not begin with a header between two lines of ---")
            return None, "", 1
        values: dict[str, str] = {}
        for number, line in enumerate(match.group(1).splitlines(), 2):
            key, colon, value = line.partition(":")
            if not colon or key.strip() not in HEADER_KEYS:
                self.fault(number, f"not a header line ({', '.join(HEADER_KEYS)}): {line!r}")
            elif value.strip():
                values[key.strip()] = value.strip()
        if "id" not in values:
            self.fault(1, "the header has no id")
            return None, "", 1
        if "month" in values and not _MONTH.match(values["month"]):
            self.fault(1, f"month {values['month']!r} is not YYYY-MM")
        return values, source[match.end() :], match.group(0).count("\n") + 1

    def body(self, body: str, first_line: int) -> None:
        """Take the marks out of the text; figure lines close a block."""
        out: list[str] = []
        length, block, closing = 0, 0, False
        stack: list[_Mark] = []
        for number, line in enumerate(body.splitlines(keepends=True), first_line):
            if line.startswith("@"):
                if stack:
                    self.fault(number, f"the mark opened in line {stack[-1].line} is still open before a figure line")
                self.lines.append(_FigureLine(line[1:].split(), number, block))
                closing = True
                continue
            if closing and line.strip():
                block, closing = block + 1, False
            position = 0
            while position < len(line):
                character = line[position]
                match = _MARK.match(line, position) if character == "{" else None
                if character == "\\" and line[position + 1 : position + 2] in ("{", "}", "@", "\\"):
                    character = line[position + 1]
                    position += 1
                elif match:
                    kind, digits, optional, value = match.groups()
                    if kind not in ENTITY_KINDS and kind not in OTHER_KINDS:
                        self.fault(number, f"unknown kind of mark {kind!r}")
                    stack.append(_Mark(kind, digits, bool(optional), value, length, length, number, block))
                    position = match.end()
                    continue
                elif character == "{":
                    self.fault(
                        number, f"not a mark: {line[position : position + 30].rstrip()!r} (write \\{{ for a brace)"
                    )
                elif character == "}":
                    if stack:
                        mark = stack.pop()
                        mark.end = length
                        self.marks.append(mark)
                    else:
                        self.fault(number, "a closing brace without a mark (write \\} for a brace)")
                    position += 1
                    continue
                out.append(character)
                length += 1
                position += 1
        for mark in stack:
            self.fault(mark.line, f"the mark {mark.handle} is never closed")
        self.text = "".join(out)
        self.marks.sort(key=lambda m: (m.start, -m.end))

    # entities

    def entity(self, mark: _Mark) -> Entity | None:
        assert mark.span is not None
        text = mark.span.text
        if not text or text != text.strip() or text[0] == "*" or text[-1] == "*":
            self.fault(mark.line, f"the mark {mark.handle} is empty or begins or ends with white space or *: {text!r}")
        label = ENTITY_KINDS.get(mark.kind)
        if label is None:
            return None
        value = None
        if label in ("DATE", "DECREE"):
            value = mark.value
            pattern = _DATE_VALUE if label == "DATE" else _DECREE_VALUE
            if not value and not mark.optional:
                self.fault(mark.line, f"{label} without a value: {text!r}")
            elif value and not pattern.match(value):
                self.fault(mark.line, f"not a {label} value: {value!r} for {text!r}")
        elif mark.value and label != "QUANTITY":
            self.fault(mark.line, f"a value on {label} {text!r}")
        return Entity(mark.span.start, mark.span.end, text, label, value, mark.optional)

    # figures

    def figures(self, line: _FigureLine) -> list[Figure]:
        """The figures of one figure line: each of its leading quantities takes all that follows."""
        heads = []
        while line.tokens and re.match(r"Q\d*$", line.tokens[0]):
            heads.append(line.tokens.pop(0))
        if not heads:
            self.fault(line.line, "a figure line begins with its quantity: @ Q1 …")
        figures = (self.figure(head, line) for head in heads)
        return [figure for figure in figures if figure]

    def figure(self, head: str, line: _FigureLine) -> Figure | None:
        quantity = self.find(head, line, same_block=True)
        if quantity is None:
            return None
        assert quantity.span is not None
        figure = Figure(quantity.span, 0.0, optional=quantity.optional)
        self.number(figure, quantity)
        modifier = self.adjacent_modifier(quantity)
        counted_type = None
        for token in line.tokens:
            if token in SECTOR_WORDS:
                figure.sector = SECTOR_WORDS[token]
            elif token in COUNTED_TYPES:
                counted_type = token
            elif token.startswith("<"):
                whole = self.find(token[1:], line)
                figure.part_of = whole.span if whole else None
                if whole and whole.kind != "Q":
                    self.fault(line.line, f"{token} is not a quantity")
            else:
                mark = self.find(token, line)
                if mark is None:
                    continue
                assert mark.span is not None
                if mark.kind in "BC":
                    figure.counted, figure.implicit = mark.span, token.startswith("~")
                    counted_type = counted_type or ("people" if mark.kind == "B" else mark.value)
                elif mark.kind == "A" and figure.activity is None:
                    figure.activity = mark.span
                elif mark.kind == "A":
                    figure.activity_alt.append(mark.span)
                elif mark.kind == "M":
                    modifier = mark
                elif mark.kind in "OLD":
                    getattr(figure, LINK_FIELDS["OLD".index(mark.kind)]).append(mark.span)
                else:
                    self.fault(line.line, f"{token} cannot stand in a figure line")
        if modifier:
            self.modify(figure, modifier)
        if counted_type is None:
            counted_type = "money" if figure.kind == "money" else None
        if counted_type not in COUNTED_TYPES:
            self.fault(line.line, f"{head}: the counted type is missing or unknown ({counted_type!r})")
        else:
            figure.counted_type = counted_type
        if figure.sector is None:
            self.fault(line.line, f"{head} has no sector")
        return figure

    def find(self, token: str, line: _FigureLine, *, same_block: bool = False) -> _Mark | None:
        """The mark that a token names: in the same block, or with `^` in the nearest earlier block that has it."""
        match = _REFERENCE.match(token)
        if not match and not re.match(r"[A-Z]$", token):
            self.fault(line.line, f"not a mark, counted type or sector: {token!r}")
            return None
        handle = (match.group(3) + match.group(4)) if match else token
        earlier = bool(match and match.group(2)) and not same_block
        found = [
            m for m in self.marks if m.handle == handle and (m.block < line.block if earlier else m.block == line.block)
        ]
        if earlier and found:
            found = [m for m in found if m.block == found[-1].block]
        if len(found) != 1:
            where = "an earlier block" if earlier else "the text above"
            self.fault(line.line, f"{token}: {len(found)} marks {handle} in {where}")
            return None
        return found[0]

    def number(self, figure: Figure, mark: _Mark) -> None:
        text = figure.quantity.text
        if mark.value:
            match = _VALUE.match(mark.value)
            if not match:
                self.fault(mark.line, f"not a number value: {mark.value!r} for {text!r}")
                return
            low, high, unit = match.groups()
            figure.value = float(Fraction(low))
            figure.value_high = float(high) if high else None
        else:
            plain = _PERCENT.sub("", text)
            unit = "%" if plain != text else None
            if not _PLAIN_NUMBER.fullmatch(plain):
                self.fault(mark.line, f"{text!r} is no plain number: write its value, {{Q=…:{text}}}")
                return
            figure.value = float(plain.replace(",", ""))
        if unit == "%":
            figure.kind, figure.unit = "percent", "%"
        elif unit == "x":
            figure.kind = "ratio"
        elif unit and re.fullmatch(r"[A-Z]{3}", unit):
            figure.kind, figure.unit = "money", unit
        elif unit:
            figure.kind, figure.unit = "measure", unit

    def adjacent_modifier(self, quantity: _Mark) -> _Mark | None:
        """The modifier mark that stands right before the quantity, or right after it and before no other quantity."""
        modifiers = [mark for mark in self.marks if mark.kind == "M"]
        for mark in modifiers:
            if mark.end <= quantity.start and not self.text[mark.end : quantity.start].strip("* \n("):
                return mark
        starts = [mark.start for mark in self.marks if mark.kind == "Q"]
        for mark in modifiers:
            right_after = mark.start >= quantity.end and not self.text[quantity.end : mark.start].strip("* \n")
            if right_after and not any(
                start >= mark.end and not self.text[mark.end : start].strip("* \n(") for start in starts
            ):
                return mark
        return None

    def modify(self, figure: Figure, mark: _Mark) -> None:
        assert mark.span is not None
        phrase = " ".join(mark.span.text.lower().split())
        modifier = mark.value or lexicon.modifiers().get(phrase)
        if modifier not in MODIFIERS:
            self.fault(mark.line, f"unknown modifier {phrase!r}: write its class, {{M=over:{phrase}}}")
            return
        figure.modifier, figure.modifier_span = modifier, mark.span

    # what must hold of the whole

    def complete(self, report: AnnotatedReport) -> None:
        previous = None
        for mark in self.marks:
            if mark.kind not in ENTITY_KINDS:
                continue
            if previous and mark.start < previous.end:
                self.fault(mark.line, f"{mark.handle} lies inside {previous.handle}: entities do not overlap")
            previous = mark if not previous or mark.end > previous.end else previous
        told = [figure.quantity for figure in report.figures]
        used = {figure.modifier_span for figure in report.figures}
        for mark in self.marks:
            if mark.kind == "Q" and mark.span not in told and not mark.optional:
                self.fault(mark.line, f"the quantity {mark.span and mark.span.text!r} has no figure line")
            if mark.kind == "Q" and told.count(mark.span) > 1:  # type: ignore[arg-type]
                self.fault(mark.line, f"the quantity {mark.span and mark.span.text!r} has two figure lines")
            if mark.kind == "M" and mark.span not in used:
                self.fault(mark.line, f"the modifier {mark.span and mark.span.text!r} belongs to no figure")
        wholes = {figure.quantity: figure.part_of for figure in report.figures}
        for figure in report.figures:
            seen, whole = {figure.quantity}, figure.part_of
            while whole is not None and whole not in seen:
                seen.add(whole)
                whole = wholes.get(whole)
            if whole is not None:
                line = next(mark.line for mark in self.marks if mark.span == figure.quantity)
                self.fault(line, f"{figure.quantity.text!r} is a part of itself")
