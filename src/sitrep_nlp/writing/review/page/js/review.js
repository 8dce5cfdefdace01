// One bulletin under review: the text, the table and the card move together.

import { Card } from "./card.js";
import { bulletin as fetch } from "./data.js";
import { decide, decisions, effective, WORDS } from "./decisions.js";
import { announce, byId, narrow } from "./dom.js";
import { Filters } from "./filters.js";
import { CorrectionForm } from "./form.js";
import { Reading } from "./reading.js";
import { Rows } from "./rows.js";
import { countedWords, quantityWords } from "./words.js";

export class Review {
  /** onChoose: called with the id of the chosen figure, for the address bar. */
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.rows = new Rows((id) => this.choose(id, { focus: true }));
    this.filters = new Filters(() => this.filter());
    this.card = new Card({
      accept: () => this.decide("accept"),
      reject: () => this.decide("reject"),
      correct: () => this.correct(),
      undo: () => this.undo(),
      show: () => this.showInText(),
      close: () => this.choose(null),
      resized: () => this.rows.reveal(),
    });
    byId("text").addEventListener("click", (event) => this.clicked(event));
    byId("text").addEventListener("mouseup", () => this.take());
    byId("view-text").addEventListener("click", () => this.view("text"));
    byId("view-figures").addEventListener("click", () => this.view("figures"));
    this.view("text");
  }

  open(number, figureId) {
    if (this.bulletin?.number !== number) {
      this.form = null;
      this.bulletin = fetch(number);
      this.reading = new Reading(this.bulletin);
      this.rows.open(this.bulletin);
      this.filters.offer(this.bulletin);
      this.chosen = undefined;
      this.filter();
      for (const [id, decision] of Object.entries(decisions(number))) this.reading.decided(id, decision);
      byId("text").scrollTop = 0;
    }
    // A narrow screen shows the text first: the card would cover it.
    const id = figureId ?? this.chosen ?? (narrow() ? null : this.shown[0]?.id) ?? null;
    if (id !== this.chosen) this.choose(this.bulletin.byId.has(id) ? id : null, { scroll: Boolean(figureId) });
  }

  /** Show every decision anew: after a file of decisions was loaded. */
  renew() {
    if (!this.bulletin) return;
    for (const figure of this.bulletin.figures) {
      this.rows.renew(figure);
      this.reading.decided(figure.id, decisions(this.bulletin.number)[figure.id]);
    }
    this.filter();
    // A correction that is being written stays.
    if (!this.form) this.choose(this.chosen);
  }

  filter() {
    this.shown = this.filters.pass(this.bulletin);
    this.rows.show(this.shown);
  }

  get figure() {
    return this.bulletin.byId.get(this.chosen);
  }

  choose(id, { focus = false, scroll = true } = {}) {
    this.form = null;
    this.chosen = id;
    this.rows.choose(id, { focus });
    if (!id) {
      this.reading.choose(null);
      this.card.hide();
      this.onChoose(null);
      return;
    }
    const figure = this.decided;
    this.reading.choose(figure, { scroll });
    this.card.show(this.bulletin, this.figure);
    this.rows.reveal();
    const place = this.shown.indexOf(this.figure) + 1;
    announce(
      `${place ? `Figure ${place} of ${this.shown.length}: ` : ""}${quantityWords(figure)} ${countedWords(figure)}`,
    );
    this.onChoose(id);
  }

  /** The chosen figure with the reviewer's changes. */
  get decided() {
    return effective(this.figure, decisions(this.bulletin.number)[this.chosen]);
  }

  /** Go on by so many figures, in the order shown. */
  step(by) {
    const place = this.shown.indexOf(this.figure);
    const next = this.shown[place < 0 ? 0 : place + by];
    if (next) this.choose(next.id, { focus: true });
    return Boolean(next);
  }

  /** The next figure without a decision, from the chosen one on and round. */
  get nextOpen() {
    const made = decisions(this.bulletin.number);
    const place = this.shown.indexOf(this.figure);
    return [...this.shown.slice(place + 1), ...this.shown.slice(0, place + 1)].find(({ id }) => !made[id]);
  }

  stepToOpen() {
    const next = this.nextOpen;
    if (next) this.choose(next.id, { focus: true });
    else announce("Every figure that is shown has a decision.");
    return true;
  }

  decide(decision, changes) {
    if (!this.chosen) return false;
    const { figure } = this;
    decide(this.bulletin.number, figure.id, decision, changes);
    const next = this.nextOpen ?? figure;
    this.refresh(figure);
    this.choose(next.id, { focus: true });
    announce(`${quantityWords(figure)} ${WORDS[decision]}. ${byId("announcements").textContent}`);
    return true;
  }

  undo() {
    if (!this.chosen || !decisions(this.bulletin.number)[this.chosen]) return false;
    decide(this.bulletin.number, this.chosen, null);
    this.refresh(this.figure);
    this.choose(this.chosen, { focus: true });
    announce("The decision was taken back.");
    return true;
  }

  /** Show a figure as it is decided now, if it still passes the filters. */
  refresh(figure) {
    this.rows.renew(figure);
    this.reading.decided(figure.id, decisions(this.bulletin.number)[figure.id]);
    this.filter();
  }

  correct() {
    if (!this.chosen) return false;
    this.form = new CorrectionForm(this.bulletin, this.figure, this.decided, {
      onSave: (changes) => (Object.keys(changes).length ? this.decide("correct", changes) : this.decide("accept")),
      onCancel: () => this.leave(),
    });
    this.card.edit(this.form.element);
    this.rows.reveal();
    this.form.fields.value.focus();
    this.form.fields.value.select();
    return true;
  }

  leave() {
    if (this.form) this.choose(this.chosen, { focus: true });
    else if (this.chosen) this.rows.choose(this.chosen, { focus: true });
    return true;
  }

  clicked(event) {
    const link = event.target.closest("a.number");
    if (!link) return;
    event.preventDefault();
    if (!this.form) this.choose(link.dataset.figure, { scroll: false });
  }

  /** Give words that are selected in the text to the correction. */
  take() {
    const span = this.form && this.reading.map.selected(getSelection());
    if (span) this.form.take(span);
  }

  showInText() {
    this.view("text");
    this.reading.choose(this.decided);
    byId("text").querySelector("a.number[aria-current]")?.focus({ preventScroll: true });
  }

  /** On a narrow screen one side is shown at a time. */
  view(name) {
    byId("review").dataset.view = name;
    byId("view-text").setAttribute("aria-pressed", String(name === "text"));
    byId("view-figures").setAttribute("aria-pressed", String(name === "figures"));
  }
}
