// Small plots, drawn as SVG. Each has a text that says the same.

import { h, svg } from "./dom.js";
import { formatted } from "./words.js";

const WIDTH = 220;
const HEIGHT = 64;
/** So many months have room for their names below the bars; of more, the first and the last are named. */
const LABELS = 3;

/** Bars over months. points: [{label, value, href, title}], value null where nothing was reported. */
export function monthBars(name, points) {
  const top = Math.max(...points.map(({ value }) => value ?? 0));
  const step = WIDTH / points.length;
  const width = Math.min(step * 0.7, 28);
  const bars = points.map(({ value, href, title }, index) => {
    const x = index * step + (step - width) / 2;
    if (value == null) return svg("line", { class: "gap", x1: x, x2: x + width, y1: HEIGHT - 0.5, y2: HEIGHT - 0.5 });
    const height = Math.max(2, (value / top) * (HEIGHT - 4));
    const bar = svg("rect", { x, y: HEIGHT - height, width, height, rx: 1.5 });
    return svg("a", { href, "aria-label": title }, svg("title", null, title), bar);
  });
  const told = points.map(({ label, value }) => `${label}: ${value == null ? "none" : formatted(value)}`).join("; ");
  return h(
    "figure",
    { class: "plot" },
    h("figcaption", null, name, h("span", null, `up to ${formatted(top)}`)),
    svg(
      "svg",
      {
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "group",
        "aria-label": `${name}. ${told}`,
        preserveAspectRatio: "none",
      },
      svg("line", { class: "axis", x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT }),
      ...bars,
    ),
    h(
      "div",
      { class: points.length > LABELS ? "ends" : "ends all", "aria-hidden": "true" },
      ends(points).map(({ label }) => h("span", null, label)),
    ),
  );
}

function ends(points) {
  return points.length > LABELS ? [points[0], points.at(-1)] : points;
}

/** A list of names with bars. entries: [{name, value, note}] */
export function nameBars(entries) {
  const top = Math.max(...entries.map(({ value }) => value));
  return h(
    "ol",
    { class: "bars" },
    entries.map(({ name, value, note }) =>
      h(
        "li",
        null,
        h("span", { class: "name" }, name),
        svg(
          "svg",
          { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
          svg("rect", { x: 0, y: 0, height: 10, width: Math.max(1, (value / top) * 100), rx: 1 }),
        ),
        h("span", { class: "value" }, note),
      ),
    ),
  );
}
