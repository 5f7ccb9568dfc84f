// Somebody's days: shows what has changed as it changes, and keeps the page for times without network.
const root = document.documentElement;
const marker = () => document.querySelector("[data-days]");
let source;
let waiting = false;
let shown = new Date();

const moment = (when) =>
  when.toLocaleString(root.lang, { weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false });

// Somebody who is about to answer, or writes something, is not interrupted; a map may stand open.
const busy = () =>
  document.querySelector("#main details[open]:has(form), #main :is(input, textarea, select):focus") !== null;

// What somebody unfolded or closed stays so, as long as it is still there.
function replace(main, fresh) {
  const before = [...main.querySelectorAll("details")].map((one) => one.open);
  main.replaceChildren(...fresh.childNodes);
  const now = main.querySelectorAll("details");
  if (now.length === before.length) now.forEach((one, place) => (one.open = before[place]));
}

async function refresh() {
  waiting = busy();
  if (waiting) return;
  const answer = await fetch(location.pathname, { headers: { accept: "text/html" } }).catch(() => null);
  if (!answer?.ok || answer.redirected) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById("main");
  if (!fresh?.querySelector("[data-days]") || busy()) return;
  const words = marker().dataset.words;
  const main = document.getElementById("main");
  replace(main, fresh);
  globalThis.htmx?.process(main); // parts of it ask for themselves
  shown = new Date();
  const said = document.createElement("p");
  said.className = "for-readers";
  said.textContent = words;
  document.getElementById("notices").replaceChildren(said); // a live region: it is read aloud
}

function follow() {
  source?.close();
  source = new EventSource(marker().dataset.days);
  source.addEventListener("message", (event) => {
    if (event.data !== marker().dataset.version) refresh();
  });
}

// One stream per visible tab, and none without network.
const follows = () => !document.hidden && !("withoutNetwork" in root.dataset);

// Asks for what is never kept, so that only the network can answer.
async function comeBack() {
  const answer = await fetch("/healthz", { cache: "no-store" }).catch(() => null);
  if (answer?.ok) location.reload();
}

function begin() {
  if (follows()) follow();
  else source?.close();
}

async function keep() {
  if (!marker().dataset.worker) return; // of the pages that are followed only one is kept
  if (!("serviceWorker" in navigator) || "withoutNetwork" in root.dataset) return;
  navigator.serviceWorker.addEventListener("message", () => {
    root.dataset.kept = "";
  });
  await navigator.serviceWorker.register(marker().dataset.worker).catch(() => null);
  const worker = (await navigator.serviceWorker.ready).active;
  // With the page go the files that it was made of: they were fetched before the worker was there.
  const parts = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const files = parts.filter((part) => part.origin === location.origin && !part.pathname.endsWith("/live"));
  worker?.postMessage({ keep: location.pathname, files: files.map((part) => part.pathname + part.search) });
}

if (marker() && "EventSource" in window) {
  document.addEventListener("visibilitychange", begin);
  document.addEventListener("toggle", () => waiting && refresh(), true);
  window.addEventListener("offline", () => {
    root.dataset.withoutNetwork = "";
    const note = document.querySelector(".offline-note");
    if (note) note.textContent = note.textContent.replace("{when}", moment(shown));
    begin();
  });
  window.addEventListener("online", comeBack);
  // A browser believes that it is online before it is, and says so once.
  setInterval(() => "withoutNetwork" in root.dataset && comeBack(), 5_000);
  begin();
}
if (marker()) {
  if (document.readyState === "complete") keep();
  else window.addEventListener("load", keep);
}
