// The menu on a phone: a button that opens it, Escape and a tap elsewhere that close it.
export function menu() {
  const button = document.querySelector(".menu-button");
  if (!button) return;
  const show = (open) => button.setAttribute("aria-expanded", String(open));
  const isOpen = () => button.getAttribute("aria-expanded") === "true";
  button.addEventListener("click", () => show(!isOpen()));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    show(false);
    button.focus();
  });
  document.addEventListener("click", (event) => {
    if (isOpen() && !event.target.closest(".masthead")) show(false);
  });
}
