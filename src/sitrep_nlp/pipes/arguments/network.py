"""The network that scores the arguments of numbers.

A convolution and self-attention read each number's window, where the words stand beside what they are to the number. Then, for each number: a score for every
span in sight and for none, for each role that one span fills; for every other number and for none, as the whole that it is a part of;
for every entity, as a link; and for every label of each class.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy
from spacy.ml.models.tok2vec import MaxoutWindowEncoder
from spacy.tokens import Doc
from thinc.api import Dropout, LayerNorm, Linear, Maxout, Model, NumpyOps, Ops, chain, residual, with_array

from sitrep_nlp.pipes.arguments.attention import attention
from sitrep_nlp.pipes.arguments.features import BAG, ROWS, SCHEME_ROWS, Windows
from sitrep_nlp.pipes.arguments.windows import SENTENCE
from sitrep_nlp.pipes.arrays import Floats, Ints
from sitrep_nlp.pipes.lean import lean

SPAN_ROLES = ("counted", "activity")
LONGEST = 16  # tokens of a span
_END = 32  # width of the vectors by which first and last tokens are matched
_CONTEXTS = 3  # the number, its sentence, its surroundings

Input = tuple[Sequence[Doc], Sequence[Windows]]


@dataclass(slots=True)
class Scores:
    """Scores before any softmax, or their gradient. Positions and numbers count through all windows.

    spans: by role, (positions, LONGEST): of the span of 1, 2, … tokens that begins at the position. no_span: by role, (numbers,).
    whole: (positions,): of the number that begins there. no_whole: (numbers,). links: (positions,): of the entity that begins there.
    classes: by name, (numbers, labels).
    """

    spans: dict[str, Floats]
    no_span: dict[str, Floats]
    whole: Floats
    no_whole: Floats
    links: Floats
    classes: dict[str, Floats]


def argument_network(
    tok2vec: Model[list[Doc], list[Floats]],
    width: int,
    depth: int,
    heads: int,
    token_dropout: float,
    dropout: float,
    word_dropout: float,
) -> Model[Input, Scores]:
    """Docs and their windows to the scores of their arguments.

    tok2vec: vectors of the tokens that the windows show (`Shown`), of any width. width, depth: of the convolution over a window. heads: of the self-attention behind it; 0 for none. token_dropout, dropout: of the tokens'
    vectors and of the layers above. word_dropout: the share of words that training hides from the classes.
    The labels of the classes are set by `set_classes`, before it is initialised.
    """
    encode: Any = MaxoutWindowEncoder(width=width, window_size=1, maxout_pieces=3, depth=depth)
    if heads:
        encode = chain(encode, residual(chain(attention(width, heads), with_array(Dropout(dropout)))))
    layers: dict[str, Any] = {
        "tok2vec": chain(tok2vec, with_array(Dropout(token_dropout))),
        "mix": chain(Maxout(nO=width, nP=3, normalize=True), Dropout(dropout)),
        "encode": encode,
        "position": Linear(nO=width),
        "context": Linear(nO=width),
        "settle": chain(LayerNorm(), Dropout(dropout)),
        "number": chain(Maxout(nO=width, nP=2, normalize=True), Dropout(dropout)),
        "ends": Linear(nO=2 * _END * len(SPAN_ROLES)),
        "single": Linear(nO=2 * len(SPAN_ROLES) + 2),
        "none": Linear(nO=len(SPAN_ROLES) + 1),
        "classes": Linear(),
    }
    model: Model[Input, Scores] = Model(
        "argument_network",
        _forward,
        init=_init,
        layers=list(layers.values()),
        refs=layers,
        params={"features": None, "words": None, "length": None},
        attrs={"width": width, "word_dropout": word_dropout, "classes": {}, "earlier": []},
    )
    # Its arithmetic is numpy's own, also where the recogniser, or a transformer below, is on a GPU.
    for node in _own_layers(model):
        node.ops = NumpyOps(use_blis=False)
    return lean(model)


def _own_layers(model: Model[Any, Any]) -> Iterator[Model[Any, Any]]:
    """The layers without those of a `tokens_in_context` that read a text in its order: these compute where they like."""
    in_context = (node.get_ref("context") for node in model.walk() if node.name == "tokens_in_context")
    others = {each.id for context in in_context for each in context.walk()}
    return (node for node in model.walk() if node.id not in others)


def set_classes(model: Model[Input, Scores], classes: dict[str, list[str]]) -> None:
    """Set the labels of the classes, by name. A network that has learnt keeps what it knows of the labels that stay; nothing speaks for new ones yet."""
    before = [(name, label) for name, labels in model.attrs["classes"].items() for label in labels]
    after = [(name, label) for name, labels in classes.items() for label in labels]
    model.attrs["classes"] = classes
    if not model.has_param("words"):
        return
    known, stays = model.get_ref("classes"), [each for each in after if each in before]
    old, new = [before.index(each) for each in stays], [after.index(each) for each in stays]
    grown: Model[Any, Any] = Linear(nO=len(after), nI=model.attrs["width"]).initialize()
    grown.ops = known.ops
    for name in ("W", "b"):
        values = _parameter(known, name)
        weights: Any = numpy.zeros((len(after), *values.shape[1:]), dtype="float32")
        weights[new] = values[old]
        grown.set_param(name, weights)
    words: Any = numpy.zeros((BAG, len(after)), dtype="float32")
    words[:, new] = _parameter(model, "words")[:, old]
    model.set_param("words", words)
    model.replace_node(known, grown)


def keep_network(model: Model[Input, Scores]) -> None:
    """Keep the network as it is now, for the scheme of annotation that it has learnt last, whatever it learns from here on."""
    earlier = model.attrs["earlier"]
    model.attrs["earlier"] = []
    model.attrs["earlier"] = [*earlier, (model.attrs["classes"], model.to_bytes())]


def kept_network(model: Model[Input, Scores], scheme: int) -> Model[Input, Scores]:
    """The network of an earlier scheme, as it was kept."""
    classes, kept_bytes = model.attrs["earlier"][scheme]
    kept = copy.deepcopy(model)  # Model.copy would lose the references to layers
    set_classes(kept, classes)
    return kept.from_bytes(kept_bytes)


def copy_scheme(model: Model[Input, Scores], old: int, new: int) -> None:
    """Let a scheme of annotation begin with all that the network knows of another."""
    if model.has_param("features"):
        table = _parameter(model, "features").copy()
        table[SCHEME_ROWS[new]] = table[SCHEME_ROWS[old]]
        model.set_param("features", table)


def _init(model: Model[Input, Scores], X: Input | None = None, Y: Scores | None = None) -> None:
    width, layer = model.attrs["width"], model.get_ref
    ops: Any = model.ops
    labels = sum(map(len, model.attrs["classes"].values()))
    layer("classes").set_dim("nO", labels)
    if X is not None:
        shown = [Shown(doc, each.tokens) for doc, each in zip(*X, strict=True)]
        layer("tok2vec").initialize(X=shown)
        vectors = layer("tok2vec").predict(shown)
        layer("mix").initialize(X=ops.alloc2f(1, vectors[0].shape[1] + width))
    layer("encode").initialize(X=[ops.alloc2f(1, width)])
    layer("context").initialize(X=ops.alloc2f(1, _CONTEXTS * width))
    layer("number").initialize(X=ops.alloc2f(1, (1 + _CONTEXTS) * width))
    for name in ("position", "settle", "ends", "single", "none", "classes"):
        layer(name).initialize(X=ops.alloc2f(1, width))
    model.set_param("features", ops.asarray2f(numpy.random.normal(0, 0.3, (ROWS, width)).astype("float32")))
    model.set_param("words", ops.alloc2f(BAG, labels))
    model.set_param("length", ops.alloc2f(len(SPAN_ROLES), LONGEST))


def _forward(
    model: Model[Input, Scores], inputs: Input, is_train: bool
) -> tuple[Scores, Callable[[Scores], list[Doc]]]:
    layer = model.get_ref
    batch = Batch(inputs[1])
    known, back_known = _read(model, list(inputs[0]), batch, is_train)
    encoded, back_encode = layer("encode")(_ops(model).unflatten(known, batch.lengths), is_train)
    H = _ops(model).flatten(encoded)
    contexts, peak, back_pool = _pool(model.ops, H, batch)
    J, back_join = _join(model, H, contexts, batch, is_train)
    N, back_number = layer("number")(numpy.hstack((contexts, peak)), is_train)
    ends, back_ends = layer("ends")(J, is_train)
    single, back_single = layer("single")(J, is_train)
    none, back_none = layer("none")(N, is_train)
    classes, back_classes = layer("classes")(N, is_train)
    told, back_words = _words(model, batch, is_train)
    spans, back_spans = _spans(model, ends, single)
    roles = dict(enumerate(SPAN_ROLES))
    cuts = numpy.cumsum([len(labels) for labels in model.attrs["classes"].values()])[:-1]
    by_class = numpy.split(classes + told, cuts, axis=1)
    scores = Scores(
        spans, {role: none[:, r] for r, role in roles.items()}, single[:, -2], none[:, -1], single[:, -1],
        dict(zip(model.attrs["classes"], by_class, strict=True)),
    )  # fmt: skip

    def backprop(d: Scores) -> list[Doc]:
        d_ends, d_single = back_spans(d.spans)
        d_single[:, -2], d_single[:, -1] = d.whole, d.links
        d_none = numpy.stack([*(d.no_span[role] for role in SPAN_ROLES), d.no_whole], axis=1)
        d_classes = numpy.hstack([d.classes[name] for name in model.attrs["classes"]])
        back_words(d_classes)
        d_number = back_number(back_none(d_none) + back_classes(d_classes))
        d_contexts, dH = back_join(back_ends(d_ends) + back_single(d_single))
        width = H.shape[1]
        d_contexts += d_number[:, : _CONTEXTS * width]
        dH += back_pool(d_contexts, d_number[:, _CONTEXTS * width :])
        return back_known(_ops(model).flatten(back_encode(_ops(model).unflatten(dH, batch.lengths))))

    return scores, backprop


class Batch:
    """The windows of several Docs joined. which: (positions,) the number whose window a position is in. starts: (numbers,) first positions."""

    def __init__(self, windows: Sequence[Windows]) -> None:
        self.windows = windows
        self.lengths = numpy.concatenate([each.lengths for each in windows])
        self.starts = numpy.concatenate(([0], self.lengths.cumsum()))[:-1]
        self.which = numpy.repeat(numpy.arange(len(self.lengths)), self.lengths)
        self.segments = numpy.concatenate([each.segments for each in windows])
        self.first = numpy.concatenate([each.first for each in windows])
        self.stops = numpy.concatenate([each.stops for each in windows])
        self.brackets = numpy.concatenate([each.brackets for each in windows])
        shifts = numpy.cumsum([0, *(len(each.tokens) for each in windows)])
        self.shifts: Ints = shifts[:-1]
        self.numbers = numpy.concatenate([each.numbers + shift for each, shift in zip(windows, shifts, strict=False)])


def _read(
    model: Model[Input, Scores], docs: list[Doc], batch: Batch, is_train: bool
) -> tuple[Floats, Callable[[Floats], list[Doc]]]:
    """The vectors of the positions: the token's, and what it is to the number."""
    ops, table = _ops(model), _parameter(model, "features")
    shown = [Shown(doc, each.tokens) for doc, each in zip(docs, batch.windows, strict=True)]
    vectors, back_vectors = model.get_ref("tok2vec")(shown, is_train)
    places = numpy.cumsum([0, *map(len, vectors)])
    tokens = numpy.concatenate([each.rows + place for each, place in zip(shown, places, strict=False)])
    features = numpy.concatenate([each.features for each in batch.windows])
    # A product with ones and noughts is many times as fast as taking rows and adding them up.
    hot = ops.alloc2f(len(features), ROWS)
    hot.reshape(-1)[features + numpy.arange(0, hot.size, ROWS)[:, None]] = 1.0
    flat = ops.flatten(vectors)
    mixed, back_mix = model.get_ref("mix")(numpy.hstack((flat[tokens], ops.gemm(hot, table))), is_train)

    def backprop(d_mixed: Floats) -> list[Doc]:
        d_flat, d_features = numpy.split(back_mix(d_mixed), [flat.shape[1]], axis=1)
        _learn(model, "features", ops.gemm(hot, numpy.ascontiguousarray(d_features), trans1=True))
        d_tokens = _gathered(ops, d_flat, tokens, len(flat))
        found: list[Doc] = back_vectors([d_tokens[start:end] for start, end in itertools.pairwise(places)])
        return found

    return mixed, backprop


