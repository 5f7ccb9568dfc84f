// Reads a code with the camera, where the browser can; what it sees never leaves the page.
import { awaken } from "./awake.js";

const EVERY = 200; // milliseconds between two looks

class Scan {
  constructor(place) {
    this.place = place;
    for (const part of ["start", "stop", "words", "picture"]) {
      this[part] = place.querySelector(`[data-scan-${part}]`);
    }
    this.start.hidden = false;
    this.start.addEventListener("click", () => this.open());
    this.stop.addEventListener("click", () => this.close());
    window.addEventListener("pagehide", () => this.close());
  }

  say(words) {
    if (this.words.textContent !== words) this.words.textContent = words;
  }

  async open() {
    this.start.hidden = true;
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      this.picture.srcObject = this.stream;
      this.show(true);
      this.stop.focus();
      this.say(this.place.dataset.looking);
      await this.picture.play();
      this.look(new BarcodeDetector({ formats: ["qr_code"] }));
    } catch {
      this.close();
      this.say(this.place.dataset.refused);
    }
  }

  async look(detector) {
    if (!this.stream) return;
    const found = await detector.detect(this.picture).catch(() => []);
    for (const { rawValue } of found) {
      // A page that takes what is read goes on looking.
      const taken = new CustomEvent("scanned", { detail: rawValue, bubbles: true, cancelable: true });
      if (!this.place.dispatchEvent(taken)) continue;
      if (this.follow(rawValue)) return;
      this.say(this.place.dataset.foreign);
    }
    setTimeout(() => this.look(detector), EVERY);
  }

  follow(text) {
    const address = URL.canParse(text) ? new URL(text) : null;
    const ours = address?.origin === location.origin && address.pathname.startsWith(this.place.dataset.scan);
    if (!ours) return false;
    this.close();
    location.assign(address.pathname);
    return true;
  }

  show(open) {
    this.picture.hidden = this.stop.hidden = !open;
    this.start.hidden = open;
  }

  close() {
    if (this.stream) for (const track of this.stream.getTracks()) track.stop();
    this.stream = null;
    this.picture.srcObject = null;
    this.say("");
    this.show(false);
  }
}

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  return formats.includes("qr_code");
}

async function scans(root) {
  for (const place of root.querySelectorAll("[data-scan]:not([data-awake])")) {
    place.dataset.awake = "";
    if (await canRead()) new Scan(place);
    else place.querySelector("[data-scan-words]").textContent = place.dataset.none;
  }
}

awaken(scans);
