"""What is done with each bulletin of a run, and within which limits."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from pathlib import Path

from sitrep_nlp import __version__
from sitrep_nlp.installed import path_of


@dataclass(frozen=True)
class Job:
    """How bulletins are annotated. It travels to the worker processes as JSON.

    model: as for `sitrep_nlp.load`. month: `YYYY-MM`, for bulletins that bring none. metadata: by file, see
    `reading.metadata.read_metadata`. timeout: seconds for each bulletin, reading included. memory: MB (10^6 bytes) that a
    worker process may hold. folder: where relative paths begin.
    """

    model: str = "en_sitrep_sm"
    month: str | None = None
    metadata: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    timeout: float = 600.0
    memory: int = 2000
    folder: str = field(default_factory=os.getcwd)

    def to_json(self) -> bytes:
        """The job on one line."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_json(cls, line: bytes) -> Job:
        return cls(**json.loads(line))

    def digest(self) -> str:
        """Names all that the outcome depends on: library, pipeline, month and metadata. Raises OSError without a pipeline."""
        parts = [__version__, self.model, json.dumps([self.month, self.metadata], sort_keys=True)]
        if self.model != "rules":
            folder = Path(self.folder) / path_of(self.model)
            parts += [(folder / name).read_text(encoding="utf-8") for name in ("config.cfg", "meta.json")]
        return blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
