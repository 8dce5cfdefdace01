// The left side: the bulletin as it reads, with the chosen figure's parts shown in it.

import { byId, h } from "./dom.js";
import { TextMap } from "./spans.js";
import { showZones } from "./zones.js";

/** The parts of a figure that are lit in the text; more important ones lie above. */
const PARTS = ["dates", "locations", "organizations", "activity", "counted", "part_of"];
const LEGEND = [
  ["QUANTITY", "number"],
  ["BENEFICIARY", "people"],
  ["ORG", "organisation"],
  ["LOC", "place"],
  ["DATE", "date"],
  ["DECREE", "decree"],
];

export class Reading {
  constructor(bulletin) {
    this.bulletin = bulletin;
    this.root = byId("text");
    this.map = new TextMap(bulletin);
    this.root.replaceChildren();
    const { title, id, month, country, source, warnings } = bulletin;
    byId("bulletin-title").textContent = title ?? id;
    byId("bulletin-facts").textContent = [title && id, month, country, source].filter(Boolean).join(" · ");
    byId("legend").replaceChildren(...LEGEND.map(([label, name]) => h("li", null, legendKey(label, name))));
    const shown = document.createDocumentFragment();
    if (warnings.length) {
      shown.append(
        h(
          "ul",
          { class: "cautions" },
          warnings.map((warning) => h("li", null, warning)),
        ),
      );
    }
    showZones(shown, bulletin, this.map);
    this.root.append(shown);
    this.numbers = new Map();
    for (const link of this.root.querySelectorAll("a.number")) {
      const id = link.dataset.figure;
      this.numbers.set(id, [...(this.numbers.get(id) ?? []), link]);
    }
  }

  /** Light a figure's number, sentence and parts, and bring it into view. */
  choose(figure, { scroll = true } = {}) {
    for (const link of this.root.querySelectorAll("a.number[aria-current]")) {
      link.removeAttribute("aria-current");
      link.tabIndex = -1;
    }
    this.light("sentence", figure ? around(figure) : []);
    for (const [priority, part] of PARTS.entries()) {
      const spans = figure?.[part] ? [figure[part]].flat() : [];
      this.light(
        part,
        spans.map(({ start, end }) => [start, end]),
        priority + 1,
      );
    }
    const links = figure ? (this.numbers.get(figure.id) ?? []) : [];
    for (const link of links) {
      link.setAttribute("aria-current", "true");
      link.tabIndex = 0;
    }
    if (scroll) links[0]?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  /** Where the browser cannot light stretches of text, the number and the card still tell what was chosen. */
  light(name, spans, priority = 0) {
    if (!globalThis.CSS?.highlights) return;
    const light = new Highlight(...spans.flatMap(([start, end]) => this.map.ranges(start, end)));
    light.priority = priority;
    CSS.highlights.set(name, light);
  }

  /** Show in the text what was decided on a figure. */
  decided(id, decision) {
    for (const link of this.numbers.get(id) ?? []) link.dataset.decision = decision?.decision ?? "";
  }
}

/** A figure's sentence without its number, which has a look of its own. */
function around({ sentence, quantity }) {
  return sentence.flatMap(([start, end]) => [
    [start, Math.min(end, Math.max(start, quantity.start))],
    [Math.max(start, Math.min(end, quantity.end)), end],
  ]);
}

function legendKey(label, name) {
  return h("span", { class: label === "QUANTITY" ? "number" : "entity", "data-label": label }, name);
}
