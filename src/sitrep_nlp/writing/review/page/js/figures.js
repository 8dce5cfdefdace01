// The figures of a bulletin as they stand: those that were found, and those that the reviewer has added.

import { rawBulletin } from "./data.js";
import { decisions, effective } from "./decisions.js";
import { search } from "./search.js";
import { BulletinText, overlap, sameEnds } from "./text.js";

const EMPTY = {
  value: null,
  value_high: null,
  kind: "count",
  unit: "",
  modifier: "exact",
  counted: null,
  counted_type: "other",
  implicit: false,
  activity: null,
  organizations: [],
  locations: [],
  dates: [],
  sector: null,
  part_of: null,
};
/** What a figure mostly shares with the others of its sentence. */
const SHARED = ["activity", "organizations", "locations", "dates", "sector"];

const opened = new Map();

/** A bulletin by its number on the page, read when it is first looked at: its text wrapped, and its figures as they stand. */
export function openBulletin(number) {
  if (!opened.has(number)) {
    const bulletin = rawBulletin(number);
    bulletin.number = number;
    bulletin.text = new BulletinText(bulletin.text);
    bulletin.pieces = bulletin.sentences
      .flatMap((ranges, index) => ranges.map(([start, end]) => [start, end, index]))
      .sort(([a], [b]) => a - b);
    bulletin.found = bulletin.figures.map((figure) => ({ ...figure, ...setting(bulletin, figure.quantity) }));
    opened.set(number, bulletin);
  }
  settle(opened.get(number));
  return opened.get(number);
}

/** Bring a bulletin's figures up to what was decided: `figures` in text order, `byId`. */
export function settle(bulletin) {
  const added = Object.entries(decisions(bulletin.number))
    .filter(([, { decision }]) => decision === "add")
    .map(([, { quantity }]) => blank(bulletin, quantity));
  bulletin.figures = [...bulletin.found, ...added].sort((a, b) => a.quantity.start - b.quantity.start);
  bulletin.byId = new Map(bulletin.figures.map((figure) => [figure.id, figure]));
}

/** The figures as decided, without those that were rejected. */
export function standing(bulletin) {
  const made = decisions(bulletin.number);
  return bulletin.figures
    .filter(({ id }) => made[id]?.decision !== "reject")
    .map((figure) => effective(figure, made[figure.id]));
}

/** A figure of which nothing but the number is known, or not even that; its name says where the number stands. */
export function blank(bulletin, quantity) {
  const known = quantity && { id: `added-${quantity.start}-${quantity.end}`, ...setting(bulletin, quantity) };
  return { ...EMPTY, id: null, sentence: [], ...known, added: true, quantity };
}

/** The sentence and the page of a number. */
export function setting(bulletin, { start, end }) {
  const piece = bulletin.pieces[search(bulletin.pieces, ([from]) => from > start) - 1];
  return {
    sentence: piece && start < piece[1] ? bulletin.sentences[piece[2]] : [[start, end]],
    page: bulletin.pages[search(bulletin.pages, ([, from]) => from > start) - 1]?.[0],
  };
}

/** What is read in the words of a number. */
export function read({ value, value_high, kind, unit, modifier }) {
  return { value, value_high, kind, unit, modifier };
}

/** What a number that no figure holds is worth, as the library read it; null where nothing was read. */
export function reading(bulletin, quantity) {
  const known = bulletin.overlooked.find((each) => sameEnds(each, quantity));
  if (known) return read(known);
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$|^\d+(\.\d+)?$/.test(quantity.text);
  return plain ? { value: Number(quantity.text.replaceAll(",", "")) } : null;
}

/** What a number mostly shares with the nearest figure of its sentence; with the nearest of its paragraph, the sector at least. */
export function shared(bulletin, { quantity, sentence }) {
  const distance = (figure) => Math.abs(figure.quantity.start - quantity.start);
  const [, from, to] = bulletin.zones[search(bulletin.zones, ([, , end]) => end > quantity.start)] ?? [];
  const near = standing(bulletin)
    .filter((figure) => from <= figure.quantity.start && figure.quantity.start < to)
    .sort((a, b) => distance(a) - distance(b));
  const beside = near.find((figure) => figure.sentence[0][0] === sentence[0][0]) ?? {
    ...EMPTY,
    sector: near[0]?.sector,
  };
  return Object.fromEntries(SHARED.map((name) => [name, beside[name]]));
}

/** The figure, other than one, whose number a span overlaps, if there is any. */
export function figureAt(bulletin, span, but = null) {
  return standing(bulletin).find(({ id, quantity }) => id !== but && overlap(quantity, span));
}
