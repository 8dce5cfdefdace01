"""The arrays that go through the network, by what they hold; docstrings give their shapes.

The stubs of numpy and thinc do not know each other's arrays, so that a checker can only be told that they are something.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Floats: TypeAlias = Any  # float32
Ints: TypeAlias = Any  # int64
Flags: TypeAlias = Any  # bool
