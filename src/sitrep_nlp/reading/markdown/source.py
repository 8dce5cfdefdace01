"""Where in a Markdown file the words of its tokens stand.

markdown-it-py tells the lines of a block, not the place of each word in them. The words of a block stand in the file in
their order with nothing but markup between them, so each is looked for from the end of the last.
"""

from __future__ import annotations

import re

from markdown_it.token import Token

from sitrep_nlp.reading.assembly import Passage, superscript

_LINE = re.compile(r"\r\n?|\n")
_LINK_TAIL = re.compile(r"[*_~`]*\](?:\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[[^\]\n]*\])?")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.I)


class Source:
    """A file's text and a cursor in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts = [0, *(match.end() for match in _LINE.finditer(text))]
        self._at = 0

    def go_to_line(self, token: Token) -> None:
        """Move the cursor to where a block begins, unless it is already inside of it."""
        if token.map:
            start, end = (self._start(line) for line in token.map)
            if not start <= self._at <= end:
                self._at = start

    def find(self, pattern: re.Pattern[str]) -> list[Passage]:
        """The next match of a pattern, which the cursor moves past; nothing when there is none."""
        match = pattern.search(self.text, self._at)
        if match is None:
            return []
        self._at = match.end()
        return [Passage(match.group(), match.span())]

    def lines(self, token: Token) -> list[Passage]:
        """The lines of a block of code, which is how text that is set in by spaces or tabs reads."""
        found: list[Passage] = []
        for line in token.content.rstrip("\n").split("\n"):
            found += [Passage("\n")] if found else []
            found += self._words(line)
        return found

    def passages(self, token: Token, describe: bool = False) -> list[Passage]:
        """The words of an inline token with their places. describe: pictures speak by their descriptions."""
        found: list[Passage] = []
        struck = raised = False
        for child in token.children or ():
            words: list[Passage] = []
            match child.type:
                case "text" | "code_inline":
                    words = self._words(child.content)
                case "text_special":
                    words = self._special(child)
                case "softbreak" | "hardbreak":
                    words = self._line_break()
                case "link_close":
                    self._past_link()
                case "image":
                    words = self._words(child.content)
                    self._past_link()
                    words = words if describe else []
                case "footnote_ref":
                    words = [Passage(footnote_mark(child))]
                case "html_inline":
                    raised = child.content.lower() == "<sup>"
                    words = [Passage("\n")] if _BREAK_TAG.fullmatch(child.content) else []
                    self._words(child.content)
                case "s_open" | "s_close":
                    struck = child.type == "s_open"
            if raised:
                words = [Passage(superscript(text), origin) for text, origin in words]
            if not struck:
                found += words
        return found

    def _start(self, line: int) -> int:
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def _words(self, words: str) -> list[Passage]:
        """The next place of some words; where markup stands inside of them, of each run of characters."""
        if not words:
            return []
        start = self.text.find(words, self._at, self._at + 2 * len(words) + 400)
        if start >= 0:
            self._at = start + len(words)
            return [Passage(words, (start, self._at))]
        found = []
        for character in words:
            start = self.text.find(character, self._at, self._at + 8)
            if start >= 0:
                self._at = start + 1
            found.append(Passage(character, (start, start + 1) if start >= 0 else None))
        return found

    def _special(self, token: Token) -> list[Passage]:
        """An escape or an entity: what it stands for, at the place of what is written."""
        start = self.text.find(token.markup, self._at)
        if start < 0:
            return [Passage(token.content)]
        self._at = start + len(token.markup)
        if token.info == "escape":
            return [Passage(token.content, (start + 1, self._at))]
        return [Passage(token.content, (start, self._at))]

    def _line_break(self) -> list[Passage]:
        match = _LINE.search(self.text, self._at)
        if match is None:
            return [Passage("\n")]
        self._at = match.end()
        return [Passage("\n", match.span())]

    def _past_link(self) -> None:
        if tail := _LINK_TAIL.match(self.text, self._at):
            self._at = tail.end()


def footnote_mark(token: Token) -> str:
    """The mark of a footnote as raised digits: its label where that is a number, else its place among the footnotes."""
    label = str(token.meta["label"])
    return superscript(label if label.isdecimal() else str(token.meta["id"] + 1))
