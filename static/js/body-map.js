// The body map over the rows of a formset: [data-body-map="PREFIX"]. Touching a place, or Enter on it, opens a panel;
// what is chosen there is written into the rows, and the figure shows whatever the rows say.
import { Figure } from "./body-map-figure.js";
import { Rows } from "./body-map-rows.js";

const GROUPS = ["pain", "kind", "role", "flags"];
const [ABOVE, BELOW] = [80, 140]; // what bars may hide of the window

class BodyMap {
  constructor(root) {
    this.root = root;
    this.rows = new Rows(root.dataset.bodyMap);
    this.figure = new Figure(root);
    this.panel = this.part("panel");
    this.choices = Object.fromEntries(GROUPS.map((name) => [name, this.rows.choices(name)]));
    for (const name of GROUPS) this.buildGroup(name);
    root.hidden = false;
    this.listen();
    this.refresh();
    this.fold();
  }

  part(name) {
    return this.root.querySelector(`[data-bm-${name}]`);
  }

  buildGroup(name) {
    const group = this.root.querySelector(`[data-bm-group="${name}"]`);
    group.hidden = !this.choices[name].list.length;
    group.lastElementChild.append(...this.choices[name].list.map(({ value, label }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = name === "pain" ? `bm-choice pain-${value}` : "bm-choice";
      button.textContent = name === "pain" ? value : label;
      if (name === "pain") button.setAttribute("aria-label", `${this.root.dataset.pain} ${label}`);
      Object.assign(button.dataset, { bmSet: name, value });
      return button;
    }));
  }

  listen() {
    const { views } = this.figure;
    views.addEventListener("click", (event) => this.open(this.figure.at(event)));
    views.addEventListener("keydown", (event) => this.key(event));
    views.addEventListener("focusin", ({ target }) => {
      this.figure.rove(target);
      this.figure.point(this.place, target.matches(":focus-visible") ? target : null);
    });
    views.addEventListener("focusout", () => this.figure.point(this.place, null));
    this.panel.addEventListener("click", ({ target }) => this.press(target.closest("button")));
    this.panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    });
    for (const button of this.root.querySelectorAll("[data-bm-show]")) button.addEventListener("click", () => this.figure.turn(button.dataset.bmShow));
    this.rows.watch(() => this.refresh());
    window.addEventListener("pageshow", () => this.refresh());
    window.addEventListener("resize", () => this.figure.turn(views.dataset.shown));
    this.figure.turn(views.dataset.shown);
  }

  key(event) {
    const place = event.target.closest(".bm-place");
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.open(place);
      this.panel.querySelector("[aria-pressed='true'], .bm-choice")?.focus();
    } else if (event.key.startsWith("Arrow")) {
      event.preventDefault();
      this.figure.next(place, event.key)?.focus();
    } else if (event.key === "Escape" && this.place) this.close();
  }

  open(place) {
    if (!place) return;
    this.place = place;
    this.figure.rove(place);
    this.part("hint").hidden = true;
    this.part("full").hidden = true;
    this.panel.hidden = false;
    this.refresh();
    this.panel.scrollIntoView({ block: "nearest" });
  }

  close() {
    const { place } = this;
    this.place = null;
    this.panel.hidden = true;
    this.part("hint").hidden = false;
    this.figure.point(null, null);
    place.focus({ preventScroll: true });
    const { top, bottom } = place.getBoundingClientRect();
    if (top < ABOVE || bottom > window.innerHeight - BELOW) place.scrollIntoView({ block: "center" });
  }

  press(button) {
    if (!button) return;
    if (button.matches("[data-bm-done]")) return void this.close();
    const { place } = this.place.dataset;
    if (button.matches("[data-bm-clear]")) this.rows.clear(place);
    else if (button.dataset.bmSet) this.choose(place, button.dataset.bmSet, button.dataset.value);
    this.refresh();
  }

  // Pressing what is chosen takes it back, where nothing may be chosen.
  choose(place, name, value) {
    const row = this.rows.take(place);
    this.part("full").hidden = Boolean(row);
    if (!row) return;
    const { many, optional } = this.choices[name];
    const before = this.rows.read(row, name);
    const rest = before.filter((one) => one !== value);
    if (!before.includes(value)) this.rows.write(row, name, many ? [...before, value] : [value]);
    else if (optional) this.rows.write(row, name, rest);
  }

  refresh() {
    const marks = this.rows.marks();
    this.figure.show(marks, (mark) => this.inWords(mark));
    if (!this.place) return;
    const mark = marks.get(this.place.dataset.place);
    this.part("name").textContent = this.place.dataset.name;
    this.part("clear").disabled = !mark;
    for (const button of this.panel.querySelectorAll("[data-bm-set]")) {
      button.setAttribute("aria-pressed", String(Boolean(mark?.[button.dataset.bmSet].includes(button.dataset.value))));
    }
    this.figure.point(this.place);
  }

  // A mark as it is read out: "pain 6 moderate, Aching, Affected".
  inWords(mark) {
    if (!mark) return this.root.dataset.unmarked;
    return GROUPS.flatMap((name) => mark[name].map((value) => {
      const label = this.choices[name].list.find((choice) => choice.value === value)?.label ?? value;
      return name === "pain" ? `${this.root.dataset.pain} ${label}` : label.toLowerCase();
    })).join(", ");
  }

  // The rows stay below as a list; folded, unless something in them asks for a look.
  fold() {
    const list = this.rows.box.closest("details[data-body-map-list]");
    if (list) list.open = Boolean(list.querySelector(".invalid-feedback, [aria-invalid='true']"));
  }
}

function attach(root) {
  for (const map of root.querySelectorAll("[data-body-map][hidden]")) {
    if (document.getElementById(`rows-${map.dataset.bodyMap}`)) new BodyMap(map);
  }
}

attach(document);
document.addEventListener("htmx:load", (event) => attach(event.target.parentElement ?? document));
