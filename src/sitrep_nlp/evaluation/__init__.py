"""How good an annotation is beside another: entities strict and relaxed, figures field by field.

Definitions. Two entities are the same *strictly* with the same ends and label, *relaxed* with the same label and an overlap,
paired one to one, the largest overlap first. Figures are paired one to one by the overlap of their quantities; a span field
is right when the two spans overlap and share at least half of their content words (Dice), or, for the counted thing, when
the mentions have the same words; a record is right when its value, its counted thing and its activity all are. What
overlaps an optional gold span counts neither for nor against.

| module | what lives there |
|---|---|
| `measures` | the numbers: `Counts`, `Scores`, `Mistake`, `Evaluation` |
| `scoring` | gold and predictions to numbers: `score`, `measure` |
| `run` | a pipeline over the texts of gold: `evaluate` |
| `report` | tables of the numbers |
"""

from sitrep_nlp.evaluation.measures import Counts, Evaluation, Mistake, Scores
from sitrep_nlp.evaluation.run import evaluate
from sitrep_nlp.evaluation.scoring import Annotated, measure, score

__all__ = ["Annotated", "Counts", "Evaluation", "Mistake", "Scores", "evaluate", "measure", "score"]
