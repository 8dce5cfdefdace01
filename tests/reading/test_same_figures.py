"""One bulletin as text, Markdown, web page and Word file gives the same figures."""

from __future__ import annotations

from collections import Counter

import pytest

import sitrep_nlp
from tests.reading.formats import BULLETIN, write


def records(bulletin, nlp):
    """The figures of a bulletin by all that they say, without their places in the text and how sure they are."""
    (result,) = sitrep_nlp.annotate([bulletin], nlp=nlp, month="2022-08")
    rows = sitrep_nlp.to_frame([result]).drop(
        columns=["bulletin_id", "country", "source", "month", "sentence", "start", "end", "figure_id", "confidence"],
        errors="ignore",
    )
    return Counter(tuple(map(str, row)) for row in rows.itertuples(index=False))


@pytest.mark.parametrize("suffix", [".md", ".html", ".docx"])
@pytest.mark.parametrize("pipeline", ["rules", "nlp"])
def test_the_same_figures_in_each_format(suffix, pipeline, tmp_path, request):
    nlp = request.getfixturevalue(pipeline)
    as_text = records(sitrep_nlp.read(write(BULLETIN, tmp_path / "a.txt")), nlp)
    as_file = records(sitrep_nlp.read(write(BULLETIN, tmp_path / f"a{suffix}")), nlp)
    assert as_text.total() == as_file.total() > 40
    assert (as_text & as_file).total() / as_text.total() >= 0.98, (as_text - as_file, as_file - as_text)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html", ".docx"])
def test_all_of_the_text_is_read_and_nothing_besides(suffix, tmp_path):
    bulletin = sitrep_nlp.read(write(BULLETIN, tmp_path / f"a{suffix}"))
    words = [
        word
        for _, content in BULLETIN
        for text in ([content] if isinstance(content, str) else [cell for row in content for cell in row])
        for word in text.split()
    ]
    assert [word for word in bulletin.text.split() if word not in ("•", "*")] == words
