"""What can go wrong with an input, said so that a person can mend it."""

from __future__ import annotations


class InputError(Exception):
    """An input that could not be read or annotated. `source` names the file, `line` (from 1) the place in it."""

    def __init__(self, source: str, reason: str, line: int | None = None) -> None:
        self.source, self.reason, self.line = source, reason, line
        super().__init__(f"{source}:{line}: {reason}" if line is not None else f"{source}: {reason}")
