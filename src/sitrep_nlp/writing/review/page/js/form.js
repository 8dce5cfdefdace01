// The form in which a figure is corrected, and one that was overlooked is written down.

import { vocabularies } from "./data.js";
import { h } from "./dom.js";
import { blank, figureAt, read, reading, shared, standing } from "./figures.js";
import { flatList, overlap, sameEnds } from "./text.js";
import { Problem, Wording } from "./wording.js";
import { codeWords, countedWords, quantityWords } from "./words.js";

/** Fields whose words may be of several places. */
const LINKS = ["organizations", "locations", "dates"];
const WORDS = ["quantity", "counted", "activity", ...LINKS];
const OFFERED = { counted: "BENEFICIARY", organizations: "ORG", locations: "LOC", dates: "DATE" };
const UNREAD = { value: null, value_high: null };
const UNITS = { count: "", ratio: "", percent: "%" };
/** The fields, in the order in which they are filled in. */
const LABELS = {
  modifier: "How exact",
  quantity: "Number",
  value: "Value",
  value_high: "to",
  kind: "Kind",
  unit: "Unit",
  counted: "Counts",
  counted_type: "which is",
  part_of: "Part of",
  activity: "Done",
  sector: "Sector",
  organizations: "Who",
  locations: "Where",
  dates: "When",
};

let forms = 0;

export class FigureForm {
  /**
   * base: the figure as it was found, or a blank one; figure: as it stands now, null where it is new. near: a place in the
   * text from which to look while there is no number. onSave: called with {quantity, changes}, the changes to the base;
   * onDraft: with the figure as far as it is written; onCancel: when the reviewer leaves the form.
   */
  constructor(bulletin, base, figure, { near = 0, onSave, onDraft, onCancel }) {
    Object.assign(this, { bulletin, base, near, onSave, onDraft });
    this.id = `figure-${++forms}`;
    // What the reviewer has written, or decided earlier, is not filled in again.
    this.touched = new Set(figure ? [...Object.keys(OFFERED), "activity", "sector"] : []);
    this.changed = false;
    /** The number, as last seen: `moved` follows it. */
    this.told = figure?.quantity ?? null;
    figure ??= base;
    this.words = Object.fromEntries(WORDS.map((name) => [name, this.wording(name, figure)]));
    this.fields = {
      ...Object.fromEntries(WORDS.map((name) => [name, this.words[name].input])),
      value: this.input("value", figure.value ?? "", { inputmode: "decimal" }),
      value_high: this.input("value_high", figure.value_high ?? "", { inputmode: "decimal" }),
      kind: this.select("kind", named(vocabularies.kinds), figure.kind),
      unit: this.input("unit", figure.unit, { autocapitalize: "characters" }),
      modifier: this.select("modifier", named(vocabularies.modifiers), figure.modifier),
      counted_type: this.select("counted_type", named(vocabularies.counted_types), figure.counted_type),
      sector: this.select(
        "sector",
        [["", "–"], ...vocabularies.sectors.map((each) => [each, each])],
        figure.sector ?? "",
      ),
      part_of: this.select("part_of", [["", "–"], ...this.wholes(figure)], place(figure.part_of)),
    };
    this.problem = h("p", { class: "problem", role: "alert" });
    const save = (event) => {
      event.preventDefault();
      this.save();
    };
    this.element = h(
      "form",
      {
        class: "correction",
        submit: save,
        novalidate: true,
        "aria-label": base.added ? "Add a figure" : "Correct the figure",
      },
      Object.keys(LABELS).map((name) => this.field(name)),
      h(
        "p",
        { class: "hint" },
        "Write words as they stand in the bulletin, or select them there. Several are parted with ;",
      ),
      this.problem,
      h(
        "div",
        { class: "buttons" },
        h("button", { class: "primary" }, base.added ? "Save the figure " : "Save ", h("kbd", null, "Enter")),
        h("button", { type: "button", class: "quiet", click: onCancel }, "Cancel ", h("kbd", null, "Esc")),
      ),
    );
    this.element.addEventListener("focusin", ({ target }) => {
      if (target.dataset.words) this.last = target.name;
    });
    this.element.addEventListener("input", ({ target }) => target.dataset.words || this.edited(target.name));
    this.showUnit();
    if (this.number) this.moved(this.number);
  }

