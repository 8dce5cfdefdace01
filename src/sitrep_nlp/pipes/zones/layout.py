"""The layout of a bulletin's plain text: lines to zones, zones to sentences.

Text that came out of a PDF has lost its layout but for line breaks, blank lines, tabs, bars and bullets. From these, and
from the shape of the lines, this module tells prose from headings, headline boxes, tables and furniture, and says which
stretches belong to one sentence: a sentence goes on over a wrapped line, and over a page header or a footnote that
stands in its midst. Where the file itself told the kind of a stretch, that is its zone, and only the rest is told by looks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

BULLET, CONTACT, FOOTNOTE, FURNITURE, HEADING, HEADLINE, PARTNERS, PROSE, TABLE = KINDS = (
    "bullet",
    "contact",
    "footnote",
    "furniture",
    "heading",
    "headline",
    "partners",
    "prose",
    "table",
)

_BULLET = re.compile(r"\s*(?:[•●▪■►◦‣·\uf0b7]|[-–—*]\s|o\s(?=[A-Z])|\(?[a-z\d]{1,2}[.)]\s+(?=[A-Z]))\s*")
_FOOTNOTE = re.compile(
    r"\s*(?:[¹²³⁴-⁹]+|\*+(?!\*)\s?(?=[A-Z][a-z])|\[\d+\]|\d{1,2}(?=\s[A-Z][\w’' ,.]{0,80}(?:https?:|www\.|\(\d{4}\))))"
)
_CONTACT = re.compile(
    r"\S@\S+\.\w|(?i:\b(?:for (?:more|further) information|contacts?:|contact info|tel\.?:|phone:|follow us|"
    r"for coordination|for reporting|www\.))"
)
_PAGE = re.compile(
    r"\s*(?:(?:.{0,60}\|\s*)?(?:P\s*a\s*g\s*e|Page|Página)\s*\|?\s*\d+(?:\s*(?:of|/|de)\s*\d+)?|\d{1,3}|.{0,60}\|\s*\d{1,3})\s*$",
    re.I,
)
_NUMBER = re.compile(
    r"(?<![\w.,])\+?[~<>≈]?(?:[A-Z]{2,3}\s?|[A-Z]{0,2}[$€£]\s?)?\d[\d.,]*(?:\s\d{3})*\s*(?:%|[KMkm]\b|bn\b|million\b|billion\b)?"
)
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
# What dates a title: "Displaced people in sites, per region (18 September)".
_DATED = re.compile(
    rf"(?<=[\s(,–—-])(?:\d{{1,2}}(?:\s*(?:[–-]|to|and)\s*\d{{1,2}})?\s+{_MONTH}\b(?:\s+\d{{4}})?|{_MONTH}\s+(?:\d{{1,2}},?\s+)?\d{{4}})",
    re.I,
)
_SMALL_NUMBER = re.compile(r"\d{1,2}")
_ONLY_NUMBER = re.compile(rf"\W*{_NUMBER.pattern}\W*")
# "Children reached since January: 816,400 (63% of 1.3 million targeted)", "Blankets – 1,870": a line that is a label and its number.
_LABEL_LINE = re.compile(
    r"(?:[^:.]{3,70}:\s*\**[~<>≈+]?(?:[A-Z]{0,3}\s?[$€£]?\s?)?\d[^.;]{0,60}|[^:.–—]{3,70} [–—] \d[\d,]*(?:\.\d+)?(?:\s?%)?)$"
)
_GAP = re.compile(r"(?<=\S)\s{3,}(?=\S)")
_SLASH = re.compile(r"\s/\s")
_NUMBER_CELL = re.compile(
    r"\W*(?:(?:up|down|over|about|some|almost|under)\s)?\W*(?:[A-Z]{0,3}\s?[$€£]?\s?)?[\d.,\s]+\s?(?:[%KMkm]|bn|million|per cent|percent)?\W*\w{0,12}|[-–—]|n/?a",
    re.I,
)
_HEADS_BELOW = 3  # lines
_MULTIPLIER = re.compile(r"(?:[MK]|bn|million|billion)\W*$")
_ENDS = re.compile(r"[.!?:;][\"”’')\]*¹²³⁴-⁹\d]*\s*$")
_OPEN_ENDS = re.compile(
    r"(?:,|\b(?:and|or|of|the|a|an|in|for|with|to|from|by|on|at|its|their|as|some|over|under|who|which|that|"
    r"were|was|are|is|have|has|been|including|between|than|y|e|de|del|la))\**\s*$",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(
    r"[.!?][\"”’')\]*]*(?:[¹²³⁴-⁹]+|(?<=[a-z)][.!?])\d{1,2}(?=\s+[A-Z]))?[\"”’')\]*]*(?=\s+[\"“‘(¿¡*]*[A-Z0-9À-ÖØ-Þ+$€£~])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Nº|N°|Art|Arts|Dr|Mr|Mrs|Ms|Prof|St|Sr|Sra|vs|approx|e\.g|i\.e|cf|Inc|Ltd|Gen|Col|Lt|Fig|Vol|ca|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|D\.S|R\.M|U\.S|U\.N|[A-Z]))\.$"
)


@dataclass(slots=True)
class Zone:
    """A stretch of the text with one layout role. `run` numbers the groups of lines that blank lines part."""

    kind: str
    start: int
    end: int
    run: int
    sentences: list[list[tuple[int, int]]] = field(default_factory=list)


@dataclass(slots=True)
class _Line:
    start: int
    end: int
    text: str
    kind: str
    run: int


def zones(text: str, blocks: Sequence[tuple[str, int, int]] = ()) -> list[Zone]:
    """The zones of a text in its order. Each has its sentences: lists of character ranges, one range unless interrupted.

    blocks: kind, start and end of the stretches whose kind is known, in their order.
    """
    found: list[Zone] = []
    for known, lines in _stretches(_lines(text), blocks):
        by_looks = _blocks(lines)
        _name_short_blocks(text, by_looks)
        found += by_looks
        if known is not None:
            found.append(known)
    _sentences(text, found)
    return found


def _stretches(lines: list[_Line], blocks: Iterable[tuple[str, int, int]]) -> Iterator[tuple[Zone | None, list[_Line]]]:
    """The known zones, each with the unknown lines before it; at the end what follows the last."""
    position = 0
    for kind, start, end in blocks:
        first = position
        while position < len(lines) and lines[position].start < start:
            position += 1
        before = lines[first:position]
        run = lines[position].run if position < len(lines) else 0
        while position < len(lines) and lines[position].start < end:
            position += 1
        yield Zone(kind, start, end, run), before
    yield None, lines[position:]


def _lines(text: str) -> list[_Line]:
    """The lines that are not blank, each with what it is by its own looks: a marked kind, or prose."""
    raw: list[_Line] = []
    run = position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        body = line.strip()
        if not body:
            run += 1
            continue
        start += len(line) - len(line.lstrip(" \n\r\f\xa0"))
        raw.append(_Line(start, start + len(line.strip(" \n\r\f\xa0")), line.strip(" \n\r\f\xa0"), PROSE, run))
    repeated = Counter(re.sub(r"\d+", "0", entry.text) for entry in raw if len(entry.text) > 30)
    for entry in raw:
        entry.kind = _kind(entry.text)
        if entry.kind == PROSE and repeated[re.sub(r"\d+", "0", entry.text)] >= 3 and len(entry.text) < 120:
            entry.kind = FURNITURE
    for index, entry in enumerate(raw):
        if _SMALL_NUMBER.fullmatch(entry.text) and _has_label(raw, index):
            entry.kind = PROSE
    _spaced_tables(raw)
    _slashed_tables(raw)
    # Lines of bars that stand together are one thing: a table where one of them holds numbers or is a rule (|---|---|), else
    # a list of partners, whose last line may be short.
    barred = [entry for entry in raw if "|" in entry.text and entry.kind in (TABLE, PARTNERS)]
    lists = {entry.run for entry in barred if entry.kind == PARTNERS}
    tables = {
        entry.run
        for entry in barred
        if entry.kind == TABLE and (re.search(r"\d", entry.text) or not _WORD.search(entry.text))
    }
    for entry in barred:
        if entry.run in lists:
            entry.kind = TABLE if entry.run in tables else PARTNERS
    return raw


def _has_label(lines: list[_Line], index: int) -> bool:
    """Whether a line with a small number is a headline's number and not a page's.

    Its label goes on in small letters on the line below ("12 / aid workers abducted"), or a label parts it from another
    number above or below ("1,356 / HOUSEHOLDS HOUSED / 27 / CENTRES OPENED").
    """
    above, below = (lines[i] if 0 <= i < len(lines) else None for i in (index - 1, index + 1))
    beside = [line for line in (above, below) if line and line.run == lines[index].run]
    if not any(map(_is_label, beside)):
        return False
    if below and below in beside and below.text[0].islower() and all(map(_is_label, beside)):
        return True
    return any(
        between and _is_label(between) and 0 <= other < len(lines) and _ONLY_NUMBER.fullmatch(lines[other].text)
        for between, other in ((above, index - 2), (below, index + 2))
    )


def _is_label(line: _Line) -> bool:
    return len(line.text) < 50 and line.text[-1] not in ".,;:" and bool(_WORD.search(line.text))


def _spaced_tables(lines: list[_Line]) -> None:
    """Mark tables whose columns are parted by runs of spaces: lines of a label and numbers, with the heads above them.

    Numbers side by side without a label have their heads above or below.
    """
    for index, line in enumerate(lines):
        cells = _GAP.split(line.text)
        if line.kind not in (PROSE, BULLET) or not _are_numbers(cells[1:]):
            continue
        line.kind = TABLE
        above = lines[index - 1] if index else None
        headed = above is not None and above.run == line.run and _GAP.search(above.text) is not None
        if headed and above is not None and above.kind == PROSE:
            above.kind = TABLE
        if not headed and _are_numbers(cells[:1]):
            _heads_below(lines[index + 1 : index + 1 + _HEADS_BELOW], line.run)


def _slashed_tables(lines: list[_Line]) -> None:
    """Mark lines of numbers between slashes that stand together, each behind a label, with a line of as many heads above them:
    "Province / cases / deaths", "Lusaka / 4,939 / 161"."""
    cells = [_SLASH.split(line.text) if line.kind == PROSE else [] for line in lines]
    rows = [len(each) > 1 and _are_numbers(each[1:]) and _WORD.search(each[0]) is not None for each in cells]
    for index, line in enumerate(lines):
        if rows[index] and any(
            rows[other] and lines[other].run == line.run and len(cells[other]) == len(cells[index])
            for other in (index - 1, index + 1)
            if 0 <= other < len(lines)
        ):
            line.kind = TABLE
            above = index - 1
            if (
                above >= 0
                and not rows[above]
                and lines[above].run == line.run
                and len(cells[above]) == len(cells[index])
            ):
                lines[above].kind = TABLE


def _heads_below(lines: Sequence[_Line], run: int) -> None:
    """Mark the words below a line of numbers; at the first line they stand side by side as the numbers do."""
    for order, line in enumerate(lines):
        cells = _GAP.split(line.text)
        if line.run != run or line.kind != PROSE or (order == 0 and len(cells) < 2) or _are_numbers(cells):
            break
        line.kind = TABLE


def _are_numbers(cells: Sequence[str]) -> bool:
    return bool(cells) and all(map(_NUMBER_CELL.fullmatch, cells)) and re.search(r"\d", "".join(cells)) is not None


def _kind(line: str) -> str:
    bars, tabs = line.count("|"), line.count("\t")
    numeric = sum(bool(re.fullmatch(r"\W*[\d.,]+\W*[%KM]?", cell.strip())) for cell in re.split(r"[|\t]", line))
    if bars >= 2 and not re.search(r"[^\W_]", line):
        return TABLE
    if bars >= 2 or tabs >= 2:
        return TABLE if tabs >= 2 or numeric or bars < 3 else PARTNERS
    if _PAGE.match(line) and not re.match(r"\s*\d{3}\s*$", line):
        return FURNITURE
    if _BULLET.match(line):
        return BULLET
    if _FOOTNOTE.match(line):
        return FOOTNOTE
    if _CONTACT.search(line) and len(line) < 400:
        return CONTACT
    return PROSE


def _blocks(lines: list[_Line]) -> list[Zone]:
    """Join the lines that a page's width has parted."""
    widths: dict[int, int] = {}
    for line in lines:
        if line.kind in (PROSE, BULLET):
            widths[line.run] = max(widths.get(line.run, 50), min(len(line.text), 130))
    found: list[Zone] = []
    last: _Line | None = None
    for line in lines:
        zone = found[-1] if found else None
        if (zone and last and _goes_on(zone, last, line, widths.get(line.run, 0))) or (
            zone and last and line.kind == zone.kind == TABLE and line.run == zone.run
        ):
            zone.end = line.end
        else:
            found.append(Zone(line.kind, line.start, line.end, line.run))
        last = line
    return found


