"""The layers of INCEpTION in which reports are written, and which of a CAS's types are no annotation of people's."""

from __future__ import annotations

from typing import Final

from cassis import TypeSystem

from sitrep_nlp.corpus.formats.graph import ABOUT
from sitrep_nlp.corpus.formats.scheme import VOCABULARIES

SPAN: Final = "webanno.custom.SitrepSpan"
RELATION: Final = "webanno.custom.SitrepRelation"
REPORT: Final = "webanno.custom.SitrepReport"
ATTRIBUTES: Final = ("value", "value_high", "unit", "norm", "implicit", "optional", "figure", *VOCABULARIES)
MORE: Final = "more"

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
NAMED_ENTITY: Final = f"{_DKPRO}.ner.type.NamedEntity"
METADATA: Final = f"{_DKPRO}.metadata.type.DocumentMetaData"
TOKEN: Final = f"{_DKPRO}.segmentation.type.Token"
SENTENCE: Final = f"{_DKPRO}.segmentation.type.Sentence"
# Words, sentences and what a tagger or parser made: INCEpTION's own groundwork.
_BASIC = (
    "uima.",
    *(f"{_DKPRO}.{part}." for part in ("segmentation", "metadata", "lexmorph", "syntax")),
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.inception.api.type.",
)


def is_basic(layer: str) -> bool:
    """Whether a layer holds no annotation that people made of a report."""
    return layer.startswith(_BASIC)


def typesystem() -> TypeSystem:
    """Tokens and sentences, the layers `SPAN` and `RELATION` and the document's metadata `REPORT`; all features are strings."""
    types = TypeSystem()
    for name in (TOKEN, SENTENCE):
        types.create_type(name, supertypeName="uima.tcas.Annotation")
    span = types.create_type(SPAN, supertypeName="uima.tcas.Annotation")
    for name in ("label", *ATTRIBUTES, MORE):
        types.create_feature(span, name, "uima.cas.String")
    relation = types.create_type(RELATION, supertypeName="uima.tcas.Annotation")
    for name in ("Governor", "Dependent"):
        types.create_feature(relation, name, "uima.tcas.Annotation")
    types.create_feature(relation, "label", "uima.cas.String")
    report = types.create_type(REPORT, supertypeName="uima.cas.AnnotationBase")
    for name in ("id", *ABOUT):
        types.create_feature(report, name, "uima.cas.String")
    return types
