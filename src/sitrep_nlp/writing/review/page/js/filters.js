// The filters over a bulletin's figures, and their order.

import { byId, options } from "./dom.js";
import { decisions, effective, WORDS } from "./decisions.js";
import { flat, flatList } from "./text.js";
import { codeWords } from "./words.js";

const CONFIDENCES = [0.5, 0.7, 0.9, 0.95];
const ORDERS = {
  text: (a, b) => a.quantity.start - b.quantity.start,
  confidence: (a, b) => (a.confidence ?? 2) - (b.confidence ?? 2) || ORDERS.text(a, b),
  value: (a, b) => b.value - a.value || ORDERS.text(a, b),
};

export class Filters {
  constructor(onChange) {
    this.form = byId("filters");
    this.form.addEventListener("input", onChange);
    this.form.addEventListener("reset", () => setTimeout(onChange));
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Offer what a bulletin holds; an order once chosen stays for the next bulletin. */
  offer(bulletin) {
    const { figures } = bulletin;
    const order = this.form.elements.order.value || "text";
    this.set(
      "sector",
      "all",
      counted(figures, (figure) => [figure.sector ?? "none"]),
    );
    this.set(
      "place",
      "all",
      counted(figures, (figure) => flatList(figure.locations)),
    );
    this.set(
      "organization",
      "all",
      counted(figures, (figure) => flatList(figure.organizations)),
    );
    this.set(
      "confidence",
      "all",
      CONFIDENCES.map((limit) => [limit, `below ${limit * 100}%`]),
    );
    const codes = counted(figures, (figure) => (figure.warnings ?? []).map(({ code }) => code), codeWords);
    this.set(
      "warning",
      "all",
      codes.length ? [["any", "with any warning"], ...codes, ["none", "without warnings"]] : [],
    );
    this.set("decision", "all", [["open", "open"], ...Object.entries(WORDS)]);
    this.form.elements.order.replaceChildren(
      ...options("in text order", [
        ["confidence", "least confident first"],
        ["value", "largest first"],
      ]),
    );
    this.form.elements.order.value = order === "text" ? "" : order;
    this.form.elements.words.value = "";
    this.haystacks = new Map(figures.map((figure) => [figure, haystack(bulletin, figure)]));
  }

  set(name, all, entries) {
    const select = this.form.elements[name];
    select.replaceChildren(...options(all, entries));
    select.disabled = entries.length === 0;
  }

  /** The figures that pass, in the chosen order. */
  pass(bulletin) {
    const { words, sector, place, organization, confidence, warning, decision, order } = Object.fromEntries(
      new FormData(this.form),
    );
    const made = decisions(bulletin.number);
    const wanted = (words ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const passes = (found) => {
      const figure = effective(found, made[found.id]);
      const codes = (figure.warnings ?? []).map(({ code }) => code);
      return (
        (!sector || (figure.sector ?? "none") === sector) &&
        (!place || flatList(figure.locations).includes(place)) &&
        (!organization || flatList(figure.organizations).includes(organization)) &&
        (!confidence || (figure.confidence ?? 1) < Number(confidence)) &&
        (!warning || { any: codes.length > 0, none: !codes.length }[warning] || codes.includes(warning)) &&
        (!decision || (made[found.id]?.decision ?? "open") === decision) &&
        wanted.every((word) => this.haystacks.get(found).includes(word))
      );
    };
    return bulletin.figures.filter(passes).sort(ORDERS[order || "text"]);
  }
}

/** The different values in some figures, the most frequent first, each with a label that has its number of figures. */
function counted(figures, values, words = (value) => value) {
  const counts = new Map();
  for (const figure of figures)
    for (const value of new Set(values(figure))) counts.set(value, (counts.get(value) ?? 0) + 1);
  const sorted = [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
  return sorted.map(([value, count]) => [value, `${words(value)} (${count})`]);
}

function haystack(bulletin, figure) {
  const sentence = figure.sentence.map(([start, end]) => bulletin.text.slice(start, end)).join(" ");
  const words = [flat(figure.counted), flat(figure.activity), figure.sector, String(figure.value), sentence];
  return words.join(" ").replace(/\s+/g, " ").toLowerCase();
}
