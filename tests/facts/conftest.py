"""The pipeline of rules with the facts at its end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.language import Language

from sitrep_nlp.figures import Figure


@pytest.fixture(scope="session")
def figures(rules: Language) -> Callable[..., list[Figure]]:
    """The figures of a text, completed with their facts."""

    def figures(text: str, month: str | None = "2021-03", country: str | None = None) -> list[Figure]:
        doc = rules.make_doc(text)
        doc._.month, doc._.country = month, country
        found: list[Figure] = rules(doc)._.figures
        return found

    return figures
