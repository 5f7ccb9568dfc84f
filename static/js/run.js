// Follows a run as it climbs. Without script the page refreshes itself.
const part = document.querySelector("[data-run]");

if (part && "EventSource" in window) {
  const shown = part.querySelector("[data-run-shown]");
  part.querySelector("[data-run-refresh]")?.closest("p").setAttribute("hidden", "");
  let source;

  const follow = () => {
    source?.close();
    source = new EventSource(part.dataset.run);
    source.addEventListener("message", (event) => {
      shown.innerHTML = event.data; // a fragment that our own server has rendered and escaped
    });
    source.addEventListener("done", () => {
      source.close();
      location.reload();
    });
  };

  // One stream per visible tab: a browser allows six connections to a host.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      source?.close();
    } else {
      follow();
    }
  });
  if (!document.hidden) {
    follow();
  }
}
