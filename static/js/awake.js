// Enhances the page that is there, and each part that htmx puts into it later.
export const awaken = (enhance) => {
  enhance(document);
  document.addEventListener("htmx:after:swap", (event) => enhance(event.target.parentNode ?? document));
};
