// The index page of several bulletins: what is there, people reached by sector and month, organisations and places.
// Nothing is summed: each number is the largest that one bulletin reports, with a link to it.

import { progress } from "./decisions.js";
import { summaries } from "./data.js";
import { byId, h, options } from "./dom.js";
import { monthBars, nameBars } from "./plots.js";
import { formatted, plural } from "./words.js";

const ORGANIZATIONS = 15;
const PLACES = 25;
const NO_MONTH = "month unknown";

let country = "";

export function showOverview() {
  const here = summaries
    .map((each, number) => ({ ...each, number }))
    .filter((each) => !country || each.country === country);
  byId("overview").replaceChildren(
    head(here),
    section("Bulletins", bulletinsTable(here)),
    section("People reached, by sector and month", ...reachedPlots(here)),
    section("Organisations named most", organizations(here)),
    section("Places", ...placesTable(here)),
  );
}

export function address(number, figure) {
  return `#/${number}${figure ? `/${figure}` : ""}`;
}

function section(title, ...children) {
  return h("section", null, h("h3", null, title), ...children);
}

function head(here) {
  const countries = [...new Set(summaries.map((each) => each.country).filter(Boolean))].sort();
  const months = monthsOf(here).filter((month) => month !== NO_MONTH);
  const figures = here.reduce((sum, each) => sum + each.figures, 0);
  const span = months.length > 1 ? `${months[0]} to ${months.at(-1)}` : months[0];
  const select = h(
    "select",
    { id: "country", change: (event) => choose(event.target.value) },
    options(
      "all countries",
      countries.map((each) => [each, each]),
    ),
  );
  select.value = country;
  return h(
    "header",
    null,
    h("h2", null, "Bulletins at a glance"),
    h(
      "p",
      { class: "facts" },
      [plural(here.length, "bulletin"), plural(figures, "figure"), span].filter(Boolean).join(" · "),
    ),
    countries.length > 1 ? h("label", null, "Country ", select) : null,
  );
}

function choose(value) {
  country = value;
  showOverview();
  byId("country").focus();
}

function bulletinsTable(here) {
  const rows = [...here]
    .sort((a, b) => (a.month ?? "~").localeCompare(b.month ?? "~") || a.id.localeCompare(b.id))
    .map((each) => {
      const { decided, added } = progress(each.number);
      return [
        each.month ?? "–",
        h("a", { href: address(each.number) }, each.title ?? each.id),
        each.country ?? "–",
        formatted(each.words),
        formatted(each.figures),
        each.warned ? formatted(each.warned) : "–",
        h(
          "span",
          { class: "done" },
          h("progress", { value: decided, max: Math.max(1, each.figures), "aria-hidden": "true" }),
          `${decided} of ${each.figures}${added ? ` · ${added} added` : ""}`,
        ),
      ];
    });
  return table(["Month", "Bulletin", "Country", "Words", "Figures", "With warnings", "Decided"], rows, [3, 4, 5]);
}

function reachedPlots(here) {
  const months = monthsOf(here);
  const cells = largest(here);
  if (!cells.size) return [h("p", { class: "empty" }, "No figures of people reached were found.")];
  const sectors = [...cells.keys()].sort((a, b) => peak(cells.get(b)) - peak(cells.get(a)));
  const plots = sectors.map((sector) => {
    const points = months.map((month) => {
      const best = cells.get(sector).get(month);
      return best
        ? {
            label: month,
            value: best.value,
            href: best.href,
            title: `${sector}, ${month}: ${best.text}, ${best.bulletin}`,
          }
        : { label: month, value: null };
    });
    return monthBars(sector, points);
  });
  const rows = sectors.map((sector) => [sector, ...months.map((month) => reachedCell(cells.get(sector).get(month)))]);
  return [
    h(
      "div",
      { class: "caution", role: "note" },
      h("strong", null, "Do not add these up. "),
      "Each is the largest number of people that one bulletin of the month reports for the sector. The same people come back month after month, and in several sectors; cumulative numbers (Σ) hold earlier months already.",
    ),
    h("div", { class: "plots" }, plots),
    h("h4", null, "Months side by side"),
    table(
      ["Sector", ...months],
      rows,
      months.map((_, index) => index + 1),
    ),
  ];
}

