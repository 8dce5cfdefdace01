// A bulletin's text by characters (code points), as the library counts them; JavaScript counts UTF-16 units.

const WIDE = /[\ud800-\udbff][\udc00-\udfff]/;
const WORD = "[\\p{L}\\p{M}\\p{N}]";
/** Not in the middle of a word or a number, at the beginning and at the end of what is looked for. */
const FROM = `(?<!${WORD}(?=${WORD}))(?<!\\p{N}[.,](?=\\p{N}))`;
const TO = `(?!(?<=${WORD})${WORD})(?!(?<=\\p{N})[.,]\\p{N})`;

export class BulletinText {
  constructor(text) {
    this.text = text;
    this.characters = WIDE.test(text) ? Array.from(text) : null;
    this.length = this.characters ? this.characters.length : text.length;
    this.found = new Map();
  }

  slice(start, end) {
    return this.characters ? this.characters.slice(start, end).join("") : this.text.slice(start, end);
  }

  /** Every place where a phrase stands as whole words, white space and the marks of Markdown aside; in other case if in no such. */
  places(phrase) {
    const words = phrase.replaceAll("*", " ").trim().split(/\s+/);
    if (!words[0]) return [];
    const body = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("[\\s*]+");
    // A form asks for the same words again and again.
    if (!this.found.has(body)) this.found.set(body, this.search(FROM + body + TO));
    return this.found.get(body);
  }

  search(pattern) {
    for (const flags of ["gu", "giu"]) {
      const found = Array.from(this.text.matchAll(new RegExp(pattern, flags)), (match) => {
        const start = countCharacters(this.text, match.index, this.characters);
        return this.span(start, start + countCharacters(match[0], match[0].length, this.characters));
      });
      if (found.length) return found.filter(Boolean);
    }
    return [];
  }

  /** Of some places, the one within the ranges or else the one nearest to a place; null if there is none. */
  nearest(places, near, ranges) {
    const inside = (span) => ranges.some(([start, end]) => start <= span.start && span.end <= end);
    const rank = (span) => (inside(span) ? 0 : this.length) + Math.abs(span.start - near);
    return places.reduce((best, span) => (best && rank(best) <= rank(span) ? best : span), null);
  }

  /** A span without white space, commas and marks of Markdown at its ends; null if nothing is left. */
  span(start, end) {
    const text = this.slice(start, end);
    const body = text.replace(/^[\s*,;:]+|[\s*,;:]+$/g, "");
    if (!body) return null;
    const before = countCharacters(text, text.indexOf(body), this.characters);
    return {
      start: start + before,
      end: start + before + countCharacters(body, body.length, this.characters),
      text: body,
    };
  }

  /** The same, made longer to whole words and numbers: annotation never ends within a word. */
  whole(start, end) {
    const span = this.span(start, end);
    if (!span) return null;
    const before = this.slice(Math.max(0, span.start - 80), span.start);
    const after = this.slice(span.end, span.end + 80);
    const [lead] = before.match(
      /^[.,]?\p{N}/u.test(span.text)
        ? /(?:\p{N}+[.,])*\p{N}*$/u
        : /^\p{L}/u.test(span.text)
          ? /[\p{L}\p{M}\p{N}]*$/u
          : /$/,
    );
    const [rest] = after.match(
      /\p{N}$/u.test(span.text) ? /^\p{N}*(?:[.,]\p{N}+)*/u : /\p{L}$/u.test(span.text) ? /^[\p{L}\p{M}\p{N}]*/u : /^/,
    );
    return this.span(
      span.start - countCharacters(lead, lead.length, this.characters),
      span.end + countCharacters(rest, rest.length, this.characters),
    );
  }
}

/** How many characters the first `units` UTF-16 units of a text are. */
export function countCharacters(text, units, wide = true) {
  return wide ? Array.from(text.slice(0, units)).length : units;
}

/** How many UTF-16 units the first `count` characters of a text are. */
export function countUnits(text, count) {
  return WIDE.test(text) ? Array.from(text).slice(0, count).join("").length : count;
}

/** A span's text on one line, without the asterisks of Markdown. */
export function flat(span) {
  return span ? flatText(span.text) : "";
}

export function flatText(text) {
  return text.replaceAll("*", "").replace(/\s+/g, " ").trim();
}

export function flatList(spans) {
  return [...new Set(spans.map(flat))];
}

export function overlap(a, b) {
  return a.start < b.end && b.start < a.end;
}

export function sameEnds(a, b) {
  return a?.start === b?.start && a?.end === b?.end;
}
