// Building elements. All text goes in as text nodes: nothing of a bulletin is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element with attributes (functions are listeners, false and null are left out) and children. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** Tell people who do not see the page what has happened. */
export function announce(message) {
  byId("announcements").textContent = message;
  byId("toast").hidden = true;
}

/**
 * Give the focus to a stretch of the text, which can have it only so long: Chromium begins no selection at the first letter of
 * an element that can.
 */
export function focusOn(element) {
  element.tabIndex = -1;
  element.addEventListener("blur", () => element.removeAttribute("tabindex"), { once: true });
  element.focus({ preventScroll: true });
}

let passing;

/** Tell everybody, for as long as it takes to read it or until something else happens. */
export function tell(message) {
  announce(message);
  byId("toast").textContent = message;
  byId("toast").hidden = false;
  clearTimeout(passing);
  passing = setTimeout(() => (byId("toast").hidden = true), 2000 + 50 * message.length);
}

/** A select's options: an empty first one named `all`, then the values, each with its label. */
export function options(all, entries) {
  return [h("option", { value: "" }, all), ...entries.map(([value, label]) => h("option", { value }, label))];
}

/** Whether the screen is so narrow that one side is shown at a time. */
export function narrow() {
  return matchMedia("(max-width: 899px)").matches;
}
