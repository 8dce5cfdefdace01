"""Numbers that the file has broken: said with all that they may have been, never guessed in silence."""

from __future__ import annotations

from sitrep_nlp.figures import Caution, Figure
from sitrep_nlp.pipes.quantities import torn


def torn_digits(figure: Figure) -> Caution | None:
    """A caution for a number whose digits a PDF has torn apart (`12 7 ,450`), with the possible readings."""
    phrase = figure.quantity.text
    if torn.whole(phrase) is None:
        return None
    return Caution(
        "torn_digits", f"the digits {phrase!r} are torn and may be read as {' or as '.join(torn.readings(phrase))}"
    )
