// How records are put in words.

import { flat } from "./text.js";

const SIGNS = { about: "about", over: "over", at_least: "at least", almost: "almost", up_to: "up to", under: "under" };
const number = new Intl.NumberFormat("en", { maximumFractionDigits: 4 });

/** The number as the bulletin has it, with its modifier: "over 1,215". */
export function quantityWords(figure) {
  return [SIGNS[figure.modifier], flat(figure.quantity)].filter(Boolean).join(" ");
}

/** The number as it was understood: "1215", "50 to 100 kg", "4,750,000 USD". */
export function valueWords({ value, value_high: high, unit, kind }) {
  if (value == null) return "";
  const range = high == null ? formatted(value) : `${formatted(value)} to ${formatted(high)}`;
  return [range, kind === "ratio" ? "times" : unit].filter(Boolean).join(unit === "%" ? "" : " ");
}

export function formatted(value) {
  return number.format(value);
}

export function countedWords(figure) {
  const words = flat(figure.counted);
  return words && figure.implicit ? `(${words})` : words;
}

export function share(confidence) {
  return confidence == null ? "–" : `${Math.round(confidence * 100)}%`;
}

export function plural(count, word, words = `${word}s`) {
  return `${formatted(count)} ${count === 1 ? word : words}`;
}

/** A warning's code as words: "part_of_whole" is "part of whole". */
export function codeWords(code) {
  return code.replaceAll("_", " ");
}
