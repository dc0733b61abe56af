// The rows of a formset as marks of the body map: reads and writes #rows-PREFIX, whichever of the fields
// place, pain, kind, role and flags the rows have, as select, radios, check boxes or plain input.
const FIELDS = ["place", "pain", "kind", "role", "flags"];
const boxed = (field) => field.type === "checkbox" || field.type === "radio";

export class Rows {
  constructor(prefix) {
    this.prefix = prefix;
    this.box = document.getElementById(`rows-${prefix}`);
  }

  get all() {
    return [...this.box.children].filter((row) => this.fields(row, "place").length);
  }

  fields(row, name) {
    return [...row.querySelectorAll("input, select, textarea")].filter((field) => field.name.startsWith(`${this.prefix}-`) && field.name.endsWith(`-${name}`));
  }

  read(row, name) {
    return this.fields(row, name).flatMap((field) => {
      if (field.tagName === "SELECT") return [...field.selectedOptions].map((option) => option.value);
      return boxed(field) && !field.checked ? [] : [field.value];
    }).filter((value) => value !== "");
  }

  write(row, name, values) {
    for (const field of this.fields(row, name)) {
      const before = JSON.stringify(this.read(row, name));
      if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
      else if (boxed(field)) field.checked = values.includes(field.value);
      else if (field.tagName === "SELECT" && !values.length) field.selectedIndex = 0;
      else field.value = values[0] ?? "";
      if (JSON.stringify(this.read(row, name)) === before) continue;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  // What may be chosen in a field: its values with the words of the page, and whether nothing may be chosen.
  choices(name) {
    const row = this.all[0];
    const found = (row ? this.fields(row, name) : []).flatMap((field) => {
      if (field.tagName === "SELECT") return [...field.options].map((option) => ({ value: option.value, label: option.text.trim() }));
      return boxed(field) ? [{ value: field.value, label: (field.labels[0]?.textContent ?? field.value).trim() }] : [];
    });
    const many = Boolean(row && this.fields(row, name).some((field) => field.multiple || field.type === "checkbox"));
    return { many, optional: many || found.some((choice) => !choice.value), list: found.filter((choice) => choice.value) };
  }

  find(place) {
    return this.all.find((row) => this.read(row, "place")[0] === place);
  }

  marks() {
    const found = new Map();
    for (const row of this.all) {
      const [place] = this.read(row, "place");
      if (!place || found.has(place)) continue;
      found.set(place, Object.fromEntries(FIELDS.slice(1).map((name) => [name, this.read(row, name)])));
    }
    return found;
  }

  // The row of the place, an empty one made its own, or one more; null when no more fit.
  take(place) {
    const row = this.find(place) ?? this.all.find((one) => ["place", "pain", "kind", "flags"].every((name) => !this.read(one, name).length)) ?? this.add();
    if (!row) return null;
    this.write(row, "place", [place]);
    return this.find(place) ?? null;
  }

  add() {
    const before = this.box.children.length;
    const focused = document.activeElement;
    document.querySelector(`[data-add-row="${this.prefix}"]`)?.click();
    focused?.focus({ preventScroll: true });
    return this.box.children.length > before ? this.box.lastElementChild : null;
  }

  clear(place) {
    const row = this.find(place);
    if (row) for (const name of [...FIELDS].reverse()) this.write(row, name, []);
  }

  // Whatever changes the rows, a hand or a script that replaces them.
  watch(changed) {
    const parent = this.box.parentElement;
    for (const kind of ["input", "change"]) parent.addEventListener(kind, changed);
    new MutationObserver(() => {
      this.box = document.getElementById(this.box.id) ?? this.box;
      changed();
    }).observe(parent, { childList: true, subtree: true });
    this.box.closest("form")?.addEventListener("reset", () => setTimeout(changed));
  }
}
