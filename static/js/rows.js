// One more row of fields: button[data-add-row="PREFIX"] copies the last row of #rows-PREFIX, emptied.
const MOST = 40;

function renumber(node, prefix, from, to) {
  for (const name of ["id", "name", "for", "aria-describedby", "data-note"]) {
    const value = node.getAttribute?.(name);
    if (value) node.setAttribute(name, value.replace(`${prefix}-${from}-`, `${prefix}-${to}-`));
  }
}

function empty(field) {
  field.removeAttribute("aria-invalid");
  if (field.type === "checkbox") field.checked = false;
  else if (field.tagName === "SELECT") field.selectedIndex = 0;
  else field.value = "";
}

function add(prefix) {
  const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const rows = document.getElementById(`rows-${prefix}`);
  const count = Number(total.value);
  if (!rows.lastElementChild || count >= MOST) return;
  const row = rows.lastElementChild.cloneNode(true);
  for (const node of row.querySelectorAll("*")) renumber(node, prefix, count - 1, count);
  for (const said of row.querySelectorAll(".invalid-feedback, .field-look")) said.remove();
  for (const notes of row.querySelectorAll("[data-note]")) notes.replaceChildren();
  for (const field of row.querySelectorAll("input, select, textarea")) empty(field);
  total.value = String(count + 1);
  rows.append(row);
  row.querySelector("input, select, textarea")?.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-add-row]");
  if (button) add(button.dataset.addRow);
});
