"""Reports told differently, so that the recogniser learns the language of reports and not their names and line ends."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from sitrep_nlp.corpus.compile import to_doc
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.figures import Entity

_NAMES = ("ORG", "LOC")
_POOL = 4000
_WORD = re.compile(r"[^\W\d_]+")
_LONG_LINE = re.compile(r"(?m)^(?P<line>[^|\t\n]{70,})\n(?=[^\W_]|\()")
_HEADING = re.compile(r"(?m)^[^|\t\n]{4,60}$")


def create_variation(
    level: float, names: float, invented: float, unwrapped: float, capitals: float
) -> Callable[[Language, Example], Iterator[Example]]:
    """An augmenter for `sitrep_nlp.Reports.v1`: a share `level` of the examples is told differently, each time anew.

    names: the share of the names of organisations and places that are exchanged, each throughout its report: for a name of another
    report, or, by the share `invented`, for one whose words are put together from pieces of others, which no list can hold. unwrapped:
    how often a report loses the line ends inside its paragraphs. capitals: how often its short lines are set in capitals.
    """
    return Variation(level, names, invented, unwrapped, capitals)


class Variation:
    """See `create_variation`. It remembers the names of the examples that it has seen, to draw from them."""

    def __init__(self, level: float, names: float, invented: float, unwrapped: float, capitals: float) -> None:
        self.level, self.names, self.invented = level, names, invented
        self.unwrapped, self.capitals = unwrapped, capitals
        self.pool: dict[str, dict[str, None]] = {label: {} for label in _NAMES}
        self.words: dict[str, None] = {}

    def __call__(self, nlp: Language, example: Example) -> Iterator[Example]:
        reference = example.reference
        for ent in reference.ents:
            self._remember(ent.label_, ent.text)
        if random.random() >= self.level:
            yield example
            return
        doc = self._told_differently(nlp, reference)
        yield Example(nlp.make_doc(doc.text), doc)

    def _remember(self, label: str, name: str) -> None:
        if label in self.pool and len(self.pool[label]) < _POOL:
            self.pool[label][name] = None
            self.words |= dict.fromkeys(word for word in _WORD.findall(name) if len(word) > 4 and word.istitle())

    def _told_differently(self, nlp: Language, reference: Doc) -> Doc:
        text = reference.text
        if random.random() < self.unwrapped:
            text = _LONG_LINE.sub(lambda match: match["line"] + " ", text)
        if random.random() < self.capitals:
            text = _HEADING.sub(lambda match: _capitals(match.group()), text)
        firm = [(span.start_char, span.end_char, span.label_, False) for span in reference.ents]
        optional = [
            (span.start_char, span.end_char, span.label_, True)
            for span in reference.spans.get("optional", ())
            if not any(token.ent_type for token in span)
        ]
        names: dict[str, str] = {}
        pieces: list[str] = []
        entities: list[Entity] = []
        position = length = 0
        for start, end, label, unsure in sorted(firm + optional):
            if start < position:
                continue
            name = text[start:end]
            if label in _NAMES:
                if name not in names:
                    names[name] = self._name(label, name) if random.random() < self.names else name
                name = names[name]
            before = text[position:start]
            pieces += [before, name]
            length += len(before)
            entities.append(Entity(length, length + len(name), name, label, optional=unsure))
            length += len(name)
            position = end
        report = AnnotatedReport("told differently", "".join([*pieces, text[position:]]), entities=entities)
        return to_doc(report, nlp.make_doc(report.text))

    def _name(self, label: str, name: str) -> str:
        """Another name of the same label, of as many words if it is invented."""
        if random.random() >= self.invented:
            return random.choice(list(self.pool[label]) or [name])
        return _WORD.sub(lambda match: self._word(match.group()), name)

    def _word(self, word: str) -> str:
        if word.isupper() and 2 <= len(word) <= 8:
            return "".join(random.sample(word, len(word)))
        if len(word) < 5 or not word.istitle() or not self.words or random.random() < 0.5:
            return word
        head, tail = random.choices(list(self.words), k=2)
        return head[: len(head) // 2 + 1] + tail[len(tail) // 2 :]


def _capitals(line: str) -> str:
    upper = line.upper()
    return upper if len(upper) == len(line) else line
