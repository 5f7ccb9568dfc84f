// One key for what a card offers, on a list of people: off in fields, with other keys held, and where
// somebody switched it off. A card is the one that holds the focus; its link opens it with Enter.
import { awaken } from "./awake.js";

const OFF = "keys-off";
const CARDS = "[data-cards] :is(.person-row, .person-card)";
const WISHES = { w: "want", m: "maybe", n: "avoid" };
const STEPS = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 };

const dialog = () => document.querySelector("dialog[data-keys]");
const cards = () => [...document.querySelectorAll(CARDS)];
const page = (card) => card.querySelector(".person-name a")?.href;
const current = () => document.activeElement?.closest(CARDS);
let last = null; // about whom something was said last, for undo

function isOff() {
  try {
    return localStorage.getItem(OFF) === "yes";
  } catch {
    return false; // no storage, nothing switched off
  }
}

function setOff(off) {
  try {
    if (off) localStorage.setItem(OFF, "yes");
    else localStorage.removeItem(OFF);
  } catch {
    // It holds for no longer than it can be kept.
  }
}

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog");

function focus(card) {
  card?.querySelector(".person-name a")?.focus();
  card?.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = cards();
  const at = all.indexOf(current());
  focus(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

// A list shows one answer only; the others are sent by a button that is there for a moment.
function say(form, kind) {
  if (!form?.dataset.wishes?.split(" ").includes(kind)) return;
  const shown = form.querySelector(`button[name=kind][value=${kind}]`);
  const button = shown ?? Object.assign(document.createElement("button"), { name: "kind", value: kind, hidden: true });
  if (!shown) form.append(button);
  button.click();
}

function undo() {
  const said = document.querySelector("[data-cards] .said button");
  const card = cards().find((one) => page(one) === last) ?? current();
  (said ?? card?.querySelector(".wish button[value=none]"))?.click();
}

function act(key) {
  const card = current();
  if (key in WISHES && card) {
    last = page(card);
    say(card.querySelector("form[data-wishes]"), WISHES[key]);
  } else if (key === "b") card?.querySelector(".bookmark button")?.click();
  else if (key === "u") undo();
  else if (key === "?") dialog().showModal();
  else return false;
  return true;
}

function press(event) {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!dialog() || isOff() || isTyping(event.target)) return;
  const { key } = event;
  if (key in STEPS) {
    if (key.startsWith("Arrow") && !current()) return; // arrows scroll until a card is chosen
    step(STEPS[key]);
  } else if (event.repeat || !act(key)) return;
  event.preventDefault();
}

function keys() {
  document.addEventListener("keydown", press);
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-open]")) dialog().showModal();
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-keys-on]")) setOff(!event.target.checked);
  });
  // What was said brings ten people anew; who used a key goes on with the next of them.
  document.addEventListener("htmx:before:swap", () => {
    const card = current();
    if (card?.matches(".person-card")) document.addEventListener("htmx:after:swap", () => focus(cards()[0]), { once: true });
  });
}

function keyHelp(root) {
  for (const button of root.querySelectorAll("[data-keys-open]")) button.hidden = false;
  for (const box of root.querySelectorAll("[data-keys-on]")) box.checked = !isOff();
}

keys();
awaken(keyHelp);