  wording(name, figure) {
    return new Wording(name, `${this.id}-${name}`, {
      text: this.bulletin.text,
      spans: [figure[name] ?? []].flat(),
      several: LINKS.includes(name),
      known: OFFERED[name] ? suggestions(this.bulletin, OFFERED[name]) : [],
      // The number is looked for from where the reviewer was, everything else from the number.
      place: () =>
        name === "quantity"
          ? { near: this.near, ranges: [] }
          : { near: this.told?.start ?? this.near, ranges: this.base.sentence },
      onChange: () => this.edited(name),
    });
  }

  field(name) {
    const words = this.words[name];
    return h(
      "div",
      { class: `field ${name}`, "data-part": name },
      h("label", { for: `${this.id}-${name}` }, LABELS[name]),
      words?.status,
      this.fields[name],
      words?.list,
    );
  }

  input(name, value, more) {
    return h("input", { id: `${this.id}-${name}`, name, value: String(value), autocomplete: "off", ...more });
  }

  select(name, entries, value) {
    const select = h(
      "select",
      { id: `${this.id}-${name}`, name },
      entries.map(([each, label]) => h("option", { value: each }, label)),
    );
    select.value = value;
    return select;
  }

  /** The figures of which this one may be a part, each by the place of its number. */
  wholes(figure) {
    return standing(this.bulletin)
      .filter(({ id }) => id !== figure.id)
      .map((each) => [place(each.quantity), [quantityWords(each), countedWords(each)].filter(Boolean).join(" ")]);
  }

  get number() {
    return this.words.quantity.spans[0] ?? null;
  }

  /** Take a span that was selected in the bulletin into the field of words that was last in use. */
  take(span) {
    const words = this.words[this.last ?? (this.number ? "counted" : "quantity")];
    words.take(span);
    words.input.focus();
  }

  /** What follows from a field that the reviewer has changed. */
  edited(name) {
    this.touched.add(name);
    this.changed = true;
    if (name === "quantity" && this.number) this.moved(this.number);
    if (name === "kind") this.showUnit();
    if (name === "kind" || name === "counted") this.guessType();
    this.onDraft(this.draft);
  }

  /** The number has other ends: what is read from them is filled in anew, where the reviewer has not written it. */
  moved(number) {
    if (sameEnds(number, this.told)) return;
    this.told = number;
    const { added, quantity } = this.base;
    if (added) {
      this.base = blank(this.bulletin, number);
      this.fill({ ...UNREAD, ...reading(this.bulletin, number), ...shared(this.bulletin, this.base) });
    } else {
      this.fill({ ...UNREAD, ...(sameEnds(number, quantity) ? read(this.base) : reading(this.bulletin, number)) });
    }
  }

  fill(values) {
    for (const [name, value] of Object.entries(values)) {
      if (this.touched.has(name)) continue;
      if (this.words[name]) this.words[name].put([value ?? []].flat());
      else this.fields[name].value = value ?? "";
    }
    this.showUnit();
    this.guessType();
  }

  /** Money and measures have a unit to write; of the others the kind tells it. */
  showUnit() {
    const { kind, unit } = this.fields;
    unit.disabled = kind.value in UNITS;
    if (unit.disabled) unit.value = UNITS[kind.value];
  }

  /** Money counts money, and what is spanned like a group of people counts people. */
  guessType() {
    if (this.touched.has("counted_type")) return;
    const [counted] = this.words.counted.spans;
    const { kind, counted_type } = this.fields;
    const isGroup = (entity) => entity.label === "BENEFICIARY" && counted && overlap(entity, counted);
    if (kind.value === "money") counted_type.value = "money";
    else if (this.bulletin.entities.some(isGroup)) counted_type.value = "people";
  }

