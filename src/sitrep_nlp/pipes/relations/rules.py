"""The rules that tie the numbers of one sentence to what they count and what was done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep_nlp.figures import Figure
from sitrep_nlp.pipes.quantities import modifiers
from sitrep_nlp.pipes.quantities.normalize import amount
from sitrep_nlp.pipes.relations import activity, counted
from sitrep_nlp.pipes.relations.nodes import ADVERBS, AUXILIARIES, DETERMINERS, PREPOSITIONS, Node, is_stop, is_verb, span, verbs

# How far each way of finding an answer can be trusted; measured roughly on the development texts.
_SURE, _LIKELY, _INHERITED, _GUESSED = 0.9, 0.8, 0.6, 0.4
_PART_OPENERS = frozenset(("including", "comprising", "whom", "which", "them", "these", "included", "namely", "includes", "comprised", "consisting", "those"))
_FUNDING_SHARE = re.compile(r"\b(?:funded|funding|unfunded|received|covered|required|requirements?|appeal|secured|requested|met)\b", re.I)
_FUNDING_WORDS = re.compile(r"fund|require|received|gap|appeal|request|pledg|budget|needs?$|shortfall|unmet|contribution|financ", re.I)


@dataclass(slots=True)
class Found:
    """A figure in the making, with where its parts stand in the sentence's row of nodes."""

    index: int
    figure: Figure
    counted_at: tuple[int, int] | None = None
    activity_at: tuple[int, int] | None = None
    trust: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to be understood: the last people counted."""

    people: Figure | None = None
    last: Figure | None = None


def new_figure(text: str, node: Node, decimal_dots: bool) -> Figure:
    """The figure of a quantity with all that the number itself says."""
    quantity = span(text, [node], 0, 0)
    worth = amount(quantity.text, decimal_dots)
    figure = Figure(quantity, worth.value if worth else float("nan"))
    if worth:
        figure.value_high, figure.kind, figure.unit = worth.high, worth.kind, worth.unit
    beside = modifiers.find(text, node.start, node.end)
    if beside:
        name, start, end = beside
        figure.modifier = name
        figure.modifier_span = span(text, [Node("W", "", "", start, end)], 0, 0)
    return figure


def figures(text: str, row: Sequence[Node], memory: Memory, decimal_dots: bool) -> list[Found]:
    """The figures of one sentence."""
    found: list[Found] = []
    for index, node in enumerate(row):
        if node.kind != "Q":
            continue
        item = Found(index, new_figure(text, node, decimal_dots))
        _count(text, row, item, found, memory)
        _act(text, row, item, found)
        _whole(row, item, found)
        found.append(item)
        if item.figure.counted_type == "people" and item.figure.counted:
            memory.people = item.figure
        memory.last = item.figure
    for item in found:
        item.figure.confidence = round(min(item.trust, default=_GUESSED), 2)
    return found


# what is counted


def _count(text: str, row: Sequence[Node], item: Found, found: list[Found], memory: Memory) -> None:
    figure, index = item.figure, item.index
    if figure.kind == "money":
        figure.counted_type = "money"
        item.trust.append(_SURE)
        return
    at = None
    bracketed = index and row[index - 1].key == "(" and index + 1 < len(row) and row[index + 1].key in (")", ",", ";")
    if figure.kind == "percent" or (figure.kind == "ratio" and counted.is_partitive(row, index)):
        if _FUNDING_SHARE.search(text, max(0, row[index].start - 70), row[index].end + 40) and not (index + 1 < len(row) and row[index + 1].key == "of" and _share_of(row, index)):
            money = [other.figure for other in found if other.figure.kind == "money"]
            if money or memory.last is None or memory.last.counted_type == "money" or bracketed:
                figure.counted_type = "money"
                item.trust.append(_LIKELY)
                return
        of_them = index + 2 < len(row) and row[index + 1].key in ("of", "among") and row[index + 2].key in ("them", "whom", "these", "those", "which")
        at = None if of_them else _share_of(row, index)
        if at is None and (bracketed or of_them) and found:
            _understood(item, found[-1].figure, found)
            return
    elif bracketed:
        at = counted.before(row, index)
    elif not counted.stands_alone(row, index):
        at = counted.after(row, index)
    if at is None and not bracketed and index >= 2 and row[index - 1].key == ":":
        at = counted.before(row, index)
    if at is None and figure.kind == "count" and index >= 2:
        at = _subject_of_change(row, index)
    if at is not None:
        item.counted_at = at
        figure.counted = span(text, row, *at)
        figure.counted_type = counted.type_of(row, *at)
        item.trust.append(_SURE if row[at[0]].kind == "B" or at[0] == index + 1 else _LIKELY)
        return
    _understood(item, None, found, memory)


def _share_of(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """The whole that a percentage is a share of: `of the survivors` after it, or what rose by it."""
    position = index + 1
    if position < len(row) and row[position].key in ("of", "among", "amongst"):
        position += 1
        while position < len(row) and (row[position].key in DETERMINERS or row[position].key in ("all", "total", "them", "whom") or row[position].kind == "Q"):
            position += 1
        if position < len(row) and row[position].kind == "B":
            return position, position
        return counted.phrase(row, position) if position < len(row) and row[position].kind == "W" else None
    if position < len(row) and row[position].key in ("increase", "decrease", "rise", "reduction", "decline", "drop", "growth", "hike", "fall", "jump"):
        position += 1
        if position < len(row) and row[position].key in ("in", "of", "on"):
            position += 1
            while position < len(row) and row[position].key in DETERMINERS:
                position += 1
            if position < len(row) and row[position].kind == "B":
                return position, position
            return counted.phrase(row, position) if position < len(row) else None
        return None
    if position < len(row) and row[position].kind == "B":
        return position, position
    return _subject_of_change(row, index) or (counted.phrase(row, position) if position < len(row) and row[position].kind == "W" and not is_stop(row[position]) and not is_verb(row, position) else None)


def _subject_of_change(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """"Food prices rose by 12 per cent", "Cholera cases went up from 140": the subject before the verb is what changed."""
    verb = index - 1
    while verb >= 0 and (row[verb].key in ("by", "to", "from", "of", "at", "only", "up", "down", "D") or row[verb].key in ADVERBS or row[verb].kind in "QDP"):
        verb -= 1
    beside = row[index - 1] if row[index - 1].key not in ADVERBS else row[index - 2]
    if verb <= 0 or not is_verb(row, verb) or beside.key not in ("by", "to", "from", "at"):
        return None
    last = verb - 1
    while last >= 0 and (row[last].key in AUXILIARIES or row[last].key in ADVERBS):
        last -= 1
    if last < 0:
        return None
    if row[last].kind == "B":
        return last, last
    first = last
    while first >= 0 and not is_stop(row[first]) and row[first].key not in DETERMINERS and not is_verb(row, first):
        first -= 1
    return (first + 1, last) if first + 1 <= last else None


def _understood(item: Found, source: Figure | None, found: list[Found], memory: Memory | None = None) -> None:
    """Take the counted thing from an earlier figure of the sentence, else from the sentence before."""
    if source is None:
        earlier = [other.figure for other in reversed(found) if other.figure.counted is not None]
        people = [figure for figure in earlier if figure.counted_type == "people"]
        candidates = [*people, *earlier] if item.figure.kind == "count" else earlier
        source = candidates[0] if candidates else (memory.people if memory else None)
    if source is not None and source.counted is not None:
        item.figure.counted, item.figure.counted_type, item.figure.implicit = source.counted, source.counted_type, True
        item.trust.append(_INHERITED)
    else:
        item.trust.append(_GUESSED)


# what was done


def _act(text: str, row: Sequence[Node], item: Found, found: list[Found]) -> None:
    index, figure = item.index, item.figure
    previous = found[-1] if found else None
    floor = _floor(row, index, previous)
    after_counted = index + 1
    if item.counted_at and item.counted_at[0] > index:
        after_counted = item.counted_at[1] + 1
    after_counted = _past_brackets(row, after_counted)
    after_counted = _past_places(row, after_counted)
    at, trust = None, _SURE
    bracketed = _in_brackets(row, index)
    inherits = previous is not None and (bracketed or _opens_part(row, index, previous.index))
    if bracketed and previous is None and item.counted_at is not None and item.counted_at[1] < index and figure.counted_type == "event":
        at = item.counted_at
    elif figure.kind == "percent" and index + 1 < len(row) and row[index + 1].key in ("increase", "decrease", "rise", "reduction", "decline", "drop", "growth"):
        at = (index + 1, index + 1)
    elif inherits and previous is not None:
        at, trust = activity.right(row, after_counted), _LIKELY
        if at is None or bracketed:
            at, trust = previous.activity_at, _INHERITED
    else:
        subject = activity.starts_clause(row, index, floor)
        if subject:
            at = activity.right(row, after_counted) or _verbless(row, index, item)
        if at is None:
            at, trust = activity.left(row, index, floor), (_LIKELY if subject else _SURE)
            if at is not None and _is_infinitive_aim(row, at[0], index):
                further = activity.left(row, at[0], floor)
                at = further or at
        if at is None and not subject:
            at, trust = activity.right(row, after_counted), _LIKELY
        if at is None and previous is not None:
            nominal = activity.noun_before(row, index) if floor > 0 or previous else None
            at, trust = (nominal or activity.with_phrase_after(row, index) or previous.activity_at), _INHERITED
        if at is None:
            at = activity.with_phrase_after(row, index) if figure.implicit else None
    if at is None and figure.kind == "money":
        at = _money_label(row, index)
    if at is not None:
        item.activity_at = at
        figure.activity = span(text, row, *at)
        item.trust.append(trust)


def _verbless(row: Sequence[Node], index: int, item: Found) -> tuple[int, int] | None:
    """`and 1,360 with hot and cold meals`: the verb is the one before, the words say with what."""
    return activity.with_phrase_after(row, index) if item.figure.implicit and index and row[index - 1].key in ("and", ",") else None


def _money_label(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    for position in [*range(index + 1, min(len(row), index + 5)), *range(index - 1, max(-1, index - 5), -1)]:
        if row[position].kind == "W" and _FUNDING_WORDS.match(row[position].key):
            return position, position
    return None


def _is_infinitive_aim(row: Sequence[Node], verb: int, index: int) -> bool:
    """`plans to assist 300`, `distributed kits to support 300`: the verb after "to" when an earlier verb did the thing."""
    if verb == 0 or row[verb - 1].key != "to" or any(node.kind == "Q" for node in row[verb:index]):
        return False
    return any(node.kind == "Q" for node in row[:verb]) and False


def _floor(row: Sequence[Node], index: int, previous: Found | None) -> int:
    """How far left the clause of the quantity may reach."""
    floor = 0
    for position in range(index - 1, -1, -1):
        if row[position].key in (";", ".", "?", "!") or (row[position].key == ":" and position < index - 1):
            floor = position + 1
            break
    if previous is not None and previous.activity_at is not None and previous.activity_at[0] > previous.index:
        floor = max(floor, previous.activity_at[1] + 1)
    return floor


def _in_brackets(row: Sequence[Node], index: int) -> bool:
    depth = 0
    for position in range(index - 1, -1, -1):
        if row[position].key == ")":
            depth -= 1
        elif row[position].key == "(":
            depth += 1
            if depth > 0:
                return True
    return False


def _past_brackets(row: Sequence[Node], position: int) -> int:
    """Past `(520 women and 480 men)` after the counted thing."""
    if position < len(row) and row[position].key == "(":
        for later in range(position + 1, min(len(row), position + 30)):
            if row[later].key == ")":
                return later + 1
    return position


def _past_places(row: Sequence[Node], position: int) -> int:
    """Past `in Lima`, `from host communities`, `, including some 300 children,` to the predicate."""
    moved = True
    while moved and position < len(row):
        moved = False
        node = row[position]
        if node.key in ("in", "from", "across", "at", "within", "of", "throughout") and node.kind == "W":
            later = position + 1
            while later < len(row) and (row[later].kind in "LDBO" or row[later].key in (",", "and", "the", "its") or (row[later].kind == "W" and not is_stop(row[later]) and not is_verb(row, later) and later - position < 6)):
                later += 1
            if later > position + 1 and later < len(row) and (row[later].key in AUXILIARIES or is_verb(row, later)):
                position, moved = later, True
        elif node.key == "," and position + 1 < len(row) and row[position + 1].key in ("including", "mostly", "mainly", "among", "especially", "particularly", "of"):
            for later in range(position + 1, len(row)):
                if row[later].key == ",":
                    position, moved = later + 1, True
                    break
    return position


def _opens_part(row: Sequence[Node], index: int, previous: int) -> bool:
    """Whether words like "including" or "of whom" stand between the numbers, with no clause of its own since."""
    for position in range(index - 1, previous, -1):
        node = row[position]
        if node.key in _PART_OPENERS and (node.key not in ("them", "these", "those", "which", "whom") or row[position - 1].key in ("of", "among", "amongst", "from", "with")):
            return True
        if node.key in (";", ":") or node.kind == "W" and is_verb(row, position) and verbs().get(node.key, ("", False))[0] == "past" and node.key not in ("affected", "displaced"):
            return False
    return False


# parts of wholes


def _whole(row: Sequence[Node], item: Found, found: list[Found]) -> None:
    """The quantity that this one is a part of, where the sentence says so."""
    if not found:
        return
    index, figure, previous = item.index, item.figure, found[-1]
    if _in_brackets(row, index) and (figure.kind in ("percent", previous.figure.kind)):
        opener = next((position for position in range(index, -1, -1) if row[position].key == "("), 0)
        outside = [other for other in found if other.index < opener]
        whole = outside[-1].figure if outside else None
        alternative = whole is not None and figure.kind == "count" and figure.value > whole.value
        same_people = whole is not None and _counts_households(whole) != _counts_households(figure)
        if whole is not None and not alternative and not same_people and whole.kind != "percent":
            figure.part_of = whole.quantity
        return
    of_them = index + 2 < len(row) and row[index + 1].key in ("of", "among") and row[index + 2].key in ("them", "whom", "these", "those", "which")
    if of_them and (figure.kind in ("percent", "ratio") or previous.figure.value >= figure.value) and previous.figure.kind == "count":
        figure.part_of = previous.figure.quantity
        return
    if _opens_part(row, index, previous.index):
        whole = previous.figure
        while whole.part_of is not None and _listed(row, previous.index, index):
            parent = next((other.figure for other in found if other.figure.quantity == whole.part_of), None)
            if parent is None:
                break
            whole = parent
        if figure.kind == "percent" or (whole.kind == figure.kind and whole.value >= figure.value):
            figure.part_of = whole.quantity
    elif previous.figure.part_of is not None and _listed(row, previous.index, index) and figure.kind == previous.figure.kind:
        figure.part_of = previous.figure.part_of
    elif row[index - 1].key == "of" and figure.kind == previous.figure.kind == "count" and index - previous.index <= 3 and previous.figure.value < figure.value:
        previous.figure.part_of = figure.quantity


def _counts_households(figure: Figure) -> bool:
    return bool(figure.counted and re.search(r"famil|household|\bHHs?\b", figure.counted.text, re.I))


def _listed(row: Sequence[Node], first: int, second: int) -> bool:
    """Whether two numbers stand in one list: only nouns, commas and "and" between them."""
    return all(not is_verb(row, position) and (row[position].kind != "W" or row[position].key not in PREPOSITIONS or row[position].key in ("from", "with", "in", "about", "over", "around", "under", "at", "of", "than")) and row[position].key not in (";", ".", ")") for position in range(first + 1, second))
