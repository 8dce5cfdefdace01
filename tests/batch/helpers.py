"""Bulletins in files, and the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def bulletins(folder: Path, texts: dict[str, str]) -> Path:
    """A folder with a bulletin by name and text."""
    folder.mkdir()
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def many(count: int) -> dict[str, str]:
    """Bulletins that differ, each with two figures."""
    return {
        f"report-{number:03}": f"May 2021\n\nHIAS assisted {number + 1} families. In Tacna, {number + 2} kits were given."
        for number in range(count)
    }


def command(*args: object) -> list[str]:
    """`sitrep` with some arguments, as a process is started with it."""
    return [sys.executable, "-m", "sitrep_nlp", *map(str, args)]


def sitrep(*args: object) -> subprocess.CompletedProcess[str]:
    """The command, run to its end."""
    return subprocess.run(command(*args), capture_output=True, text=True, encoding="utf-8")
