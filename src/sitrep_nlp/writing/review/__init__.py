"""The review page: one HTML file, offline, in which people check the figures of one or many bulletins.

The file holds everything that it needs: template, styles and scripts stand as data in `page/`, the bulletins as JSON. What a
reviewer decides stays in the browser until it is exported as a file, which `corpus/formats/review.py` turns into annotated
reports.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.writing.review.bundle import data_block, page
from sitrep_nlp.writing.review.content import content, vocabularies
from sitrep_nlp.writing.review.overview import summary


def write_review(results: Iterable[AnnotatedBulletin], path: Path) -> int:
    """Write the review page of some bulletins; returns the number of figures.

    The bulletins are written as they come, so that memory does not grow with their texts. Several bulletins get an index page
    in the same file.
    """
    head, tail = page()
    summaries = []
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(head)
        for number, result in enumerate(results):
            bulletin = content(result)
            file.write(data_block(f"bulletin-{number}", bulletin))
            summaries.append(summary(bulletin))
        file.write(data_block("overview", summaries))
        file.write(data_block("vocabularies", vocabularies()))
        file.write(tail)
    return sum(each["figures"] for each in summaries)
