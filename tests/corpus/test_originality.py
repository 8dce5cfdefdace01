"""No two reports share long runs of words: each is written as a whole of its own."""

from __future__ import annotations

import re

from tests.conftest import ROOT

from sitrep_nlp.corpus import check

RUN = 12
SMALL = frozenset(
    "the of and to in for on with by from at as is are was were has have that which their its a an".split()
)


def test_no_two_reports_share_long_runs_of_words():
    reports, _ = check.load([ROOT / "corpus"])
    seen: dict[tuple[str, ...], str] = {}
    shared = []
    for report in reports.values():
        words = re.findall(r"[^\W_]{2,}", report.text.lower())
        for start in range(len(words) - RUN + 1):
            run = tuple(words[start : start + RUN])
            if sum(word in SMALL for word in run) >= 3 and seen.setdefault(run, report.id) != report.id:
                shared.append(f"{report.id} and {seen[run]}: {' '.join(run)}")
    assert shared == []
