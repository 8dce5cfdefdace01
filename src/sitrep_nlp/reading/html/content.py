"""Where on a page its content stands.

trafilatura tells the paragraphs of the content from those of menus, banners and teasers. What it leaves out inside of the
content (short lines such as headline numbers, heads of columns) is what bulletins are about: so it decides where the
content is, and all of that is read.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree, html

_SHORTEST = 25


def content(tree: html.HtmlElement) -> html.HtmlElement:
    """The innermost element that holds all that trafilatura takes for content, or the article that this is in.

    The whole body when there is none.
    """
    from trafilatura import bare_extraction

    body = tree.find("body")
    body = tree if body is None else body
    copy = deepcopy(tree)
    # A cell may claim to span thousands, each of which would be made; where the content is does not hang on them.
    etree.strip_attributes(copy, "colspan", "rowspan")
    found = bare_extraction(copy, fast=True, favor_recall=True, include_comments=False)
    main = getattr(found, "body", None)
    if main is None:
        return body
    wanted = {
        key for element in main.iter("p", "head", "item", "cell", "quote") if len(key := _key(element)) >= _SHORTEST
    }
    common: list[html.HtmlElement] | None = None
    for element in body.iter("p", "li", "td", "th", "blockquote", "div", "h1", "h2", "h3", "h4", "h5", "h6"):
        # A long element is not a paragraph: its text would be gathered once for each that holds it.
        if _is_paragraph(element) and _key(element) in wanted:
            way = [*reversed(list(element.iterancestors())), element]
            common = (
                way if common is None else [here for here, there in zip(common, way, strict=False) if here is there]
            )
    articles = [element for element in common or () if element.tag == "article"]
    sections = [element for element in common or () if element.tag in ("div", "main", "section")]
    return (articles or sections or [body])[-1]


def _is_paragraph(element: html.HtmlElement) -> bool:
    return element.tag != "div" or not any(
        child.tag in ("div", "p", "ul", "ol", "table", "section") for child in element
    )


def _key(element: html.HtmlElement) -> str:
    """What two copies of a paragraph have in common: its letters and digits."""
    return "".join(filter(str.isalnum, "".join(element.itertext())))
