// Laying out rows of an assessment: all movements of a joint by one touch, heights of points, rows without sides.
function isEmpty(row, name) {
  const fields = [...row.querySelectorAll("input, select")];
  return fields.every((field) => (field.name.endsWith(`-${name}`) ? !field.value : !field.value || field.type === "hidden" || field.type === "checkbox"));
}

function lay(button) {
  const { addSet: prefix, setField: name, setCodes: codes } = button.dataset;
  const box = document.getElementById(`rows-${prefix}`);
  const picks = () => [...box.querySelectorAll(`[name$="-${name}"]`)];
  for (const code of codes.split(",")) {
    if (picks().some((pick) => pick.value === code)) continue;
    let row = [...box.children].find((one) => isEmpty(one, name));
    if (!row) {
      document.querySelector(`[data-add-row="${prefix}"]`).click();
      row = box.lastElementChild;
    }
    row.querySelector(`[name$="-${name}"]`).value = code;
  }
  box.querySelector("input[type=number]")?.focus({ preventScroll: true });
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

// Movements without sides use the first column alone.
function fitSides() {
  for (const pick of document.querySelectorAll('[name^="rom-"][name$="-movement"]')) {
    pick.closest(".field-row").classList.toggle("is-middle", (pick.selectedOptions[0]?.dataset.sides ?? "") === "m");
  }
}

function height(limb) {
  const step = Number(limb.querySelector('[name^="interval_"]').value);
  for (const [number, label] of [...limb.querySelectorAll("[data-point]")].entries()) label.textContent = `${number * step} cm`;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-add-set]");
  if (!button) return;
  event.preventDefault();
  lay(button);
});

for (const limb of document.querySelectorAll("[data-limb]")) {
  height(limb);
  limb.addEventListener("change", () => height(limb));
  new MutationObserver(() => height(limb)).observe(limb.querySelector("[data-points]"), { childList: true });
}
document.addEventListener("input", fitSides);
fitSides();
