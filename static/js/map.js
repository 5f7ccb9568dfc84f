// A map lights what belongs to whoever is pointed at or holds the focus. Arrow keys go to the next one
// in their direction, first among those who are tied; Enter follows the link, as it does anyway.
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const endsOf = (line) => line.dataset.ends.split(" ");

function neighbours(map, key) {
  const lines = [...map.querySelectorAll("[data-ends]")].filter((line) => endsOf(line).includes(key));
  return { lines, keys: new Set([key, ...lines.flatMap(endsOf)]) };
}

function light(map, node) {
  for (const lit of map.querySelectorAll(".map-lit")) lit.classList.remove("map-lit");
  map.classList.toggle("map-lighting", Boolean(node));
  if (!node) return;
  const { lines, keys } = neighbours(map, node.dataset.node);
  for (const line of lines) line.classList.add("map-lit");
  for (const other of map.querySelectorAll("[data-node]")) other.classList.toggle("map-lit", keys.has(other.dataset.node));
}

function middle(node) {
  const box = node.querySelector("circle").getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}

// Whoever is nearest in a direction; who is off to the side counts as farther away.
function nearest(from, others, [right, down]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const other of others) {
    const [ox, oy] = middle(other);
    const ahead = (ox - x) * right + (oy - y) * down;
    const aside = Math.abs((ox - x) * down) + Math.abs((oy - y) * right);
    if (other === from || ahead <= 1 || aside > 2 * ahead) continue;
    if (ahead + 2 * aside < least) [best, least] = [other, ahead + 2 * aside];
  }
  return best;
}

function press(map, event) {
  const node = event.target.closest("[data-node]");
  const way = WAYS[event.key];
  if (!node || !way || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const all = [...map.querySelectorAll("[data-node]")];
  const { keys } = neighbours(map, node.dataset.node);
  const tied = all.filter((other) => keys.has(other.dataset.node));
  const next = nearest(node, tied, way) ?? nearest(node, all, way);
  event.preventDefault(); // the frame stays where it is, unless the focus needs it to move
  if (!next) return;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function centre(frame) {
  const mine = frame.querySelector(".map-mine circle");
  const box = frame.getBoundingClientRect();
  const [x, y] = mine
    ? middle(mine.parentNode).map((at, axis) => at - (axis ? box.y : box.x))
    : [frame.scrollWidth / 2, frame.scrollHeight / 2];
  frame.scrollTo(x - box.width / 2, y - box.height / 2);
}

for (const map of document.querySelectorAll("[data-map]")) {
  const pointed = (event) => event.target.closest("[data-node]");
  map.addEventListener("focusin", (event) => light(map, pointed(event)));
  map.addEventListener("focusout", () => light(map, null));
  map.addEventListener("pointerover", (event) => light(map, pointed(event) ?? pointed({ target: document.activeElement })));
  map.addEventListener("pointerleave", () => light(map, map.contains(document.activeElement) ? pointed({ target: document.activeElement }) : null));
  map.addEventListener("keydown", (event) => press(map, event));
  map.querySelector(".map-keys").hidden = false;
  centre(map.querySelector(".map-frame"));
}
