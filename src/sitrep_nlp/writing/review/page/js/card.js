// The card of the chosen figure: its sentence, what was understood, its warnings, and the buttons that decide.

import { byId, h } from "./dom.js";
import { decisions, effective, ICONS, WORDS } from "./decisions.js";
import { flat, flatList } from "./text.js";
import { codeWords, countedWords, quantityWords, share, valueWords } from "./words.js";

/** What the card tells, by the field whose change is a change of it. */
const FACTS = {
  value: ["Value", valueWords],
  counted: ["Counts", (figure) => [countedWords(figure), figure.counted_type].filter(Boolean).join(" · ")],
  activity: ["Done", (figure) => flat(figure.activity)],
  sector: ["Sector", (figure) => figure.sector],
  locations: ["Where", (figure) => flatList(figure.locations).join("; ")],
  organizations: ["Who", (figure) => flatList(figure.organizations).join("; ")],
  dates: ["When", (figure) => flatList(figure.dates).join("; ")],
  part_of: ["Part of", (figure) => flat(figure.part_of)],
};
/** Fields that are told together with another one. */
const TOLD_WITH = { value: ["value", "value_high", "kind", "unit"], counted: ["counted", "counted_type"] };
/** Facts of which many figures have none: they are shown where there is something to show. */
const SPARE = ["organizations", "dates", "part_of"];

/** Fields that the card shows in a place of their own, or that say where things stand. */
const SHOWN = new Set([
  ...["quantity", "modifier", "value", "value_high", "unit", "counted", "counted_type", "implicit", "activity"],
  ...["sector", "locations", "organizations", "dates", "part_of", "confidence", "found_by", "warnings", "sentence"],
  ...["page", "id", "added"],
]);

export class Card {
  /** actions: {accept, correct, reject, undo, show, close, resized}; `correct` is called with the field to begin with, if any. */
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
    const warnings = (figure.warnings ?? []).map(({ message }) => h("li", null, message));
    this.fill(
      this.header(figure, decision, figure.added ? quantityWords(figure) : quantityWords(found)),
      h("blockquote", null, ...sentence(bulletin, figure)),
      warnings.length ? h("ul", { class: "cautions" }, warnings) : null,
      h(
        "dl",
        { click: ({ target }) => this.pointed(target), title: "Click to correct" },
        facts(figure, found, decision),
      ),
      more(figure, this.actions.resized),
      this.buttons(figure, decision),
    );
  }

  /** A click on what was understood begins its correction, unless it ends a selection. */
  pointed(target) {
    const { part } = target.closest("[data-part]")?.dataset ?? {};
    if (part && getSelection().isCollapsed) this.actions.correct(part);
  }

  /** A form in the place of what was understood. */
  edit(bulletin, figure, form, title) {
    this.title = h("h3", null, title);
    this.quote = h("blockquote", null, ...sentence(bulletin, figure));
    this.fill(h("header", null, this.title, this.close()), this.quote, form);
  }

  /** The number in the form has changed, and with it the sentence. */
  requote(bulletin, figure) {
    this.quote.replaceChildren(...sentence(bulletin, figure));
  }

  fill(...children) {
    this.root.replaceChildren(...children.filter(Boolean));
    this.root.scrollTop = 0;
    this.root.hidden = false;
  }

  header(figure, decision, before) {
    const sure = [share(figure.confidence), figure.found_by].filter(Boolean).join(" · ");
    return h(
      "header",
      null,
      h("h3", null, quantityWords(figure)),
      before === quantityWords(figure) ? null : h("small", null, `was: ${before}`),
      h(
        "p",
        { class: "state", "data-decision": decision?.decision },
        decision ? `${ICONS[decision.decision]} ${WORDS[decision.decision]}` : "open",
      ),
      figure.confidence == null ? null : h("p", { class: "facts", title: "Confidence, and what found it" }, sure),
      h(
        "button",
        { type: "button", class: "quiet", click: this.actions.show },
        figure.page ? `Show in the text (page ${figure.page})` : "Show in the text",
      ),
      this.close(),
    );
  }

  close() {
    return h(
      "button",
      { type: "button", class: "quiet", "aria-label": "Close the card", click: this.actions.close },
      "×",
    );
  }

  buttons(figure, decision) {
    const { accept, correct, reject, undo } = this.actions;
    const button = (name, words, key, click) =>
      h("button", { type: "button", class: name, "aria-keyshortcuts": key, click }, `${words} `, h("kbd", null, key));
    return h(
      "div",
      { class: "buttons" },
      figure.added ? null : button("accept", "✓ Accept", "a", accept),
      button("correct", "✎ Correct", "c", () => correct()),
      figure.added ? button("reject", "✕ Remove", "x", reject) : button("reject", "✕ Reject", "x", reject),
      decision && !figure.added ? button("quiet", "Take back", "u", undo) : null,
    );
  }
}

function facts(figure, found, decision) {
  const changes = figure.added ? {} : (decision?.changes ?? {});
  return Object.entries(FACTS).map(([field, [name, words]]) => {
    const changed = (TOLD_WITH[field] ?? [field]).some((each) => each in changes);
    if (SPARE.includes(field) && !words(figure) && !changed) return null;
    return h(
      "div",
      { "data-part": field, class: changed ? "changed" : null },
      h("dt", null, name),
      h("dd", null, words(figure) || "–", changed ? h("small", null, before(words(found))) : null),
    );
  });
}

/** What stood in a field before it was corrected. */
function before(words) {
  return words ? `was: ${words}` : "was empty";
}

/** The sentence with the number set off; what is left out between its pieces is shown as an ellipsis. */
function sentence(bulletin, { sentence: pieces, quantity }) {
  const plain = (start, end) => bulletin.text.slice(start, end).replaceAll("**", "");
  return pieces.flatMap(([start, end], index) => {
    const before = index ? [" … "] : [];
    if (!quantity || quantity.start < start || quantity.start >= end) return [...before, plain(start, end)];
    const number = h("strong", null, plain(quantity.start, quantity.end));
    return [...before, plain(start, quantity.start), number, plain(quantity.end, Math.max(end, quantity.end))];
  });
}

/** Every further field of the record, by its name: what a pipeline adds is shown without being known here. */
function more(figure, onToggle) {
  const fields = Object.entries(figure).filter(
    ([name, value]) => !SHOWN.has(name) && value != null && value !== "" && value.length !== 0,
  );
  if (!fields.length) return null;
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