def _goes_on(zone: Zone, last: _Line, line: _Line, width: int) -> bool:
    if line.kind == PARTNERS and zone.kind == PARTNERS:
        return True
    if line.run != zone.run or line.kind not in (PROSE, TABLE):
        return False
    if zone.kind == PARTNERS:
        return line.kind == PROSE or line.text.count("|") > 0
    if line.kind == TABLE or zone.kind not in (PROSE, BULLET, FOOTNOTE, CONTACT):
        return False
    first = line.text.lstrip("*_\"“'(")[:1]
    if first.islower() or _MULTIPLIER.match(line.text):
        return True
    if _NUMBER.match(line.text) and len(last.text) < 0.6 * width and not _OPEN_ENDS.search(last.text):
        return False
    # A line by itself above a number by itself is a label, however long.
    alone = _ONLY_NUMBER.fullmatch(line.text) and line.text[0] != "(" and zone.start == last.start
    if alone and not _OPEN_ENDS.search(last.text):
        return False
    if _LABEL_LINE.match(line.text) or (_LABEL_LINE.match(last.text) and first.isupper()):
        return False
    if last.text.isupper() and line.text.isupper() and len(last.text) < 0.7 * width:
        return not _NUMBER.search(last.text) and not _NUMBER.search(line.text)
    if _OPEN_ENDS.search(last.text):
        return True
    return len(last.text) >= 0.6 * width and not (line.text.isupper() and len(line.text) > 3)


