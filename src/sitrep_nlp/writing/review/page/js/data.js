// The bulletins and lists that the page carries as blocks of JSON. A bulletin is parsed when it is first looked at.

import { byId } from "./dom.js";
import { BulletinText } from "./text.js";

export const vocabularies = parse("vocabularies");
export const summaries = parse("overview");

const parsed = new Map();

/** A bulletin by its number on the page, its text wrapped and its figures by id. */
export function bulletin(number) {
  if (!parsed.has(number)) {
    const data = parse(`bulletin-${number}`);
    data.number = number;
    data.text = new BulletinText(data.text);
    data.byId = new Map(data.figures.map((figure) => [figure.id, figure]));
    parsed.set(number, data);
  }
  return parsed.get(number);
}

/** A bulletin exactly as the page carries it, for the export. */
export function rawBulletin(number) {
  return parse(`bulletin-${number}`);
}

function parse(name) {
  return JSON.parse(byId(`data-${name}`).textContent);
}
