"""What became of a bulletin: its annotation or the reason why there is none. As JSON, so that it can travel and be kept."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.errors import InputError


@dataclass(frozen=True)
class Failure:
    """An `InputError` as a record."""

    source: str
    reason: str
    line: int | None = None

    def error(self) -> InputError:
        return InputError(self.source, self.reason, self.line)


@dataclass(frozen=True)
class Outcome:
    """`result` or `failure`, whichever there is. notes: what was said about the file on the way."""

    result: AnnotatedBulletin | None = None
    failure: Failure | None = None
    notes: tuple[str, ...] = ()

    @property
    def pages(self) -> int:
        return len(self.result.bulletin.pages) if self.result else 0

    @property
    def figures(self) -> int:
        return len(self.result.figures) if self.result else 0

    def to_json(self) -> bytes:
        """All of it, on one line. Raises ValueError for a text that is no Unicode (lone surrogates)."""
        return _ADAPTER.dump_json(self)

    @classmethod
    def from_json(cls, line: bytes) -> Outcome:
        return _ADAPTER.validate_json(line)


_ADAPTER = TypeAdapter(Outcome)
