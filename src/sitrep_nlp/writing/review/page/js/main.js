// The page: which bulletin is open stands in its address, #/<bulletin>/<figure>; without one it is the index.

import { summaries } from "./data.js";
import { atRisk, onDecision, totalProgress } from "./decisions.js";
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
  byId("progress").value = totalProgress();
  byId("progress-text").textContent = `${totalProgress()} of ${total} decided`;
  if (!store.lasting) notify("This browser keeps nothing: export your decisions before you close the page.");
}

/** Show decisions that were made elsewhere: in a file or in another window. */
function renew() {
  showProgress();
  review.renew();
  if (open === null) showOverview();
}

function go(number) {
  location.hash = address(number);
}

byId("bulletins").replaceChildren(
  ...options(
    "index",
    summaries.map((each, number) => [number, [each.month, each.title ?? each.id].filter(Boolean).join(" · ")]),
  ),
);
byId("bulletins").addEventListener("change", ({ target }) => (target.value ? go(target.value) : (location.hash = "")));
byId("previous").addEventListener("click", () => go(open - 1));
byId("next").addEventListener("click", () => go(open + 1));
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

const onReview = (action) => () => open !== null && action();
listen({
  j: onReview(() => review.step(1)),
  k: onReview(() => review.step(-1)),
  n: onReview(() => review.stepToOpen()),
  a: onReview(() => review.decide("accept")),
  x: onReview(() => review.decide("reject")),
  c: onReview(() => review.correct()),
  u: onReview(() => review.undo()),
  "/": onReview(() => {
    byId("filters").elements.words.focus();
    return true;
  }),
  "?": () => {
    byId("help").showModal();
    return true;
  },
  Escape: onReview(() => review.leave()),
});

showProgress();
route();
