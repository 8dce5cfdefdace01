// Single keys: from figure to figure, and decisions. Off while somebody writes, and for good where the reviewer says so.

import { byId } from "./dom.js";
import { store } from "./store.js";

const SETTING = "sitrep-review/keys";
const WRITING = "input:not([type=checkbox]), select, textarea, [contenteditable]";

/** actions: functions by key; `Escape` works while somebody writes, too. */
export function listen(actions) {
  const box = byId("keys");
  box.checked = store.read(SETTING).off !== true;
  box.addEventListener("change", () => store.write(SETTING, box.checked ? {} : { off: true }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || byId("help").open) return;
    const action = actions[event.key];
    const writing = event.target.closest?.(WRITING);
    if (!action || ((writing || !box.checked) && event.key !== "Escape")) return;
    if (action()) event.preventDefault();
  });
}
