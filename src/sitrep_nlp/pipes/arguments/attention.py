"""Self-attention: what each position of a window takes from all the others, however far away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy
from thinc.api import Linear, Model

from sitrep_nlp.pipes.arrays import Flags, Floats, Ints

_TOGETHER = 16  # windows computed at once, filled up to the longest of them
_NEVER = numpy.float32(-1e9)


def attention(width: int, heads: int) -> Model[list[Floats], list[Floats]]:
    """Windows (positions, width) to what their positions read in them, of the same shape. heads: how many times they look, each with a part of the width.

    Scaled dot products, as in https://arxiv.org/abs/1706.03762. Raises ValueError where the heads do not divide the width.
    """
    if width % heads:
        raise ValueError(f"a width of {width} cannot be divided by {heads} heads")
    layers: dict[str, Any] = {"project": Linear(nO=3 * width, nI=width), "output": Linear(nO=width, nI=width)}
    return Model("attention", _forward, init=_init, layers=list(layers.values()), refs=layers, attrs={"heads": heads})


def _init(model: Model[list[Floats], list[Floats]], X: Any = None, Y: Any = None) -> None:
    for layer in model.layers:
        layer.initialize()


def _forward(
    model: Model[list[Floats], list[Floats]], windows: list[Floats], is_train: bool
) -> tuple[list[Floats], Callable[[list[Floats]], list[Floats]]]:
    ops: Any = model.ops
    heads, lengths = model.attrs["heads"], numpy.array([len(each) for each in windows])
    projected, back_project = model.get_ref("project")(ops.flatten(windows), is_train)
    read = numpy.zeros((len(projected), projected.shape[1] // 3), dtype="float32")
    looks = []
    for group in _groups(lengths):
        look = _Look(_by_head(projected[group.at], 3 * heads), group.real)
        read[group.at[group.real]] = _joined(look.read)[group.real]
        if is_train:
            looks.append((group, look))
    out, back_out = model.get_ref("output")(read, is_train)

    def backprop(slopes: list[Floats]) -> list[Floats]:
        d_read, d_projected = back_out(ops.flatten(slopes)), numpy.zeros_like(projected)
        for group, look in looks:
            d_group = numpy.where(group.real[:, :, None], d_read[group.at], 0)
            d_projected[group.at[group.real]] = _joined(look.slopes(_by_head(d_group, heads)))[group.real]
        found: list[Floats] = ops.unflatten(back_project(d_projected), lengths)
        return found

    return ops.unflatten(out, lengths), backprop


class _Group(NamedTuple):
    """Windows of about the same length. at, real: (windows, longest) the positions among those of all windows, and which are not there to fill up."""

    at: Ints
    real: Flags


def _groups(lengths: Ints) -> Iterator[_Group]:
    starts, order = lengths.cumsum() - lengths, numpy.argsort(lengths, kind="stable")
    for first in range(0, len(order), _TOGETHER):
        some = order[first : first + _TOGETHER]
        steps = numpy.arange(lengths[some].max())
        real = steps < lengths[some][:, None]
        yield _Group(numpy.where(real, starts[some][:, None] + steps, 0), real)


def _by_head(rows: Floats, heads: int) -> Floats:
    """(windows, positions, width) to (windows, heads, positions, width of a head)."""
    count, length, width = rows.shape
    return numpy.ascontiguousarray(rows.reshape(count, length, heads, width // heads).transpose(0, 2, 1, 3))


def _joined(by_head: Floats) -> Floats:
    """The way back from `_by_head`."""
    count, heads, length, width = by_head.shape
    return by_head.transpose(0, 2, 1, 3).reshape(count, length, heads * width)


class _Look:
    """Queries, keys and values (windows, heads, positions, width), one after another in the heads, and what is read with them."""

    def __init__(self, projected: Floats, real: Flags) -> None:
        self.queries, self.keys, self.values = numpy.split(projected, 3, axis=1)
        self.scale = numpy.float32(self.queries.shape[-1] ** -0.5)
        scores = self.queries @ self.keys.swapaxes(2, 3) * self.scale
        scores += numpy.where(real, numpy.float32(0), _NEVER)[:, None, None, :]
        shares = numpy.exp(scores - scores.max(axis=-1, keepdims=True))
        self.shares = shares / shares.sum(axis=-1, keepdims=True)
        self.read: Floats = self.shares @ self.values

    def slopes(self, d_read: Floats) -> Floats:
        """The gradient of the projections from that of what was read."""
        d_shares = d_read @ self.values.swapaxes(2, 3)
        d_scores = self.shares * (d_shares - (d_shares * self.shares).sum(axis=-1, keepdims=True)) * self.scale
        return numpy.concatenate(
            (d_scores @ self.keys, d_scores.swapaxes(2, 3) @ self.queries, self.shares.swapaxes(2, 3) @ d_read), axis=1
        )
