// The correction of a figure. Words are spans of the bulletin: typed words are looked for near the number, and words that are
// selected in the bulletin go into the field that was last in use.

import { vocabularies } from "./data.js";
import { h, options } from "./dom.js";
import { flat, flatList } from "./text.js";

let forms = 0;

export class CorrectionForm {
  /** onSave: called with the changes, {} if there are none; onCancel: when the reviewer leaves it. */
  constructor(bulletin, found, figure, { onSave, onCancel }) {
    Object.assign(this, { bulletin, found, onSave });
    this.id = `correction-${++forms}`;
    this.chosen = {};
    this.fields = {
      value: this.input("value", String(figure.value), { inputmode: "decimal" }),
      value_high: this.input("value_high", figure.value_high == null ? "" : String(figure.value_high), {
        inputmode: "decimal",
      }),
      counted: this.words("counted", figure.counted ? [figure.counted] : [], suggestions(bulletin, "BENEFICIARY")),
      counted_type: this.select("counted_type", vocabularies.counted_types, figure.counted_type),
      activity: this.words("activity", figure.activity ? [figure.activity] : []),
      sector: this.select("sector", vocabularies.sectors, figure.sector),
      locations: this.words("locations", figure.locations, suggestions(bulletin, "LOC")),
    };
    this.problem = h("p", { class: "problem", role: "alert" });
    const save = (event) => {
      event.preventDefault();
      this.save();
    };
    this.element = h(
      "form",
      { class: "correction", submit: save, novalidate: true, "aria-label": "Correct the figure" },
      this.field("value", "Value"),
      this.field("value_high", "to, in a range"),
      this.field("sector", "Sector"),
      this.field("counted", "Counts"),
      this.field("counted_type", "which is"),
      this.field("activity", "Done"),
      this.field("locations", "Where (several with ;)"),
      h("p", { class: "hint" }, "Write words as they stand in the bulletin, or select them there."),
      this.problem,
      h(
        "div",
        { class: "buttons" },
        h("button", { class: "primary" }, "Save ", h("kbd", null, "Enter")),
        h("button", { type: "button", class: "quiet", click: onCancel }, "Cancel ", h("kbd", null, "Esc")),
      ),
    );
    this.element.addEventListener("focusin", ({ target }) => {
      if (target.dataset.words) this.last = target.name;
    });
  }

  field(name, label) {
    return h(
      "div",
      { class: `field ${name}` },
      h("label", { for: `${this.id}-${name}` }, label),
      this.fields[name],
      this.lists?.[name],
    );
  }

  input(name, value, more) {
    return h("input", { id: `${this.id}-${name}`, name, value, autocomplete: "off", ...more });
  }

  select(name, values, value) {
    const select = h(
      "select",
      { id: `${this.id}-${name}`, name },
      options(
        "–",
        values.map((each) => [each, each]),
      ),
    );
    select.value = value ?? "";
    return select;
  }

  /** A field of words; `spans` are those that stand there now, `known` are offered. */
  words(name, spans, known) {
    this.chosen[name] = new Map(spans.map((span) => [flat(span), span]));
    const list = known?.length ? `${this.id}-${name}-list` : null;
    if (list) {
      this.lists ??= {};
      this.lists[name] = h(
        "datalist",
        { id: list },
        known.map((value) => h("option", { value })),
      );
    }
    return this.input(name, flatList(spans).join("; "), { "data-words": "true", list });
  }

  /** Take a span that was selected in the bulletin; one more place, but another counted thing or activity. */
  take(span) {
    const name = this.last ?? "counted";
    const field = this.fields[name];
    this.chosen[name].set(flat(span), span);
    field.value = name === "locations" && field.value.trim() ? `${field.value.trim()}; ${flat(span)}` : flat(span);
    field.focus();
  }

  save() {
    try {
      const changes = this.changes();
      this.onSave(changes);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.textContent = error.message;
      for (const [name, field] of Object.entries(this.fields))
        field.setAttribute("aria-invalid", String(name === error.field));
      this.fields[error.field].focus();
    }
  }

  /** The fields that differ from the record as it was found. */
  changes() {
    const [counted] = this.spans("counted");
    const [activity] = this.spans("activity");
    const now = {
      value: this.number("value"),
      value_high: this.fields.value_high.value.trim() ? this.number("value_high") : null,
      counted: counted ?? null,
      counted_type: this.fields.counted_type.value || "other",
      activity: activity ?? null,
      sector: this.fields.sector.value || null,
      locations: this.spans("locations"),
    };
    const changes = Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, this.found[name])));
    if (changes.counted) changes.implicit = !within(changes.counted, this.found.sentence);
    return changes;
  }

  number(name) {
    const value = Number(this.fields[name].value.replace(/[\s,\u00a0\u202f]/g, ""));
    if (!this.fields[name].value.trim() || !Number.isFinite(value))
      throw new Problem(name, "The value must be a number.");
    return value;
  }

  spans(name) {
    const text = this.fields[name].value;
    const parts = name === "locations" ? text.split(";") : [text];
    return parts
      .map((part) => part.trim())
      .filter(Boolean)
      .map((part) => this.span(name, part));
  }

  span(name, words) {
    const { quantity, sentence } = this.found;
    const span =
      this.chosen[name].get(words.replace(/\s+/g, " ")) ?? this.bulletin.text.find(words, quantity.start, sentence);
    if (!span) throw new Problem(name, `“${words}” does not stand in the bulletin.`);
    return { start: span.start, end: span.end, text: span.text };
  }
}

class Problem extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

function suggestions(bulletin, label) {
  return flatList(bulletin.entities.filter((entity) => entity.label === label));
}

function within({ start, end }, ranges) {
  return ranges.some(([from, to]) => from <= start && end <= to);
}

function same(a, b) {
  const plain = (value) =>
    JSON.stringify([value ?? null].flat().map((each) => (each?.text != null ? [each.start, each.end] : each)));
  return plain(a) === plain(b);
}
