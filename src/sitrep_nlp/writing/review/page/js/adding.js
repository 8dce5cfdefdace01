// Numbers that were overlooked: stepped to by keys, chosen by a click, or selected in the text.

import { byId, focusOn, tell } from "./dom.js";
import { figureAt } from "./figures.js";
import { search } from "./search.js";
import { flat, overlap } from "./text.js";

/** The longest selection that may be a number, in characters. */
const LONGEST = 60;
/** How long a selection must rest before it counts, in milliseconds: it changes with every move of the mouse. */
const REST = 150;

export class Adding {
  constructor(review) {
    this.review = review;
    this.text = byId("text");
    this.offer = byId("offer");
    this.text.addEventListener("click", (event) => this.clicked(event.target));
    this.text.addEventListener("keydown", (event) => {
      if (!["Enter", " "].includes(event.key) || event.target.role !== "button") return;
      event.preventDefault();
      event.target.click();
    });
    document.addEventListener("scroll", () => (this.offer.hidden = true), { capture: true });
    let resting;
    document.addEventListener("selectionchange", () => {
      clearTimeout(resting);
      resting = setTimeout(() => this.selected(), REST);
    });
    this.text.addEventListener("mouseup", () => this.take());
    // The selection stays while the button is pressed.
    this.offer.addEventListener("mousedown", (event) => event.preventDefault());
    this.offer.addEventListener("click", () => this.accept());
  }

  /** The next or the previous number that no figure holds. */
  step(by) {
    const all = [...this.text.querySelectorAll(".loose")];
    if (!all.length) tell("Every number in the text has a figure. Another can be added by its words.");
    else {
      const here = all.indexOf(document.activeElement);
      const place = this.review.figure?.quantity.start ?? -1;
      const after = search(all, (each) => Number(each.dataset.start) > place);
      const next = here >= 0 ? here + by : by > 0 ? after : after - 1;
      const target = all[(next + all.length) % all.length];
      this.review.view("text");
      target.scrollIntoView({ block: "center", inline: "nearest" });
      focusOn(target);
      tell(`${target.textContent}: no figure. Enter adds it, m goes on.`);
    }
    return true;
  }

  /** Add the number that is selected, or the one that has the focus, or else one that the reviewer is to write. */
  begin() {
    const span = this.span();
    if (span) return this.accept();
    return this.clicked(document.activeElement) || this.review.add(null);
  }

  clicked(target) {
    const element = target.closest(".loose");
    if (!element || this.review.form || this.span()) return false;
    const { bulletin } = this.review;
    return this.review.add(bulletin.text.span(Number(element.dataset.start), Number(element.dataset.end)));
  }

  /** The words that are selected in the bulletin. */
  span() {
    return this.review.reading?.map.selected(getSelection()) ?? null;
  }

  /** Give words that are selected to the form that is open. */
  take() {
    const { form } = this.review;
    const span = form && this.span();
    // A double click on a number opens the form by its first click and selects in the number by its second.
    const twice = span && form.number && overlap(span, form.number) && form.last !== "quantity";
    if (span && !twice) form.take(span);
  }

  /** Offer what can be done with the selection. */
  selected() {
    const span = this.review.form ? null : this.span();
    this.offer.hidden = !span || span.text.length > LONGEST;
    if (this.offer.hidden) return;
    const figure = figureAt(this.review.bulletin, span);
    this.offer.textContent = figure ? `Correct: the number is “${flat(span)}”` : `Add “${flat(span)}” as a figure`;
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    const left = Math.min(box.left, innerWidth - this.offer.offsetWidth - 12);
    this.offer.style.left = `${Math.max(12, left)}px`;
    this.offer.style.top = `${Math.min(box.bottom + 8, innerHeight - 60)}px`;
  }

  /** Add what is selected, or give it to the figure whose number it overlaps. */
  accept() {
    const { review } = this;
    const span = this.span();
    const figure = figureAt(review.bulletin, span);
    getSelection().removeAllRanges();
    this.offer.hidden = true;
    if (!figure) return review.add(span);
    review.choose(figure.id, { scroll: false });
    review.correct();
    review.form.last = "quantity";
    review.form.take(span);
    return true;
  }
}
