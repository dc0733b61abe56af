// One more line of a formset: [data-chart-add="t"] copies template#t-empty into [data-chart-rows="t"].
function add(prefix) {
  const total = document.querySelector(`[name="${prefix}-TOTAL_FORMS"]`);
  const copy = document.getElementById(`${prefix}-empty`).content.cloneNode(true);
  for (const element of copy.querySelectorAll("*")) {
    for (const attribute of element.attributes) attribute.value = attribute.value.replaceAll("__prefix__", total.value);
  }
  const row = copy.querySelector("[data-chart-row]");
  row.classList.add("is-added");
  total.value = Number(total.value) + 1;
  document.querySelector(`[data-chart-rows="${prefix}"]`).append(copy);
  row.querySelector("select, input")?.focus();
}

for (const button of document.querySelectorAll("[data-chart-add]")) {
  button.hidden = false;
  button.addEventListener("click", () => add(button.dataset.chartAdd));
}
