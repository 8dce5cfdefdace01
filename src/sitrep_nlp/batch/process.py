"""A worker process as its parent sees it: asked for one bulletin after another, started anew whenever it has died.

Not a pool of `multiprocessing`, because Dask's workers may start no such children, and because there a process that dies
takes the pool or at least an unknown task with it; here it is known which bulletin a process had in hand.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from threading import Lock
from typing import IO, Final

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.manifest import Item
from sitrep_nlp.batch.outcome import Failure, Outcome

ATTEMPTS: Final = 4
"""How often a bulletin whose worker dies is tried: whoever killed the worker, it may not have been the bulletin."""


class WorkerError(Exception):
    """A worker process cannot be started; the message is what it said last."""


class Stopped(Exception):
    """The run was stopped while a bulletin was in hand."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Pages, figures and failures (0 or 1) of a bulletin, and its outcome as a line of JSON."""

    pages: int
    figures: int
    failures: int
    outcome: bytes


class WorkerProcess:
    """One worker process. One thread at a time may ask; any may stop it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._stopped = False

    def annotate(self, item: Item) -> Answer:
        """The answer for one bulletin, be it a failure.

        Raises WorkerError when there is no worker to be had, Stopped after `stop`.
        """
        end = ""
        for _ in range(ATTEMPTS):
            process = self._ready()
            asked = time.monotonic()
            try:
                return _ask(process, item)
            except (EOFError, BrokenPipeError):
                end = _end(process)
                if time.monotonic() - asked >= self._job.timeout:
                    return _failed(item, f"took longer than {self._job.timeout:g} s")
        return _failed(item, f"the worker process ended on it {ATTEMPTS} times ({end})")

    def stop(self) -> None:
        """End the process, whatever it is at; nothing can be asked after that."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()
                self._process.wait()

    def _ready(self) -> subprocess.Popen[bytes]:
        """The process, started and with its pipeline loaded."""
        for _ in range(ATTEMPTS):
            if self._process is not None and self._process.poll() is None:
                return self._process
            with tempfile.TemporaryFile() as log:
                with self._lock:
                    if self._stopped:
                        raise Stopped
                    self._process = process = _start(self._job, log)
                if _line(process) == b"ready\n":
                    return process
                end = _end(process)
                log.seek(0)
                said = log.read().decode(errors="replace").strip()
            if process.returncode > 0:
                raise WorkerError(said.rsplit("\n", 1)[-1] or end)
        if self._stopped:
            raise Stopped
        raise WorkerError(f"it ended {ATTEMPTS} times while it loaded the pipeline ({end})")


def _start(job: Job, log: IO[bytes]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        # -P: a file in the current folder must not be taken for a module.
        [sys.executable, "-P", "-m", "sitrep_nlp.batch.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        cwd=job.folder if os.path.isdir(job.folder) else None,
        # One thread for each process: several would get in each other's way, and add up in another order each time.
        env={"OMP_NUM_THREADS": "1", **os.environ},
    )
    with suppress(BrokenPipeError):
        _write(process, job.to_json())
    return process


def _ask(process: subprocess.Popen[bytes], item: Item) -> Answer:
    _write(process, json.dumps(asdict(item)).encode())
    counts, outcome = _line(process), _line(process)
    if not outcome.endswith(b"\n"):
        raise EOFError
    pages, figures, failures = json.loads(counts)
    return Answer(pages, figures, failures, outcome)


def _write(process: subprocess.Popen[bytes], line: bytes) -> None:
    assert process.stdin is not None
    process.stdin.write(line + b"\n")
    process.stdin.flush()


def _line(process: subprocess.Popen[bytes]) -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()


def _end(process: subprocess.Popen[bytes]) -> str:
    """How a process ended, in words; closes what led to it."""
    code = process.wait()
    for pipe in (process.stdin, process.stdout):
        # What could not be written any more is of no use.
        with suppress(BrokenPipeError):
            if pipe is not None:
                pipe.close()
    if code >= 0:
        return f"exit code {code}"
    return f"signal {signal.Signals(-code).name}" if -code in list(signal.Signals) else f"signal {-code}"


def _failed(item: Item, reason: str) -> Answer:
    return Answer(0, 0, 1, Outcome(failure=Failure(item.path, reason, item.line)).to_json() + b"\n")
