"""What was done or what happened: the predicate after the counted thing, the verb before it, or a noun that acts."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep_nlp.pipes.relations.nodes import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    PREPOSITIONS,
    PRONOUNS,
    Node,
    is_stop,
    is_verb,
    verbs,
)

_COMPLEMENT_PREPOSITIONS = frozenset(
    """
    with from through to in into via as on for
    """.split()
)
_LONGEST_SUBJECT = 10
_CLAUSE_OPENERS = frozenset("and but while whereas where which that with or when whom & including since".split())
_APPROACHES = frozenset("total additional estimated further of than close to least up another".split())
# After most verbs these tell where, when or as what; after a few they complete the meaning: "enrolled in school".
_CIRCUMSTANCE = frozenset(["in", "on", "as", "for"])
_COMPLETED_BY_CIRCUMSTANCE = frozenset(
    """
    participated participating participate attended trained enrolled involved engaged included joined counselled
    live living are were is need needs distributed
    """.split()
)
_PRESENT_PREDICATES = frozenset(
    """
    need needs require requires lack live lives remain remains face faces receive receives suffer suffers
    reside resides benefit benefits
    """.split()
)
_REPORTING = frozenset(
    """
    reported reports report estimates estimated estimate according indicated indicates announced states
    stated noted shows show showed says said found highlighted confirmed revealed
    """.split()
)
_NOMINAL = frozenset(
    """
    distribution provision delivery training registration evacuation relocation vaccination construction
    rehabilitation installation production transfer donation procurement identification arrival arrivals
    displacement death deaths return referral repatriation deployment establishment organization completion
    finalization admission enrolment reach support assistance treatment increase decrease decline rise
    reduction influx resettlement reunification disbursement homologation issuance renovation release arrest
    killing abduction destruction participation
    """.split()
)


def right(row: Sequence[Node], position: int) -> tuple[int, int] | None:
    """The predicate whose subject ends just before `position`: its main verb and what completes it."""
    index = position
    passive = False
    while index < len(row) and (
        row[index].key in AUXILIARIES or row[index].key in ADVERBS or row[index].key in ("who", "that", "which")
    ):
        passive = passive or row[index].key in ("was", "were", "been", "being", "be", "are", "is")
        index += 1
    if index >= len(row) or row[index].kind != "W":
        return None
    shape = verbs().get(row[index].key, ("", False))[0]
    if not is_verb(row, index) and not (
        row[index].key in _PRESENT_PREDICATES
        or (shape == "ambiguous" and (passive or row[index - 1].key in AUXILIARIES or row[index - 1].kind == "B"))
    ):
        if passive and row[index].key in ("in", "at", "without", "under"):
            return _state(row, index)
        return None
    return complete(row, index)


def _state(row: Sequence[Node], preposition: int) -> tuple[int, int] | None:
    """`were in need of food`, `are without water`: a state, but not a place ("were in Lima")."""
    index = preposition + 1
    while index < len(row) and row[index].key in DETERMINERS:
        index += 1
    if index >= len(row) or row[index].kind != "W":
        return None
    last = _noun_phrase(row, index)
    return (preposition, last) if last is not None else None


def further_right(row: Sequence[Node], position: int) -> tuple[int, int] | None:
    """The predicate of a subject that goes on for some words: "Two newborns and a man of 71 died"."""
    for index in range(position, min(len(row), position + _LONGEST_SUBJECT)):
        node = row[index]
        if node.kind == "P" and node.key not in "()":
            return None
        if node.key in AUXILIARIES and node.key not in ("had", "has", "have", "did", "do", "does"):
            return right(row, index)
        shape = verbs().get(node.key, ("", False))[0]
        if shape == "past" and index > position and is_verb(row, index) and not _adjective(row, index):
            return complete(row, index)
    return None


def complete(row: Sequence[Node], verb: int) -> tuple[int, int]:
    """A verb with the words that complete its meaning."""
    index = verb + 1
    while index < len(row) and row[index].key in ADVERBS and row[index].key not in ("online",):
        index += 1
    if index >= len(row):
        return verb, verb
    node = row[index]
    if (
        node.kind == "W"
        and (node.key in DETERMINERS or not is_stop(node))
        and not (is_verb(row, index) and verbs().get(node.key, ("", False))[0] == "past")
    ):
        last = _noun_phrase(row, index)
        return (verb, last) if last is not None else (verb, verb)
    if node.kind == "B" and row[verb].key in ("supporting", "assisting"):
        return verb, verb
    if node.key in _COMPLEMENT_PREPOSITIONS:
        return _with_phrase(row, verb, index)
    return verb, verb


def _with_phrase(row: Sequence[Node], verb: int, preposition: int) -> tuple[int, int]:
    index = preposition + 1
    while index < len(row) and row[index].key in DETERMINERS:
        index += 1
    if index >= len(row):
        return verb, verb
    node = row[index]
    if node.kind in "LDOQP" or node.kind == "B" or node.key in PRONOUNS:
        return verb, verb
    if row[preposition].key in _CIRCUMSTANCE and row[verb].key not in _COMPLETED_BY_CIRCUMSTANCE:
        return verb, verb
    if row[preposition].key == "to" and is_verb(row, index):
        last = _noun_phrase(row, index + 1) if index + 1 < len(row) else None
        return verb, last if last is not None else index
    last = _noun_phrase(row, index)
    return (verb, last) if last is not None else (verb, verb)


def _noun_phrase(row: Sequence[Node], index: int) -> int | None:
    """The last node of the noun phrase that begins at `index`, an "of" or "and" of nouns included; numbers end it."""
    last = None
    position = index
    while position < len(row):
        node = row[position]
        if node.kind == "W" and last is None and (node.key in DETERMINERS or node.key in ADVERBS):
            position += 1
            continue
        if node.key in ADVERBS:
            break
        if node.kind == "B" and last is not None and row[position - 1].key == "of":
            last = position
            position += 1
            continue
        if (
            node.key == "("
            and position + 2 < len(row)
            and row[position + 2].key == ")"
            and row[position + 1].text.isupper()
        ):
            last = position + 2
            position += 3
            continue
        if node.key in ("of", "and", "or", "as", "well") and last is not None and position + 1 < len(row):
            if node.key == "as" and row[position + 1].key != "well":
                break
            following = row[position + 1]
            ends = (
                following.kind in "QPDL"
                or (following.key in PREPOSITIONS and following.key != "as")
                or following.key in AUXILIARIES
            )
            if ends or (
                node.key != "of"
                and (
                    is_verb(row, position + 1) and verbs()[following.key][0] in ("past", "present")
                    if following.key in verbs()
                    else False
                )
            ):
                break
            if node.key != "of" and following.kind in "OB":
                break
            if node.key in ("and", "or") and (
                following.key in DETERMINERS
                or following.key in ("around", "some", "over", "almost", "nearly", "about", "more")
            ):
                break
            position += 1
            continue
        if is_stop(node) or (
            is_verb(row, position)
            and verbs().get(node.key, ("", False))[0] == "past"
            and last is not None
            and not _adjective(row, position)
        ):
            break
        last = position
        position += 1
    return last


def _adjective(row: Sequence[Node], index: int) -> bool:
    return index + 1 < len(row) and row[index + 1].kind == "W" and not is_stop(row[index + 1])


def left(row: Sequence[Node], index: int, floor: int) -> tuple[int, int] | None:
    """The verb or acting noun that stands before the quantity at `index`, not further left than `floor`.

    `provided psychosocial support to 115 …` gives the verb and its object, `distributed 300 …` the verb, `the distribution
    of 300 …` the noun.
    """
    position = index - 1
    preposition = None
    while position >= floor:
        node = row[position]
        if (
            node.kind == "W"
            and node.key in _NOMINAL
            and row[position + 1].key in ("of", "to", "for")
            and not is_verb(row, position)
            and not _object_of_verb(row, position, floor)
        ):
            return position, position
        if is_verb(row, position):
            if (
                _adjective(row, position)
                and node.key.endswith("ed")
                and position > floor
                and (row[position - 1].key in PREPOSITIONS or row[position - 1].key in DETERMINERS)
            ):
                position -= 1
                continue
            if (
                node.key in _REPORTING
                and preposition is None
                and position + 1 < len(row)
                and row[position + 1].key == "that"
            ):
                return None
            if preposition is None:
                return position, position
            last = _noun_phrase(row, position + 1)
            if last is not None and last < preposition and row[position + 1].kind == "W":
                return position, last
            return position, position
        if node.key in PREPOSITIONS and node.kind == "W" and node.key not in ("over", "around", "about", "than"):
            preposition = position
        position -= 1
    return None


def _object_of_verb(row: Sequence[Node], index: int, floor: int) -> bool:
    """Whether the noun at `index` ends the object of a verb: "provided socioemotional support to"."""
    position = index - 1
    while position >= floor and not is_verb(row, position):
        if is_stop(row[position]) and row[position].key not in ("and", "or", ","):
            return False
        position -= 1
    return position >= floor


def noun_before(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """The noun phrase before a preposition before the number: `mental health sessions to another 630`."""
    position = index - 1
    while position >= 0 and (
        row[position].key in ADVERBS
        or row[position].key in DETERMINERS
        or row[position].key in ("some", "over", "additional", "further")
    ):
        position -= 1
    if position < 1 or row[position].key not in ("to", "for"):
        return None
    last = position - 1
    first = last
    while first >= 0 and not is_stop(row[first]) and not is_verb(row, first) and row[first].key not in DETERMINERS:
        first -= 1
    first += 1
    return (first, last) if first <= last else None


def with_phrase_after(row: Sequence[Node], index: int) -> tuple[int, int] | None:
    """`1,360 with hot and cold meals`: the noun phrase after the preposition that follows the number."""
    if index + 2 < len(row) and row[index + 1].key in ("with", "from", "through", "via"):
        last = _noun_phrase(row, index + 2)
        if last is not None:
            return index + 2, last
    return None


def starts_clause(row: Sequence[Node], index: int, floor: int) -> bool:
    """Whether the quantity is likely the subject: nothing but approximators and openers stands before it in its clause."""
    position = index - 1
    while position >= floor and (
        row[position].key in ADVERBS
        or row[position].key in DETERMINERS
        or (row[position].key in _APPROACHES and not is_verb(row, position))
    ):
        if (
            row[position].key in ("of", "to")
            and position > floor
            and row[position - 1].key not in ("total", "close", "up")
        ):
            return False
        position -= 1
    if position < floor:
        return True
    node = row[position]
    return node.kind in "PDL" or node.key in _CLAUSE_OPENERS
