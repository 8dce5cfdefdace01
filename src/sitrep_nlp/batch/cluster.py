"""Shards on a cluster: tasks of Dask, on any scheduler or on a cluster of this machine. Needs the extra `[cluster]`.

Every worker must see the inputs and the run's folder under the same paths or URLs, and have this library installed.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack

from distributed import Client, KilledWorker, LocalCluster, as_completed

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.process import WorkerError, WorkerProcess
from sitrep_nlp.batch.shards import Report, Shard, run_shard
from sitrep_nlp.batch.store import Store

JOB = "job.json"

_thread = threading.local()


def run_on_cluster(
    shards: Sequence[Shard], store: Store, job: Job, *, workers: int = 1, scheduler: str | None = None
) -> Generator[Report]:
    """Run shards as Dask tasks; a report for each as it is finished.

    scheduler: its address; without one, a cluster of `workers` processes is started here for the time being. What the
    cluster loses for good, workers or the scheduler, is raised as WorkerError; a scheduler that cannot be reached is an OSError.
    What `run_shard` raises is raised here too.
    """
    with ExitStack() as stack:
        cluster = scheduler or stack.enter_context(
            LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None)
        )
        client = stack.enter_context(Client(cluster))
        # A table of metadata may be large: it is put beside the shards once and does not travel with each of them.
        store.write(JOB, job.to_json())
        futures = client.map(_run, shards, url=store.url, key=[shard.name for shard in shards])
        try:
            for future in as_completed(futures):
                yield future.result()
                future.release()
        except (KilledWorker, CancelledError) as error:
            raise WorkerError(f"the cluster gave up: {error}") from error


def _run(shard: Shard, *, url: str) -> Report:
    """A shard, by the worker process of this thread of this Dask worker."""
    store = Store(url)
    if getattr(_thread, "url", None) != url:
        if (old := getattr(_thread, "worker", None)) is not None:
            old.stop()
        _thread.worker, _thread.url = WorkerProcess(Job.from_json(store.read(JOB))), url
    return run_shard(shard, store, _thread.worker)
