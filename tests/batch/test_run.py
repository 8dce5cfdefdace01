"""A run: the same output however it is done, and nothing done twice."""

from __future__ import annotations

from functools import partial

import psutil
import pytest
from tests.batch.helpers import bulletins, many

from sitrep_nlp.batch.job import Job
from sitrep_nlp.batch.local import run_local
from sitrep_nlp.batch.run import Run
from sitrep_nlp.writing import write

RULES = Job(model="rules")
FORMS = ("xlsx", "csv", "parquet", "jsonl", "spacy", "html")


def outputs(run, folder):
    """The run's output in every form, as bytes."""
    folder.mkdir()
    for form in FORMS:
        write((outcome.result for outcome in run.outcomes() if outcome.result), folder / f"out.{form}")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def worker_processes():
    """The processes that annotate, among all that this one has started."""
    children = psutil.Process().children(recursive=True)
    return [process for process in children if "sitrep_nlp.batch.worker" in process.cmdline()]


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return bulletins(tmp_path_factory.mktemp("source") / "in", many(20) | {"report-007": "  "})


@pytest.fixture(scope="module")
def one_worker(source, tmp_path_factory):
    """What one worker gives."""
    folder = tmp_path_factory.mktemp("one")
    run = Run([source], str(folder / "run"), RULES)
    reports = list(run.go(run_local))
    assert sum(report.figures for report in reports) == 38
    assert sum(report.failures for report in reports) == 1
    return outputs(run, folder / "out")


def test_more_workers_and_other_shards_give_the_same_bytes(source, one_worker, tmp_path):
    run = Run([source], str(tmp_path / "run"), RULES)
    assert len(list(run.go(partial(run_local, workers=3), shard_size=4))) == 5
    assert outputs(run, tmp_path / "out") == one_worker


def test_dask_gives_the_same_bytes_though_a_worker_dies(source, one_worker, tmp_path):
    cluster = pytest.importorskip("sitrep_nlp.batch.cluster")
    # Through fsspec, as on machines that share a store and not a disk.
    run = Run([source.as_uri()], (tmp_path / "run").as_uri(), RULES)
    reports = run.go(partial(cluster.run_on_cluster, workers=2), shard_size=2)
    next(reports)
    worker_processes()[0].parent().kill()
    assert len(list(reports)) == 9
    assert outputs(run, tmp_path / "out") == one_worker
    assert not worker_processes()


def test_dask_on_a_scheduler_that_others_use_too(source, one_worker, tmp_path):
    cluster = pytest.importorskip("sitrep_nlp.batch.cluster")
    with cluster.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None) as there:
        # The second run finds the scheduler still there, and the Dask worker with the process of another run.
        for name in ("first", "second"):
            run = Run([source], str(tmp_path / name), RULES)
            list(run.go(partial(cluster.run_on_cluster, scheduler=there.scheduler_address)))
            assert outputs(run, tmp_path / f"{name}-out") == one_worker
            assert len(worker_processes()) == 1


def test_an_interrupted_run_is_gone_on_with(source, one_worker, tmp_path):
    folder = str(tmp_path / "run")
    reports = Run([source], folder, RULES).go(run_local, shard_size=3)
    next(reports)
    next(reports)
    reports.close()
    assert not worker_processes()

    run = Run([source], folder, RULES)
    assert run.unfinished_before
    assert run.done >= 6
    missing = run.size - run.done
    # Cut otherwise than before, and still only what is missing is done.
    assert sum(len(report.keys) for report in run.go(run_local, shard_size=5)) == missing
    assert outputs(run, tmp_path / "out") == one_worker

    assert Run([source], folder, Job(model="rules", month="2020-01")).done == 0
    (source / "report-021.txt").write_text("5 kits came.", encoding="utf-8")
    grown = Run([source], folder, RULES)
    (source / "report-021.txt").unlink()
    assert (grown.done, grown.size) == (20, 21)