function reachedCell(best) {
  if (!best) return "–";
  return h("a", { href: best.href, title: best.bulletin }, best.text, best.cumulative ? " Σ" : "");
}

/** The largest figure of people reached by sector and month. */
function largest(here) {
  const cells = new Map();
  for (const each of here) {
    for (const figure of each.reached) {
      const sector = sectorName(figure.sector);
      const row = cells.get(sector) ?? cells.set(sector, new Map()).get(sector);
      const month = each.month ?? NO_MONTH;
      if (!(row.get(month)?.value >= figure.value))
        row.set(month, { ...figure, href: address(each.number, figure.id), bulletin: each.title ?? each.id });
    }
  }
  return cells;
}

/** A headline counts people over all sectors: its figure has none, or that of the situation. */
function sectorName(sector) {
  return !sector || sector === "Context" ? "All sectors" : sector;
}

function peak(row) {
  return Math.max(...[...row.values()].map(({ value }) => value));
}

function organizations(here) {
  const counts = new Map();
  for (const each of here) {
    for (const [name, count] of Object.entries(each.organizations)) {
      const entry = counts.get(name) ?? counts.set(name, { figures: 0, bulletins: 0 }).get(name);
      entry.figures += count;
      entry.bulletins += 1;
    }
  }
  const top = [...counts].sort(([a, m], [b, n]) => n.figures - m.figures || a.localeCompare(b)).slice(0, ORGANIZATIONS);
  if (!top.length) return h("p", { class: "empty" }, "No figure names an organisation.");
  return nameBars(
    top.map(([name, { figures, bulletins }]) => ({
      name,
      value: figures,
      note: `${plural(figures, "figure")} in ${plural(bulletins, "bulletin")}`,
    })),
  );
}

function placesTable(here) {
  const places = new Map();
  for (const each of here) {
    for (const place of each.places) {
      const entry =
        places.get(place.name) ??
        places.set(place.name, { figures: 0, bulletins: 0, sectors: new Set(), largest: null }).get(place.name);
      entry.figures += place.figures;
      entry.bulletins += 1;
      place.sectors.forEach((sector) => entry.sectors.add(sector));
      if (place.largest && !(entry.largest?.value >= place.largest.value))
        entry.largest = {
          ...place.largest,
          href: address(each.number, place.largest.id),
          bulletin: each.title ?? each.id,
        };
    }
  }
  if (!places.size) return [h("p", { class: "empty" }, "No figure names a place.")];
  const sorted = [...places].sort(([a, m], [b, n]) => n.figures - m.figures || a.localeCompare(b));
  const row = ([name, { figures, bulletins, sectors, largest: best }]) => [
    name,
    formatted(figures),
    formatted(bulletins),
    [...sectors].join(", ") || "–",
    reachedCell(best),
  ];
  const heads = ["Place", "Figures", "Bulletins", "Sectors", "Largest number of people reached"];
  const shown = table(heads, sorted.slice(0, PLACES).map(row), [1, 2, 4]);
  const more =
    sorted.length > PLACES
      ? h(
          "button",
          {
            type: "button",
            click: (event) => {
              shown.replaceWith(table(heads, sorted.map(row), [1, 2, 4]));
              event.target.remove();
            },
          },
          `Show all ${sorted.length} places`,
        )
      : null;
  return [shown, more];
}

function monthsOf(here) {
  return [...new Set(here.map((each) => each.month ?? NO_MONTH))].sort();
}

/** A table whose first column names its rows; `numeric` are the columns set to the right. */
function table(heads, rows, numeric = []) {
  const cls = (index) => (numeric.includes(index) ? "numeric" : null);
  return h(
    "div",
    { class: "scroll", role: "group", "aria-label": "Table", tabindex: 0 },
    h(
      "table",
      null,
      h(
        "thead",
        null,
        h(
          "tr",
          null,
          heads.map((name, index) => h("th", { scope: "col", class: cls(index) }, name)),
        ),
      ),
      h(
        "tbody",
        null,
        rows.map((cells) =>
          h(
            "tr",
            null,
            cells.map((cell, index) =>
              index ? h("td", { class: cls(index) }, cell) : h("th", { scope: "row" }, cell),
            ),
          ),
        ),
      ),
    ),
  );
}
