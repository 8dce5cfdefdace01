"""A shard: some bulletins after one another, whose outcomes become one file of the run's folder.

The file's first line is the list of the items' keys in JSON; then comes one line for each item, its outcome.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from sitrep_nlp.batch.manifest import Item
from sitrep_nlp.batch.process import WorkerProcess
from sitrep_nlp.batch.store import Store

LARGEST: Final = 16

_PREFIX: Final = "shard-"


@dataclass(frozen=True, slots=True)
class Shard:
    """Items and, in their order, the keys by which their outcomes are found again."""

    items: tuple[Item, ...]
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        return _PREFIX + blake2b("".join(self.keys).encode(), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Report:
    """What a finished shard held."""

    name: str
    keys: tuple[str, ...]
    pages: int
    figures: int
    failures: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where an outcome stands: the shard's name, and which line after the first."""

    shard: str
    position: int


def cut(items: Sequence[Item], keys: Sequence[str], size: int | None = None) -> list[Shard]:
    """Items in shards of a size, the last one smaller.

    By default a shard holds a sixteenth of what is left, 16 at most: small ones come last, so that no worker has much to do
    when the others are done.
    """
    shards, start = [], 0
    while start < len(items):
        end = start + (size or min(LARGEST, 1 + (len(items) - start) // 16))
        shards.append(Shard(tuple(items[start:end]), tuple(keys[start:end])))
        start = end
    return shards


def run_shard(shard: Shard, store: Store, worker: WorkerProcess) -> Report:
    """Annotate a shard and write its file. Raises OSError when that cannot be written, else what the worker raises."""
    answers = [worker.annotate(item) for item in shard.items]
    store.write(shard.name, json.dumps(shard.keys).encode() + b"\n" + b"".join(answer.outcome for answer in answers))
    return Report(
        shard.name,
        shard.keys,
        sum(answer.pages for answer in answers),
        sum(answer.figures for answer in answers),
        sum(answer.failures for answer in answers),
    )


def finished(store: Store) -> dict[str, Place]:
    """Where the outcomes stand that a store holds, by key."""
    places: dict[str, Place] = {}
    for name in store.names():
        if name.startswith(_PREFIX):
            places |= places_of(name, json.loads(store.first_line(name)))
    return places


def places_of(name: str, keys: Sequence[str]) -> dict[str, Place]:
    """Where a shard's outcomes stand, by key."""
    return {key: Place(name, position) for position, key in enumerate(keys)}


def outcomes(store: Store, name: str) -> list[bytes]:
    """The outcomes of a shard as lines of JSON."""
    return store.read(name).split(b"\n")[1:-1]
