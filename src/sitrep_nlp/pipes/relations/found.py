"""Figures in the making, and what earlier sentences leave to be understood."""

from __future__ import annotations

from dataclasses import dataclass, field

from sitrep_nlp.figures import Figure


@dataclass(slots=True)
class Found:
    """A figure in the making, with where its parts stand in the sentence's row of nodes."""

    index: int
    figure: Figure
    counted_at: tuple[int, int] | None = None
    activity_at: tuple[int, int] | None = None
    source: Figure | None = None  # the earlier figure whose counted thing is understood
    trust: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Memory:
    """What earlier sentences leave to be understood: the last people counted, the last sum asked for, the people assisted in all."""

    people: Figure | None = None
    last: Figure | None = None
    asked: Figure | None = None
    assisted: Figure | None = None
