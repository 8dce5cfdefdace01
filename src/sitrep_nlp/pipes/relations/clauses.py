"""The clauses of a sentence: a place in one of its own seldom tells where what another says was done.

"300 families ate in Lima, 40 cooks were trained and Caritas fed 20" has three; "300 families got kits in Lima, where 40 cooks were
trained" has one, with another that hangs on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sitrep_nlp.pipes.relations.nodes import ADVERBS, AUXILIARIES, PREPOSITIONS, Node, is_verb

_CONTRASTS = frozenset(("but", "while", "whereas"))
_BOUNDARIES = _CONTRASTS | frozenset(", ; and or – — ( )".split())
_RELATIVES = frozenset("where which who whom whose that".split())
# What a clause or a phrase begins with that hangs on the one before.
_HANGING = _RELATIVES | frozenset("with including among amongst for as after before since because of".split())

_AHEAD = 3  # runs in which what stands in front finds its clause


def clauses(row: Sequence[Node]) -> list[int]:
    """The number of the clause that each node stands in."""
    found: list[int] = []
    clause, told = 0, False
    runs = list(_runs(row))
    for number, (first, last) in enumerate(runs):
        boundary = row[first].key
        if boundary == ";" or (told and _begins(row, runs[number : number + _AHEAD])):
            clause, told = clause + 1, False
        found += [clause] * (last - first)
        told = told or _verb(row, first, last) is not None
    return found


def _runs(row: Sequence[Node]) -> Iterator[tuple[int, int]]:
    """The stretches that begin at a boundary, or at one of several that stand together; the first begins the sentence."""
    first = 0
    for position in range(1, len(row)):
        if row[position].key in _BOUNDARIES and row[position - 1].key not in _BOUNDARIES:
            yield first, position
            first = position
    if row:
        yield first, len(row)


def _begins(row: Sequence[Node], runs: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause with a subject and a verb of its own begins with the first of some runs, of which there are `_AHEAD` at most."""
    first, last = runs[0]
    start = _start(row, first, last)
    if start == last:
        return False
    contrast = any(row[position].key in _CONTRASTS for position in range(first, start))
    if row[start].key in PREPOSITIONS:
        # "and in Lima, 40 cooks were trained": what stands in front belongs to what follows.
        hangs = any(row[position].key in _HANGING for position in range(start, min(start + 3, last)))
        joined = contrast or any(row[position].key == "and" for position in range(first, start))
        return joined and not hangs and any(_has_clause(row, *run) for run in runs)
    return contrast or _has_clause(row, first, last)


def _has_clause(row: Sequence[Node], first: int, last: int) -> bool:
    start = _start(row, first, last)
    verb = _verb(row, start, last)
    return verb is not None and verb > start and row[start].key not in _HANGING


def _start(row: Sequence[Node], first: int, last: int) -> int:
    return next(
        (at for at in range(first, last) if row[at].key not in _BOUNDARIES and row[at].key not in ADVERBS), last
    )


def _verb(row: Sequence[Node], first: int, last: int) -> int | None:
    """Where the verb of a clause stands, if it has one; those of relative clauses inside it are none."""
    for position in range(first, last):
        node = row[position]
        if node.key in _RELATIVES:
            return None
        auxiliary = node.kind == "W" and node.key in AUXILIARIES  # and not the month of May
        if auxiliary or (is_verb(row, position) and not node.key.endswith("ing")):
            return position
    return None
