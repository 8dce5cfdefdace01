"""How much of what the annotated reports hold: size, labels, and how often each phenomenon of the genre occurs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby, pairwise

from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.zones.layout import Zone, zones
from sitrep_nlp.schema import LABELS, MODIFIERS

_WORDS = re.compile(r"[^\W\d_]{2,}")
_ACRONYM = re.compile(r"\s*\(([A-Z][\w/.-]+)\)")
_ROMANCE = re.compile(r"\b(?:de|del|la|los|para|y|por|des?|du|pour|et|les|da|do|dos|e)\b")


class Counted:
    """One report with what the counting functions ask of it."""

    def __init__(self, report: AnnotatedReport) -> None:
        self.report = report
        self.text = report.text
        self.figures = report.figures
        self.zones = zones(report.text)

    def before(self, figure: Figure, length: int = 40) -> str:
        return self.text[max(0, figure.quantity.start - length) : figure.quantity.start]

    def after(self, figure: Figure, length: int = 40) -> str:
        return self.text[figure.quantity.end : figure.quantity.end + length]

    def zone(self, figure: Figure) -> Zone | None:
        return next((zone for zone in self.zones if zone.start <= figure.quantity.start < zone.end), None)

    def sentences(self) -> list[str]:
        """The sentences of prose and bullets that hold at least four words."""
        found = (
            " ".join(self.text[start:end] for start, end in ranges)
            for zone in self.zones
            if zone.kind in ("prose", "bullet")
            for ranges in zone.sentences
        )
        return [sentence for sentence in found if len(_WORDS.findall(sentence)) >= 4]


def _matches(pattern: str) -> Callable[[Counted], int]:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda counted: len(compiled.findall(counted.text))


def _figures(test: Callable[[Counted, Figure], object]) -> Callable[[Counted], int]:
    return lambda counted: sum(bool(test(counted, figure)) for figure in counted.figures)


def _near(pattern: str, before: int, after: int = 0) -> Callable[[Counted], int]:
    """Figures with the pattern in their activity, or in so many characters before and after the number."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def test(counted: Counted, figure: Figure) -> bool:
        activity = figure.activity.text if figure.activity else ""
        return any(
            compiled.search(text) for text in (counted.before(figure, before), activity, counted.after(figure, after))
        )

    return _figures(test)


def _dates(pattern: str) -> Callable[[Counted], int]:
    compiled = re.compile(pattern)
    return lambda counted: sum(
        entity.label == "DATE" and bool(compiled.fullmatch(entity.value or "")) for entity in counted.report.entities
    )


def _groups(pattern: str) -> Callable[[Counted], int]:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda counted: sum(
        entity.label == "BENEFICIARY" and bool(compiled.search(entity.text)) for entity in counted.report.entities
    )


def _decrees(pattern: str) -> Callable[[Counted], int]:
    compiled = re.compile(pattern)
    return lambda counted: sum(
        entity.label == "DECREE" and bool(compiled.match(entity.text)) for entity in counted.report.entities
    )


def _lists(counted: Counted) -> int:
    """Verbs with three figures or more."""
    verbs = Counter(figure.activity for figure in counted.figures if figure.activity)
    return sum(number >= 3 for number in verbs.values())


def _items_and_people(counted: Counted) -> int:
    kinds: dict[object, set[str]] = {}
    for figure in counted.figures:
        if figure.activity:
            kinds.setdefault(figure.activity, set()).add(figure.counted_type)
    return sum({"item", "people"} <= types for types in kinds.values())


def _households(counted: Counted) -> int:
    """Sentences with a count of families or households beside a count of persons."""
    found = 0
    for zone in counted.zones:
        for ranges in zone.sentences:
            inside = [
                figure.counted.text.lower()
                for figure in counted.figures
                if figure.counted
                and figure.counted_type == "people"
                and any(start <= figure.quantity.start < end for start, end in ranges)
            ]
            households = [bool(re.search(r"famil|household|\bhhs?\b", text)) for text in inside]
            found += any(households) and not all(households)
    return found


def _modifier(name: str) -> Callable[[Counted], int]:
    return _figures(lambda _, figure: figure.modifier == name)


def _partner_lists(counted: Counted) -> int:
    """Runs of seven organisations or more with nothing but separators between them."""
    found = [entity for entity in counted.report.entities if entity.label == "ORG"]
    gaps = [len(counted.text[first.end : second.start]) <= 6 for first, second in pairwise(found)]
    return sum(inside and len(list(run)) >= 6 for inside, run in groupby(gaps))


