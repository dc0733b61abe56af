// Finds a patient while somebody types: a list under an ordinary text field, by mouse, touch and keyboard (ARIA combobox).
//
//   <input data-patient-search="/patients/suggest/" …>        where to ask; needs nothing else: choosing opens the patient's page
//   data-patient-search-into="id_patient"                     instead, choosing writes the patient's key into the field of this id, the
//                                                             name into the box, and Enter takes the first of the list
//
// With `-into`, the box then fires `patient:chosen` (it bubbles; `event.detail` is {id, name, born, age, phone, number, url}), and
// `patient:cleared` once the text no longer says whom was chosen; the key's field is emptied with it. A page that comes by htmx is
// attached like any other (main.js). The list is placed after the box: give its parent `position: relative`, or the class `.finder`.
// Without this module the box is sent with its form as before.
const PAUSE = 80;
const FEWEST = 2;
let lists = 0;

function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function option(person, id) {
  const made = element("li", "finder-option");
  made.id = id;
  made.setAttribute("role", "option");
  const facts = [`${person.born} (${person.age})`, person.phone, person.number].filter(Boolean).join(" · ");
  made.append(element("b", "", person.name), element("span", "muted", facts));
  return made;
}

class Finder {
  constructor(box) {
    this.box = box;
    this.into = document.getElementById(box.dataset.patientSearchInto ?? "");
    this.people = [];
    this.at = -1;
    this.id = `finder-${(lists += 1)}`;
    this.list = element("ul", "finder-list");
    this.list.id = this.id;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", "Patients found");
    this.said = element("span", "visually-hidden");
    this.said.setAttribute("role", "status");
    box.after(this.list, this.said);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id };
    for (const [name, value] of Object.entries(roles)) box.setAttribute(name, value);
    box.autocomplete = "off";
    box.addEventListener("input", () => this.typed());
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener("focus", () => this.people.length && this.show());
    box.addEventListener("blur", () => this.hide());
    // Before the box loses the focus, or the list would be gone when the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const chosen = [...this.list.children].indexOf(event.target.closest("[role=option]"));
      if (chosen >= 0) this.choose(chosen);
    });
  }

  typed() {
    this.forget();
    clearTimeout(this.waiting);
    this.asking?.abort();
    const text = this.box.value.trim();
    if (text.length < FEWEST) this.fill([], "");
    else this.waiting = setTimeout(() => this.ask(text), PAUSE);
  }

  async ask(text) {
    this.asking = new AbortController();
    const url = new URL(this.box.dataset.patientSearch, window.location.href);
    url.searchParams.set("q", text);
    try {
      const answer = await fetch(url, { signal: this.asking.signal, headers: { Accept: "application/json" } });
      // Signed out or out of order: the form itself still leads on, and says so.
      if (!answer.ok || answer.redirected) this.fill([], "");
      else this.fill((await answer.json()).people, text);
    } catch (error) {
      if (error.name !== "AbortError") this.fill([], "");
    }
  }

  fill(people, text) {
    this.people = people;
    this.at = -1;
    this.box.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...people.map((person, index) => option(person, `${this.id}-${index}`)));
    if (!people.length && text) this.list.append(element("li", "finder-none muted", "Nobody found so far."));
    const none = text ? "Nobody found" : "";
    this.said.textContent = people.length ? `${people.length} found, arrow down to choose` : none;
    if (this.list.children.length && document.activeElement === this.box) this.show();
    else this.hide();
  }

  key(event) {
    const open = !this.list.hidden && this.people.length;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      this.hide();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.people.length) {
      event.preventDefault();
      this.show();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && (this.at >= 0 || this.into)) {
      event.preventDefault();
      this.choose(Math.max(this.at, 0));
    } else if (event.key === "Enter" && this.into && !this.into.value) {
      event.preventDefault();
    }
  }

  move(by) {
    const many = this.people.length;
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = this.at < 0 && by < 0 ? many - 1 : (this.at + by + many) % many;
    const now = this.list.children[this.at];
    now.setAttribute("aria-selected", "true");
    now.scrollIntoView({ block: "nearest" });
    this.box.setAttribute("aria-activedescendant", now.id);
  }

  choose(index) {
    const person = this.people[index];
    this.hide();
    if (!this.into) {
      window.location.assign(person.url);
      return;
    }
    this.box.value = person.name;
    this.into.value = person.id;
    this.people = [];
    this.box.dispatchEvent(new CustomEvent("patient:chosen", { bubbles: true, detail: person }));
  }

  forget() {
    if (!this.into?.value) return;
    this.into.value = "";
    this.box.dispatchEvent(new CustomEvent("patient:cleared", { bubbles: true }));
  }

  show() {
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
  }

  hide() {
    this.list.hidden = true;
    this.box.setAttribute("aria-expanded", "false");
  }
}

export function attach(root) {
  for (const box of root.querySelectorAll("[data-patient-search]")) {
    if (box.getAttribute("role") !== "combobox") new Finder(box);
  }
}
