"""Draw how far a pipeline's confidence can be trusted: for each stretch of confidence, the share of records that is right.

    python training/plot_calibration.py en_sitrep_sm corpus/test ../shared/data/bulletins/annotated.jsonl --out docs/images/calibration.svg

One panel a set of annotated reports; the area of a dot is the number of its records, its label their count. Prints the expected calibration error of each set.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import sitrep_nlp
from sitrep_nlp.corpus.gold import read_gold
from sitrep_nlp.training.calibration import bins, calibration_error, judged

_SIDE, _GAP, _MARGIN = 300, 80, 60
_STYLE = "font-family:system-ui,sans-serif;font-size:13px;fill:#222"


def panel(title: str, found: list[tuple[float, bool]], left: int) -> list[str]:
    """One panel as SVG elements."""
    error = calibration_error(found)
    top, bottom = _MARGIN, _MARGIN + _SIDE
    parts = [
        f'<rect x="{left}" y="{top}" width="{_SIDE}" height="{_SIDE}" fill="#fafafa" stroke="#888"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{left + _SIDE}" y2="{top}" stroke="#888" stroke-dasharray="4 4"/>',
        f'<text x="{left}" y="{top - 26}" font-weight="600">{title}</text>',
        f'<text x="{left}" y="{top - 9}">{len(found):,} records, expected calibration error {error:.3f}</text>',
    ]
    for tenth in range(0, 11, 2):
        at = tenth / 10
        parts.append(f'<text x="{left + at * _SIDE}" y="{bottom + 18}" text-anchor="middle">{at:.1f}</text>')
        parts.append(f'<text x="{left - 8}" y="{bottom - at * _SIDE + 4}" text-anchor="end">{at:.1f}</text>')
    parts.append(f'<text x="{left + _SIDE / 2}" y="{bottom + 38}" text-anchor="middle">confidence</text>')
    for each in bins(found):
        x, y = left + each.confidence * _SIDE, bottom - each.right * _SIDE
        radius = 3 + 14 * (each.count / len(found)) ** 0.5
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f6f8b" fill-opacity="0.55" stroke="#134b5f"/>'
        )
        parts.append(
            f'<text x="{x:.1f}" y="{y - radius - 4:.1f}" text-anchor="middle" font-size="11">{each.count}</text>'
        )
    return parts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("model")
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    nlp = sitrep_nlp.load(args.model)
    parts = []
    for number, path in enumerate(args.gold):
        found = judged(nlp, read_gold([path]))
        name = f"{path.parent.name}/{path.stem}"
        print(f"{name}: {len(found)} records, expected calibration error {calibration_error(found):.3f}")
        parts += panel(name, found, _MARGIN + number * (_SIDE + _GAP))
    width, height = _MARGIN + len(args.gold) * (_SIDE + _GAP), _SIDE + 2 * _MARGIN
    title = "Share of records that is right, by confidence"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" style="{_STYLE}" role="img" aria-label="{title}">'
    background = f'<rect width="{width}" height="{height}" fill="#fff"/>'
    args.out.write_text("\n".join([svg, background, *parts, "</svg>"]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