def _introduced(counted: Counted) -> int:
    return sum(
        entity.label == "ORG" and bool(_ACRONYM.match(counted.text, entity.end)) for entity in counted.report.entities
    )


_DECREE_ENGLISH = r"(?:\w+ ){0,3}(?:Decree|Law|Resolution|Act|Order|Ordinance|Directive|Agreement|Decision|Regulation)"
_DECREE_OTHER = (
    r"(?:Decreto|Ley|Lei|Resoluci|Resolu[çc]|Acuerdo|Ordenanza|Portaria|Loi|Décret|Arrêté|Ordonnance|Medida|Circular)"
)

PHENOMENA: dict[str, Callable[[Counted], int]] = {
    **{f"modifier: {name}": _modifier(name) for name in MODIFIERS if name != "exact"},
    "money": _figures(lambda _, figure: figure.kind == "money"),
    "money with a multiplier": _figures(
        lambda _, figure: (
            figure.kind == "money" and re.search(r"[KMkmb]$|illion|thousand|bn|crore", figure.quantity.text)
        )
    ),
    "percentages": _figures(lambda _, figure: figure.kind == "percent"),
    "percentages with their whole": _figures(lambda _, figure: figure.kind == "percent" and figure.counted),
    "ranges": _figures(lambda _, figure: figure.value_high is not None),
    "number words": _figures(
        lambda _, figure: figure.kind == "count" and re.fullmatch(r"[A-Za-z -]+", figure.quantity.text)
    ),
    "ratios": _figures(lambda _, figure: figure.kind == "ratio"),
    "measures": _figures(lambda _, figure: figure.kind == "measure"),
    "lists of figures under one verb": _lists,
    "respectively": _matches(r"\brespectively\b"),
    "totals split in brackets": _figures(
        lambda counted, figure: figure.part_of and re.search(r"\([^)]*$", counted.before(figure, 80))
    ),
    "including, of whom, among them": _figures(
        lambda counted, figure: (
            figure.part_of
            and re.search(
                r"includ|of whom|of which|among (?:them|which|whom)|of them|of these",
                counted.before(figure) + counted.after(figure, 15),
            )
        )
    ),
    "parts of wholes": _figures(lambda _, figure: figure.part_of),
    "elliptical numbers": _figures(lambda _, figure: figure.implicit),
    "another, a further, additional": _figures(
        lambda counted, figure: re.search(
            r"\b(?:another|further|additional|more)\b", counted.before(figure, 22) + counted.after(figure, 12), re.I
        )
    ),
    "items and people in one clause": _items_and_people,
    "households beside persons": _households,
    "workshops, calls, consultations, sessions": _figures(
        lambda _, figure: (
            figure.counted
            and re.search(
                r"workshop|call|consultation|session|training|course|visit|meeting", figure.counted.text, re.I
            )
        )
    ),
    "people trained": _figures(
        lambda _, figure: (
            figure.counted_type == "people"
            and figure.activity
            and re.search(r"train|coach|taught|course", figure.activity.text, re.I)
        )
    ),
    "targets, needs and plans": _near(r"target|need|plan|aim|require|intend|goal", 30),
    "cumulative": _near(r"since|so far|to date|cumulative|in total|until now|until then", 60, 60),
    "changes": _near(
        r"up from|down from|from$|increase|decrease|rose|fell|doubl|compared|against|more than in|less than in|went (?:up|down)|grew|climbed|dropp",
        30,
    ),
    "capacity": _near(
        r"capacity|room for|space for|can (?:treat|host|hold|receive|lodge|take)|places? for|beds?\b|seats?", 45, 25
    ),
    "deaths": _figures(
        lambda counted, figure: re.search(
            r"death|dead|died|killed|drowned|fatalit|lost their li",
            (figure.activity.text if figure.activity else "") + (figure.counted.text if figure.counted else ""),
            re.I,
        )
    ),
    "cases of disease": _figures(
        lambda _, figure: figure.counted and re.search(r"\bcases?\b", figure.counted.text, re.I)
    ),
    "damaged houses": _figures(
        lambda _, figure: (
            figure.counted
            and figure.activity
            and re.search(r"house|home|dwelling|shelter|building|school|classroom", figure.counted.text, re.I)
            and re.search(
                r"damag|destroy|flood|collaps|burn|flatten|unroof|crack|hit|lost|level", figure.activity.text, re.I
            )
        )
    ),
    "funding": _figures(lambda _, figure: figure.sector == "Funding"),
    "figures in headline boxes": _figures(
        lambda counted, figure: (zone := counted.zone(figure)) and zone.kind == "headline"
    ),
    "figures in tables": _figures(lambda counted, figure: (zone := counted.zone(figure)) and zone.kind == "table"),
    "partner lists": _partner_lists,
    "footnote marks glued to words": _matches(r"(?<=[\w%)])[¹²³⁴⁵]|(?<=[a-z]{3})\d\b|(?<=\w)\*(?!\*|\w)"),
    "decrees in English": _decrees(_DECREE_ENGLISH),
    "decrees in Spanish, French, Portuguese": _decrees(_DECREE_OTHER),
    "dates: day": _dates(r"\d{4}-\d\d-\d\d"),
    "dates: month": _dates(r"\d{4}-\d\d"),
    "dates: year": _dates(r"\d{4}"),
    "dates: interval": _dates(r".*/.*"),
    "dates: duration": _dates(r"P.*"),
    "dates: deictic": lambda counted: sum(
        entity.label == "DATE"
        and bool(
            re.match(
                r"(?i)(?:the )?(?:last|past|previous|next|same|end|this|year|month|week|first|today|yesterday)\b",
                entity.text,
            )
        )
        for entity in counted.report.entities
    ),
    "organisations with an acronym introduced": _introduced,
    "organisations in Spanish, French, Portuguese": lambda counted: sum(
        entity.label == "ORG" and bool(_ROMANCE.search(entity.text)) for entity in counted.report.entities
    ),
    "groups by status": _groups(r"refugee|migrant|asylum|displaced|returnee|host|IDP"),
    "groups by age": _groups(r"child|adolescent|youth|young|elder|older|infant|under|aged|teen|minor|pupil"),
    "groups by sex": _groups(r"\b(?:women|men|girls|boys|mothers|fathers|female|male)\b"),
    "groups by need": _groups(
        r"disabilit|survivor|pregnant|lactating|with |without |at risk|vulnerable|unaccompanied|in need|of GBV"
    ),
    "groups by origin": _groups(r"from |\b[A-Z][a-z]+ans?\b|Haitian|Syrian|Afghan|Rohingya"),
    "groups by occupation": _groups(
        r"teacher|worker|officer|official|servant|farmer|trader|doctor|nurse|volunteer|leader|driver|fisher|shopkeep|staff"
    ),
    "numbers that are no quantity": _matches(
        r"COVID-19|\b(?:Camp|Phase|Level|No\.|page|Page|Ward|Article|Zone|Update|Round|Issue)\s?\d+|\+\d{2,3}[\d ]{6,}|\baged \d+|\bunder (?:five|\d+)\b|\d{2}:\d{2}"
    ),
    "sentences without a number": lambda counted: sum(
        not re.search(r"\d", sentence) for sentence in counted.sentences()
    ),
    "noise: words hyphenated at line ends": _matches(r"[a-z]-\n\s*[a-z]"),
    "noise: page heads and feet": lambda counted: sum(zone.kind == "furniture" for zone in counted.zones),
    "noise: letter-spaced headings": _matches(r"(?:\b\w{1,2} ){4,}\w{1,2}\b"),
    "noise: markdown bold": _matches(r"\*\*[^*\n]+\*\*"),
    "noise: bullets": lambda counted: sum(zone.kind == "bullet" for zone in counted.zones),
    "noise: broken digits": lambda counted: sum(
        entity.label == "QUANTITY" and entity.optional and bool(re.search(r"\d \d|\d ,|, \d", entity.text))
        for entity in counted.report.entities
    ),
}


def size(reports: Iterable[AnnotatedReport]) -> dict[str, int]:
    """Reports, sentences of prose, words, figures, entities by label, and the variety of countries and currencies."""
    found = [Counted(report) for report in reports]
    labels = Counter(entity.label for counted in found for entity in counted.report.entities)
    return {
        "reports": len(found),
        "sentences of prose": sum(len(counted.sentences()) for counted in found),
        "words": sum(len(_WORDS.findall(counted.text)) for counted in found),
        "figures": sum(len(counted.figures) for counted in found),
        **{label: labels[label] for label in LABELS},
        "countries": len({counted.report.country for counted in found if counted.report.country}),
        "currencies": len({figure.unit for counted in found for figure in counted.figures if figure.kind == "money"}),
    }


def coverage(reports: Iterable[AnnotatedReport]) -> dict[str, int]:
    """How often each phenomenon occurs."""
    found = [Counted(report) for report in reports]
    return {name: sum(count(counted) for counted in found) for name, count in PHENOMENA.items()}
