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
const NAMES = {
  sector: "Sector",
  place: "Place",
  organization: "Organisation",
  confidence: "Confidence",
  warning: "Warnings",
  decision: "Decision",
};

export class Filters {
  constructor(onChange) {
    this.form = byId("filters");
    this.form.elements.order.replaceChildren(
      ...options("In text order", [
        ["confidence", "Least confident first"],
        ["value", "Largest first"],
      ]),
    );
    this.form.addEventListener("input", onChange);
    this.form.addEventListener("reset", () => setTimeout(onChange));
    this.form.addEventListener("submit", (event) => event.preventDefault());
  }

  /** Offer what another bulletin holds; an order once chosen stays. */
  open(bulletin) {
    for (const name of ["words", ...Object.keys(NAMES)]) this.form.elements[name].value = "";
    this.offer(bulletin);
  }

  /** Offer what a bulletin holds, as decided. What is chosen stays chosen. */
  offer(bulletin) {
    const figures = this.decided(bulletin).map(([, figure]) => figure);
    const offer = (name, entries) => {
      const select = this.form.elements[name];
      const { value } = select;
      select.replaceChildren(...options(NAMES[name], entries));
      select.value = entries.some(([each]) => String(each) === value) ? value : "";
      select.disabled = entries.length === 0;
    };
    const codes = counted(figures, (figure) => (figure.warnings ?? []).map(({ code }) => code), codeWords);
    offer(
      "sector",
      counted(figures, (figure) => [figure.sector ?? "none"]),
    );
    offer(
      "place",
      counted(figures, (figure) => flatList(figure.locations)),
    );
    offer(
      "organization",
      counted(figures, (figure) => flatList(figure.organizations)),
    );
    offer(
      "confidence",
      CONFIDENCES.map((limit) => [limit, `below ${limit * 100}%`]),
    );
    offer("warning", codes.length ? [["any", "with any warning"], ...codes, ["none", "without warnings"]] : []);
    offer("decision", [["open", "open"], ...Object.entries(WORDS)]);
  }

  /** The figures of a bulletin, each with what it is as decided. */
  decided(bulletin) {
    const made = decisions(bulletin.number);
    return bulletin.figures.map((found) => [found, effective(found, made[found.id])]);
  }

  /** The figures that pass, in the chosen order. */
  pass(bulletin) {
    const { words, sector, place, organization, confidence, warning, decision, order } = Object.fromEntries(
      new FormData(this.form),
    );
    const made = decisions(bulletin.number);
    const wanted = (words ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    const passes = ([, figure]) => {
      const codes = (figure.warnings ?? []).map(({ code }) => code);
      return (
        (!sector || (figure.sector ?? "none") === sector) &&
        (!place || flatList(figure.locations).includes(place)) &&
        (!organization || flatList(figure.organizations).includes(organization)) &&
        (!confidence || (figure.confidence ?? 1) < Number(confidence)) &&
        (!warning || { any: codes.length > 0, none: !codes.length }[warning] || codes.includes(warning)) &&
        (!decision || (made[figure.id]?.decision ?? "open") === decision) &&
        (!wanted.length || wanted.every((word) => haystack(bulletin, figure).includes(word)))
      );
    };
    const passing = this.decided(bulletin).filter(passes);
    return passing.sort(([, a], [, b]) => ORDERS[order || "text"](a, b)).map(([found]) => found);
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
