// Words with commas become chips. The field that is sent stays the one without script: its value
// is the chips' words, joined by commas.
import { awaken } from "./awake.js";

const words = (text) => text.split(",").map((word) => word.trim()).filter(Boolean);
const same = (a, b) => a.localeCompare(b, undefined, { sensitivity: "accent" }) === 0;

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class TagField {
  constructor(field) {
    this.field = field;
    this.sent = field.querySelector("input");
    this.entry = this.sent.cloneNode();
    this.entry.removeAttribute("name");
    this.entry.value = "";
    this.entry.classList.add("chips-entry");
    this.chips = element("div", { className: "chips" }, this.entry);
    this.news = element("p", { className: "for-readers", role: "status" });
    const typing = document.activeElement === this.sent; // somebody was quicker than this script
    this.sent.removeAttribute("id");
    this.sent.type = "hidden";
    this.sent.after(this.chips, this.news);
    this.list = words(this.sent.value);
    this.offerSuggestions();
    if (typing && !this.sent.value.trimEnd().endsWith(",")) this.entry.value = this.list.pop() ?? "";
    this.draw();
    if (typing) this.entry.focus();
    this.entry.addEventListener("keydown", (event) => this.key(event));
    this.entry.addEventListener("input", () => {
      if (this.entry.value.includes(",")) this.take();
      else this.keep();
    });
    this.chips.addEventListener("click", (event) => {
      if (event.target === this.chips) this.entry.focus();
    });
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter") {
      event.preventDefault(); // ends a word, never the form
      this.take();
    } else if (event.key === "Backspace" && !this.entry.value && this.list.length) {
      this.remove(this.list.at(-1));
    }
  }

  take() {
    const typed = words(this.entry.value);
    this.entry.value = "";
    typed.forEach((word) => this.add(word));
    this.keep();
  }

  add(word) {
    if (this.list.some((other) => same(other, word))) return;
    this.list.push(word);
    this.news.textContent = `${this.field.dataset.added}: ${word}`;
    this.draw();
  }

  remove(word) {
    this.list = this.list.filter((other) => other !== word);
    this.news.textContent = `${this.field.dataset.removed}: ${word}`;
    this.draw();
    this.entry.focus();
  }

  offerSuggestions() {
    for (const words of this.field.querySelectorAll("[data-suggest]")) {
      const word = words.dataset.suggest;
      const button = element("button", { type: "button", className: words.className, textContent: word });
      button.setAttribute("aria-label", `${this.field.dataset.add}: ${word}`);
      button.dataset.suggest = word;
      button.addEventListener("click", () => this.add(word));
      words.replaceWith(button);
    }
  }

  // A word that is still being typed is sent too. It does not become a chip when the field is left:
  // the chip would push away the button that a finger is on.
  keep() {
    const typed = words(this.entry.value).filter((word) => !this.list.some((other) => same(other, word)));
    this.sent.value = [...this.list, ...typed].join(", ");
  }

  draw() {
    this.keep();
    for (const chip of this.chips.querySelectorAll(".chip")) chip.remove();
    for (const word of this.list) {
      const button = element("button", { type: "button", textContent: "×" });
      button.setAttribute("aria-label", `${this.field.dataset.remove}: ${word}`);
      button.addEventListener("click", () => this.remove(word));
      this.entry.before(element("span", { className: "chip" }, element("bdi", { textContent: word }), button));
    }
    for (const button of this.field.querySelectorAll("button[data-suggest]")) {
      button.hidden = this.list.some((word) => same(word, button.dataset.suggest));
    }
  }
}

function tagFields(root) {
  for (const field of root.querySelectorAll("[data-tags]:not([data-awake])")) {
    field.dataset.awake = "";
    new TagField(field);
  }
}

awaken(tagFields);
