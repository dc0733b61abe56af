// Sends the draft a few seconds after the last touch, so that a dead battery loses nothing: form[data-chart-autosave].
const QUIET = 2500;
const AGAIN = 8000;
const form = document.querySelector("form[data-chart-autosave]");
const edition = form?.elements.namedItem("edition");
let waiting = 0;
let running = null;
let touched = false;
let clashed = false;

function plan(delay) {
  clearTimeout(waiting);
  if (!clashed) waiting = setTimeout(save, delay);
}

function tell(state, words) {
  const shown = document.querySelector("#chart-state [data-saved-state]");
  shown.dataset.savedState = state;
  shown.lastChild.textContent = words;
}

async function take(response) {
  const parsed = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("#chart-state");
  if (!parsed) throw new Error(String(response.status));
  edition.value = parsed.dataset.edition;
  document.getElementById("chart-state").replaceWith(document.importNode(parsed, true));
  clashed = response.status === 409;
  if (response.ok && !touched && parsed.querySelector('[data-saved-state="saved"]')) {
    form.dispatchEvent(new CustomEvent("mend:saved", { bubbles: true }));
  }
}

async function send() {
  touched = false;
  tell("saving", "saving");
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
    if (response.status === 401) {
      clashed = true;
      tell("failed", "Not saved: you were signed out. Sign in again in another tab, then press Save draft.");
    } else {
      await take(response);
    }
  } catch {
    touched = true;
    tell("offline", "Not saved yet: no connection. Trying again.");
    plan(AGAIN);
  }
}

function save() {
  if (running) return plan(QUIET);
  running = send().finally(() => { running = null; });
  return running;
}

function touch() {
  touched = true;
  plan(QUIET);
}

// A button waits for a save that is on its way, or it would send an edition that has just become old.
async function waitFirst(event) {
  clearTimeout(waiting);
  if (!running || event.target !== form) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  await running;
  form.requestSubmit(event.submitter);
}

if (form) {
  form.addEventListener("input", touch);
  form.addEventListener("change", touch);
  window.addEventListener("submit", waitFirst, true);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && touched && !clashed) save();
  });
}
