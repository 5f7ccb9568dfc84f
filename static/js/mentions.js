// A name after an @, in a field where a post is written: those in the group who are called so are
// offered below it. Who is taken stands in the words, and is whom the post is meant for.
import { awaken } from "./awake.js";

const TYPED = /(?:^|\s)@(\p{L}[\p{L}\p{M}'’.-]*(?: \p{L}[\p{L}\p{M}'’.-]*)?)$/u;
const WAIT = 150;

class Mentions {
  constructor(box) {
    this.box = box;
    this.field = box.querySelector("textarea");
    this.list = box.querySelector("[role=listbox]");
    this.news = box.querySelector("[role=status]");
    this.asked = 0; // an answer that comes late is not shown
    this.field.setAttribute("aria-autocomplete", "list");
    this.field.setAttribute("aria-controls", this.list.id);
    this.field.addEventListener("input", () => this.soon());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.field.addEventListener("blur", () => this.close());
    // Before the field loses its focus, which would close the list under the finger.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.take(event.target.closest("[role=option]")));
  }

  typed() {
    return this.field.value.slice(0, this.field.selectionStart).match(TYPED)?.[1];
  }

  soon() {
    clearTimeout(this.timer);
    if (!this.typed()) return this.close();
    this.timer = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const name = this.typed();
    const number = ++this.asked;
    if (!name) return;
    const address = `${this.box.dataset.mentions}?${new URLSearchParams({ name })}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || number !== this.asked || this.typed() !== name) return;
    this.list.innerHTML = await answer.text();
    const found = this.options().length;
    if (!found) return this.close();
    this.list.hidden = false;
    this.point(0);
    this.news.textContent = this.box.dataset.found.replace("{}", found);
  }

  options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  current() {
    return this.list.hidden ? undefined : this.list.querySelector("[aria-selected=true]");
  }

  point(place) {
    const options = this.options();
    const at = (place + options.length) % options.length;
    options.forEach((one, index) => one.setAttribute("aria-selected", String(index === at)));
    options[at].scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", options[at].id);
  }

  key(event) {
    if (this.list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) this.point(this.options().indexOf(this.current()) + step);
    else if (event.key === "Enter" || event.key === "Tab") this.take(this.current());
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }

  take(option) {
    if (!option) return;
    const { member, name } = option.dataset;
    const end = this.field.selectionStart;
    const begin = end - this.typed().length;
    this.field.setRangeText(`${name} `, begin, end, "end");
    this.mean(member, name);
    this.close();
    this.field.focus();
    this.news.textContent = this.box.dataset.meant.replace("{}", name);
  }

  // Whoever is not among those listed is added to them.
  mean(member, name) {
    const choice = this.field.form.elements.namedItem("meant_for");
    if (!choice) return;
    if (![...choice.options].some((one) => one.value === member)) choice.add(new Option(name, member));
    choice.value = member;
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.list.replaceChildren();
    this.field.removeAttribute("aria-activedescendant");
  }
}

awaken((root) => {
  for (const box of root.querySelectorAll("[data-mentions]:not([data-awake])")) {
    box.dataset.awake = "";
    new Mentions(box);
  }
});
