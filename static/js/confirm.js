// A question before a deed is a <details>; here it also closes by Escape, a tap elsewhere or its
// own button, and gives the focus back.
const close = (details) => {
  details.open = false;
  details.querySelector("summary").focus();
};

export function confirmPanels() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-confirm-close]");
    if (button) close(button.closest("details"));
    for (const details of document.querySelectorAll("details[data-confirm][open]")) {
      if (!details.contains(event.target)) details.open = false;
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const details = document.querySelector("details[data-confirm][open]");
    if (details) close(details);
  });
}