def _name_short_blocks(text: str, found: list[Zone]) -> None:
    """Tell headings and headline boxes from prose by length, punctuation and numbers."""
    for zone in found:
        if zone.kind != PROSE:
            continue
        body = text[zone.start : zone.end]
        words = len(_WORD.findall(body))
        if words <= 14 and not re.search(r"[.!?;]\**\s*$|[a-z]\.\s+[A-Z]", body) and body.count("\n") <= 2:
            letter_spaced = bool(re.match(r"(?:\w{1,2} ){4,}", body))
            zone.kind = HEADLINE if _NUMBER.search(_DATED.sub("", body)) and not letter_spaced else HEADING
            if zone.kind == HEADING and body.lstrip("*")[:1].islower():
                zone.kind = PROSE


def _sentences(text: str, found: list[Zone]) -> None:
    """Cut zones into sentences; join the last of one zone with the first of a later one that plainly goes on."""
    open_zone: Zone | None = None
    for zone in found:
        if zone.kind in (TABLE, PARTNERS):
            for match in re.finditer(r"[^\n]*[^\s][^\n]*", text[zone.start : zone.end]):
                zone.sentences.append([(zone.start + match.start(), zone.start + match.end())])
            continue
        ranges = _cut(text, zone.start, zone.end)
        first = text[zone.start : zone.end].lstrip("*_")[:1]
        if zone.kind == PROSE and open_zone and first.islower() and ranges:
            open_zone.sentences[-1].append(ranges.pop(0))
        zone.sentences += [[piece] for piece in ranges]
        if zone.kind in (PROSE, BULLET):
            unfinished = not _ENDS.search(text[zone.start : zone.end])
            open_zone = (
                zone if unfinished and zone.sentences else (open_zone if unfinished and not zone.sentences else None)
            )
        elif zone.kind == HEADING:
            open_zone = None


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces, begin = [], start
    for match in _SENTENCE_END.finditer(text, start, end):
        if text[match.start()] == "." and _ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        pieces.append((begin, match.end()))
        begin = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
    if text[begin:end].strip():
        pieces.append((begin, end))
    return pieces
