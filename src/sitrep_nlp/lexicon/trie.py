"""Patterns of many alternatives; those of many words are written as a tree of their letters.

`re` tries the alternatives of `apple|apply|banana|…` one after the other at each place of a text. As `(?:appl(?:e|y)|banana)`
it looks at a letter once, whatever the number of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

# The pieces of a pattern that may follow, each with what follows it; an empty piece where an entry ends.
_Tree = dict[str, "_Tree"]


def alternation(entries: Iterable[str], *, ignore_case: bool = False, space: str = " ", hyphen: str = "-") -> str:
    """A pattern that matches any of the entries, the longest first.

    It is all literal but for what stands in it for spaces and hyphens. Case is ignored by sets of letters and not by a flag,
    under which `re` passes over no alternative by its first letter.
    """
    tree: _Tree = {}
    for entry in entries:
        node = tree
        for character in entry:
            piece = {" ": space, "-": hyphen}.get(character) or _letter(character, ignore_case)
            node = node.setdefault(piece, {})
        node[""] = {}
    return f"(?-i:{_written(tree)})"


def any_of(patterns: Iterable[str]) -> str:
    """A pattern that matches what one of the patterns does, the first that can."""
    return f"(?:{'|'.join(f'(?:{pattern})' for pattern in patterns)})"


def _letter(character: str, ignore_case: bool) -> str:
    lower, upper = character.lower(), character.upper()
    return f"[{lower}{upper}]" if ignore_case and lower != upper else re.escape(character)


def _written(tree: _Tree) -> str:
    branches = [piece + _written(following) for piece, following in tree.items() if piece]
    if "" in tree and branches:
        branches.append("")
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})" if branches else ""
