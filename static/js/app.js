// What every page has. A control that needs more brings its own module, beside its own markup.
import { awaken } from "./awake.js";
import { confirmPanels } from "./confirm.js";
import { dismissals } from "./notices.js";
import { menu } from "./menu.js";
import { focusErrors } from "./focus.js";

menu();
dismissals();
confirmPanels();
awaken(focusErrors);
