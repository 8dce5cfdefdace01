// What the reviewer has decided, by figure: {decision: "accept" | "correct" | "reject", changes, at}, and of a figure that the
// reviewer has added {decision: "add", quantity, changes, at}.

import { rawBulletin, summaries } from "./data.js";
import { store } from "./store.js";
import { BulletinText } from "./text.js";

export const FORMAT = "sitrep-review";
export const VERSION = 1;
export const WORDS = { accept: "accepted", correct: "corrected", reject: "rejected", add: "added" };
export const ICONS = { accept: "✓", correct: "✎", reject: "✕", add: "+" };
const FIELDS = [
  ...["quantity", "value", "value_high", "kind", "unit", "modifier", "counted", "counted_type", "implicit", "activity"],
  ...["organizations", "locations", "dates", "sector", "part_of"],
];

const changed = new EventTarget();
const steps = [];
let unsaved = false;

function key(number) {
  return `${FORMAT}/${summaries[number].id}/${summaries[number].digest}`;
}

export function decisions(number) {
  return store.read(key(number));
}

/** Put decisions by figure in the place of earlier ones; null takes one back. It can be undone as one step. */
export function decide(number, made) {
  const all = { ...decisions(number) };
  steps.push({ number, before: Object.fromEntries(Object.keys(made).map((id) => [id, all[id] ?? null])) });
  put(number, all, dated(made));
}

/** Undo the last step; returns the bulletin's number and the names of the figures, or null where there is none to undo. */
export function undoStep() {
  const step = steps.pop();
  if (!step) return null;
  put(step.number, { ...decisions(step.number) }, step.before);
  return { number: step.number, ids: Object.keys(step.before) };
}

function put(number, all, made) {
  for (const [id, entry] of Object.entries(made)) {
    if (entry) all[id] = entry;
    else delete all[id];
  }
  store.write(key(number), all);
  unsaved = true;
  changed.dispatchEvent(new Event("change"));
}

function dated(made) {
  const at = new Date().toISOString();
  return Object.fromEntries(Object.entries(made).map(([id, entry]) => [id, entry && { ...entry, at }]));
}

/** Call a function after each decision. */
export function onDecision(listener) {
  changed.addEventListener("change", listener);
}

/** A figure as decided: with the reviewer's changes. */
export function effective(figure, decision) {
  return decision?.changes ? { ...figure, ...decision.changes } : figure;
}

/** How many of a bulletin's found figures are decided, and how many figures were added to them. */
export function progress(number) {
  const made = Object.values(decisions(number));
  const added = made.filter(({ decision }) => decision === "add").length;
  return { decided: made.length - added, added };
}

export function totalProgress() {
  const all = summaries.map((_, number) => progress(number));
  const sum = (name) => all.reduce((total, each) => total + each[name], 0);
  return { decided: sum("decided"), added: sum("added") };
}

/** Whether there are decisions that no file holds and that closing the page would lose. */
export function atRisk() {
  return unsaved && !store.lasting;
}

/** The decisions as the file that `sitrep corpus import --from review` reads: with each bulletin and its figures as found. */
export function exported() {
  const bulletins = summaries.flatMap((_, number) => {
    const made = decisions(number);
    if (!Object.keys(made).length) return [];
    const { id, title, month, country, source, digest, text, entities, figures } = rawBulletin(number);
    return [{ id, title, month, country, source, digest, text, entities, figures, decisions: made }];
  });
  unsaved = false;
  return { format: FORMAT, version: VERSION, exported: new Date().toISOString(), bulletins };
}

/** Take the decisions of such a file over; returns how many were taken and how many belong to no figure of this page. */
export function restore(file) {
  if (file?.format !== FORMAT || file.version !== VERSION || !Array.isArray(file.bulletins)) {
    throw new Error("This is no file of review decisions.");
  }
  let taken = 0;
  let foreign = 0;
  for (const { id, digest, decisions: made } of file.bulletins) {
    const number = summaries.findIndex((each) => each.id === id && each.digest === digest);
    const fits = number < 0 ? () => false : fitting(rawBulletin(number));
    const good = Object.entries(made ?? {}).filter(fits);
    foreign += Object.keys(made ?? {}).length - good.length;
    taken += good.length;
    if (good.length) store.write(key(number), { ...decisions(number), ...Object.fromEntries(good) });
  }
  return { taken, foreign };
}

/** Whether a decision is of the known form, and on a figure that was found or on a number that stands in the text. */
function fitting({ figures, text }) {
  const found = new Set(figures.map((figure) => figure.id));
  const characters = new BulletinText(text);
  return ([id, { decision, quantity, changes }]) => {
    if (!(decision in WORDS) || !Object.keys(changes ?? {}).every((name) => FIELDS.includes(name))) return false;
    if (decision !== "add") return found.has(id);
    return Boolean(changes && quantity) && characters.slice(quantity.start, quantity.end) === quantity.text;
  };
}
