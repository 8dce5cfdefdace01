"""Names for figures that stay the same from run to run."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitrep_nlp.bulletin import Bulletin
    from sitrep_nlp.figures import Figure


def figure_id(bulletin: Bulletin, figure: Figure) -> str:
    """A short name for a figure: `f` and 15 hexadecimal digits, from the bulletin's id and the number and its place.

    Neither the run, nor the machine, nor what else was found in the bulletin changes it. 60 bits: among five million
    figures two share a name with a probability of 1 in 90,000. The letter keeps spreadsheets from reading it as a number.
    """
    number = figure.quantity
    key = "\0".join((bulletin.id, str(number.start), str(number.end), number.text))
    return "f" + blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()[:15]
