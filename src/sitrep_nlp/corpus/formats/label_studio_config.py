"""The labelling configuration of a Label Studio project for reports: its controls, and the XML that sets them up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET

from sitrep_nlp.corpus.formats.mapping import FIELDS, OTHER_MARKS
from sitrep_nlp.corpus.formats.scheme import VOCABULARIES
from sitrep_nlp.schema import LABELS

NUMBERS: Final = ("value", "value_high")
CHOICES: Final = VOCABULARIES
TEXTS: Final = ("unit", "norm")
# Boxes to tick, with the attribute that each stands for.
FLAGS: Final = {"implicit": ("implicit", True), "optional": ("optional", True), "no figure": ("figure", "no")}


def config(labels: Iterable[str]) -> str:
    """The configuration as XML, for our labels and any others that `labels` holds."""
    view = ET.Element("View")
    relations = ET.SubElement(view, "Relations")
    for name in FIELDS:
        ET.SubElement(relations, "Relation", value=name)
    marks = ET.SubElement(view, "Labels", name="label", toName="text")
    for label in dict.fromkeys((*LABELS, *OTHER_MARKS, *labels)):
        ET.SubElement(marks, "Label", value=label)
    ET.SubElement(view, "Text", name="text", value="$text")
    numbers = ET.SubElement(
        view, "View", visibleWhen="region-selected", whenTagName="label", whenLabelValue="QUANTITY,NUMBER"
    )
    for name in NUMBERS:
        _control(numbers, "Number", name)
    for name, values in CHOICES.items():
        _choices(numbers, name, values)
    _control(view, "TextArea", "unit", whenTagName="label", whenLabelValue="QUANTITY,NUMBER")
    _control(view, "TextArea", "norm", whenTagName="label", whenLabelValue="DATE,DECREE")
    _choices(view, "flags", tuple(FLAGS), choice="multiple")
    _control(view, "TextArea", "more")
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def _control(parent: ET.Element, tag: str, name: str, **extra: str) -> ET.Element:
    ET.SubElement(parent, "Header", value=name, size="5")
    return ET.SubElement(parent, tag, {"name": name, "toName": "text", "perRegion": "true", **extra})


def _choices(parent: ET.Element, name: str, values: Iterable[str], choice: str = "single") -> None:
    control = _control(parent, "Choices", name, choice=choice)
    for value in values:
        ET.SubElement(control, "Choice", value=value)
