// Decisions out of the page and into it, as a file.

import { exported, restore } from "./decisions.js";
import { byId, h, tell } from "./dom.js";
import { plural } from "./words.js";

/** Wire the buttons; onLoaded is called when decisions have come in. */
export function wireFiles(onLoaded) {
  byId("export").addEventListener("click", save);
  byId("load").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    target.value = "";
    if (file) await load(file, onLoaded);
  });
}

function save() {
  const file = exported();
  if (!file.bulletins.length) return tell("There are no decisions yet.");
  const url = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1)], { type: "application/json" }));
  h("a", { href: url, download: `decisions-${file.exported.slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  const count = file.bulletins.reduce((sum, { decisions }) => sum + Object.keys(decisions).length, 0);
  tell(`${plural(count, "decision")} exported.`);
}

async function load(file, onLoaded) {
  try {
    const { taken, foreign } = restore(JSON.parse(await file.text()));
    onLoaded();
    notify(
      `${plural(taken, "decision")} loaded.${foreign ? ` ${plural(foreign, "decision")} left out: for figures that are not on this page.` : ""}`,
    );
  } catch (error) {
    notify(error instanceof SyntaxError ? `${file.name} is not JSON.` : error.message);
  }
}

export function notify(message) {
  byId("notice").textContent = message;
  byId("notice").hidden = !message;
}
