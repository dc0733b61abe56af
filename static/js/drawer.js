// The booking drawer over the board: opened by a free time (`mend:gap`), by its button or by a key (`mend:book`), closed by Escape. What
// stands in it comes from the server (htmx); the board draws anew once something is booked.
const dialog = document.querySelector("[data-drawer]");

class Drawer {
  constructor() {
    this.box = dialog.querySelector("[data-patient-search]");
    this.key = document.getElementById(this.box.dataset.patientSearchInto);
    this.body = dialog.querySelector(".drawer-body");
    this.gap = {};
    document.addEventListener("mend:gap", (event) => {
      event.preventDefault();
      this.open(event.detail);
    });
    document.addEventListener("mend:book", () => this.open());
    for (const opener of document.querySelectorAll("[data-drawer-open]")) opener.addEventListener("click", (event) => this.clicked(event));
    dialog.addEventListener("patient:chosen", (event) => this.load(event.detail.id));
    dialog.addEventListener("patient:cleared", () => this.clear());
    dialog.addEventListener("click", (event) => this.pressed(event));
    dialog.addEventListener("close", () => this.closed());
    document.addEventListener("mend:booked", (event) => this.booked(event.detail));
  }

  clicked(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.open();
  }

  // `gap`: what the board knows of the free time (day, at, therapist, room, location, words).
  open(gap = {}) {
    const { words, url, ...facts } = gap;
    this.opener = document.activeElement;
    this.gap = { location: dialog.dataset.location, ...facts };
    this.visit = null;
    const line = dialog.querySelector("[data-drawer-gap]");
    line.textContent = words ?? "";
    line.hidden = !words;
    this.again();
    if (!dialog.open) dialog.showModal();
    this.box.focus();
  }

  again() {
    this.box.value = "";
    this.key.value = "";
    this.clear();
    this.box.focus();
  }

  clear() {
    this.body.replaceChildren();
  }

  load(id) {
    return this.ask(dialog.dataset.drawerUrl.replace("/0/", `/${id}/`));
  }

  register() {
    const typed = this.key.value ? "" : this.box.value;
    this.box.value = this.key.value = "";
    return this.ask(dialog.dataset.drawerNew, { q: typed });
  }

  ask(path, more = {}) {
    const url = `${path}?${new URLSearchParams({ ...this.gap, ...more })}`;
    return window.htmx.ajax("GET", url, { source: this.body, target: this.body });
  }

  // Beside the drawer, on its cross, or for somebody else.
  pressed(event) {
    const { target } = event;
    if (target === dialog || target.closest("[data-drawer-close]")) dialog.close();
    else if (target.closest("[data-drawer-again]")) this.again();
    else if (target.closest("[data-drawer-register]")) this.register();
  }

  // What was pointed at is taken now.
  booked({ visit }) {
    this.visit = visit;
    this.gap = { location: dialog.dataset.location };
    dialog.querySelector("[data-drawer-gap]").hidden = true;
  }

  closed() {
    this.clear();
    const done = new CustomEvent("mend:drawer-closed", { cancelable: true, detail: { visit: this.visit } });
    if (document.dispatchEvent(done) && this.opener?.isConnected) this.opener.focus();
  }
}

if (dialog && window.htmx) new Drawer();
