"""A real browser for the review page: Chromium, without a window."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sitrep_nlp.annotated import AnnotatedBulletin
from sitrep_nlp.corpus.marked import AnnotatedReport
from sitrep_nlp.writing.review import write_review
from sitrep_nlp.writing.review.content import from_report

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    if CHROMIUM is None:
        pytest.skip("needs a browser: apt-get install chromium")
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install -e '.[test]'")
    with playwright.sync_playwright() as started:
        # Chromium's sandbox does not work for root, which tests in a container mostly are.
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def context(browser: Any) -> Any:
    playwright = pytest.importorskip("playwright.sync_api")
    context = browser.new_context(viewport={"width": 1366, "height": 768})
    # Long enough for a machine that is busy with other things.
    context.set_default_timeout(30_000)
    playwright.expect.set_options(timeout=15_000)
    return context


@pytest.fixture
def show(context: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Opens the review page of some reports; fails on any error in it and on any request beyond the file."""
    pages, faults = [], []

    def show(
        *reports: AnnotatedReport | AnnotatedBulletin, size: dict[str, int] | None = None, script: str = ""
    ) -> Any:
        path = tmp_path / "review.html"
        write_review([each if isinstance(each, AnnotatedBulletin) else from_report(each) for each in reports], path)
        page = context.new_page()
        pages.append(page)
        if size:
            page.set_viewport_size(size)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("request", lambda request: faults.append(request.url) if not request.url.startswith("file:") else None)
        if script:
            page.add_init_script(script)
        page.goto(path.as_uri())
        return page

    yield show
    for page in pages:
        if not page.evaluate("window.keepsNothing"):
            page.evaluate("localStorage.clear()")
        page.close()
    assert not faults
