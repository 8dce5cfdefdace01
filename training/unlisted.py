"""How many of the organisations, places and groups that stand in no list a pipeline finds.

    python training/unlisted.py rules en_sitrep_sm --gold corpus/test

An organisation or place is unlisted when no table of the lexicon holds its name or acronym; a group of people, when one of its words of
four letters or more stands in no table of groups or nationalities. Prints a Markdown table of strict recall, with the number in
the gold.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import sitrep_nlp
from sitrep_nlp import lexicon
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import Entity

_NAMES = {"ORG": ("organizations",), "LOC": ("places", "regions")}
_WORD = re.compile(r"[^\W\d_]{4,}")


def listed_names(label: str) -> set[str]:
    return {
        name.strip().lower()
        for table in _NAMES[label]
        for row in lexicon.rows(table)
        for name in [row["name"], *row["aliases"].split(";"), *row.get("acronyms", "").split(";")]
    }


def listed_words() -> set[str]:
    groups = (row["pattern"] for row in lexicon.rows("groups"))
    peoples = (f"{row['adjective']} {row['people']}" for row in lexicon.rows("demonyms"))
    return {word for phrase in [*groups, *peoples] for word in _WORD.findall(phrase.lower())}


def unlisted(reports: dict[str, AnnotatedReport]) -> Iterator[tuple[str, Entity]]:
    """The id of the report beside each entity that stands in no list."""
    names, words = {label: listed_names(label) for label in _NAMES}, listed_words()
    for key, report in reports.items():
        for entity in report.entities:
            if entity.label in names:
                new = entity.text.lower() not in names[entity.label]
            else:
                new = entity.label == "BENEFICIARY" and bool(set(_WORD.findall(entity.text.lower())) - words)
            if new and not entity.optional:
                yield key, entity


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("pipelines", nargs="+")
    parser.add_argument("--gold", type=Path, action="append", required=True)
    args = parser.parse_args()
    labels = (*_NAMES, "BENEFICIARY")
    print("| gold | pipeline | " + " | ".join(labels) + " |\n|---|---|" + "---:|" * len(labels))
    for path in args.gold:
        reports = read_gold([path])
        wanted = list(unlisted(reports))
        for name in args.pipelines:
            nlp = sitrep_nlp.load(name)
            found = {
                (key, ent.start_char, ent.end_char, ent.label_)
                for key, report in reports.items()
                for ent in nlp(report.text).ents
            }
            cells = []
            for label in labels:
                those = [(key, entity.start, entity.end, label) for key, entity in wanted if entity.label == label]
                share = sum(one in found for one in those) / len(those) if those else 0.0
                cells.append(f"{share:.3f} ({len(those)})" if those else "–")
            print(f"| {path.stem} | {name} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
