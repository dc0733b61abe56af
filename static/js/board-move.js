// Moving a card: the server is asked first, then the person says why, then it is done. Whatever refuses is said at the card.
import { make } from "./board-cards.js";

const REASONS = ["Patient asked", "Therapist asked", "Room needed", "Running late"];
const OFFLINE = { outcome: "refused", words: "No connection: the visit stays where it was. Try again in a moment.", mind: [] };

function token() {
  return JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
}

// `asked`: day, at, minutes, therapist, room ("" finds a free one).
export async function tell(url, card, asked, more) {
  const body = new URLSearchParams({ ...asked, seen: card.seen, ...more });
  try {
    const response = await fetch(url, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": token() } });
    if (response.status === 401 || response.redirected) return { ...OFFLINE, words: "You were signed out: the visit stays where it was. Sign in again." };
    return response.ok ? await response.json() : { ...OFFLINE, words: "Mend could not answer: the visit stays where it was." };
  } catch {
    return OFFLINE;
  }
}

function reasonField(label) {
  const field = make("label", "board-reason");
  field.append(make("span", "form-label", label));
  const input = make("input", "form-control");
  input.name = "reason";
  input.required = true;
  input.maxLength = 200;
  input.autocomplete = "off";
  field.append(input);
  const quick = make("div", "cluster board-quick");
  for (const words of REASONS) {
    const button = make("button", "btn btn-light btn-sm", words);
    button.type = "button";
    button.addEventListener("click", () => { input.value = words; input.focus(); });
    quick.append(button);
  }
  return { field, quick, input };
}

// Resolves with the reason, or null where the card goes back.
export function askWhy(card, answer) {
  const dialog = make("dialog", "ask board-ask");
  const form = make("form");
  form.method = "dialog";
  form.dataset.submitMany = "";
  const heading = make("h2", "", `Move ${card.name}?`);
  heading.id = "board-ask-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  form.append(heading, make("p", "board-where", answer.words));
  for (const words of answer.mind ?? []) form.append(make("p", "board-mind", words));
  const { field, quick, input } = reasonField(answer.asks_length ? "Why shorter or longer" : "Why");
  const actions = make("div", "form-actions");
  const yes = make("button", "btn btn-primary", "Move it");
  const no = make("button", "btn btn-light", "Put it back");
  yes.value = "yes";
  no.value = "no";
  no.formNoValidate = true;
  actions.append(yes, no);
  form.append(field, quick, actions);
  dialog.append(form);
  document.body.append(dialog);
  dialog.showModal();
  input.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" && input.value.trim() ? input.value.trim() : null);
    });
  });
}

// One at a time: what comes while another is in question is put back.
let busy = false;

export async function propose(url, card, asked) {
  if (busy) return { outcome: "waiting", words: "Another visit is being moved." };
  busy = true;
  try {
    const checked = await tell(url, card, asked, { check: "on" });
    if (checked.outcome !== "allowed" && !checked.asks_length) return checked;
    const reason = await askWhy(card, checked);
    if (reason === null) return { outcome: "given-up", words: "" };
    return await tell(url, card, asked, checked.asks_length ? { reason, length_reason: reason } : { reason });
  } finally {
    busy = false;
  }
}
