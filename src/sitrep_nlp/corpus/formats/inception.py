"""UIMA CAS XMI as INCEpTION 33 exports and imports it, read and written by dkpro-cassis (extra `inception`).

Written is a folder with `TypeSystem.xml` and an `.xmi` file for each report. Read is such a folder, an export of INCEpTION (`.zip`,
or a folder of them), or one `.xmi` file beside its `TypeSystem.xml`. Layers of others are named in the mapping file:

    [inception.layers]                       # span layers, with the feature that holds the label; "" for the layer's own name
    "webanno.custom.Amount" = "kind"
    [inception.relations]                    # relation layers, with the feature that holds their label
    "webanno.custom.AmountRelation" = "role"

All other features with a value become attributes, slots become relations named after their role or feature.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

try:
    from cassis import Cas, TypeSystem, load_cas_from_xmi, load_typesystem
except ImportError as error:
    raise ImportError("INCEpTION's format needs dkpro-cassis: pip install sitrep-nlp[inception]") from error

from sitrep_nlp.corpus.formats import Log, OnProblem
from sitrep_nlp.corpus.formats.files import file_stem, read_bytes
from sitrep_nlp.corpus.formats.graph import Graph, Link, Mark, from_words, known, to_words
from sitrep_nlp.corpus.formats.inception_types import (
    ATTRIBUTES,
    METADATA,
    MORE,
    NAMED_ENTITY,
    RELATION,
    REPORT,
    SENTENCE,
    SPAN,
    TOKEN,
    is_basic,
    typesystem,
)
from sitrep_nlp.corpus.formats.mapping import LabelMapping
from sitrep_nlp.corpus.formats.scheme import to_graph, to_reports
from sitrep_nlp.corpus.formats.tokens import words
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError

_TYPES = "TypeSystem.xml"
_ENDS = ("Governor", "Dependent")
_OF_CAS = ("begin", "end", "sofa", *_ENDS)


def read(path: Path, *, on_problem: OnProblem, mapping: LabelMapping | None = None) -> Iterator[AnnotatedReport]:
    """Reports of an `.xmi` file, a `.zip` or a folder of either. Of several people's annotations of one document the first is
    read, the others are told."""
    log = Log(path, on_problem)
    options = mapping.options.get("inception", {}) if mapping else {}
    layers = {SPAN: "label", NAMED_ENTITY: "value"} | options.get("layers", {})
    relations = {RELATION: "label"} | options.get("relations", {})
    yield from to_reports(_graphs(path, layers, relations, log), log, mapping)


def _graphs(path: Path, layers: Mapping[str, str], relations: Mapping[str, str], log: Log) -> Iterator[Graph]:
    # The files of a folder mostly share their type system, which takes longer to read than a report.
    types_of: dict[bytes, TypeSystem] = {}
    for name, xmi, types in _files(path):
        try:
            if types not in types_of:
                types_of[types] = load_typesystem(io.BytesIO(types))
            cas = load_cas_from_xmi(io.BytesIO(xmi), typesystem=types_of[types])
        except (SyntaxError, KeyError, ValueError, TypeError) as error:
            log.tell(f"{name} is no CAS that dkpro-cassis can read: {error}")
            continue
        yield _Annotations(cas, PurePosixPath(name).stem, layers, relations, log).graph


def _files(path: Path) -> Iterator[tuple[str, bytes, bytes]]:
    """Name and content of each XMI file, with the content of the type system beside it."""
    if path.is_dir():
        files = sorted(file for file in path.rglob("*") if file.suffix in (".xmi", ".zip"))
        if not files:
            raise InputError(str(path), "the folder holds no .xmi and no .zip file")
        for file in files:
            yield from _files(file)
    elif path.suffix == ".zip":
        try:
            yield from _zipped(path)
        except zipfile.BadZipFile as error:
            raise InputError(str(path), f"not a zip file: {error}") from error
    else:
        yield path.name, read_bytes(path), read_bytes(path.with_name(_TYPES))


def _zipped(path: Path) -> Iterator[tuple[str, bytes, bytes]]:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        for name in sorted(name for name in names if name.endswith(".xmi")):
            beside = str(PurePosixPath(name).with_name(_TYPES))
            if beside not in names:
                raise InputError(f"{path}/{name}", f"there is no {_TYPES} beside it")
            yield name, archive.read(name), archive.read(beside)
        # A project's export holds one zip file for each document and annotator.
        for name in sorted(name for name in names if name.endswith(".zip")):
            with zipfile.ZipFile(io.BytesIO(archive.read(name))) as inner:
                for xmi in sorted(one for one in inner.namelist() if one.endswith(".xmi")):
                    yield xmi, inner.read(xmi), inner.read(_TYPES)


class _Annotations:
    """One CAS as a graph."""

    def __init__(self, cas: Cas, name: str, layers: Mapping[str, str], relations: Mapping[str, str], log: Log) -> None:
        self.cas, self.layers, self.relations, self.log = cas, layers, relations, log
        about = next(iter(cas.select(REPORT)), None) if cas.typesystem.contains_type(REPORT) else None
        titles = [each.documentTitle for each in cas.select_all_annotations() if each.type.name == METADATA]
        named = about.id if about is not None else PurePosixPath(titles[0]).stem if titles and titles[0] else name
        self.graph = Graph(named or name, cas.sofa_string or "")
        if about is not None:
            self.graph.about = known({each.name: about[each.name] for each in about.type.all_features})
        self.marks: dict[int, Mark] = {}
        # In the order of writing, which the index, sorted by offsets, does not keep.
        annotations = sorted(cas.select_all_annotations(), key=lambda each: each.xmiID)
        for annotation in annotations:
            self.span(annotation)
        for annotation in annotations:
            self.links(annotation)

    def span(self, annotation: Any) -> None:
        layer = annotation.type.name
        if layer in self.layers:
            features = self.features(annotation)
            label = features.pop(self.layers[layer], None) if self.layers[layer] else layer.rpartition(".")[2]
            mark = Mark(annotation.begin, annotation.end, str(label))
            for name, value in features.items():
                if name == MORE:
                    mark.attributes |= from_words(name, value)
                else:
                    mark.attributes[name] = from_words(name, value) if isinstance(value, str) else value
            self.marks[annotation.xmiID] = mark
            self.graph.marks.append(mark)
        elif layer not in self.relations and layer != REPORT and not is_basic(layer):
            reason = f"an annotation of the layer {layer}, which the mapping does not name, was left out"
            self.log.tell(reason, report=self.graph.id, start=annotation.get("begin"))

    def features(self, annotation: Any) -> dict[str, Any]:
        """The features of a span that have a plain value."""
        names = [feature.name for feature in annotation.type.all_features if feature.name not in _OF_CAS]
        return {name: value for name in names if isinstance(value := annotation[name], str | int | float)}

    def links(self, annotation: Any) -> None:
        layer = annotation.type.name
        if layer in self.relations:
            label = annotation[self.relations[layer]] if self.relations[layer] else layer.rpartition(".")[2]
            self.link(annotation["Governor"], annotation["Dependent"], label or "", annotation.begin)
        elif layer in self.layers:
            for feature in annotation.type.all_features:
                slots = annotation[feature.name] if feature.name not in _OF_CAS else None
                for slot in getattr(slots, "elements", None) or ():
                    if hasattr(slot, "target"):
                        role = getattr(slot, "role", None) or feature.name
                        self.link(annotation, slot.target, role, annotation.begin)

    def link(self, head: Any, child: Any, label: str, start: int) -> None:
        ends = [self.marks.get(end.xmiID) if end is not None else None for end in (head, child)]
        if ends[0] and ends[1]:
            self.graph.links.append(Link(ends[0], ends[1], label))
        else:
            self.log.tell(f"the relation {label!r} lost one of its ends", report=self.graph.id, start=start)


def write(
    reports: Iterable[AnnotatedReport], path: Path, *, on_problem: OnProblem, scores: Mapping[str, float] | None = None
) -> int:
    """Write reports into the folder `path`. The layers have to be set up in the project, which `TypeSystem.xml` describes.

    A text with characters that XML cannot hold is told and left out. Suggestions look like annotations. Raises InputError for
    an id that is no file name.
    """
    log = Log(path, on_problem)
    types = typesystem()
    path.mkdir(parents=True, exist_ok=True)
    types.to_xml(path / _TYPES)
    count = 0
    for report in reports:
        stem = file_stem(report, path)
        try:
            xmi = _cas(to_graph(report), types).to_xmi()
        except ValueError as error:
            log.tell(f"cannot be written as XML: {error}", report=report.id)
            continue
        (path / f"{stem}.xmi").write_text(xmi, encoding="utf-8")
        count += 1
    return count


def _cas(graph: Graph, types: TypeSystem) -> Cas:
    cas = Cas(types)
    cas.sofa_string, cas.sofa_mime = graph.text, "text/plain"
    cas.add(types.get_type(REPORT)(id=graph.id, **graph.about))
    token, sentence = types.get_type(TOKEN), types.get_type(SENTENCE)
    start = 0
    for line in graph.text.splitlines(keepends=True):
        if line.strip():
            cas.add(sentence(begin=start, end=start + len(line.rstrip())))
        start += len(line)
    for word in words(graph.text, (offset for mark in graph.marks for offset in (mark.start, mark.end))):
        if graph.text[word.start : word.end].strip():
            cas.add(token(begin=word.start, end=word.end))
    spans = {mark: types.get_type(SPAN)(**_features(mark)) for mark in graph.marks}
    cas.add_all(spans.values())
    for link in graph.links:
        head, child = spans[link.head], spans[link.child]
        ends = {"Governor": head, "Dependent": child, "begin": child.begin, "end": child.end}
        cas.add(types.get_type(RELATION)(label=link.label, **ends))
    return cas


def _features(mark: Mark) -> dict[str, Any]:
    features: dict[str, Any] = {"begin": mark.start, "end": mark.end, "label": mark.label}
    more = {}
    for name, value in mark.attributes.items():
        if name in ATTRIBUTES:
            features[name] = to_words(name, value)
        else:
            more[name] = value
    return features | ({MORE: to_words(MORE, more)} if more else {})
