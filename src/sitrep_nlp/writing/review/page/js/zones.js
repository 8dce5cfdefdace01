// The zones of a bulletin as elements: headings, paragraphs, bullets in lists, tables as tables.

import { h } from "./dom.js";
import { countCharacters } from "./text.js";

const BULLET = /^\s*(?:[•●▪■►◦‣·\uf0b7]|[-–—*]\s|o\s(?=[A-Z]))\s*/;
const HEADING = /^\s*#{1,6}\s+/;
const CELLS = /\t|\s*\|\s*|(?<=\S)\s{3,}(?=\S)/g;
const TAGS = { heading: "h3", headline: "p", table: "table", bullet: "li" };

/** Show the zones of a bulletin in an element; `map` takes each stretch of text. Returns the elements: [{kind, start, end, element}]. */
export function showZones(parent, bulletin, map) {
  const shown = [];
  let list = null;
  let page = 0;
  for (const [kind, start, end] of bulletin.zones) {
    while (page < bulletin.pages.length && bulletin.pages[page][1] <= start) {
      const label = `Page ${bulletin.pages[page++][0]}`;
      parent.append(h("div", { class: "page", role: "separator", "aria-label": label }, label));
      list = null;
    }
    if (kind === "bullet") {
      const numbered = /^\s*\(?[a-z\d]{1,2}[.)]\s/.test(bulletin.text.slice(start, start + 12));
      list ??= parent.appendChild(h("ul", { class: numbered ? "numbered" : null }));
    } else {
      list = null;
    }
    const element = showZone(kind, start, end, bulletin.text, map);
    (list ?? parent).append(element);
    shown.push({ kind, start, end, element });
  }
  return shown;
}

export function showZone(kind, start, end, text, map) {
  if (kind === "table") return table(start, end, text, map);
  const element = h(TAGS[kind] ?? "p", { class: `zone ${kind}` });
  const marker = { bullet: BULLET, heading: HEADING, headline: HEADING }[kind]?.exec(text.slice(start, end));
  map.show(element, start + (marker ? countCharacters(marker[0], marker[0].length) : 0), end);
  return element;
}

/** A table whose cells are parted by tabs, bars or runs of spaces. Rules (|---|) are left out. */
function table(start, end, text, map) {
  const body = h("tbody");
  let first = true;
  for (const line of lines(text.slice(start, end), start)) {
    if (!/[\p{L}\p{N}]/u.test(line.text)) continue;
    const cells = cut(line);
    const head =
      first &&
      !/\d/.test(
        cells
          .slice(1)
          .map((cell) => cell.text)
          .join(""),
      );
    first = false;
    const row = h("tr");
    for (const [index, cell] of cells.entries()) {
      const named = cell.text && (head || (index === 0 && !/^\W*\d/.test(cell.text)));
      const element = named ? h("th", { scope: head ? "col" : "row" }) : h("td");
      map.show(element, cell.start, cell.start + countCharacters(cell.text, cell.text.length));
      row.append(element);
    }
    body.append(row);
  }
  return h("div", { class: "zone scroll", role: "group", "aria-label": "Table", tabindex: 0 }, h("table", null, body));
}

function* lines(text, start) {
  for (const line of text.split("\n")) {
    if (line.trim()) yield { start, text: line };
    start += countCharacters(line, line.length) + 1;
  }
}

/** The cells of a line; bars at its ends open and close no cell. */
function cut({ start, text }) {
  const cells = [];
  let position = 0;
  const add = (end, last) => {
    const body = text.slice(position, end);
    if (body.trim() || (cells.length && !last)) {
      const lead = body.length - body.trimStart().length;
      cells.push({ start: start + countCharacters(text, position + lead), text: body.trim() });
    } else if (!cells.length && text[end] === "\t") {
      cells.push({ start: start + countCharacters(text, position), text: "" });
    }
  };
  for (const match of text.matchAll(CELLS)) {
    add(match.index, false);
    position = match.index + match[0].length;
  }
  add(text.length, true);
  return cells;
}
