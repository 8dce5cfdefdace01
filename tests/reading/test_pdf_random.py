"""Pages of words, boxes and rules strewn about: whatever they are taken for, no word is lost and none is read twice."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from sitrep_nlp.reading.pdf import read_pdf
from sitrep_nlp.reading.pdf.glyphs import seen
from sitrep_nlp.reading.pdf.source import open_pages
from sitrep_nlp.reading.pdf.words import words

TEXTS = "people 1,234 5.8K reached $4M • - – Health 41% and of 1. ¹ 12 A N/A non- © a@b.org | 2020-".split()


def strew(path: Path, seed: int) -> None:
    chance = random.Random(seed)
    canvas = Canvas(str(path))
    for _ in range(2):
        for _ in range(chance.randrange(25)):
            canvas.setFillColorRGB(chance.random(), chance.random(), chance.random())
            x, y, far, high = (chance.uniform(-20, 500) for _ in range(4))
            match chance.randrange(4):
                case 0:
                    canvas.rect(x, y, far, high / 3, fill=1)
                case 1:
                    canvas.rect(x, y, far / 2, high / 4)
                case 2:
                    canvas.line(x, y, x + far, y)
                case _:
                    canvas.line(x, y, x, y + high)
        in_grid = chance.random() < 0.5
        for _ in range(chance.randrange(20, 200)):
            canvas.setFont(chance.choice(("Helvetica", "Helvetica-Bold")), chance.choice((3, 7, 9, 9, 9, 12, 20, 40)))
            canvas.setFillGray(chance.choice((0, 0, 0, 1)))
            x, y = chance.uniform(-30, 600), chance.uniform(-30, 850)
            if in_grid:
                x, y = x // 50 * 50, y // 14 * 14
            canvas.drawString(x, y, " ".join(chance.choices(TEXTS, k=chance.choice((1, 1, 1, 2, 6)))))
        canvas.showPage()
    canvas.save()


@pytest.mark.parametrize("seed", range(25))
def test_each_word_is_read_once(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    strew(path, seed)
    drawn = Counter((page.number, *word.rect) for page in open_pages(path) for word in words(seen(page)[0]))
    bulletin = read_pdf(path)
    assert Counter(word.box for word in bulletin.words) == drawn
    assert all(bulletin.text[word.start : word.end] for word in bulletin.words)
    assert [word.start for word in bulletin.words] == sorted(word.start for word in bulletin.words)