class Shown:
    """The tokens of a Doc that windows show, as layers see a Doc that make vectors of its tokens one by one: the others need none.

    rows: (positions,) where each position's token is among them.
    """

    def __init__(self, doc: Doc, tokens: Ints) -> None:
        self.doc, self.vocab = doc, doc.vocab
        self.tokens, self.rows = numpy.unique(tokens, return_inverse=True)

    def __len__(self) -> int:
        return len(self.tokens)

    def to_array(self, attributes: Any) -> Any:
        return self.doc.to_array(attributes)[self.tokens]


def _pool(ops: Ops, H: Floats, batch: Batch) -> tuple[Floats, Floats, Callable[[Floats, Floats], Floats]]:
    """Of each window: the vector of the number beside the means of its sentence and of its surroundings; and the peak of each column."""
    own = batch.segments == SENTENCE
    at = batch.numbers[:, 0]
    share = numpy.where(own, 1 / _counts(own, batch)[batch.which], 1 / _counts(~own, batch)[batch.which]).astype(
        "float32"
    )[:, None]
    weighted = H * share
    means = [numpy.add.reduceat(numpy.where(mask[:, None], weighted, 0), batch.starts) for mask in (own, ~own)]
    peak = numpy.maximum.reduceat(H, batch.starts)

    def backprop(d_contexts: Floats, d_peak: Floats) -> Floats:
        d_number, d_own, d_other = numpy.split(d_contexts, _CONTEXTS, axis=1)
        dH = numpy.where(own[:, None], d_own[batch.which], d_other[batch.which]) * share
        dH += (peak[batch.which] == H) * d_peak[batch.which]
        dH[at] += d_number
        return dH

    return numpy.hstack((H[at], *means)), peak, backprop


