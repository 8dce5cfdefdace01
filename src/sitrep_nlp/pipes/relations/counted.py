"""What a number counts: the noun phrase after it, before it, or an earlier one that is only understood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep_nlp.pipes.relations.nodes import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    PREPOSITIONS,
    Node,
    is_stop,
    is_verb,
    things,
    verbs,
)

_SKIPPED = frozenset(
    """
    of these those the which whom them more new additional other further extra total estimated different such
    all its their newly our or so about per cent
    """.split()
)
CHANGES = frozenset("increase decrease rise reduction decline drop growth fall jump hike".split())
_EXTENDED_BY_OF = re.compile(
    r"(?:cases?|incidents?|reports?|types?|kinds?|members?|victims?|instances?|episodes?|sessions?|pairs?|sets?|cycles?|offices?|units?|allegations?|applications?|cylinders?|sources?|pieces?|tonnes?|tons|litres|bags?|boxes|packs?|head|heads|rounds?|signs|number|sheets|rolls|places|centres|acts|violations|deaths|households|families)$"
)


def after(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """First and last node of the noun phrase that follows the quantity at `index`; None when none does."""
    position = past_brackets(row, index + 1)
    skipped_of = False
    while position < len(row) and row[position].key in _SKIPPED:
        skipped_of = skipped_of or row[position].key == "of"
        position += 1
    if position >= len(row):
        return None
    node = row[position]
    if row[position - 1].key in ("them", "whom", "which", "these", "those") and node.kind not in "BW":
        return None
    if node.kind == "B":
        return position, position
    if node.kind == "O" and skipped_of:
        return None
    if node.kind == "W" and re.fullmatch(r"\d+", node.text):
        return None
    return phrase(row, position)


def phrase(row: Sequence[Node], position: int) -> tuple[int, int] | None:
    """The noun phrase that begins at a node: its first and last node."""
    first, last = position, position
    while last < len(row):
        node = row[last]
        if node.kind == "B" and last - first <= 4:
            return first if last - first <= 1 and first != last and not _defines(row[first]) else (
                last if not _defines_all(row, first, last) else first
            ), last
        if (
            node.kind in "OL"
            and last + 1 < len(row)
            and row[last + 1].kind == "W"
            and not is_stop(row[last + 1])
            and not is_verb(row, last + 1)
        ):
            last += 1
            continue
        if is_stop(node) or node.key in DETERMINERS:
            break
        if node.key in ADVERBS and last == first and node.key not in ("daily", "weekly", "monthly"):
            return None
        if is_verb(row, last) and not _participle_of_noun(row, last, first):
            break
        last += 1
    last -= 1
    if last < first:
        return None
    if last + 2 < len(row) and row[last + 1].key == "of" and _EXTENDED_BY_OF.search(row[last].key):
        inner = last + 2
        while inner < len(row) and row[inner].key in ("the", "a", "an"):
            inner += 1
        if inner < len(row) and row[inner].kind in "BO":
            return first, inner
        extension = phrase(row, inner) if inner < len(row) and row[inner].kind == "W" else None
        if extension:
            return first, extension[1]
    if (
        last + 2 < len(row)
        and row[last + 1].key in ("and", "&")
        and row[last + 2].kind == "W"
        and row[last].key in things()
        and row[last + 2].key in things()
    ):
        follower = row[last + 3] if last + 3 < len(row) else None
        if follower is None or is_stop(follower) or is_verb(row, last + 3):
            return first, last + 2
    return first, last


def _defines(node: Node) -> bool:
    return node.kind == "W" and (
        node.key.endswith(("ed", "ing", "al", "ic", "ive", "ous", "ese", "an", "ful")) or node.text[:1].isupper()
    )


def _defines_all(row: Sequence[Node], first: int, last: int) -> bool:
    return all(_defines(node) for node in row[first:last])


def _participle_of_noun(row: Sequence[Node], index: int, first: int) -> bool:
    """`confirmed cases`, `training sessions`, `flooded houses`: a participle that belongs to the noun after it."""
    key = row[index].key
    shape = verbs().get(key, ("", False))[0]
    if index + 1 >= len(row):
        return shape == "ambiguous"
    following = row[index + 1]
    if following.kind == "B":
        return key.endswith("ed") and index == first
    if is_stop(following) or following.key in DETERMINERS or following.key in ADVERBS:
        # "20 trainings were held", "300 shelters": the noun reading, where a verb would be out of place.
        return (index == first and (key in things() or shape == "ambiguous" or key.endswith("ing"))) or (
            key in things() and shape != "past"
        )
    if shape == "ing":
        return True
    if shape == "present":
        return index == first and key in things()
    return index == first or row[index - 1].key not in things() or following.key in things()


def shared(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """The noun that a number shares with the next: `two and five hydration points respectively`."""
    position = index + 1
    while position < len(row) and (row[position].key in (",", "and", "or") or row[position].key in ADVERBS):
        position += 1
    if position == index + 1 or position >= len(row) or row[position].kind != "Q":
        return None
    return shared(row, position) if stands_alone(row, position) else after(row, position)


def opening(row: Sequence[Node]) -> tuple[int, int] | None:
    """The whole that a sentence opens with: `Of the cases seen so far, 2,041 fell in Juba`."""
    if len(row) < 4 or row[0].key not in ("of", "among"):
        return None
    position = 1
    while position < len(row) and (row[position].key in DETERMINERS or row[position].kind == "Q"):
        position += 1
    if position < len(row) and row[position].kind == "B":
        return position, position
    return phrase(row, position) if position < len(row) and row[position].kind == "W" else None


def before(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """The noun phrase of which the number in brackets is told: `hygiene kits (300)`, `orientations (4,310)`."""
    if index < 2 or row[index - 1].key not in ("(", ":", "–", "-", "="):
        return None
    last = index - 2
    if row[last].kind == "B":
        return last, last
    first = last
    while first >= 0 and not is_stop(row[first]) and row[first].key not in DETERMINERS and not is_verb(row, first):
        first -= 1
    first += 1
    return (first, last) if first <= last else None


def type_of(row: Sequence[Node], first: int, last: int) -> str:
    """The counted type of a noun phrase, by its head."""
    if (row[last].kind == "B" and first == last) or row[first].kind == "B":
        return "other" if row[last].key in ("communities", "community") else "people"
    head = last
    for position in range(first, last + 1):
        if row[position].key == "of" and position > first:
            head = position - 1
            break
    for position in range(head, first - 1, -1):
        found = things().get(row[position].key)
        if found:
            return found
        if row[position].kind == "B":
            return "people"
    return "other"


def is_partitive(row: Sequence[Node], index: int) -> bool:
    """Whether `of` follows the number: the number is a share of what comes then."""
    return index + 1 < len(row) and row[index + 1].key == "of"


def past_brackets(row: Sequence[Node], position: int) -> int:
    """The position after `(520 women and 480 men)` or `(109 per cent)`, when brackets open at `position`."""
    if position < len(row) and row[position].key == "(":
        for later in range(position + 1, min(len(row), position + 30)):
            if row[later].key == ")":
                return later + 1
    return position


def stands_alone(row: Sequence[Node], index: int) -> bool:
    """Whether no noun can follow the number: a verb, a preposition, punctuation or nothing does."""
    index = past_brackets(row, index + 1) - 1
    if index + 1 >= len(row):
        return True
    node = row[index + 1]
    if node.key.endswith("ing") and index + 2 < len(row) and row[index + 2].key in things():
        return False  # "410 sleeping mats"
    return (
        node.kind == "P"
        or (node.key in PREPOSITIONS and node.key != "of")
        or node.key in AUXILIARIES
        or node.key in CONJUNCTIONS
        or is_verb(row, index + 1)
    )


def share_of(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """The whole that a percentage is a share of: `of the survivors` after it, or what rose by it."""
    position = index + 1
    if position < len(row) and row[position].key in ("of", "among", "amongst"):
        position += 1
        while position < len(row) and (
            row[position].key in DETERMINERS
            or row[position].key in ("all", "total", "them", "whom")
            or row[position].kind == "Q"
        ):
            position += 1
        if position < len(row) and row[position].kind == "B":
            return position, position
        return phrase(row, position) if position < len(row) and row[position].kind == "W" else None
    if position < len(row) and row[position].key in CHANGES:
        position += 1
        if position < len(row) and row[position].key in ("in", "of", "on"):
            position += 1
            while position < len(row) and row[position].key in DETERMINERS:
                position += 1
            if position < len(row) and row[position].kind == "B":
                return position, position
            return phrase(row, position) if position < len(row) else None
        return None
    if position < len(row) and row[position].kind == "B":
        return position, position
    return subject_of_change(row, index) or (
        phrase(row, position)
        if position < len(row)
        and row[position].kind == "W"
        and not is_stop(row[position])
        and not is_verb(row, position)
        else None
    )


def _changed(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """`a decrease in calls from 25,000 in September to 19,000`: what the noun of change names."""
    for position in range(index - 2, max(-1, index - 12), -1):
        if row[position].key in CHANGES and row[position + 1].key in ("in", "of"):
            first = position + 2
            while first < index and row[first].key in DETERMINERS:
                first += 1
            if row[first].kind == "B":
                return first, first
            return phrase(row, first) if row[first].kind == "W" else None
        if row[position].key in (";", ".", ":"):
            return None
    return None


def subject_of_change(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """ "Food prices rose by 12 per cent", "Cholera cases went up from 140": the subject before the verb is what changed."""
    beside = row[index - 1] if row[index - 1].key not in ADVERBS else row[index - 2]
    if beside.key in ("from", "to") and (noun := _changed(row, index)):
        return noun
    verb = index - 1
    while verb >= 0 and (
        row[verb].key in ("by", "to", "from", "of", "at", "only", "up", "down", "D")
        or row[verb].key in ADVERBS
        or row[verb].kind in "QDP"
    ):
        verb -= 1
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
