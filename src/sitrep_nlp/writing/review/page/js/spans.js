// What is marked in the text, and the way between places in the text and places in the document.

import { h } from "./dom.js";
import { countCharacters, countUnits } from "./text.js";

const NAMES = {
  ORG: "organisation",
  DECREE: "decree",
  DATE: "date",
  QUANTITY: "number",
  BENEFICIARY: "group of people",
  LOC: "place",
};

/** Entities and figures as marks in their order; where two overlap, a figure goes before an entity, the earlier before the later. */
function marksOf(bulletin) {
  const numbers = new Map(bulletin.figures.map((figure) => [figure.quantity.start, figure]));
  const marks = bulletin.figures.map(({ quantity: { start, end }, id }) => ({
    start,
    end,
    label: "QUANTITY",
    figure: id,
  }));
  for (const { start, end, label } of bulletin.entities) {
    if (!(label === "QUANTITY" && numbers.has(start))) marks.push({ start, end, label });
  }
  marks.sort((a, b) => a.start - b.start || Boolean(b.figure) - Boolean(a.figure));
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
      const element = mark.figure
        ? h("a", {
            class: "number",
            href: `#/${this.bulletin.number}/${mark.figure}`,
            "data-figure": mark.figure,
            tabindex: -1,
          })
        : h("span", { class: "entity", "data-label": mark.label, title: NAMES[mark.label] ?? mark.label });
      this.plain(element, Math.max(mark.start, position), Math.min(mark.end, end));
      parent.append(element);
      position = Math.min(mark.end, end);
    }
    this.plain(parent, position, end);
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

  /** The span of the text that is selected in the document; null where nothing or something else is. */
  selected(selection) {
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const inside = this.nodes.filter(({ node }) => range.intersectsNode(node));
    if (!inside.length) return null;
    const place = (node, offset, otherwise) =>
      this.starts.has(node) ? this.starts.get(node) + countCharacters(node.data, offset) : otherwise;
    const last = inside.at(-1);
    const end = last.start + countCharacters(last.node.data, last.node.data.length);
    return this.text.span(
      place(range.startContainer, range.startOffset, inside[0].start),
      place(range.endContainer, range.endOffset, end),
    );
  }
}

/** The index of the first member that passes, in a list whose members pass from some index on. */
function search(list, passes) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(list[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}
