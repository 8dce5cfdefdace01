"""A sentence as the relation rules see it: a row of nodes, entities merged, layout signs dropped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from spacy.tokens import Doc

from sitrep_nlp import lexicon
from sitrep_nlp.figures import Span

_KINDS = {"QUANTITY": "Q", "BENEFICIARY": "B", "ORG": "O", "LOC": "L", "DATE": "D", "DECREE": "R"}
_DROPPED = frozenset('* ** *** _ __ \\ ¹ ² ³ ⁴ ⁵ ⁶ ⁷ ⁸ ⁹ • ● ▪ ■ ► “ ” " ‘ „'.split())

PREPOSITIONS = frozenset(
    """
    in on at for with to from by through via across within among amongst between during since until after
    before under over into onto upon as against per about around throughout including despite following
    towards toward near without regarding concerning due because while whereas when where who which that whom
    whose out along inside outside besides than like if amid beyond
    """.split()
)
CONJUNCTIONS = frozenset(("and", "or", "but", "nor", "&", "plus"))
AUXILIARIES = frozenset(
    """
    was were is are be been being has have had will would can could may might shall should must do does did
    get got
    """.split()
)
DETERMINERS = frozenset(
    """
    the a an its their his her our this that these those all each every any both such other another no
    """.split()
)
ADVERBS = frozenset(
    """
    also already still now then thus further furthermore moreover additionally currently recently newly
    temporarily only just successfully directly jointly respectively reportedly cumulatively so not never far
    daily monthly weekly however meanwhile later well yet ever subsequently immediately previously
    consistently mainly mostly nearly almost approximately about around at least some over up more than even
    again actually together online remotely voluntarily forcibly internally partially fully completely
    severely seriously directly either
    """.split()
)
PRONOUNS = frozenset(
    """
    they them he she it we us him her there i you one who
    """.split()
)


@dataclass(slots=True)
class Node:
    """An entity or a word. `kind`: Q, B, O, L, D, R for entities, W for words, P for punctuation."""

    kind: str
    text: str
    key: str
    start: int
    end: int


@lru_cache(maxsize=1)
def verbs() -> dict[str, tuple[str, bool]]:
    """Shape (past, ing, present, ambiguous) and emptiness of each verb form."""
    return {row["form"]: (row["shape"], bool(row["empty"])) for row in lexicon.rows("verbs")}


@lru_cache(maxsize=1)
def things() -> dict[str, str]:
    """Counted type by noun."""
    return {row["noun"]: row["type"] for row in lexicon.rows("things")}


class Nodes:
    """The nodes of any stretch of a Doc. The tokens are read once: a Doc is slow to walk through again and again."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        strings = doc.vocab.strings
        columns = doc.to_array(["IDX", "LENGTH", "ENT_TYPE", "ENT_IOB", "IS_SPACE"]).T.tolist()
        self._tokens = [
            (start, start + length, self.text[start : start + length], strings[label], iob == 1)
            for start, length, label, iob, is_space in zip(*columns, strict=True)
            if not is_space
        ]
        self._ends = [end for _, end, _, _, _ in self._tokens]
        self._numbers = [(start, end) for start, end, _, label, _ in self._tokens if label == "QUANTITY"]

    def __call__(self, ranges: Iterable[Sequence[int]]) -> list[Node]:
        """The nodes of a sentence given as character ranges."""
        found: list[Node] = []
        for first, last in ranges:
            position = bisect_right(self._ends, first)
            while position < len(self._tokens) and self._tokens[position][0] < last:
                self._add(found, *self._tokens[position])
                position += 1
        for node in found:
            node.text = self.text[node.start : node.end]
        return found

    def counts(self, ranges: Iterable[Sequence[int]]) -> bool:
        """Whether a part of a quantity stands in a sentence, told without building its row."""
        for first, last in ranges:
            position = bisect_right(self._numbers, first, key=itemgetter(1))
            if position < len(self._numbers) and self._numbers[position][0] < last:
                return True
        return False

    @staticmethod
    def _add(found: list[Node], start: int, end: int, text: str, label: str, inside: bool) -> None:
        before = found[-1] if found else None
        kind = _KINDS.get(label, "W")
        if label and inside and before and before.kind == kind and before.end <= start:
            before.end = end
            return
        if text in _DROPPED:
            return
        if (
            before
            and before.kind == "W"
            and before.end == start
            and not label
            and (text == "-" or before.key[-1] == "-")
        ):
            # "Child-Friendly Spaces", "case-by-case": one word
            before.end, before.key = end, before.key + text.lower()
            return
        if not label and not any(map(str.isalnum, text)) and text not in ("%", "&"):
            kind = "P"
        found.append(Node(kind, text, text.lower(), start, end))


def span(doc_text: str, row: Sequence[Node], first: int, last: int) -> Span:
    """The span from node `first` to node `last`, both inside. A span over an interrupted sentence keeps to its first part."""
    start, end = row[first].start, row[last].end
    return Span(start, end, doc_text[start:end])


def is_verb(row: Sequence[Node], index: int) -> bool:
    """Whether the word at `index` is likely a verb here: by its form, and for forms that are nouns too by its neighbours."""
    node = row[index]
    if node.kind != "W" or node.key in PREPOSITIONS:
        return False
    shape, _ = verbs().get(node.key, ("", False))
    before = row[index - 1] if index else None
    if shape == "ambiguous":
        return _is_verb_by_neighbours(row, index, before)
    if shape in ("past", "ing", "present"):
        return True
    return (
        node.key.endswith("ed")
        and len(node.key) > 4
        and before is not None
        and (before.key in AUXILIARIES or before.kind in "QB")
    )


def _is_verb_by_neighbours(row: Sequence[Node], index: int, before: Node | None) -> bool:
    following = index + 1
    while following < len(row) and row[following].key in ADVERBS:
        following += 1
    after = row[following] if following < len(row) else None
    counts = after is not None and (after.kind == "Q" or after.key in DETERMINERS)
    if before is None:
        return row[index].text[:1].isupper() and counts
    if before.kind == "W" and before.key in ("to", "will", "can", "could", "would", "may", "should", "must", "and"):
        return before.key != "to" or not _is_prepositional_to(row, index - 1)
    if before.kind in "BOL" or before.key in ("partners", "who", "that", "which", "they", "agencies", "organizations"):
        return bool(after and (counts or after.kind == "B"))
    # "a survey lists 300 households": a verb in -s before a number, unless its own noun phrase is still open.
    opened = before.key in DETERMINERS or before.key in PREPOSITIONS or before.kind == "Q"
    return bool(after and after.kind == "Q" and row[index].key.endswith("s") and not opened and before.kind == "W")


def _is_prepositional_to(row: Sequence[Node], index: int) -> bool:
    return (
        index + 2 < len(row)
        and row[index + 2].kind == "W"
        and row[index + 2].key not in DETERMINERS
        and verbs().get(row[index + 1].key, ("", False))[0] == "ambiguous"
    )


def is_stop(node: Node) -> bool:
    """Whether a node ends a noun phrase."""
    return (
        node.kind != "W"
        or node.key in PREPOSITIONS
        or node.key in CONJUNCTIONS
        or node.key in AUXILIARIES
        or node.key in PRONOUNS
    )
