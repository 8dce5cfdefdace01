"""Shards on this machine: a thread for each worker process, which waits for it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from queue import SimpleQueue

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.process import WorkerProcess
from sitrep_nlp.batch.shards import Report, Shard, run_shard
from sitrep_nlp.batch.store import Store


def run_local(shards: Sequence[Shard], store: Store, job: Job, *, workers: int = 1) -> Generator[Report]:
    """Run shards in worker processes; a report for each as it is finished.

    Raises what `run_shard` raises. However it ends, no process is left.
    """
    processes = [WorkerProcess(job) for _ in range(min(workers, len(shards)))]
    idle: SimpleQueue[WorkerProcess] = SimpleQueue()
    for process in processes:
        idle.put(process)

    def run(shard: Shard) -> Report:
        worker = idle.get()
        try:
            return run_shard(shard, store, worker)
        finally:
            idle.put(worker)

    with ThreadPoolExecutor(max(1, len(processes))) as threads:
        futures = [threads.submit(run, shard) for shard in shards]
        try:
            for future in as_completed(futures):
                yield future.result()
        finally:
            for future in futures:
                future.cancel()
            for process in processes:
                process.stop()
