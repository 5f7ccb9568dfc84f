// The board: takes what is new as it comes, and counts down to the bell. Without script the page
// refreshes itself. By whose clock: the server's, as the browser's may be another one.
const place = document.querySelector("[data-board]");
const shown = place?.querySelector("[data-board-shown]");
const stale = place?.querySelector("[data-board-stale]");
const behind = place ? Date.now() - Number(place.dataset.now) : 0;
const now = () => Date.now() - behind;
let source;

// Whoever stands on a button when news comes stands on it still, if it is there.
function show(html) {
  const focused = shown.contains(document.activeElement) ? document.activeElement.id : "";
  shown.innerHTML = html; // a fragment that our own server has rendered and escaped
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  tick();
}

const two = (number) => String(number).padStart(2, "0");

function left(until) {
  const seconds = Math.max(0, Math.ceil((until - now()) / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return (hours ? `${hours}:${two(minutes)}` : String(minutes)) + `:${two(seconds % 60)}`;
}

function tick() {
  for (const bell of document.querySelectorAll("[data-bell]")) {
    const until = Number(bell.dataset.bell);
    // More than a day ahead a count of seconds tells nobody anything.
    if (until - now() < 86_400_000) bell.textContent = left(until);
  }
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const zone = { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", hour12: false };
    clock.textContent = new Date(now()).toLocaleTimeString(document.documentElement.lang, zone);
  }
}

function follow() {
  source?.close();
  source = new EventSource(place.dataset.board);
  source.addEventListener("open", () => (stale.hidden = true));
  source.addEventListener("error", () => (stale.hidden = false));
  source.addEventListener("message", (event) => show(event.data));
  source.addEventListener("done", () => source.close());
}

if (place && "EventSource" in window) {
  // One stream per visible tab: a browser allows six connections to a host.
  document.addEventListener("visibilitychange", () => (document.hidden ? source?.close() : follow()));
  if (!document.hidden) follow();
  tick();
  setInterval(tick, 1000);
}
