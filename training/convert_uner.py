"""Turn Universal NER's layer on the English Web Treebank into examples for the recogniser (spaCy's DocBin).

    python training/convert_uner.py en_ewt-ud-dev.iob2 --out training/build/uner.spacy

The layer marks persons, organisations and places in text that is no bulletin. It teaches what is not in bulletins often enough:
that a person's name, a sentence's first word or a product is neither an organisation nor a place. It does not know our other
labels, so that every word without a capital, and whatever the rules take for one of those labels, is set as unknown and teaches nothing.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, DocBin

from sitrep_nlp.pipeline import rules

_KNOWN = ("ORG", "LOC")

Marked = tuple[str, list[tuple[int, int, str]]]


def sentences(path: Path) -> Iterator[tuple[bool, Marked]]:
    """Of each sentence: whether it begins a document; its text and its entities as `(start, end, label)` in characters."""
    begins = False
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        text, position, spans = "", 0, []
        for line in block.splitlines():
            if line.startswith("# newdoc"):
                begins = True
            elif line.startswith("# text = "):
                text = line.removeprefix("# text = ")
            elif not line.startswith("#"):
                _, word, tag, *_ = line.split("\t")
                start = text.index(word, position)
                position = start + len(word)
                if tag.startswith("B-"):
                    spans.append((start, position, tag[2:]))
                elif tag.startswith("I-") and spans:
                    spans[-1] = (spans[-1][0], position, spans[-1][2])
        yield begins, (text, spans)
        begins = False


def documents(path: Path) -> Iterator[Marked]:
    """The documents of a file, sentences joined by spaces."""
    text, spans = "", []
    for begins, (sentence, found) in sentences(path):
        if begins and text:
            yield text, spans
            text, spans = "", []
        text += " " if text else ""
        spans += [(len(text) + start, len(text) + end, label) for start, end, label in found]
        text += sentence
    if text:
        yield text, spans


def to_doc(nlp: Language, text: str, marks: list[tuple[int, int, str]]) -> Doc:
    doc, ruled = nlp.make_doc(text), nlp(text)
    spans = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in marks]
    taken, firm = bytearray(len(doc)), []
    for span in spans:
        if span is None or any(taken[span.start : span.end]):
            continue
        taken[span.start : span.end] = b"\x01" * len(span)
        if span.label_ in _KNOWN:
            firm.append(span)
    unknown = [
        doc[token.i : token.i + 1]
        for token in ruled
        if not taken[token.i] and (not token.text[0].isupper() or (token.ent_type_ and token.ent_type_ not in _KNOWN))
    ]
    doc.set_ents(firm, missing=unknown, default="outside")
    return doc


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    nlp = rules()
    nlp.remove_pipe("sitrep_relations")
    docs = DocBin(docs=[to_doc(nlp, text, marks) for text, marks in documents(args.file)])
    args.out.parent.mkdir(parents=True, exist_ok=True)
    docs.to_disk(args.out)
    print(f"{len(docs)} documents in {args.out}")


if __name__ == "__main__":
    main()
