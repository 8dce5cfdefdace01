"""The page without its bulletins: template, styles and scripts made one, under a policy that lets nothing else in."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_CONTENT = "{{content}}"


@cache
def page() -> tuple[str, str]:
    """What stands before the bulletins and what after them."""
    folder = files(__name__.rpartition(".")[0]) / "page"
    style = "\n".join(sheet.read_text("utf-8") for sheet in _sorted(folder / "css"))
    script = '"use strict";\n' + "".join(_modules(folder / "js", "main", set()))
    policy = (
        f"default-src 'none'; style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    template = (folder / "template.html").read_text("utf-8")
    for name, text in (("policy", policy), ("style", style), ("script", script)):
        template = template.replace(f"{{{{{name}}}}}", text)
    head, _, tail = template.partition(_CONTENT)
    return head, tail


def data_block(name: str, value: Any) -> str:
    """A value as a block of JSON that the scripts find by its name; nothing in it can end the block."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", r"\u003c")
    # What has no UTF-8 form (a lone half of a surrogate pair, from a broken file) becomes a question mark.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return f'<script type="application/json" id="data-{name}">{text}</script>\n'


def _modules(folder: Traversable, name: str, done: set[str]) -> Iterator[str]:
    """A module after those that it imports, each as a function that is called at once and gives what the module exports.

    Modules that stand inline cannot import one another, so `import { h } from "./dom.js"` becomes `const { h } = $dom`.
    """
    done.add(name)
    text = (folder / f"{name}.js").read_text("utf-8")
    for _, wanted in _IMPORT.findall(text):
        if wanted not in done:
            yield from _modules(folder, wanted, done)
    names = ", ".join(_EXPORT.findall(text))
    body = _IMPORT.sub(lambda match: f"const {match[1].replace(' as ', ': ')} = ${match[2]};", _EXPORT.sub("", text))
    yield f"const ${name} = (() => {{\n{body}return {{ {names} }};\n}})();\n"


def _sorted(folder: Traversable) -> list[Traversable]:
    return sorted(folder.iterdir(), key=lambda file: file.name)


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()