  save() {
    try {
      const now = this.written();
      const { quantity } = now;
      if (this.base.added) delete now.quantity;
      const changes = Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, this.base[name])));
      if (changes.counted) changes.implicit = !within(changes.counted, this.base.sentence);
      this.onSave({ quantity, changes });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.problem.textContent = error.message;
      for (const [name, field] of Object.entries(this.fields))
        field.setAttribute("aria-invalid", String(name === error.field));
      this.fields[error.field].focus();
    }
  }

  /** The figure as far as it is written. */
  get draft() {
    const words = Object.fromEntries(WORDS.map((name) => [name, this.words[name].spans]));
    const [[quantity = null], [counted = null], [activity = null]] = [words.quantity, words.counted, words.activity];
    return {
      ...this.base,
      ...words,
      quantity,
      counted,
      activity,
      modifier: this.fields.modifier.value,
      part_of: this.whole?.quantity,
    };
  }

  /** The fields; throws a Problem for one that cannot stand. */
  written() {
    const { kind, unit, modifier, counted_type, sector } = this.fields;
    const checked = Object.fromEntries(WORDS.map((name) => [name, this.words[name].checked]));
    const [[quantity], [counted = null], [activity = null]] = [checked.quantity, checked.counted, checked.activity];
    const other = quantity && figureAt(this.bulletin, quantity, this.base.id);
    if (!quantity) throw new Problem("quantity", "Which number is it? Write it as it stands in the bulletin.");
    if (other) throw new Problem("quantity", `“${quantity.text}” is the number of another figure.`);
    const value = this.amount("value");
    const high = this.fields.value_high.value.trim() ? this.amount("value_high") : null;
    if (high !== null && high < value)
      throw new Problem("value_high", "A range goes from the smaller value to the larger.");
    if (kind.value === "money" && !/^([A-Z]{3})?$/.test(unit.value.trim()))
      throw new Problem("unit", "A currency is written with its three letters: USD.");
    return {
      quantity,
      value,
      value_high: high,
      kind: kind.value,
      unit: unit.value.trim(),
      modifier: modifier.value,
      counted,
      counted_type: counted_type.value,
      activity,
      organizations: checked.organizations,
      locations: checked.locations,
      dates: checked.dates,
      sector: sector.value || null,
      part_of: this.checkedWhole(),
    };
  }

  amount(name) {
    const words = this.fields[name].value.replace(/[\s,\u00a0\u202f]/g, "");
    if (!words || !Number.isFinite(Number(words))) throw new Problem(name, "The value must be a number.");
    return Number(words);
  }

  /** The figure of which this one is a part. */
  get whole() {
    return standing(this.bulletin).find(({ quantity }) => place(quantity) === this.fields.part_of.value);
  }

  checkedWhole() {
    const { whole } = this;
    if (!whole) return null;
    const figures = new Map(standing(this.bulletin).map((each) => [place(each.quantity), each]));
    const seen = new Set([this.base.id]);
    for (let each = whole; each; each = figures.get(place(each.part_of))) {
      if (seen.has(each.id)) throw new Problem("part_of", "A figure cannot be a part of its own part.");
      seen.add(each.id);
    }
    const { start, end, text } = whole.quantity;
    return { start, end, text };
  }
}

function suggestions(bulletin, label) {
  return flatList(bulletin.entities.filter((entity) => entity.label === label));
}

function named(values) {
  return values.map((each) => [each, codeWords(each)]);
}

function place(span) {
  return span ? `${span.start}-${span.end}` : "";
}

function within({ start, end }, ranges) {
  return ranges.some(([from, to]) => from <= start && end <= to);
}

function same(a, b) {
  const plain = (value) =>
    JSON.stringify([value ?? null].flat().map((each) => (each?.text != null ? [each.start, each.end] : each)));
  return plain(a) === plain(b);
}
