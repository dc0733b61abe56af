// The page of an assessment: every section saves itself, the bar below says how it stands; the page works without it.
import "./rows.js";
import "./assess-laying.js";
import { Section } from "./assess-section.js";

const form = document.querySelector("form[data-assess]");
const sections = [];

function ago(moment) {
  const seconds = Math.max(0, Math.round((Date.now() - moment) / 1000));
  return seconds < 90 ? `saved ${seconds} s ago` : `saved ${Math.round(seconds / 60)} min ago`;
}

function summary() {
  const wrong = sections.find((section) => section.state === "failed" || section.state === "offline");
  if (wrong) return ["failed", `${wrong.card.querySelector("h2").textContent}: not saved`];
  if (sections.some((section) => section.state === "saving")) return ["saving", "saving"];
  if (sections.some((section) => section.touched)) return ["unsaved", "not saved yet"];
  const last = Math.max(...sections.map((section) => section.savedAt));
  return last ? ["saved", ago(last)] : ["", ""];
}

const ICONS = { saved: "bi-cloud-check", saving: "bi-cloud-arrow-up", failed: "bi-exclamation-triangle", unsaved: "bi-pencil" };

function show() {
  const [state, words] = summary();
  const box = form.querySelector("[data-page-state]");
  if (box.dataset.state !== state) {
    box.dataset.state = state;
    const icon = Object.assign(document.createElement("i"), { className: `bi ${ICONS[state] ?? ""}` });
    box.replaceChildren(...(state ? [icon, document.createTextNode("")] : []));
    box.classList.toggle("tone-amber", state === "failed");
  }
  if (state) box.lastChild.textContent = ` ${words}`;
  for (const section of sections) {
    const shown = section.card.querySelector("[data-section-state] [data-saved-state='saved']");
    if (shown && section.savedAt) shown.lastChild.textContent = ago(section.savedAt);
  }
}

function lacking(answer) {
  if (answer) {
    const count = Number(answer.dataset.count);
    document.querySelector("#before-signing [data-lacking]").replaceChildren(...answer.querySelector("[data-lacking]").childNodes);
    form.querySelector("[data-lacking-count]").textContent = count ? `${count} ${count === 1 ? "thing" : "things"} missing before signing` : "Nothing is missing";
  }
  show();
}

async function flush() {
  await Promise.all(sections.filter((section) => section.touched || section.running).map((section) => section.save()));
  return sections.every((section) => !section.touched && section.state !== "failed" && section.state !== "offline");
}

function restNo() {
  for (const ask of form.querySelectorAll(".ask")) {
    if (!ask.querySelector(".ask-pick :checked")) ask.querySelector('.ask-pick [value="no"]').checked = true;
  }
  form.querySelector('[data-section="screening"]').dispatchEvent(new Event("input"));
}

// A button first waits for what is on its way; saving leaves the page where it is, signing goes on when all is saved.
async function submit(event) {
  if (event.target !== form) return;
  const by = event.submitter;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (by?.name === "rest_no") return restNo();
  const safe = await flush();
  await new Promise((done) => { setTimeout(done); }); // a form that is still being sent ignores being sent again
  const wrong = form.querySelector("[aria-invalid], .both");
  if (!safe && wrong) return wrong.scrollIntoView({ block: "center" });
  if (!by?.hasAttribute("data-sign")) return show();
  window.removeEventListener("submit", submit, true);
  window.removeEventListener("beforeunload", leaving);
  form.requestSubmit(by);
}

function leaving(event) {
  if (sections.some((section) => section.touched || section.running)) event.preventDefault();
}

if (form) {
  for (const card of form.querySelectorAll("[data-section]")) sections.push(new Section(card, form, lacking));
  window.addEventListener("submit", submit, true);
  window.addEventListener("beforeunload", leaving);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") flush();
  });
  form.addEventListener("assess:reload", async ({ detail }) => {
    await flush();
    window.removeEventListener("beforeunload", leaving);
    location.hash = detail;
    location.reload();
  });
  setInterval(show, 1000);
}
