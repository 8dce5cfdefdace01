"""A run from its inputs to what came of them, with the folder of finished shards between."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from functools import lru_cache, partial
from pathlib import Path
from typing import Protocol

from sitrep_nlp.batch import manifest
from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.outcome import Outcome
from sitrep_nlp.batch.shards import Report, Shard, cut, finished, outcomes, places_of
from sitrep_nlp.batch.store import Store


class Executor(Protocol):
    """Runs shards, in any order; gives a report for each as it is finished."""

    def __call__(self, shards: Sequence[Shard], store: Store, job: Job, /) -> Generator[Report]: ...


class Run:
    """The bulletins of some inputs, on their way to annotation.

    folder: a path or URL for the finished shards. It may hold those of an earlier, unfinished run: outcomes of the same
    bulletins by the same job are taken from it, however the shards were cut.
    Raises OSError when the job's pipeline cannot be found or the folder cannot be read.
    """

    def __init__(self, inputs: Iterable[str | Path], folder: str, job: Job) -> None:
        self._job = job
        self._store = Store(folder)
        self._items = list(manifest.items(inputs))
        digest = job.digest()
        self._keys = [item.key(digest) for item in self._items]
        self._places = finished(self._store)

    @property
    def size(self) -> int:
        """How many bulletins there are."""
        return len(self._items)

    @property
    def done(self) -> int:
        """How many of them are finished, with a result or a failure."""
        return sum(key in self._places for key in self._keys)

    @property
    def unfinished_before(self) -> bool:
        """Whether the folder holds shards, of this run or of another."""
        return bool(self._places)

    def go(self, executor: Executor, *, shard_size: int | None = None) -> Iterator[Report]:
        """Annotate what is not finished yet. What is raised on the way costs no shard that is finished.

        shard_size: bulletins a shard; by default 16, and fewer towards the end.
        """
        missing = [index for index, key in enumerate(self._keys) if key not in self._places]
        items, keys = [self._items[index] for index in missing], [self._keys[index] for index in missing]
        shards = cut(items, keys, shard_size)
        if not shards:
            return
        with closing(executor(shards, self._store, self._job)) as reports:
            for report in reports:
                self._places |= places_of(report.name, report.keys)
                yield report

    def outcomes(self) -> Iterator[Outcome]:
        """What became of the bulletins, in the order of the inputs. Raises KeyError at one that is not finished."""
        # Neighbours stand in the same shard, or in two where shards of two runs meet.
        lines = lru_cache(maxsize=2)(partial(outcomes, self._store))
        for key in self._keys:
            place = self._places[key]
            yield Outcome.from_json(lines(place.shard)[place.position])

    def remove(self) -> None:
        """Remove the folder."""
        self._store.remove()
