// A meeting of a plan is dragged to another slot, or onto a meeting with which it swaps. That opens
// the page which says what it costs; there it is done, or not. Without script one opens the meeting.
const grid = document.querySelector("[data-plan]");

const target = (element) => element.closest?.("[data-pair], [data-slot]");

const address = (pair, place) => {
  const url = new URL(`${grid.dataset.plan}/${pair.split("|").join("/")}`, location.href);
  url.searchParams.set("do", place.dataset.pair ? `swap:${place.dataset.pair}` : place.dataset.slot);
  url.hash = "chosen";
  return url;
};

if (grid) {
  let dragged;
  let over;
  const mark = (place) => {
    over?.classList.remove("plan-over");
    over = place;
    over?.classList.add("plan-over");
  };
  // Dropped on a meeting of its own slot, or on that slot itself, it stays where it is.
  const place = (event) => {
    const found = dragged && target(event.target);
    const slot = found?.closest("[data-slot]");
    return found && slot !== dragged.closest("[data-slot]") ? found : undefined;
  };

  for (const card of grid.querySelectorAll("[data-pair]")) card.draggable = true;
  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-pair]");
    if (dragged) event.dataTransfer.effectAllowed = "move";
  });
  document.addEventListener("dragover", (event) => {
    const found = place(event);
    mark(found);
    if (found) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const found = place(event);
    if (!found) return;
    event.preventDefault();
    location.assign(address(dragged.dataset.pair, found));
  });
  document.addEventListener("dragend", () => {
    mark(undefined);
    dragged = undefined;
  });
}
