// Keeps somebody's own days readable without network: that page, and the files it is made of.
// What is kept belongs to one account. Whoever signs in or out here, or another account's page, ends it.
const KEPT = "my-days-1";
const PAGE = /^\/e\/[^/]+\/schedule$/;
const DOORS = /^\/(sign-in|sign-out|account\/sign-out|e\/[^/]+\/join)/;
const FILE = /^\/static\/|\/theme|\/photo\//;
const OWNER = "Days-Of";

// Counts up whenever somebody signs in or out here: what was asked for before is not kept after.
let doors = 0;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep, files } = event.data;
  if (PAGE.test(keep)) event.waitUntil(keepAll(keep, files).then(() => event.source?.postMessage("kept")));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method !== "GET") {
    if (DOORS.test(pathname)) event.respondWith(through(request));
    return;
  }
  if (PAGE.test(pathname)) event.respondWith(page(event, pathname));
  else if (FILE.test(pathname)) event.respondWith(fetch(request).catch(() => kept(request)));
});

// Until the answer is there the site may still take us for who we were: hence twice.
async function through(request) {
  await passed();
  try {
    return await fetch(request);
  } finally {
    await passed();
  }
}

function passed() {
  doors += 1;
  return caches.delete(KEPT);
}

async function page(event, pathname) {
  const before = doors;
  let answer;
  try {
    answer = await fetch(event.request);
  } catch {
    return without(pathname);
  }
  if (answer.ok && answer.headers.has(OWNER)) event.waitUntil(put(pathname, answer.clone(), before));
  else if (answer.type === "opaqueredirect" || answer.redirected) event.waitUntil(caches.delete(KEPT));
  else if (answer.status < 500) event.waitUntil(forget(pathname));
  return answer;
}

// Somebody else's pages go before one of another account is kept. `before` is how many doors had been
// passed when the page was asked for.
async function put(pathname, answer, before) {
  if (doors !== before) return;
  let cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const owner = (await cache.match(request))?.headers.get(OWNER);
    if (owner && owner !== answer.headers.get(OWNER)) {
      await caches.delete(KEPT);
      cache = await caches.open(KEPT);
      break;
    }
  }
  await cache.put(pathname, answer);
  if (doors !== before) await caches.delete(KEPT);
}

// It is no longer theirs to read.
async function forget(pathname) {
  await (await caches.open(KEPT)).delete(pathname);
}

async function keepAll(pathname, files) {
  const before = doors;
  let cache = await caches.open(KEPT);
  if (!(await cache.match(pathname))) {
    const answer = await fetch(pathname, { redirect: "error" });
    if (!answer.ok || !answer.headers.has(OWNER)) return;
    await put(pathname, answer, before);
    if (doors !== before) return;
    cache = await caches.open(KEPT);
  }
  for (const file of files.filter((name) => FILE.test(name))) {
    if (await cache.match(file)) continue;
    const answer = await fetch(file).catch(() => null);
    if (answer?.ok && doors === before) await cache.put(file, answer);
  }
}

async function kept(request) {
  return (await caches.match(request)) ?? Response.error();
}

// The page says itself as of when it is, and what it cannot do: its style sheet only has to know.
async function without(pathname) {
  const answer = await caches.match(pathname);
  if (!answer) return Response.error();
  const when = new Date(answer.headers.get("Date") ?? Date.now()).toLocaleString(self.navigator.language, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hour12: false,
  });
  const html = (await answer.text())
    .replace("<html ", "<html data-without-network ")
    .replace("{when}", when);
  const headers = new Headers(answer.headers);
  headers.delete("content-encoding");
  headers.delete("content-length");
  return new Response(html, { headers });
}
