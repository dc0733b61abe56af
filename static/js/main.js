// Attaches every small behavior. Each works by a data- attribute and each page works without it.
import "./stepper.js";
import "./dirty.js";
import "./filter-list.js";
import "./dialog.js";
import "./submit-once.js";
import "./menu.js";
import "./search.js";
import { attach as autosize } from "./autosize.js";
import { attach as paper } from "./paper.js";
import { attach as patientSearch } from "./patient-search.js";

function attachAll(root) {
  autosize(root);
  paper(root);
  patientSearch(root);
  root.querySelector("[data-focus]")?.focus();
}

attachAll(document);
document.addEventListener("htmx:load", (event) => attachAll(event.target));