def _join(
    model: Model[Input, Scores], H: Floats, contexts: Floats, batch: Batch, is_train: bool
) -> tuple[Floats, Callable[[Floats], tuple[Floats, Floats]]]:
    """Each position beside what the number, its sentence and its surroundings say."""
    here, back_here = model.get_ref("position")(H, is_train)
    there, back_there = model.get_ref("context")(contexts, is_train)
    joined = (here + there[batch.which]).clip(min=0)
    J, back_settle = model.get_ref("settle")(H + joined, is_train)

    def backprop(dJ: Floats) -> tuple[Floats, Floats]:
        d_sum = back_settle(dJ)
        d_joined = d_sum * (joined > 0)
        return back_there(_gathered(_ops(model), d_joined, batch.which, len(contexts))), d_sum + back_here(d_joined)

    return J, backprop


def _spans(
    model: Model[Input, Scores], ends: Floats, single: Floats
) -> tuple[dict[str, Floats], Callable[[dict[str, Floats]], tuple[Floats, Floats]]]:
    """The scores of all spans by role: how well their first token matches their last, what each of the two is worth, and their length."""
    length, scale = _parameter(model, "length"), numpy.float32(_END**-0.5)
    count, roles = len(ends), len(SPAN_ROLES)
    left, right = numpy.moveaxis(ends.reshape(count, roles, 2, _END), 2, 0)
    edges = single[:, : 2 * roles].reshape(count, roles, 2)
    tables = _ops(model).alloc3f(roles, count, LONGEST)
    for step in range(min(LONGEST, count)):
        stop = count - step
        match = numpy.einsum("ijk,ijk->ij", left[:stop], right[step:]) * scale
        tables[:, :stop, step] = (match + edges[:stop, :, 0] + edges[step:, :, 1] + length[:, step]).T

    def backprop(d: dict[str, Floats]) -> tuple[Floats, Floats]:
        slopes = numpy.stack([d[role] for role in SPAN_ROLES])
        d_pairs = numpy.zeros((count, roles, 2, _END), dtype="float32")
        d_single = numpy.zeros_like(single)
        d_edges = numpy.zeros_like(edges)
        for step in range(min(LONGEST, count)):
            stop = count - step
            slope = slopes[:, :stop, step].T
            d_pairs[:stop, :, 0] += slope[:, :, None] * right[step:] * scale
            d_pairs[step:, :, 1] += slope[:, :, None] * left[:stop] * scale
            d_edges[:stop, :, 0] += slope
            d_edges[step:, :, 1] += slope
        d_single[:, : 2 * roles] = d_edges.reshape(count, -1)
        _learn(model, "length", slopes.sum(axis=1))
        return d_pairs.reshape(count, -1), d_single

    return dict(zip(SPAN_ROLES, tables, strict=True)), backprop


