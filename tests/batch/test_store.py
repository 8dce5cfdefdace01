"""The run's folder: a file is there whole or not at all."""

from __future__ import annotations

import fsspec
import pytest

from sitrep_nlp.batch.store import Store


@pytest.fixture(params=["local", "memory"])
def store(request, tmp_path):
    url = str(tmp_path / "run") if request.param == "local" else f"memory://{tmp_path.name}/run"
    yield Store(url)
    fsspec.filesystem("memory").store.clear()


def test_what_is_written_is_read(store):
    assert store.names() == []
    store.write("b", b"one\ntwo\n")
    store.write("a", b"first")
    store.write("a", b"second")
    assert store.names() == ["a", "b"]
    assert (store.read("a"), store.first_line("b")) == (b"second", b"one\n")
    store.remove()
    assert store.names() == []
    store.remove()


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(store, monkeypatch):
    store.write("a", b"old")

    def full(path, data):
        fsspec.AbstractFileSystem.pipe_file(store._files, path, data[:2])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store._files, "pipe_file", full)
    with pytest.raises(OSError, match="No space"):
        store.write("a", b"new")
    assert (store.names(), store.read("a")) == (["a"], b"old")
    assert len(store._files.ls(store._root)) == 1
