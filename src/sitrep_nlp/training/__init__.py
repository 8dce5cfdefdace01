"""Training a pipeline on annotated reports.

| module | what lives there |
|---|---|
| `data` | annotated reports in parts (train, dev, test), checked, and as spaCy's DocBin |
| `augment` | reports told differently |
| `trainer` | from scratch or on from a pipeline: `train` |
| `optimizer` | smaller steps for what comes with knowledge of its own |
| `progress` | what is shown meanwhile |
"""

from sitrep_nlp.training.data import Parts, read_parts
from sitrep_nlp.training.trainer import Trained, train

__all__ = ["Parts", "Trained", "read_parts", "train"]
