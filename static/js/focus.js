// A form that came back starts at what is wrong, for the eye and for the screen reader alike.
export function focusErrors(root) {
  root.querySelector("[data-focus]")?.focus();
}
