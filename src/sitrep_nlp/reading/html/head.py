"""What a page says of its bulletin: title, source, country, date of publication."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import html

# The terms of a list of facts, as ReliefWeb and the sites of R4V, UNHCR and OCHA head them.
_SOURCE = re.compile(r"(?:sources?|publishers?|published by|organi[sz]ations?|fuentes?)\s*:?", re.I)
_COUNTRY = re.compile(r"(?:primary )?(?:countr(?:y|ies)|pa[íi]s(?:es)?)\s*:?", re.I)
_PUBLISHED = re.compile(r"(?:originally )?(?:published|posted)(?: on)?\s*:?|publication date\s*:?", re.I)
_DATE = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])-\d\d")
_SITE_NAME = re.compile(r"\s+[|–—-]\s+(?P<site>[^|–—]{2,40})$")


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of its bulletin; published: `YYYY-MM-DD`."""

    title: str | None
    source: str | None
    country: str | None
    published: str | None


def head(tree: html.HtmlElement) -> Head:
    """Title and date from the page's meta tags; source and country from its list of facts, else the site's name."""
    from trafilatura.metadata import extract_metadata

    told = extract_metadata(tree, date_config={"extensive_search": False, "original_date": True})
    facts = _facts(tree)
    published = _DATE.search(_fact(facts, _PUBLISHED) or told.date or "")
    return Head(
        title=_title(told.title, told.sitename),
        source=_fact(facts, _SOURCE) or told.sitename or None,
        country=_fact(facts, _COUNTRY),
        published=published.group() if published else None,
    )


def _title(title: str | None, site: str | None) -> str | None:
    """The title without the name of the site that is written after it."""
    title = " ".join((title or "").split())
    ending = _SITE_NAME.search(title)
    if ending and site and ending["site"].casefold() in site.casefold():
        title = title[: ending.start()]
    return title or None


def is_facts(definitions: html.HtmlElement) -> bool:
    """Whether a definition list is one of facts about the bulletin, and not of its text."""
    terms = [_flat(term) for term in definitions.iter("dt")]
    return any(name.fullmatch(term) for term in terms for name in (_SOURCE, _COUNTRY, _PUBLISHED))


def _facts(tree: html.HtmlElement) -> list[tuple[str, str]]:
    """The pairs of definition lists, in their order; a list in them is joined with "; "."""
    pairs = []
    for term in tree.iter("dt"):
        value = term.getnext()
        if value is not None and value.tag == "dd":
            times = [time.get("datetime") for time in value.iter("time") if time.get("datetime")]
            items = [_flat(item) for item in value.iter("li")]
            pairs.append((_flat(term), times[0] if times else "; ".join(items) if items else _flat(value)))
    return pairs


def _fact(facts: list[tuple[str, str]], name: re.Pattern[str]) -> str | None:
    return next((value for term, value in facts if value and name.fullmatch(term)), None)


def _flat(element: html.HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
