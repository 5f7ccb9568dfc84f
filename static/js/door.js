// The door: what the camera reads is sent like what is typed, and the camera stays open.
const form = document.getElementById("door");
const field = form?.querySelector("#code");
const AGAIN = 4_000; // milliseconds in which the same code before the camera is one scan

let last = { text: "", at: -AGAIN };

document.addEventListener("scanned", (event) => {
  event.preventDefault(); // and so the camera looks on
  const text = event.detail;
  const at = performance.now();
  if (text === last.text && at - last.at < AGAIN) {
    last.at = at;
    return;
  }
  last = { text, at };
  field.value = text;
  form.requestSubmit();
});

// Ready for the next one, with a scanner that types as well.
document.addEventListener("htmx:after:swap", () => {
  field.value = "";
  if (!document.querySelector("[data-scan-picture]:not([hidden])")) field.focus();
});
