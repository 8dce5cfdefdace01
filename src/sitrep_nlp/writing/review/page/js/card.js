// The card of the chosen figure: its sentence, what was understood, its warnings, and the buttons that decide.

import { byId, h } from "./dom.js";
import { decisions, effective, WORDS } from "./decisions.js";
import { flat, flatList } from "./text.js";
import { codeWords, countedWords, quantityWords, share, valueWords } from "./words.js";

/** Fields that the card shows in a place of their own, or that say where things stand. */
const SHOWN = new Set([
  ...[
    "quantity",
    "modifier",
    "value",
    "value_high",
    "unit",
    "counted",
    "counted_type",
    "implicit",
    "activity",
    "sector",
  ],
  ...["locations", "organizations", "dates", "part_of", "confidence", "found_by", "warnings", "sentence", "page", "id"],
]);

export class Card {
  /** actions: {accept, correct, reject, undo, show, close, resized}, called without arguments. */
  constructor(actions) {
    this.root = byId("card");
    this.actions = actions;
  }

  hide() {
    this.root.hidden = true;
  }

  show(bulletin, found) {
    const decision = decisions(bulletin.number)[found.id];
    const figure = effective(found, decision);
    const facts = [
      ["Value", valueWords(figure), "value"],
      ["Counts", [countedWords(figure), figure.counted_type].filter(Boolean).join(" · "), "counted"],
      ["Done", flat(figure.activity), "activity"],
      ["Sector", figure.sector, "sector"],
      ["Where", flatList(figure.locations).join("; "), "locations"],
      ["Who", flatList(figure.organizations).join("; "), "organizations"],
      ["When", flatList(figure.dates).join("; "), "dates"],
      ["Part of", flat(figure.part_of), "part_of"],
      ["Confidence", [share(figure.confidence), figure.found_by].filter(Boolean).join(" · "), "confidence"],
    ];
    const changes = decision?.changes ?? {};
    const shown = [
      h(
        "header",
        null,
        h("h3", null, quantityWords(figure)),
        h("p", { class: "state", "data-decision": decision?.decision }, decision ? WORDS[decision.decision] : "open"),
        h(
          "button",
          { type: "button", class: "quiet", click: this.actions.show },
          figure.page ? `Show in the text (page ${figure.page})` : "Show in the text",
        ),
        h("button", { type: "button", class: "quiet", "aria-label": "Close the card", click: this.actions.close }, "×"),
      ),
      h("blockquote", null, ...sentence(bulletin, figure)),
      (figure.warnings ?? []).length
        ? h(
            "ul",
            { class: "cautions" },
            figure.warnings.map(({ message }) => h("li", null, message)),
          )
        : null,
      h(
        "dl",
        null,
        facts.map(([name, value, field]) =>
          h(
            "div",
            { "data-part": field, class: field in changes ? "changed" : null },
            h("dt", null, name),
            h("dd", null, value || "–", was(found, field, changes)),
          ),
        ),
      ),
      more(figure, this.actions.resized),
      this.buttons(decision),
    ];
    this.root.replaceChildren(...shown.filter(Boolean));
    this.root.scrollTop = 0;
    this.root.hidden = false;
  }

  buttons(decision) {
    const { accept, correct, reject, undo } = this.actions;
    return h(
      "div",
      { class: "buttons" },
      h(
        "button",
        { type: "button", class: "accept", "aria-keyshortcuts": "a", click: accept },
        "✓ Accept ",
        h("kbd", null, "a"),
      ),
      h(
        "button",
        { type: "button", class: "correct", "aria-keyshortcuts": "c", click: correct },
        "✎ Correct ",
        h("kbd", null, "c"),
      ),
      h(
        "button",
        { type: "button", class: "reject", "aria-keyshortcuts": "x", click: reject },
        "✕ Reject ",
        h("kbd", null, "x"),
      ),
      decision
        ? h(
            "button",
            { type: "button", class: "quiet", "aria-keyshortcuts": "u", click: undo },
            "Undo ",
            h("kbd", null, "u"),
          )
        : null,
    );
  }

  /** Put the correction in the place of what was understood. */
  edit(form) {
    this.root.querySelector(".buttons").remove();
    this.root.querySelector("details").remove();
    this.root.querySelector("dl").replaceWith(form);
  }
}

/** The sentence with the number set off; what is left out between its pieces is shown as an ellipsis. */
function sentence(bulletin, { sentence: pieces, quantity }) {
  return pieces.flatMap(([start, end], index) => {
    const before = index ? [" … "] : [];
    if (quantity.start < start || quantity.start >= end) return [...before, bulletin.text.slice(start, end)];
    return [
      ...before,
      bulletin.text.slice(start, quantity.start),
      h("strong", null, quantity.text),
      bulletin.text.slice(quantity.end, Math.max(end, quantity.end)),
    ];
  });
}

/** Every further field of the record, by its name: what a pipeline adds is shown without being known here. */
function more(figure, onToggle) {
  const fields = Object.entries(figure).filter(
    ([name, value]) => !SHOWN.has(name) && value != null && value !== "" && value.length !== 0,
  );
  return h(
    "details",
    { toggle: onToggle },
    h("summary", null, "More about it"),
    h(
      "dl",
      null,
      fields.map(([name, value]) => h("div", null, h("dt", null, codeWords(name)), h("dd", null, valueOf(value)))),
    ),
  );
}

function valueOf(value) {
  if (Array.isArray(value)) return value.map(valueOf).join("; ");
  return typeof value === "object" ? flat(value) : codeWords(String(value));
}

/** What stood in a field before it was corrected. */
function was(found, field, changes) {
  if (!(field in changes)) return null;
  const before = {
    value: valueWords(found),
    counted: countedWords(found),
    locations: flatList(found.locations).join("; "),
    sector: found.sector,
    activity: flat(found.activity),
  }[field];
  return h("small", null, before ? `was: ${before}` : "was empty");
}
