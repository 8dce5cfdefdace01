// What is marked in the text, and the way between places in the text and places in the document.

import { decisions, effective } from "./decisions.js";
import { h } from "./dom.js";
import { search } from "./search.js";
import { countCharacters, countUnits } from "./text.js";

const NAMES = {
  ORG: "organisation",
  DECREE: "decree",
  DATE: "date",
  QUANTITY: "number",
  BENEFICIARY: "group of people",
  LOC: "place",
};

/** Figures, entities and numbers without a figure as marks in their order; where two overlap, a figure goes first, then the earlier. */
export function marksOf(bulletin) {
  const made = decisions(bulletin.number);
  const numbers = bulletin.figures
    .map((figure) => [figure, effective(figure, made[figure.id]).quantity])
    .map(([{ id }, { start, end }]) => ({ start, end, figure: id, decision: made[id]?.decision ?? "" }))
    // A number that was rejected and then added with a record of its own is the added one's.
    .sort((a, b) => a.start - b.start || (a.decision === "reject") - (b.decision === "reject"));
  const free = ({ start, end }) => {
    const next = search(numbers, (each) => each.end > start);
    return next === numbers.length || numbers[next].start >= end;
  };
  const entities = bulletin.entities.filter((each) => each.label !== "QUANTITY" && free(each));
  const marks = [
    ...numbers,
    ...entities.map(({ start, end, label }) => ({ start, end, label })),
    ...bulletin.overlooked.filter(free).map(({ start, end }) => ({ start, end, overlooked: true })),
  ];
  marks.sort((a, b) => a.start - b.start);
  let position = 0;
  return marks.filter(({ start, end }) => start >= position && (position = end));
}

/** Text nodes with the place of their first character; finds where a stretch of the text is shown. */
export class TextMap {
  constructor(bulletin) {
    this.bulletin = bulletin;
    this.text = bulletin.text;
    this.marks = marksOf(bulletin);
    this.nodes = [];
    this.starts = new WeakMap();
  }

  /** Show a stretch of the text in an element, entities and numbers marked. */
  show(parent, start, end) {
    let position = start;
    for (let index = this.firstMark(start); index < this.marks.length && this.marks[index].start < end; index++) {
      const mark = this.marks[index];
      this.plain(parent, position, mark.start);
      const element = this.element(mark);
      this.plain(element, Math.max(mark.start, position), Math.min(mark.end, end));
      parent.append(element);
      position = Math.min(mark.end, end);
    }
    this.plain(parent, position, end);
  }

  /** Numbers are no links: in a link no selection begins, and a number may have to be given other ends. */
  element({ start, end, label, figure, decision, overlooked }) {
    if (figure) {
      return h("span", { class: "number", role: "button", "data-figure": figure, "data-decision": decision });
    }
    if (overlooked) {
      const title = "No figure holds this number: choose it to add one";
      return h("span", { class: "loose", role: "button", title, "data-start": start, "data-end": end });
    }
    return h("span", { class: "entity", "data-label": label, title: NAMES[label] ?? label });
  }

  /** Show a stretch anew, in an element in the place of the one that it stood in. */
  again(start, end, show) {
    const before = this.nodes.filter((each) => each.start < start);
    const after = this.nodes.filter((each) => each.start >= end);
    this.nodes = before;
    show();
    this.nodes.push(...after);
  }

  /** Text without marks. The double asterisks of Markdown are not shown. */
  plain(parent, start, end) {
    for (const part of start < end ? this.text.slice(start, end).split(/(\*\*)/) : []) {
      if (part && part !== "**") {
        const node = document.createTextNode(part);
        this.starts.set(node, start);
        this.nodes.push({ start, node });
        parent.append(node);
      }
      start += countCharacters(part, part.length);
    }
  }

  firstMark(position) {
    return search(this.marks, (mark) => mark.end > position);
  }

  /** Document ranges that cover a stretch of the text, one for each text node that holds some of it. */
  ranges(start, end) {
    const ranges = [];
    const first = Math.max(0, search(this.nodes, (each) => each.start > start) - 1);
    for (let index = first; index < this.nodes.length && this.nodes[index].start < end; index++) {
      const { start: from, node } = this.nodes[index];
      const length = countCharacters(node.data, node.data.length);
      if (from + length <= start) continue;
      const range = document.createRange();
      range.setStart(node, countUnits(node.data, Math.max(0, start - from)));
      range.setEnd(node, countUnits(node.data, Math.min(length, end - from)));
      ranges.push(range);
    }
    return ranges;
  }

  /** The span of the text that is selected in the document, in whole words; null where nothing or something else is. */
  selected(selection) {
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inside = this.nodes.filter(({ node }) => range.intersectsNode(node));
    if (!inside.length) return null;
    const place = (node, offset, otherwise) =>
      this.starts.has(node) ? this.starts.get(node) + countCharacters(node.data, offset) : otherwise;
    const last = inside.at(-1);
    const end = last.start + countCharacters(last.node.data, last.node.data.length);
    return this.text.whole(
      place(range.startContainer, range.startOffset, inside[0].start),
      place(range.endContainer, range.endOffset, end),
    );
  }
}
