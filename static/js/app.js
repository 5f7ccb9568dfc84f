// Enhances what works without it; each module does one thing to one kind of element.
import { confirmPanels } from "./confirm.js";
import { dismissals } from "./notices.js";
import { menu } from "./menu.js";
import { fileSizes } from "./files.js";
import { focusErrors } from "./focus.js";
import { keyHelp, keys } from "./keys.js";
import { scans } from "./scan.js";
import { swipes } from "./swipe.js";
import { tagFields } from "./tags.js";

const enhance = (root) => {
  tagFields(root);
  fileSizes(root);
  focusErrors(root);
  scans(root);
  keyHelp(root);
  swipes(root);
};

menu();
dismissals();
confirmPanels();
keys();
enhance(document);
// htmx puts new parts into a page that is already awake.
document.addEventListener("htmx:after:swap", (event) => enhance(event.target.parentNode ?? document));
