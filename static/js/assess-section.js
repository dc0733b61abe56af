// One section of an assessment: looked through while it is typed, saved a moment after the last input, its answer laid into the page.
const LOOK = 350;
const QUIET = 1300;
const AGAIN = 8000;
const SIGNED_OUT = "Not saved: you were signed out. Sign in again in another tab, then press Save draft.";

function put(card, at, className, text) {
  const field = document.getElementById(at);
  const place = document.getElementById(`div_${at}`) ?? field?.parentElement ?? card.querySelector(".card-body");
  const line = document.createElement("p");
  line.className = className;
  line.id = `${at}${className === "field-look" ? "_look" : "_error"}`;
  line.textContent = text;
  place.append(line);
  if (className === "invalid-feedback") field?.setAttribute("aria-invalid", "true");
}

// Whether both hold the same elements, whatever space lies between them.
function same(box, found) {
  const theirs = [...(found?.children ?? [])];
  return box.children.length === theirs.length && theirs.every((one, place) => one.isEqualNode(box.children[place]));
}

export class Section {
  constructor(card, form, changed) {
    Object.assign(this, { card, form, changed, name: card.dataset.section, touched: false, running: null, clashed: false, state: "", savedAt: 0 });
    this.edition = card.querySelector(`[name="edition-${this.name}"]`);
    this.key = `assess:${form.dataset.assess}:${this.name}`;
    for (const kind of ["input", "change"]) card.addEventListener(kind, () => this.touch());
    card.addEventListener("click", ({ target }) => {
      if (target.closest("[data-keep-mine]")) this.keepMine();
      if (target.closest("[data-take-theirs]")) this.takeTheirs();
    });
    this.restore();
  }

  get entries() {
    const names = new Set([...this.card.querySelectorAll("input, select, textarea")].map((field) => field.name));
    return [...new FormData(this.form)].filter(([name]) => names.has(name));
  }

  body() {
    const data = new FormData();
    for (const name of ["csrfmiddlewaretoken", "edition"]) data.append(name, this.form.elements.namedItem(name).value);
    for (const [name, value] of this.entries) data.append(name, value);
    return data;
  }

  touch() {
    this.touched = true;
    clearTimeout(this.looking);
    this.looking = setTimeout(() => this.look(), LOOK);
    this.plan(QUIET);
    if (!this.clashed) this.tell("unsaved", "not saved yet");
  }

  plan(delay) {
    clearTimeout(this.waiting);
    if (!this.clashed) this.waiting = setTimeout(() => this.save(), delay);
  }

  tell(state, words) {
    this.state = state;
    const shown = this.card.querySelector("[data-section-state] [data-saved-state]");
    if (shown) {
      shown.dataset.savedState = state;
      shown.lastChild.textContent = words;
    } else {
      const made = Object.assign(document.createElement("span"), { className: "saved" });
      made.dataset.savedState = state;
      made.append(document.createElement("i"), words);
      this.card.querySelector("[data-section-state]").replaceChildren(made);
    }
    this.changed();
  }

  ask(address) {
    return fetch(address, { method: "POST", body: this.body(), headers: { "HX-Request": "true" } });
  }

  async look() {
    const round = (this.round = (this.round ?? 0) + 1);
    try {
      const response = await this.ask(this.card.dataset.check);
      if (response.ok && round === this.round && !this.running) this.lay(await this.parsed(response));
    } catch {
      // What is said while typing may fail in silence; the saving says so itself.
    }
  }

  async parsed(response) {
    const found = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("[data-section-answer]");
    if (!found) throw new Error(String(response.status));
    return found;
  }

  save() {
    if (this.running) return this.running.then(() => (this.touched ? this.save() : null));
    clearTimeout(this.waiting);
    this.touched = false;
    this.round = (this.round ?? 0) + 1;
    this.tell("saving", "saving");
    this.running = this.send().finally(() => { this.running = null; });
    return this.running;
  }

  async send() {
    try {
      const response = await this.ask(this.card.dataset.save);
      if (response.status === 401) {
        this.clashed = true;
        return this.tell("failed", SIGNED_OUT);
      }
      this.take(await this.parsed(response), response.status);
    } catch {
      this.touched = true;
      this.tell("offline", "not saved yet: no connection, trying again");
      this.plan(AGAIN);
    }
  }

  take(answer, status) {
    this.clashed = status === 409;
    if (!this.clashed) this.edition.value = answer.dataset.edition;
    this.current = answer.dataset.edition;
    this.state = answer.dataset.state;
    if (this.state === "saved") this.savedAt = Date.now();
    this.card.querySelector("[data-section-state]").replaceChildren(...answer.querySelector('[data-part="state"]').childNodes);
    this.card.querySelector("[data-section-clash]").replaceChildren(...(answer.querySelector('[data-part="clash"]')?.childNodes ?? []));
    this.lay(answer);
    this.remember();
    this.changed(answer.querySelector('[data-part="lacking"]'));
    if (this.touched) this.tell("unsaved", "not saved yet");
  }

  // Messages at their fields, notes beside their rows; the fields themselves are never touched.
  lay(answer) {
    const part = (name) => answer.querySelector(`[data-part="${name}"]`);
    for (const old of this.card.querySelectorAll(".invalid-feedback, .cell .field-look, .ask > .field-look")) old.remove();
    for (const field of this.card.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const line of part("errors").children) put(this.card, line.dataset.at, "invalid-feedback", line.textContent);
    for (const line of part("looks").children) put(this.card, line.dataset.at, "field-look", line.textContent);
    for (const box of this.card.querySelectorAll("[data-note]")) {
      const found = part("notes").querySelector(`[data-at="${box.dataset.note}"]`);
      if (!same(box, found)) box.replaceChildren(...(found?.childNodes ?? []));
    }
    for (const name of ["lines", "reckoned"]) this.card.querySelector(`[data-section-${name}]`)?.replaceChildren(...part(name).childNodes);
  }

  keepMine() {
    this.clashed = false;
    this.edition.value = this.current;
    this.save();
  }

  async takeTheirs() {
    sessionStorage.removeItem(this.key);
    this.touched = false;
    this.state = "";
    this.form.dispatchEvent(new CustomEvent("assess:reload", { detail: this.name }));
  }

  // What could not be saved stays in this tab, and comes back when the page is opened again.
  remember() {
    if (this.state === "saved") sessionStorage.removeItem(this.key);
    else sessionStorage.setItem(this.key, JSON.stringify({ edition: this.edition.value, entries: this.entries }));
  }

  restore() {
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    if (!kept) return;
    const values = Map.groupBy ? Map.groupBy(kept.entries, ([name]) => name) : new Map(kept.entries.map((one) => [one[0], kept.entries.filter(([name]) => name === one[0])]));
    for (const [name, found] of values) if (name.endsWith("-TOTAL_FORMS")) this.grow(name, Number(found[0][1]));
    for (const field of this.card.querySelectorAll("input, select, textarea")) {
      const said = (values.get(field.name) ?? []).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = said.includes(field.value);
      else if (said.length) field.value = said[0];
    }
    this.edition.value = kept.edition;
    this.touch();
  }

  grow(name, count) {
    const total = this.form.elements.namedItem(name);
    const button = this.card.querySelector(`[data-add-row="${name.replace("-TOTAL_FORMS", "")}"]`);
    for (let more = count - Number(total.value); button && more > 0; more -= 1) button.click();
  }
}
