// A bulletin's text by characters (code points), as the library counts them; JavaScript counts UTF-16 units.

const WIDE = /[\ud800-\udbff][\udc00-\udfff]/;

export class BulletinText {
  constructor(text) {
    this.text = text;
    this.characters = WIDE.test(text) ? Array.from(text) : null;
    this.length = this.characters ? this.characters.length : text.length;
  }

  slice(start, end) {
    return this.characters ? this.characters.slice(start, end).join("") : this.text.slice(start, end);
  }

  /** Where a phrase stands, white space aside, as near to a place as can be: within the ranges first. Null if nowhere. */
  find(phrase, near, ranges) {
    const words = phrase.trim().split(/\s+/);
    if (!words[0]) return null;
    const pattern = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("[\\s*]+");
    const inside = (span) => ranges.some(([start, end]) => start <= span.start && span.end <= end);
    const rank = (span) => (inside(span) ? 0 : this.length) + Math.abs(span.start - near);
    for (const flags of ["gu", "giu"]) {
      const found = Array.from(this.text.matchAll(new RegExp(pattern, flags)), (match) => {
        const start = countCharacters(this.text, match.index, this.characters);
        return this.span(start, start + countCharacters(match[0], match[0].length, this.characters));
      });
      if (found.length) return found.reduce((best, span) => (rank(span) < rank(best) ? span : best));
    }
    return null;
  }

  /** A span without white space at its ends; null if nothing is left. */
  span(start, end) {
    const text = this.slice(start, end);
    const before = countCharacters(text, text.length - text.trimStart().length, this.characters);
    const body = text.trim();
    if (!body) return null;
    return {
      start: start + before,
      end: start + before + countCharacters(body, body.length, this.characters),
      text: body,
    };
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
  return span ? span.text.replaceAll("*", "").replace(/\s+/g, " ").trim() : "";
}

export function flatList(spans) {
  return [...new Set(spans.map(flat))];
}
