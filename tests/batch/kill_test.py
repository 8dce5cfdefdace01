"""Workers and parents killed at random: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from tests.batch.helpers import bulletins, command, many, sitrep


def killed_run(args: list[object], folder: Path, *, kills: int, seed: int) -> tuple[int, int]:
    """Run the command to its end, with so many of its processes killed on the way; returns kills of workers and of parents.

    folder: that of the run. A parent that is killed, or that gives up, is followed by a new one.
    """
    chance = random.Random(seed)
    counts = [0, 0]
    parent, shards = start(args), 0
    while sum(counts) < kills:
        # Most are killed some time after a shard was finished, so that there is progress; the others while they load.
        patient = chance.random() < 0.75
        while patient and parent.poll() is None and len(list(folder.glob("shard-*"))) == shards:
            time.sleep(0.05)
        time.sleep(chance.uniform(0, 0.5))
        shards = len(list(folder.glob("shard-*")))
        if parent.poll() is None:
            workers = [child.pid for child in psutil.Process(parent.pid).children(recursive=True)]
            victim = chance.choice(workers) if workers and chance.random() < 0.7 else parent.pid
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            counts[victim == parent.pid] += 1
            if victim == parent.pid:
                parent.wait()
        assert parent.returncode != 0, "the run was over before all were killed"
        if parent.returncode is not None:
            parent = start(args)
    while parent.wait() != 0:
        parent = start(args)
    return counts[0], counts[1]


def start(args: list[object]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command(*args), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check(folder: Path, faulty: Callable[[float], str], *, count: int, kills: int, seed: int) -> None:
    """A run of so many bulletins, with so many kills, ends as one that nobody disturbs."""
    source = bulletins(folder / "in", many(count))
    whole, killed = folder / "whole.jsonl", folder / "killed.jsonl"
    # The undisturbed run has the same pipeline, but for the time that it takes.
    assert sitrep("annotate", source, "--out", whole, "--model", "rules").returncode == 0
    args = ["annotate", source, "--out", killed, "--model", faulty(0.2), "--workers", 2, "--shard-size", 1, "--resume"]
    workers, parents = killed_run(args, folder / "killed.jsonl.run", kills=kills, seed=seed)
    print(f"killed: {workers} workers, {parents} parents")
    assert killed.read_bytes() == whole.read_bytes()
    assert sorted(path.name for path in folder.iterdir()) == ["in", "killed.jsonl", "whole.jsonl"]


def test_a_few_kills(faulty, tmp_path):
    check(tmp_path, faulty, count=20, kills=3, seed=3)


@pytest.mark.slow
def test_two_hundred_kills_over_five_hundred_bulletins(faulty, tmp_path):
    check(tmp_path, faulty, count=500, kills=200, seed=1)
