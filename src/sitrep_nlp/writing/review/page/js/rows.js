// The right side: a row for each figure.

import { byId, h } from "./dom.js";
import { decisions, effective, ICONS, WORDS } from "./decisions.js";
import { flat, flatList } from "./text.js";
import { countedWords, plural, quantityWords, share } from "./words.js";

const HEADS = ["Number", "Counts · what was done", "Sector", "Where · who", "Conf.", "Decision"];

export class Rows {
  /** onChoose: called with the id of the figure whose row is clicked. */
  constructor(onChoose) {
    this.root = byId("rows");
    this.root.addEventListener("click", (event) => {
      const row = event.target.closest("tr[data-figure]");
      if (row && getSelection().isCollapsed) onChoose(row.dataset.figure);
    });
  }

  open(bulletin) {
    this.bulletin = bulletin;
    this.made = new Map(bulletin.figures.map((figure) => [figure.id, this.row(figure)]));
    this.body = h("tbody", { role: "rowgroup" });
    const table = h(
      "table",
      { role: "table", "aria-labelledby": "figures-title" },
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          HEADS.map((head) => h("th", { role: "columnheader" }, head)),
        ),
      ),
      this.body,
    );
    this.empty = h("p", { class: "empty", hidden: true });
    this.root.replaceChildren(table, this.empty);
  }

  /** Show these figures, in this order. */
  show(figures) {
    const rows = figures.map((figure) => this.made.get(figure.id));
    // A decision mostly leaves the list as it is: then nothing moves.
    if (rows.length !== this.body.children.length || rows.some((row, index) => row !== this.body.children[index])) {
      this.body.replaceChildren(...rows);
    }
    this.empty.hidden = figures.length > 0;
    this.empty.textContent = this.bulletin.figures.length
      ? "No figure passes the filters."
      : "No figures were found in this bulletin.";
    byId("shown").textContent =
      figures.length === this.bulletin.figures.length
        ? plural(figures.length, "figure")
        : `${figures.length} of ${plural(this.bulletin.figures.length, "figure")}`;
  }

  choose(id, { focus = false } = {}) {
    const before = this.root.querySelector("tr[aria-current]");
    before?.removeAttribute("aria-current");
    const row = id && this.made.get(id);
    if (before) before.querySelector("button").tabIndex = -1;
    if (!row) return;
    row.setAttribute("aria-current", "true");
    row.querySelector("button").tabIndex = 0;
    if (focus) row.querySelector("button").focus({ preventScroll: true });
  }

  /** Bring the chosen row into view, once the card has its height. */
  reveal() {
    this.root.querySelector("tr[aria-current]")?.scrollIntoView({ block: "nearest" });
  }

  /** Show a figure anew after a decision; it may have come or gone. */
  renew(id) {
    const old = this.made.get(id);
    const figure = this.bulletin.byId.get(id);
    if (!figure) {
      this.made.delete(id);
      old?.remove();
      return;
    }
    const row = this.row(figure);
    this.made.set(id, row);
    if (old?.isConnected) old.replaceWith(row);
  }

  row(found) {
    const decision = decisions(this.bulletin.number)[found.id];
    const figure = effective(found, decision);
    const warnings = figure.warnings ?? [];
    const told = warnings.map(({ message }) => message).join("\n");
    return h(
      "tr",
      { role: "row", "data-figure": found.id, "data-decision": decision?.decision },
      cell(
        "quantity",
        h("button", { type: "button", tabindex: -1 }, quantityWords(figure)),
        warnings.length ? h("span", { class: "flag", title: told }, `⚠ ${plural(warnings.length, "warning")}`) : null,
      ),
      cell(null, h("div", null, countedWords(figure) || "–"), second(flat(figure.activity))),
      cell(null, figure.sector ?? "–"),
      cell(null, h("div", null, list(figure.locations)), second(list(figure.organizations))),
      cell("sure", share(figure.confidence)),
      cell("decision", decision ? `${ICONS[decision.decision]} ${WORDS[decision.decision]}` : second("open")),
    );
  }
}

function cell(name, ...children) {
  return h("td", { role: "cell", class: name }, ...children);
}

function second(words) {
  return words ? h("div", { class: "second" }, words) : null;
}

function list(spans) {
  return flatList(spans).join("; ");
}
