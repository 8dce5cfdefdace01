// What the reviewer has decided on each figure: {decision: "accept" | "correct" | "reject", changes, at}.

import { rawBulletin, summaries } from "./data.js";
import { store } from "./store.js";

export const FORMAT = "sitrep-review";
export const VERSION = 1;
export const WORDS = { accept: "accepted", correct: "corrected", reject: "rejected" };
const ASKED = ["value", "value_high", "counted", "counted_type", "implicit", "activity", "sector", "locations"];

const changed = new EventTarget();
let unsaved = false;

function key(number) {
  return `${FORMAT}/${summaries[number].id}/${summaries[number].digest}`;
}

export function decisions(number) {
  return store.read(key(number));
}

export function decide(number, figureId, decision, changes = null) {
  const all = { ...decisions(number) };
  if (decision) {
    all[figureId] = { decision, ...(changes && { changes }), at: new Date().toISOString() };
  } else {
    delete all[figureId];
  }
  store.write(key(number), all);
  unsaved = true;
  changed.dispatchEvent(new Event("change"));
}

/** Call a function after each decision. */
export function onDecision(listener) {
  changed.addEventListener("change", listener);
}

/** A figure as decided: with the reviewer's changes. */
export function effective(figure, decision) {
  return decision?.changes ? { ...figure, ...decision.changes } : figure;
}

export function progress(number) {
  return Object.keys(decisions(number)).length;
}

export function totalProgress() {
  return summaries.reduce((sum, _, number) => sum + progress(number), 0);
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
    const known = number < 0 ? null : new Set(rawBulletin(number).figures.map((figure) => figure.id));
    const good = Object.entries(made ?? {}).filter(([figureId, each]) => known?.has(figureId) && valid(each));
    foreign += Object.keys(made ?? {}).length - good.length;
    taken += good.length;
    if (good.length) store.write(key(number), { ...decisions(number), ...Object.fromEntries(good) });
  }
  return { taken, foreign };
}

function valid({ decision, changes }) {
  return decision in WORDS && Object.keys(changes ?? {}).every((name) => ASKED.includes(name));
}
