// Keeps "In 12 minutes" true while the page stays as it is. How far ahead it is comes from the server,
// whose clock may be another one.
const shown = new WeakMap();
const spoken = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "always" });

function say(words) {
  if (!shown.has(words)) shown.set(words, performance.now() + Number(words.dataset.ahead) * 1000);
  const minutes = Math.round((shown.get(words) - performance.now()) / 60_000);
  const soon = minutes < 90 ? spoken.format(minutes, "minute") : spoken.format(Math.round(minutes / 60), "hour");
  const told = minutes <= 0 ? words.dataset.now : soon[0].toUpperCase() + soon.slice(1);
  if (words.textContent !== told) words.textContent = told;
}

setInterval(() => {
  for (const words of document.querySelectorAll("[data-ahead]")) say(words);
}, 5_000);
for (const words of document.querySelectorAll("[data-ahead]")) say(words);
