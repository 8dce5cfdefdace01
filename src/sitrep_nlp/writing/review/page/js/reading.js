// The left side: the bulletin as it reads, with the chosen figure's parts shown in it.

import { byId, h } from "./dom.js";
import { marksOf, TextMap } from "./spans.js";
import { showZone, showZones } from "./zones.js";

/** The parts of a figure that are lit in the text; more important ones lie above. */
const PARTS = ["dates", "locations", "organizations", "activity", "counted", "part_of", "quantity"];
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
    this.zones = showZones(shown, bulletin, this.map);
    this.root.append(shown);
  }

  /** The elements of a figure's number. */
  elements(id) {
    return this.root.querySelectorAll(`.number[data-figure="${id}"]`);
  }

  /** Light a figure's number, sentence and parts, and bring it into view. */
  choose(figure, { scroll = true } = {}) {
    for (const element of this.root.querySelectorAll(".number[aria-current]")) element.removeAttribute("aria-current");
    this.light("sentence", figure ? around(figure) : []);
    for (const [priority, part] of PARTS.entries()) {
      const spans = figure?.[part] ? [figure[part]].flat() : [];
      this.light(
        part,
        spans.map(({ start, end }) => [start, end]),
        priority + 1,
      );
    }
    const elements = figure ? this.elements(figure.id) : [];
    for (const element of elements) element.setAttribute("aria-current", "true");
    if (scroll) elements[0]?.scrollIntoView({ block: "center", inline: "nearest" });
  }

  /** Bring a stretch of the text into view. */
  reveal({ start, end }) {
    const [range] = this.map.ranges(start, end);
    range?.startContainer.parentElement.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Where the browser cannot light stretches of text, the number and the card still tell what was chosen. */
  light(name, spans, priority = 0) {
    if (!globalThis.CSS?.highlights) return;
    const light = new Highlight(...spans.flatMap(([start, end]) => this.map.ranges(start, end)));
    light.priority = priority;
    CSS.highlights.set(name, light);
  }

  /** Show what was decided: numbers that have come, gone or moved are marked anew where they stand. */
  renew() {
    const before = this.map.marks;
    this.map.marks = marksOf(this.bulletin);
    const name = ({ start, end, figure }) => `${start} ${end} ${figure}`;
    const [old, now] = [before, this.map.marks].map((marks) => new Map(marks.map((mark) => [name(mark), mark])));
    const moved = [
      ...before.filter((mark) => !now.has(name(mark))),
      ...this.map.marks.filter((mark) => !old.has(name(mark))),
    ];
    for (const zone of this.zones) {
      if (!moved.some((mark) => mark.start < zone.end && mark.end > zone.start)) continue;
      this.map.again(zone.start, zone.end, () => {
        const element = showZone(zone.kind, zone.start, zone.end, this.bulletin.text, this.map);
        zone.element.replaceWith(element);
        zone.element = element;
      });
    }
    for (const [key, { figure, decision }] of now) {
      if (!figure || decision === old.get(key)?.decision) continue;
      for (const element of this.elements(figure)) element.dataset.decision = decision;
    }
  }
}

/** A figure's sentence without its number, which has a look of its own. */
function around({ sentence, quantity }) {
  if (!quantity) return [];
  return sentence.flatMap(([start, end]) => [
    [start, Math.min(end, Math.max(start, quantity.start))],
    [Math.max(start, Math.min(end, quantity.end)), end],
  ]);
}

function legendKey(label, name) {
  return h("span", { class: label === "QUANTITY" ? "number" : "entity", "data-label": label }, name);
}
