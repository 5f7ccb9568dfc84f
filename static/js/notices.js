// A message that has been read can be put away; focus goes to the content.
export function dismissals() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-dismiss]");
    if (!button) return;
    button.closest(".notice").remove();
    document.getElementById("main")?.focus({ preventScroll: true });
  });
}
