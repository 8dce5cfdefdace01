"""The worker process: `python -m sitrep_nlp.batch.worker`, which loads the pipeline once and answers for bulletin after bulletin.

It is asked on standard input, by a job on the first line and an item on each line after it. It answers on standard output:
`ready` when the pipeline is loaded, then for each item a line of counts and a line with the outcome. It ends with its input.

It keeps to its limits by itself, whoever started it and whether or not that process still lives: a thread that needs no
interpreter lock ends it when a bulletin takes too long, the operating system refuses it more memory than is its due (where
there is such a limit: on Linux), and it ends when nobody has asked it anything for a while.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import signal
import sys
import warnings
from typing import BinaryIO, Final

from spacy.language import Language

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.manifest import Item
from sitrep_nlp.batch.outcome import Failure, Outcome
from sitrep_nlp.batch.reading import read_item
from sitrep_nlp.errors import InputError
from sitrep_nlp.pipeline import load
from sitrep_nlp.runner import annotate_one

IDLE_LIMIT: Final = 300.0
"""Seconds after which a worker that is asked nothing ends."""


def main() -> None:
    """Answer until the input ends."""
    # An interrupt on the terminal reaches every process; the parent alone decides what comes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not get among the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = sys.stdin.buffer
    faulthandler.dump_traceback_later(IDLE_LIMIT, exit=True)
    job = Job.from_json(questions.readline())
    nlp = load(job.model)
    _limit_memory(job.memory)
    answers.write(b"ready\n")
    answers.flush()
    settled = False
    while line := questions.readline():
        faulthandler.dump_traceback_later(job.timeout, exit=True)
        item = Item(**json.loads(line))
        try:
            outcome = annotate_item(nlp, item, job)
            _say(answers, outcome, item)
        except MemoryError:
            _say(answers, _failed(item, f"needs more than {job.memory:,} MB of memory"), item)
            # What it interrupted may not be whole any more: the next bulletin gets a fresh process.
            return
        if outcome.result and not settled:
            _settle()
            settled = True
        faulthandler.dump_traceback_later(IDLE_LIMIT, exit=True)


def annotate_item(nlp: Language, item: Item, job: Job) -> Outcome:
    """Read and annotate one bulletin. Raises MemoryError when memory runs out, and nothing else."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always", UserWarning)
        try:
            outcome = Outcome(annotate_one(nlp, read_item(item, job)))
        except InputError as error:
            outcome = Outcome(failure=Failure(error.source, error.reason, error.line))
        except MemoryError:
            raise
        except Exception as error:
            outcome = _failed(item, f"{type(error).__name__}: {error}")
    notes = tuple(str(warning.message) for warning in said if warning.category is UserWarning)
    return Outcome(outcome.result, outcome.failure, notes)


def _failed(item: Item, reason: str) -> Outcome:
    return Outcome(failure=Failure(item.path, reason, item.line))


def _say(answers: BinaryIO, outcome: Outcome, item: Item) -> None:
    try:
        line = outcome.to_json()
    except ValueError as error:
        # A text that is no Unicode: no form of output could hold it.
        outcome = _failed(item, f"cannot be written: {error}")
        line = outcome.to_json()
    counts = [outcome.pages, outcome.figures, int(outcome.failure is not None)]
    answers.write(json.dumps(counts).encode() + b"\n" + line + b"\n")
    answers.flush()


def _settle() -> None:
    """Take all that is there to stay, once a first bulletin has made the pipeline load its lists.

    The garbage collector would go through these 200,000 objects again and again, which costs a tenth of a worker's time.
    """
    gc.collect()
    gc.freeze()


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # There is none on Windows.
        return
    limit = megabytes * 10**6
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


if __name__ == "__main__":
    main()
