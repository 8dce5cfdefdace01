"""`python -m sitrep_nlp` is the `sitrep` command."""

from sitrep_nlp.cli import main

main()
