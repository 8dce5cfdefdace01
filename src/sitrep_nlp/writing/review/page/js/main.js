// The page: which bulletin is open stands in its address, #/<bulletin>/<figure>; without one it is the index.

import { summaries } from "./data.js";
import { atRisk, onDecision, totalProgress, undoStep } from "./decisions.js";
import { byId, narrow, options } from "./dom.js";
import { notify, wireFiles } from "./files.js";
import { listen } from "./keyboard.js";
import { address, showOverview } from "./overview.js";
import { Review } from "./review.js";
import { store } from "./store.js";

const several = summaries.length !== 1;
let open = null;

const review = new Review((figure) => open !== null && history.replaceState(null, "", address(open, figure)));

function route() {
  const [, number, figure] = location.hash.match(/^#\/(\d+)(?:\/([\w-]+))?$/) ?? [];
  open = summaries[number] ? Number(number) : several ? null : 0;
  byId("overview").hidden = open !== null;
  byId("review").hidden = open === null;
  byId("picker").hidden = !several || open === null;
  byId("skip").hidden = open === null;
  if (open === null) {
    document.title = "Review of figures";
    showOverview();
    scrollTo(0, 0);
    return;
  }
  document.title = `${summaries[open].title ?? summaries[open].id} · review of figures`;
  byId("bulletins").value = String(open);
  byId("previous").disabled = open === 0;
  byId("next").disabled = open === summaries.length - 1;
  if (figure && narrow()) review.view("figures");
  review.open(open, figure);
}

function showProgress() {
  const total = summaries.reduce((sum, each) => sum + each.figures, 0);
  byId("progress").max = Math.max(1, total);
  const { decided, added } = totalProgress();
  byId("progress").value = decided;
  byId("progress-text").textContent = `${decided} of ${total} decided${added ? ` · ${added} added` : ""}`;
  if (!store.lasting) notify("This browser keeps nothing: export your decisions before you close the page.");
}

/** Show decisions that were made elsewhere: in a file or in another window. */
function renew() {
  showProgress();
  review.renew();
  if (open === null) showOverview();
}

/** Go on by so many bulletins; stays where there is no further one. */
function goBy(by) {
  if (!summaries[open + by] || review.busy) return false;
  location.hash = address(open + by);
  return true;
}

/** Undo the last step, in whichever bulletin it was. */
function undo() {
  const step = undoStep();
  if (!step) return false;
  if (step.number !== open) {
    history.pushState(null, "", address(step.number));
    route();
  }
  review.undone(step.ids);
  return true;
}

byId("bulletins").replaceChildren(
  ...options(
    "index",
    summaries.map((each, number) => [number, [each.month, each.title ?? each.id].filter(Boolean).join(" · ")]),
  ),
);
byId("bulletins").addEventListener("change", ({ target }) => {
  if (review.busy) target.value = String(open);
  else location.hash = target.value ? address(target.value) : "";
});
byId("previous").addEventListener("click", () => goBy(-1));
byId("next").addEventListener("click", () => goBy(1));
byId("add").addEventListener("click", () => review.busy || review.adding.begin());
// Its address is no bulletin's: the page goes there itself.
byId("skip").addEventListener("click", (event) => {
  event.preventDefault();
  review.view("figures");
  byId("figures").focus();
});
byId("help-button").addEventListener("click", () => byId("help").showModal());
byId("filter-box").open = !narrow();
wireFiles(renew);
onDecision(showProgress);
addEventListener("hashchange", route);
addEventListener("storage", () => {
  store.forget();
  renew();
});
addEventListener("beforeunload", (event) => atRisk() && event.preventDefault());

// While a form is open, no key but Escape does anything besides writing.
const onReview = (action) => () => open !== null && !review.form && action();
listen({
  j: onReview(() => review.step(1)),
  k: onReview(() => review.step(-1)),
  n: onReview(() => review.stepToOpen()),
  a: onReview(() => review.decide("accept")),
  x: onReview(() => review.decide("reject")),
  c: onReview(() => review.correct()),
  u: onReview(() => review.takeBack()),
  m: onReview(() => review.adding.step(1)),
  M: onReview(() => review.adding.step(-1)),
  i: onReview(() => review.adding.begin()),
  J: onReview(() => goBy(1)),
  K: onReview(() => goBy(-1)),
  z: () => !review.form && undo(),
  "/": onReview(() => {
    byId("filters").elements.words.focus();
    return true;
  }),
  "?": () => {
    byId("help").showModal();
    return true;
  },
  Escape: () => open !== null && review.leave(),
});

showProgress();
route();
// What was scrolled into view takes the keyboard's place with it in some browsers: it begins at the top.
document.body.tabIndex = -1;
document.body.focus({ preventScroll: true });
document.body.removeAttribute("tabindex");
