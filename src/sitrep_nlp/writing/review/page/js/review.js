// One bulletin under review: the text, the table and the card move together.

import { Adding } from "./adding.js";
import { Card } from "./card.js";
import { decide, decisions, effective, WORDS } from "./decisions.js";
import { announce, byId, focusOn, narrow, tell } from "./dom.js";
import { blank, openBulletin, settle } from "./figures.js";
import { Filters } from "./filters.js";
import { FigureForm } from "./form.js";
import { Reading } from "./reading.js";
import { Rows } from "./rows.js";
import { flat, sameEnds } from "./text.js";
import { countedWords, quantityWords } from "./words.js";

export class Review {
  /** onChoose: called with the id of the chosen figure, for the address bar. */
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.rows = new Rows((id) => this.busy || this.choose(id, { focus: true }));
    this.filters = new Filters(() => this.filter());
    this.card = new Card({
      accept: () => this.decide("accept"),
      reject: () => this.decide("reject"),
      correct: (field) => this.correct(field),
      undo: () => this.takeBack(),
      show: () => this.showInText(),
      close: () => (this.form ? this.leave() : this.choose(null)),
      resized: () => this.rows.reveal(),
    });
    this.adding = new Adding(this);
    byId("text").addEventListener("click", (event) => this.clicked(event));
    byId("view-text").addEventListener("click", () => this.view("text"));
    byId("view-figures").addEventListener("click", () => this.view("figures"));
    this.view("text");
  }

  open(number, figureId) {
    if (this.bulletin?.number !== number) {
      this.form = null;
      this.bulletin = openBulletin(number);
      this.reading = new Reading(this.bulletin);
      this.rows.open(this.bulletin);
      this.filters.open(this.bulletin);
      this.chosen = undefined;
      this.filter();
      byId("text").scrollTop = 0;
    }
    // A narrow screen shows the text first: the card would cover it.
    const id = figureId ?? this.chosen ?? (narrow() ? null : this.shown[0]?.id) ?? null;
    if (id !== this.chosen) this.choose(this.bulletin.byId.has(id) ? id : null, { scroll: Boolean(figureId) });
  }

  /** Show every decision anew: a file of decisions was loaded, or another window has decided. */
  renew() {
    if (!this.bulletin) return;
    const before = this.bulletin.figures.map(({ id }) => id);
    settle(this.bulletin);
    this.refresh([...before, ...this.bulletin.figures.map(({ id }) => id)]);
    // A form that is being written stays.
    if (!this.form) this.choose(this.bulletin.byId.has(this.chosen) ? this.chosen : null);
  }

  filter() {
    this.shown = this.filters.pass(this.bulletin);
    this.rows.show(this.shown);
    if (this.chosen) this.rows.choose(this.chosen);
  }

  get figure() {
    return this.bulletin.byId.get(this.chosen);
  }

  choose(id, { focus = false, scroll = true } = {}) {
    if (this.form) this.view(this.before);
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

  /** Whether something is written in a form that would be lost; the reviewer is told. */
  get busy() {
    if (this.form?.changed) tell("Save the form first, or cancel it.");
    return Boolean(this.form?.changed);
  }

  get made() {
    return decisions(this.bulletin.number);
  }

  /** The chosen figure with the reviewer's changes. */
  get decided() {
    return effective(this.figure, this.made[this.chosen]);
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
    const place = this.shown.indexOf(this.figure);
    return [...this.shown.slice(place + 1), ...this.shown.slice(0, place + 1)].find(({ id }) => !this.made[id]);
  }

  stepToOpen() {
    const next = this.nextOpen;
    if (next) this.choose(next.id, { focus: true });
    else tell("Every figure that is shown has a decision.");
    return true;
  }

  /** Decide on the chosen figure and go on to the next open one. One that was added is right already; rejected, it goes. */
  decide(decision) {
    if (!this.chosen) return false;
    if (this.figure.added && decision === "accept") return this.stepToOpen();
    if (this.figure.added) return this.remove();
    return this.keep({ [this.chosen]: { decision } }, `${quantityWords(this.decided)} ${WORDS[decision]}.`);
  }

  /** Put decisions by figure and go on. */
  keep(made, message) {
    decide(this.bulletin.number, made);
    const { nextOpen } = this;
    this.refresh(Object.keys(made));
    // An added figure stays in view: the reviewer sees what was made of it.
    const added = Object.keys(made).find((id) => this.bulletin.byId.get(id)?.added);
    this.choose(added ?? (nextOpen ?? this.figure)?.id ?? null, { focus: true });
    if (!added && !nextOpen) tell(`${message} Every figure that is shown has a decision.`);
    else announce(`${message} ${byId("announcements").textContent}`);
    return true;
  }

  remove() {
    const { figure } = this;
    const place = this.bulletin.figures.indexOf(figure);
    const beside = this.bulletin.figures[place + 1] ?? this.bulletin.figures[place - 1];
    decide(this.bulletin.number, { [figure.id]: null });
    this.refresh([figure.id]);
    this.choose(beside?.id ?? null, { focus: true });
    tell(`The figure ${flat(figure.quantity)} that you added was removed. Press z to undo.`);
    return true;
  }

  takeBack() {
    if (!this.chosen || !this.made[this.chosen]) return false;
    if (this.figure.added) return this.remove();
    decide(this.bulletin.number, { [this.chosen]: null });
    this.refresh([this.chosen]);
    this.choose(this.chosen, { focus: true });
    announce("The decision was taken back.");
    return true;
  }

  /** Show figures that a step has been undone for. */
  undone(ids) {
    this.refresh(ids);
    const id = ids.find((each) => this.bulletin.byId.has(each));
    this.choose(id ?? (this.bulletin.byId.has(this.chosen) ? this.chosen : null), { focus: true });
    tell("The last step was undone.");
  }

  /** Show figures as they are decided now, if they still pass the filters. */
  refresh(ids) {
    settle(this.bulletin);
    for (const id of new Set(ids)) this.rows.renew(id);
    this.reading.renew();
    this.filters.offer(this.bulletin);
    this.filter();
  }

  /** Correct the chosen figure, beginning with one of its fields. */
  correct(field = "value") {
    if (!this.chosen) return false;
    this.edit(this.figure, this.decided, `Correct ${quantityWords(this.decided)}`);
    const element = this.form.fields[field];
    element.focus();
    element.select?.();
    return true;
  }

  /** Write down a figure that was overlooked; `quantity` is null where the reviewer is to write the number. */
  add(quantity) {
    this.edit(blank(this.bulletin, quantity), null, "Add a figure");
    const { fields } = this.form;
    (quantity ? (fields.value.value ? fields.counted : fields.value) : fields.quantity).focus();
    return true;
  }

  edit(base, figure, title) {
    let { quantity } = figure ?? base;
    this.form = new FigureForm(this.bulletin, base, figure, {
      near: (quantity ?? this.figure?.quantity)?.start ?? 0,
      onSave: (written) => this.save(base, written),
      onDraft: (draft) => {
        this.reading.choose(draft, { scroll: false });
        if (sameEnds(draft.quantity, quantity)) return;
        quantity = draft.quantity;
        if (quantity) this.reading.reveal(quantity);
        this.card.requote(this.bulletin, draft);
      },
      onCancel: () => this.leave(),
    });
    this.card.edit(this.bulletin, this.form.draft, this.form.element, title);
    announce(title);
    // Words are selected in the text, and lit there: a narrow screen shows it while the form is open.
    this.before = byId("review").dataset.view;
    this.view("text");
    this.reading.choose(this.form.draft, { scroll: false });
    if (quantity) this.reading.reveal(quantity);
    this.rows.reveal();
  }

  /** Keep what was written: an added figure under the place of its number, a correction under the figure that it corrects. */
  save(base, { quantity, changes }) {
    const words = flat(quantity);
    if (base.added) {
      const { id } = blank(this.bulletin, quantity);
      const moved = base.id && base.id !== id ? { [base.id]: null } : {};
      this.keep({ ...moved, [id]: { decision: "add", quantity, changes } }, `${words} added.`);
    } else if (Object.keys(changes).length) {
      this.keep({ [base.id]: { decision: "correct", changes } }, `${words} corrected.`);
    } else {
      this.keep({ [base.id]: { decision: "accept" } }, `${words} accepted.`);
    }
  }

  leave() {
    const { form } = this;
    if (form || this.chosen) this.choose(this.chosen ?? null, { focus: true, scroll: Boolean(form) });
    return true;
  }

  clicked(event) {
    const number = event.target.closest(".number");
    if (number && getSelection().isCollapsed && !this.busy) this.choose(number.dataset.figure, { scroll: false });
  }

  showInText() {
    this.view("text");
    this.reading.choose(this.decided);
    const [number] = this.reading.elements(this.chosen);
    if (number) focusOn(number);
  }

  /** On a narrow screen one side is shown at a time. */
  view(name) {
    byId("review").dataset.view = name;
    byId("view-text").setAttribute("aria-pressed", String(name === "text"));
    byId("view-figures").setAttribute("aria-pressed", String(name === "figures"));
  }
}
