"""Labels, relations and attributes of other people's annotation schemes, turned into ours by a mapping file.

A TOML file has the tables `labels`, `relations` and `attributes`, each with their name on the left and ours on the right; a CSV
file has the columns `what,theirs,ours`, where `what` is `label`, `relation` or `attribute`. `docs/formats.md` shows both.
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sitrep_nlp.corpus.formats import Log
from sitrep_nlp.corpus.formats.files import read_bytes
from sitrep_nlp.corpus.formats.graph import Graph, Mark
from sitrep_nlp.errors import InputError
from sitrep_nlp.figures import LINK_FIELDS, SPAN_FIELDS
from sitrep_nlp.schema import LABELS

# A figure's number, the thing counted, the activity, the words of a modifier, and any other stretch that a figure names.
OTHER_MARKS: Final = ("NUMBER", "COUNTED", "ACTIVITY", "MODIFIER", "MENTION")
# The fields of a figure that are spans. `unit` and `unit_apart` are a unit that stands apart from its number; see `completion.join_unit`.
FIELDS: Final = (*SPAN_FIELDS, *LINK_FIELDS, "activity_alt")
ROLES: Final = (*FIELDS, "unit", "unit_apart")
KEEP: Final = "keep"
DROP: Final = "drop"

_TABLES = ("labels", "relations", "attributes")
_OPTIONS = ("records", "inception")


@dataclass(slots=True)
class LabelMapping:
    """What the names of another scheme are in ours.

    labels: to one of ours, with attributes after it ("COUNTED counted_type=item"), to "keep" or to "drop". relations: to one
    of `ROLES`, with "^" before it when they point to the number, or to "drop". attributes: a name to our name, or `name=value`
    to one or more of ours (`sector=WASH`), or to "drop". options: the tables that one format reads, by its name.
    """

    labels: dict[str, str] = field(default_factory=dict)
    relations: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def kept(self) -> frozenset[str]:
        """The labels of the other scheme that stay as they are."""
        return frozenset(label for label, target in self.labels.items() if target == KEEP)

    def apply(self, graph: Graph, log: Log) -> None:
        """Rename what stands in a graph; what has no place in our scheme is told and left out."""
        replaced = {mark: self._mark(mark, graph, log) for mark in graph.marks}
        graph.marks = [mark for mark, stays in replaced.items() if stays]
        links = []
        for link in graph.links:
            label = self.relations.get(link.label, link.label)
            if DROP in (label, self.labels.get(link.head.label), self.labels.get(link.child.label)):
                continue
            if label.startswith("^"):
                link.head, link.child, label = link.child, link.head, label[1:]
            link.label = label
            if replaced.get(link.head) and replaced.get(link.child):
                links.append(link)
            else:
                log.tell(
                    f"the relation {link.label!r} lost one of its ends",
                    report=graph.id,
                    start=link.head.start,
                    line=graph.line,
                )
        graph.links = links

    def _mark(self, mark: Mark, graph: Graph, log: Log) -> bool:
        target = self.labels.get(mark.label, mark.label)
        if target == DROP:
            return False
        label, *constants = target.split()
        mark.attributes = self._attributes(mark.attributes)
        if label == KEEP:
            return True
        if label not in LABELS and label not in OTHER_MARKS:
            words = graph.text[mark.start : mark.end]
            log.tell(
                f"the label {mark.label!r} of {words!r} is none of ours: map it",
                report=graph.id,
                start=mark.start,
                line=graph.line,
            )
            return False
        mark.label = label
        mark.attributes = _pairs(constants) | mark.attributes
        return True

    def _attributes(self, attributes: Mapping[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for name, value in attributes.items():
            ours = self.attributes.get(f"{name}={value}", self.attributes.get(name, name))
            if "=" in ours:
                made |= _pairs(_split(ours))
            elif ours != DROP:
                made[ours] = value
        return made


def _split(pairs: str) -> list[str]:
    """`sector=Food Security counted_type=item` in its pairs: a word without "=" goes on the value before it."""
    found: list[str] = []
    for word in pairs.split():
        if "=" in word:
            found.append(word)
        else:
            found[-1] += f" {word}"
    return found


def _pairs(pairs: list[str]) -> dict[str, str]:
    return dict(pair.partition("=")[::2] for pair in _split(" ".join(pairs)))


def read_mapping(path: Path) -> LabelMapping:
    """The mapping of a `.toml` or `.csv` file. Raises InputError, which names the entry, for what is no mapping."""
    data = read_bytes(path)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8: {error}") from error
    if path.suffix.lower() == ".toml":
        try:
            tables: dict[str, Any] = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise InputError(str(path), f"not TOML: {error}") from error
    elif path.suffix.lower() == ".csv":
        tables = dict(_csv(path, text))
    else:
        raise InputError(str(path), "a mapping is a .toml or a .csv file")
    if unknown := set(tables) - {*_TABLES, *_OPTIONS}:
        raise InputError(str(path), f"unknown tables: {', '.join(sorted(unknown))}")
    labels, relations, attributes = (
        {str(key): str(value) for key, value in tables.get(name, {}).items()} for name in _TABLES
    )
    options = {name: tables[name] for name in _OPTIONS if name in tables}
    mapping = LabelMapping(labels, relations, attributes, options)
    _check(path, mapping)
    return mapping


def _csv(path: Path, text: str) -> dict[str, dict[str, str]]:
    rows = csv.DictReader(io.StringIO(text))
    if rows.fieldnames != ["what", "theirs", "ours"]:
        raise InputError(str(path), "the columns must be what,theirs,ours", 1)
    tables: dict[str, dict[str, str]] = {name: {} for name in _TABLES}
    for row in rows:
        if f"{row['what']}s" not in tables:
            raise InputError(str(path), f"{row['what']!r} is not label, relation or attribute", rows.line_num)
        tables[f"{row['what']}s"][row["theirs"]] = row["ours"] or DROP
    return tables


def _check(path: Path, mapping: LabelMapping) -> None:
    for theirs, ours in mapping.labels.items():
        label, *pairs = ours.split() or [""]
        if label not in (*LABELS, *OTHER_MARKS, KEEP, DROP) or (pairs and "=" not in pairs[0]):
            reason = f"label {theirs!r}: {ours!r} is not one of {', '.join((*LABELS, *OTHER_MARKS, KEEP, DROP))}"
            raise InputError(str(path), reason)
    for theirs, ours in mapping.relations.items():
        if ours.removeprefix("^") not in (*ROLES, DROP):
            raise InputError(str(path), f"relation {theirs!r}: {ours!r} is not one of {', '.join((*ROLES, DROP))}")
    for theirs, ours in mapping.attributes.items():
        if not ours or ("=" in theirs and "=" not in ours and ours != DROP):
            raise InputError(str(path), f"attribute {theirs!r}: {ours!r} is neither a name nor name=value")
