"""`annotation.conf` for brat: the labels, relations and attributes of a report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sitrep_nlp.corpus.formats.mapping import FIELDS, OTHER_MARKS
from sitrep_nlp.corpus.formats.scheme import NUMBERS, VOCABULARIES
from sitrep_nlp.schema import LABELS

FLAGS: Final = (("implicit", True), ("optional", True))
CLOSED: Final = {**VOCABULARIES, "figure": ("no",)}


def to_name(value: str) -> str:
    """A value of a closed vocabulary as brat writes it, without blanks."""
    return value.replace(" ", "_")


def to_value(attribute: str, name: str) -> str:
    """The inverse of `to_name`."""
    return next((value for value in CLOSED.get(attribute, ()) if to_name(value) == name), name)


def config(labels: Iterable[str]) -> str:
    """The configuration, for our labels and any others that `labels` holds."""
    numbers = "|".join(NUMBERS)
    lines = ["[entities]", *dict.fromkeys((*LABELS, *OTHER_MARKS, *labels)), "", "[relations]"]
    lines += [f"{name} Arg1:{numbers}, Arg2:<ENTITY>" for name in FIELDS]
    lines += ["<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]", "", "[attributes]"]
    for name, values in CLOSED.items():
        lines.append(f"{name} Arg:{numbers}, Value:{'|'.join(to_name(value) for value in values)}")
    lines += [f"{name} Arg:<ENTITY>" for name, _ in FLAGS]
    return "\n".join(lines) + "\n"
