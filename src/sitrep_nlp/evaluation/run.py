"""A pipeline over the texts of annotated reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from spacy.language import Language

# Results are read from Doc attributes that these set up: a pipeline that lacks the components (a plain entity recogniser,
# say) is measured as one that finds no figures.
import sitrep_nlp.pipes.relations
import sitrep_nlp.pipes.zones  # noqa: F401
from sitrep_nlp.bulletin import Bulletin
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.evaluation.measures import Evaluation
from sitrep_nlp.evaluation.scoring import measure
from sitrep_nlp.runner import AnnotatedBulletin, annotate

Results = Iterator[AnnotatedBulletin]


def evaluate(
    nlp: Language,
    gold: Mapping[str, AnnotatedReport],
    *,
    on_error: Callable[[InputError], None] | None = None,
    progress: Callable[[Results], Iterable[AnnotatedBulletin]] = iter,
) -> Evaluation:
    """Annotate the texts of `gold` (by id, as `corpus.gold.read_gold` gives it) and measure what comes out.

    The pipeline is told the month and the country of each report, and nothing else of its gold. on_error: called with
    each report that could not be annotated, which then counts as one without findings; without it the first is raised
    as InputError. progress: passes the results on as they come, one a report.
    """
    bulletins = (Bulletin(key, report.text, month=report.month, country=report.country) for key, report in gold.items())
    results = annotate(bulletins, nlp=nlp, on_error=on_error)
    return measure(gold, {result.bulletin.id: result for result in progress(results)})
