"""Evaluations on the terminal: one pipeline with its precision and recall, or two side by side by their F1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from sitrep_nlp.evaluation.measures import ACCURACIES, FIGURE_FIELDS, Counts, Evaluation, Scores
from sitrep_nlp.schema import LABELS


def print_report(
    console: Console,
    gold: str,
    models: Sequence[str],
    evaluations: Sequence[Evaluation],
    *,
    errors: int = 0,
    documents: bool = True,
) -> None:
    """Print the measures of one pipeline on a set of gold, or of two beside each other.

    gold: the name of the set. models: the names of the one or two pipelines, beside their evaluations. errors: how many
    mistakes of each to list, one a line: document, what, gold, predicted. documents: whether each document has a line. A dash in a table stands where there is nothing
    to find and nothing was found. Of two, the columns are A, B and the difference, above zero where B is better.
    """
    whole = evaluations[0]
    entities, figures = whole.scores.all_strict.n, whole.scores.figures["quantity"].n
    _print_line(
        console, f"{gold}: {len(whole.documents):,} documents, {entities:,} entities, {figures:,} figures", "bold"
    )
    names = models if len(models) == 1 else [f"{sign} {model}" for sign, model in zip("AB", models, strict=True)]
    for name in names:
        _print_line(console, name)
    scores = [evaluation.scores for evaluation in evaluations]
    tables = [_entities(scores), _figures(scores), _accuracies(scores)]
    if documents:
        tables.append(_documents([evaluation.documents for evaluation in evaluations]))
    for table in tables:
        console.print()
        console.print(table)
    for name, evaluation in zip(names, evaluations, strict=True):
        if errors:
            shown = evaluation.mistakes[:errors]
            console.print()
            _print_line(console, f"{name}: {len(shown):,} of {len(evaluation.mistakes):,} errors")
            for mistake in shown:
                _print_line(console, str(mistake))
    console.print()


def to_json(gold: str, models: Sequence[str], evaluations: Sequence[Evaluation]) -> dict[str, Any]:
    """All that was measured on a set of gold, as JSON-safe primitives; docs/guide.md shows the form."""
    results = [{"model": model} | evaluation.to_json() for model, evaluation in zip(models, evaluations, strict=True)]
    return {"gold": gold, "results": results}


def _entities(scores: Sequence[Scores]) -> Table:
    table = _table("entities", ["n", *_headings(scores, "strict"), *_headings(scores, "relaxed")])
    for label in (label for label in LABELS if any(label in one.strict for one in scores)):
        strict = [one.strict.get(label, Counts()) for one in scores]
        relaxed = [one.relaxed.get(label, Counts()) for one in scores]
        table.add_row(label, f"{strict[0].n:,}", *_cells(strict), *_cells(relaxed))
    strict, relaxed = [one.all_strict for one in scores], [one.all_relaxed for one in scores]
    table.add_row("ALL", f"{strict[0].n:,}", *_cells(strict), *_cells(relaxed))
    return table


def _figures(scores: Sequence[Scores]) -> Table:
    """Links and wholes are looked at in paired figures only, so that two pipelines differ in how many there are."""
    table = _table("figures", [*(["n"] if len(scores) == 1 else ["n A", "n B"]), *_headings(scores, "")])
    for name in FIGURE_FIELDS:
        counts = [one.figures[name] for one in scores]
        table.add_row(name, *(f"{one.n:,}" for one in counts), *_cells(counts))
    return table


def _accuracies(scores: Sequence[Scores]) -> Table:
    """Shares of what is right among the pairs that could be compared; two pipelines have pairs of their own."""
    table = _table("accuracy", ["of", "right"] if len(scores) == 1 else ["of A", "of B", "A", "B", "B − A"])
    for name in (name for name in ACCURACIES if any(name in one.accuracy for one in scores)):
        pairs = [one.accuracy.get(name, [0, 0]) for one in scores]
        shares = [right / of if of else None for right, of in pairs]
        table.add_row(name, *(f"{of:,}" for _, of in pairs), *_beside(shares))
    return table


def _documents(documents: Sequence[Mapping[str, Scores]]) -> Table:
    headings = [
        heading
        for name in ("strict", "relaxed", "record")
        for heading in ([f"{name} F1"] if len(documents) == 1 else _headings(documents, name))
    ]
    table = _table("documents", ["n", *headings])
    for key in documents[0]:
        scores = [one[key] for one in documents]
        strict = [one.all_strict for one in scores]
        relaxed, record = [one.all_relaxed for one in scores], [one.figures["record"] for one in scores]
        table.add_row(key, f"{strict[0].n:,}", *_f1(strict), *_f1(relaxed), *_f1(record))
    return table


def _table(name: str, headings: Sequence[str]) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column(name, overflow="fold", min_width=14)
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    return table


def _headings(sides: Sequence[object], name: str) -> list[str]:
    first, *others = ("P", "R", "F1") if len(sides) == 1 else ("A", "B", "B − A")
    return [f"{name} {first}".strip(), *others]


def _cells(counts: Sequence[Counts]) -> list[str]:
    """Precision, recall and F1 of one; of two, their F1 and the difference."""
    if len(counts) == 2:
        return _f1(counts)
    one = counts[0]
    return [_share(value if _any(one) else None) for value in (one.precision, one.recall, one.f1)]


def _f1(counts: Sequence[Counts]) -> list[str]:
    return _beside([one.f1 if _any(one) else None for one in counts])


def _beside(values: Sequence[float | None]) -> list[str]:
    """The value of one; of two, both and the difference."""
    cells = [_share(value) for value in values]
    if len(values) == 2:
        a, b = values
        # A zero is added so that what rounds to nothing from below has no minus sign.
        cells.append("–" if a is None or b is None else f"{round(b - a, 3) + 0.0:+.3f}")
    return cells


def _any(counts: Counts) -> bool:
    return bool(counts.tp or counts.fp or counts.fn)


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _print_line(console: Console, line: str, style: str = "") -> None:
    """A line as it is: not wrapped, and brackets in it are no markup."""
    console.print(line, style=style, soft_wrap=True, markup=False, highlight=False)
