// The bulletins and lists that the page carries as blocks of JSON.

import { byId } from "./dom.js";

export const vocabularies = parse("vocabularies");
export const summaries = parse("overview");

/** A bulletin exactly as the page carries it, by its number on the page. */
export function rawBulletin(number) {
  return parse(`bulletin-${number}`);
}

function parse(name) {
  return JSON.parse(byId(`data-${name}`).textContent);
}
