"""HTML files: pages as ReliefWeb and others publish them, saved from a browser. Nothing in them is run or fetched."""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree, html

from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.errors import InputError
from sitrep_nlp.reading.assembly import Assembly, TableTooLarge
from sitrep_nlp.reading.html.content import content
from sitrep_nlp.reading.html.head import head
from sitrep_nlp.reading.html.walk import walk
from sitrep_nlp.reading.limits import (
    MAX_ATTRIBUTES,
    MAX_ELEMENTS,
    MAX_HTML_BYTES,
    MAX_MARKUP_CHARACTERS,
    check_length,
    check_size,
)
from sitrep_nlp.reading.month import month_of

# What browsers write into a saved page: pictures and fonts, most of its bytes.
_EMBEDDED = re.compile(r"data:[\w/+.-]+;(?:[\w=-]+;)*base64,[A-Za-z0-9+/=%\s]+")
_LONG_TAG = re.compile(r"<[^<>]{4000,}")
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.I)


def read_html(path: Path) -> Bulletin:
    """The bulletin in an HTML file: its content, without the page's menus, banners and scripts.

    Headings, list items, tables, captions and footnotes become blocks; title, source, country and month are what the page's
    head and the list of facts above its text say. Raises InputError when the file is too large, too deeply nested or empty.
    """
    check_size(path, MAX_HTML_BYTES)
    tree = parse(path, _decode(path))
    facts = head(tree)
    assembly = Assembly()
    try:
        walk(content(tree), assembly)
    except TableTooLarge as error:
        raise InputError(str(path), str(error)) from error
    text = assembly.text
    check_length(path, text)
    month, doubt = month_of(facts.title, text, facts.published)
    return Bulletin(
        path.stem,
        text,
        month=month,
        country=facts.country,
        source=facts.source,
        title=facts.title,
        blocks=tuple(assembly.blocks),
        warnings=(*assembly.warnings, *doubt),
    )


def _decode(path: Path) -> str:
    """The markup: UTF-8, else in the character set that the page names, else cp1252; without what is embedded."""
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        markup = data.decode("utf-16", errors="replace")
    else:
        try:
            markup = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            named = _CHARSET.search(data[:4096])
            try:
                markup = data.decode(named[1].decode("ascii") if named else "cp1252", errors="replace")
            except LookupError:  # no such character set
                markup = data.decode("cp1252", errors="replace")
    markup = _EMBEDDED.sub("data:,", markup)
    if len(markup) > MAX_MARKUP_CHARACTERS:
        raise InputError(
            str(path),
            f"the page has {len(markup):,} characters of markup, more than the {MAX_MARKUP_CHARACTERS:,} read",
        )
    return markup


def parse(path: Path, markup: str) -> html.HtmlElement:
    """The tree of some markup. Raises InputError, naming the file, when it is empty, too large or nested too deeply."""
    if any(tag.group().count("=") > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(markup)):
        raise InputError(
            str(path), f"an element of the page has more than the {MAX_ATTRIBUTES:,} attributes that are read"
        )
    # Encoded again, because lxml takes no text that declares an encoding; a null would end the page for it.
    data = markup.replace("\x00", "").encode("utf-8", errors="replace")
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise InputError(str(path), "there is no text in the file") from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise InputError(str(path), "the page is nested too deeply to be read whole")
    if (elements := sum(1 for _ in tree.iter())) > MAX_ELEMENTS:
        raise InputError(str(path), f"the page has {elements:,} elements, more than the {MAX_ELEMENTS:,} that are read")
    return tree