def _words(model: Model[Input, Scores], batch: Batch, is_train: bool) -> tuple[Floats, Callable[[Floats], None]]:
    """What the words around a number say of its classes, each for itself."""
    table = _parameter(model, "words")
    words = numpy.concatenate([each.words for each in batch.windows])
    whose = numpy.repeat(
        numpy.arange(len(batch.lengths)), numpy.concatenate([each.word_lengths for each in batch.windows])
    )
    if is_train:
        kept = numpy.random.random(len(words)) >= model.attrs["word_dropout"]
        words, whose = words[kept], whose[kept]

    def backprop(d_told: Floats) -> None:
        _learn(model, "words", _gathered(_ops(model), d_told[whose], words, BAG))

    return _gathered(_ops(model), table[words], whose, len(batch.lengths)), backprop


def _ops(model: Model[Input, Scores]) -> Any:
    return model.ops


def _parameter(model: Model[Any, Any], name: str) -> Floats:
    return model.get_param(name)


def _learn(model: Model[Input, Scores], name: str, slope: Floats) -> None:
    model.inc_grad(name, slope)


def _counts(mask: Any, batch: Batch) -> Any:
    """How many positions of a mask each window has, at least one."""
    return numpy.bincount(batch.which[mask], minlength=len(batch.lengths)).clip(min=1)


def _gathered(ops: Any, rows: Floats, where: Ints, count: int) -> Floats:
    """The sums (count, width) of the rows by where they belong."""
    sums = ops.alloc2f(count, rows.shape[1])
    ops.scatter_add(sums, where.astype("int32"), rows)
    return sums
