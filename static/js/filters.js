// Filters that are unfolded stand above what they find, on a phone for more than its height: once
// somebody asks to see it they fold, and the number of what was found comes into view.
for (const form of document.querySelectorAll("form.directory:has(.filters)")) {
  form.addEventListener("submit", () => {
    const filters = form.querySelector(".filters");
    if (!filters.open) return;
    filters.open = false;
    form.scrollIntoView({ block: "start" });
  });
}
