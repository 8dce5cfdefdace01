"""Markdown files: the text without its markup, each stretch of it knowing where in the file it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from sitrep_nlp.bulletin import Bulletin, is_month
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.assembly import Assembly, Cell, Passage, TableTooLarge
from sitrep_nlp.reading.limits import MAX_NESTING, check_length
from sitrep_nlp.reading.markdown.source import Source, footnote_mark
from sitrep_nlp.reading.month import month_of
from sitrep_nlp.reading.text import read_text

_FRONT_MATTER = re.compile(
    r"^(title|month|country|source)[ \t]*:[ \t]*(?P<quote>[\"']?)(.+?)(?P=quote)[ \t]*$", re.M | re.I
)
_MARKER = re.compile(r"[-*+]|\d{1,9}[.)]")


def read_markdown(path: Path) -> Bulletin:
    """The bulletin in a Markdown file: CommonMark with tables, struck-out text, footnotes and front matter.

    Escapes, emphasis, the addresses of links and struck-out text are not part of the text; the marks of lists are. Headings,
    list items, tables and footnotes become blocks; footnotes stand at the end. `Bulletin.in_file` tells where in the file a
    stretch of the text stands. Title, month, country and source are those of the front matter, the title else the first
    heading. Raises InputError when the file cannot be read or holds no text.
    """
    source = read_text(path)
    check_length(path, source)
    # Escapes stay tokens of their own, so that each can be found in the file.
    parser = (
        MarkdownIt("commonmark", {"maxNesting": MAX_NESTING}).enable(["table", "strikethrough"]).disable("text_join")
    )
    parser.use(footnote_plugin, inline=False).use(front_matter_plugin)
    tokens = parser.parse(source)
    if any(token.level >= MAX_NESTING - 1 for token in tokens):  # the parser drops what lies deeper
        raise InputError(str(path), "lists or quotations are nested too deeply to be read whole")
    reader = _Reader(path, source, tokens)
    try:
        reader.read()
    except TableTooLarge as error:
        raise InputError(str(path), str(error)) from error
    assembly, known = reader.assembly, reader.known
    text = assembly.text
    check_length(path, text)
    title = known.get("title") or reader.heading
    month = known.get("month")
    return Bulletin(
        path.stem,
        text,
        month=month if month and is_month(month) else month_of(title, text, None)[0],
        country=known.get("country"),
        source=known.get("source"),
        title=title,
        blocks=tuple(assembly.blocks),
        origin=tuple(assembly.origin),
        warnings=tuple(assembly.warnings),
    )


class _Reader:
    """Goes through the tokens of a file in their order."""

    def __init__(self, path: Path, source: str, tokens: Sequence[Token]) -> None:
        self.path, self.source, self.tokens = path, Source(source), iter(tokens)
        self.assembly = Assembly()
        self.known: dict[str, str] = {}
        self.heading: str | None = None
        self.mark: list[Passage] = []  # of a list item or a footnote whose text has not begun
        self.kind: str | None = None

    def read(self) -> None:
        for token in self.tokens:
            match token.type:
                case "front_matter":
                    self.known = {key.lower(): value for key, _, value in _FRONT_MATTER.findall(token.content)}
                case "heading_open":
                    self.kind = "heading"
                case "heading_close":
                    self.kind = None
                case "list_item_open":
                    self.source.go_to_line(token)
                    self.mark, self.kind = [*self.source.find(_MARKER), Passage(" ")], "bullet"
                case "footnote_open":
                    self.mark, self.kind = [Passage(f"{footnote_mark(token)} ")], "footnote"
                case "list_item_close" | "footnote_close":
                    self.mark, self.kind = [], None
                case "inline":
                    self.source.go_to_line(token)
                    self._paragraph(self.source.passages(token))
                case "fence" | "code_block":
                    self.source.go_to_line(token)
                    self._paragraph(self.source.lines(token))
                case "html_block":
                    self._html(token.content)
                case "table_open":
                    self.assembly.table(list(self._rows()))

    def _paragraph(self, passages: list[Passage]) -> None:
        if self.kind == "heading" and self.heading is None:
            self.heading = " ".join("".join(passage.text for passage in passages).split()) or None
        self.assembly.paragraph([*self.mark, *passages], self.kind)
        if self.mark:  # what follows in a list item is a plain paragraph
            self.mark, self.kind = [], None

    def _rows(self) -> Iterator[list[Cell]]:
        """The rows of the table that was opened; a picture in a cell speaks by its description."""
        for token in takewhile(lambda token: token.type != "table_close", self.tokens):
            if token.type == "tr_open":
                self.source.go_to_line(token)
                row = takewhile(lambda token: token.type != "tr_close", self.tokens)
                yield [self._cell(cell) for cell in row if cell.type == "inline"]

    def _cell(self, token: Token) -> Cell:
        picture = any(child.type == "image" for child in token.children or ())
        return Cell(self.source.passages(token, describe=True), picture=picture)

    def _html(self, markup: str) -> None:
        """HTML inside of Markdown, most often a table, is read as HTML is, without its place in the file."""
        from sitrep_nlp.reading.html import parse
        from sitrep_nlp.reading.html.walk import walk

        walk(parse(self.path, f"<div>{markup}</div>"), self.assembly)
