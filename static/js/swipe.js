// On a phone a card of ten people follows the finger: to the right to want, to the left rather not.
// The buttons do the same, and a swipe presses one of them.
import { awaken } from "./awake.js";

const SLOP = 12; // pixels before a touch is a swipe
const EDGE = 24; // pixels at the sides that belong to the browser's own gesture
const FAR = 0.3; // of the card's width

const calm = matchMedia("(prefers-reduced-motion: reduce)");

class Swipe {
  constructor(card) {
    this.card = card;
    this.pointer = null;
    card.addEventListener("pointerdown", (event) => this.begin(event));
    card.addEventListener("pointermove", (event) => this.move(event));
    card.addEventListener("pointerup", (event) => this.end(event));
    card.addEventListener("pointercancel", () => this.rest());
    // A finger that has moved the card does not also follow a link on it.
    card.addEventListener("click", (event) => this.swallow(event), true);
  }

  begin(event) {
    this.moved = false;
    if (event.pointerType === "mouse" || !event.isPrimary || event.target.closest("button")) return;
    if (event.clientX < EDGE || event.clientX > innerWidth - EDGE) return;
    this.pointer = event.pointerId;
    this.from = { x: event.clientX, y: event.clientY };
  }

  move(event) {
    if (event.pointerId !== this.pointer) return;
    const x = event.clientX - this.from.x;
    if (!this.moved) {
      if (Math.abs(x) < SLOP) return;
      if (Math.abs(x) < Math.abs(event.clientY - this.from.y)) {
        this.pointer = null; // the finger scrolls
        return;
      }
      this.moved = true;
      this.card.setPointerCapture(this.pointer);
      this.card.classList.add("is-held");
    }
    const aim = this.button(x);
    this.card.style.setProperty("--swipe", `${aim ? x : x / 6}px`); // it resists where nothing can be said
    this.aim(aim && Math.abs(x) >= this.card.clientWidth * FAR ? aim : null);
  }

  button(x) {
    return this.card.querySelector(`button[name=kind][value=${x > 0 ? "want" : "avoid"}]`);
  }

  aim(button) {
    for (const one of this.card.querySelectorAll("button[name=kind]")) one.classList.toggle("is-aimed", one === button);
    this.aimed = button;
    if (button) this.card.dataset.swipe = button.textContent.trim();
    else delete this.card.dataset.swipe;
  }

  end(event) {
    if (event.pointerId !== this.pointer) return;
    const button = this.aimed;
    if (button && !calm.matches) {
      const away = button.value === "want" ? 1 : -1;
      this.card.classList.remove("is-held");
      this.card.style.setProperty("--swipe", `${away * innerWidth}px`);
    } else this.rest();
    this.pointer = null;
    button?.click();
  }

  rest() {
    this.pointer = null;
    this.card.classList.remove("is-held");
    this.card.style.removeProperty("--swipe");
    this.aim(null);
  }

  swallow(event) {
    if (!this.moved || event.target.closest("button")) return;
    this.moved = false;
    event.preventDefault();
    event.stopPropagation();
  }
}

function swipes(root) {
  for (const card of root.querySelectorAll("[data-swipes] .person-card:not([data-awake])")) {
    card.dataset.awake = "";
    new Swipe(card);
  }
}

awaken(swipes);
