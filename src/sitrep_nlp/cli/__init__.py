"""The command line, one module a command: arguments in, calls of the API out."""

from __future__ import annotations

import typer

from sitrep_nlp.cli import corpus
from sitrep_nlp.cli.annotate import annotate
from sitrep_nlp.cli.evaluate import evaluate
from sitrep_nlp.cli.review import review
from sitrep_nlp.cli.train import train

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Figures from humanitarian situation bulletins.",
)
app.command()(annotate)
app.command()(evaluate)
app.command()(review)
app.command()(train)
app.add_typer(corpus.app, name="corpus")


def main() -> None:
    """The `sitrep` command."""
    app()
