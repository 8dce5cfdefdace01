"""The relation layer's parts beside each other: the rules alone, the network alone, and the two together, on found entities and on annotated ones.

    python training/relation_ablation.py models/en_sitrep_sm --corpus corpus --gold ../shared/data/bulletins/annotated.jsonl --gold corpus/dev --gold corpus/test

The network alone is trained anew, by the config of the pipeline, on figures from which all that the rules say but the number itself is taken away. Prints a Markdown table of F1
(and of the share of right sectors).
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run

import sitrep_nlp
from sitrep_nlp.corpus.compile import compile_reports, to_doc
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.evaluation import Scores, score
from sitrep_nlp.pipes.arguments.windows import number_alone
from sitrep_nlp.training import phases
from sitrep_nlp.training.data import read_parts

_FIELDS = ("counted", "activity", "record", "organizations", "locations", "dates", "part_of")
_ENTITIES_UNTIL, _RULES, _NETWORK = "sitrep_sentences", "sitrep_relations", "sitrep_arguments"


@Language.component("relation_ablation_bare")
def bare(doc: Doc) -> Doc:
    """Leaves of each figure of the rules the number alone."""
    doc._.figure_rows = [number_alone(row) for row in doc._.figure_rows or ()]
    return doc


def alone(model: Path, corpus: Path, folder: Path) -> Language:
    """The pipeline with its network trained without hints."""
    base = sitrep_nlp.load(model)
    base.add_pipe("relation_ablation_bare", after=_RULES)
    base.remove_pipe(_NETWORK)
    base.to_disk(folder / "base")
    made = sitrep_nlp.load(model).config.copy()
    made["nlp"]["pipeline"].insert(made["nlp"]["pipeline"].index(_NETWORK), "relation_ablation_bare")
    made["relations"]["training"]["frozen_components"].append("relation_ablation_bare")
    made["relations"]["corpora"]["train"]["until"] = "relation_ablation_bare"
    made["components"]["relation_ablation_bare"] = {"factory": "relation_ablation_bare"}
    parts = read_parts(corpus)
    for name in ("train", "dev"):
        made["paths"][name] = str(folder / f"{name}.spacy")
        compile_reports(getattr(parts, name).values(), folder / f"{name}.spacy")
    config = phases.second(made, folder / "base")
    assert config is not None
    (folder / "out").mkdir()
    run(init_nlp(config), folder / "out", stdout=StringIO())
    return sitrep_nlp.load(folder / "out" / "model-best")


def with_entities(nlp: Language, report: AnnotatedReport, annotated: bool) -> Doc:
    """A report's text with the entities that the pipeline finds, or with the annotated ones in their place, as the relation layer meets them."""
    doc = nlp.make_doc(report.text)
    doc._.month, doc._.country = report.month, report.country
    names = nlp.pipe_names[: nlp.pipe_names.index(_ENTITIES_UNTIL) + 1]
    for name in names:
        doc = nlp.get_pipe(name)(doc)
    if annotated:
        zones, sentences = doc._.zones, doc._.sentences
        tags = doc.to_array(["TAG", "SENT_START"])
        doc = to_doc(report, nlp.make_doc(report.text)).from_array(["TAG", "SENT_START"], tags)
        doc._.zones, doc._.sentences = zones, sentences
    for name in nlp.pipe_names[len(names) :]:
        if name in ("sitrep_linking", _RULES, "relation_ablation_bare", _NETWORK):
            doc = nlp.get_pipe(name)(doc)
    return doc


def rows(names: list[tuple[str, Language]], gold: list[Path]) -> Iterator[str]:
    """The lines of the table."""
    for path in gold:
        reports = read_gold([path])
        for annotated in (False, True):
            for name, nlp in names:
                found = {
                    key: AnnotatedReport(key, report.text, figures=with_entities(nlp, report, annotated)._.figures)
                    for key, report in reports.items()
                }
                scores: Scores = score(reports, found)
                right, of = scores.accuracy["sector"]
                cells = [f"{scores.figures[field].f1:.3f}" for field in _FIELDS] + [f"{right / of:.3f}"]
                entities = "annotated" if annotated else "found"
                yield f"| {path.parent.name}/{path.stem} | {entities} | {name} | " + " | ".join(cells) + " |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--gold", type=Path, action="append", required=True)
    args = parser.parse_args()
    together, rules = sitrep_nlp.load(args.model), sitrep_nlp.load(args.model)
    rules.remove_pipe(_NETWORK)
    with tempfile.TemporaryDirectory() as folder:
        network = alone(args.model, args.corpus, Path(folder))
        print("| reports | entities | | " + " | ".join(_FIELDS) + " | sector |")
        print("|---|---|---|" + "---:|" * (len(_FIELDS) + 1))
        for line in rows([("rules", rules), ("network", network), ("together", together)], args.gold):
            print(line, flush=True)


if __name__ == "__main__":
    main()
