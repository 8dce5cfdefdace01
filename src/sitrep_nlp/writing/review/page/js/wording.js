// A field of words that are spans of the bulletin. Words that are typed are looked for near the number; where they stand in
// several places the reviewer steps to the right one. Words that are selected in the bulletin are taken as they stand.

import { h } from "./dom.js";
import { flat, flatList, flatText, sameEnds } from "./text.js";

export class Problem extends Error {
  constructor(field, message) {
    super(message);
    this.field = field;
  }
}

export class Wording {
  /**
   * text: the bulletin's. spans: those that stand in the field now. several: whether they may be many, parted by ";".
   * known: words to offer. place: called for {near, ranges}, where to look first. onChange: called when the spans may have changed.
   */
  constructor(name, id, { text, spans, several = false, known = [], place, onChange }) {
    Object.assign(this, { name, text, several, place, onChange });
    // The place of each wording for which one was chosen.
    this.chosen = new Map(spans.map((span) => [flat(span), span]));
    const list = known.length ? `${id}-list` : null;
    const where = `${id}-where`;
    this.input = h("input", {
      ...{ id, name, list, value: flatList(spans).join("; "), autocomplete: "off", spellcheck: "false" },
      ...{ "data-words": "true", "aria-describedby": where, input: () => this.changed(), keyup: () => this.tell() },
    });
    const step = (by, words, sign) =>
      h("button", { type: "button", class: "quiet", "aria-label": words, click: () => this.step(by) }, sign);
    this.count = h("span", { id: where });
    this.steps = h(
      "span",
      { class: "steps", hidden: true },
      step(-1, "Earlier place", "‹"),
      step(1, "Later place", "›"),
    );
    this.status = h("span", { class: "where" }, this.count, this.steps);
    const options = known.map((value) => h("option", { value }));
    this.list = list && h("datalist", { id: list }, options);
    this.tell();
  }

  /** The wordings in the field, each on one line. */
  get parts() {
    const parts = this.several ? this.input.value.split(";") : [this.input.value];
    return parts.map(flatText);
  }

  /** The spans that the field names; those that stand nowhere are left out. */
  get spans() {
    return this.parts.map((part) => part && this.find(part)).filter(Boolean);
  }

  /** The same; throws a Problem where words stand nowhere. */
  get checked() {
    const lost = this.parts.find((part) => part && !this.find(part));
    if (lost) throw new Problem(this.name, `“${lost}” does not stand in the bulletin.`);
    return this.spans.map(({ start, end, text }) => ({ start, end, text }));
  }

  find(part) {
    if (this.chosen.has(part)) return this.chosen.get(part);
    const { near, ranges } = this.place();
    return this.text.nearest(this.text.places(part), near, ranges);
  }

  /** Take a span that was selected in the bulletin: one more where several may stand, else in the place of the other. */
  take(span) {
    const words = flat(span);
    this.chosen.set(words, span);
    const others = this.several ? this.parts.filter((part) => part && part !== words) : [];
    this.input.value = [...others, words].join("; ");
    this.changed();
  }

  /** Put other spans into the field. */
  put(spans) {
    this.chosen = new Map(spans.map((span) => [flat(span), span]));
    this.input.value = flatList(spans).join("; ");
    this.tell();
  }

  /** The wording in which the cursor stands. */
  get current() {
    const before = this.input.value.slice(0, this.input.selectionStart ?? 0);
    return this.parts[this.several ? before.split(";").length - 1 : 0] ?? "";
  }

  /** Go on to another place where the wording stands. */
  step(by) {
    const part = this.current;
    const places = this.text.places(part);
    const index = places.findIndex((place) => sameEnds(place, this.find(part)));
    this.chosen.set(part, places[(index + by + places.length) % places.length]);
    this.changed();
  }

  changed() {
    this.tell();
    this.onChange(this);
  }

  /** Say where the wording stands: nothing to say where it is in one place. */
  tell() {
    const part = this.current;
    const places = part ? this.text.places(part) : [];
    const index = part ? places.findIndex((place) => sameEnds(place, this.find(part))) : -1;
    this.steps.hidden = places.length < 2;
    this.count.textContent =
      part && !places.length
        ? "not in the bulletin"
        : places.length > 1
          ? `${index + 1 || "?"} of ${places.length}`
          : "";
    this.status.classList.toggle("lost", Boolean(part) && !places.length);
  }
}
