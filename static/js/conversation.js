// Brings in what the other writes while the page is open, and notes that it was read. Without
// script the page is loaded anew, and a button notes it.
const part = document.querySelector("[data-conversation]");

if (part && "EventSource" in window) {
  const shown = () => part.querySelector("[data-stamp]");
  let source;
  let read = "";
  let unread = Number(part.dataset.unread);
  document.querySelector("[data-mark-read]")?.setAttribute("hidden", "");

  // How many wait in all stands in the masthead; what is read here is no longer among them.
  const discount = () => {
    const count = document.querySelector("[data-count='messages']");
    const left = Number(count?.dataset.number) - unread;
    unread = 0;
    if (count && left > 0) {
      count.dataset.number = left;
      count.firstChild.data = left;
    } else {
      count?.remove();
    }
  };

  const markRead = async () => {
    const { latest } = shown().dataset;
    if (document.hidden || latest === read) {
      return;
    }
    read = latest;
    const body = new URLSearchParams({ up_to: latest });
    try {
      await fetch(part.dataset.read, { method: "POST", body, redirect: "manual" });
      discount();
    } catch {
      read = ""; // no network: it is noted with what comes next
    }
  };

  const follow = () => {
    source?.close();
    if (document.hidden) {
      return; // one stream per visible tab: a browser allows six connections to a host
    }
    source = new EventSource(`${part.dataset.conversation}?shown=${shown().dataset.stamp}`);
    source.addEventListener("done", (event) => {
      source.close();
      if (!event.data) {
        location.reload(); // signed out elsewhere, or no longer at the event
        return;
      }
      part.innerHTML = event.data; // a fragment that our own server has rendered and escaped
      document.querySelector("[data-talk-none]")?.remove();
      follow();
      markRead();
    });
  };

  document.addEventListener("visibilitychange", () => {
    follow();
    markRead();
  });
  follow();
  if (Number(shown().dataset.latest)) {
    markRead();
  }
}
