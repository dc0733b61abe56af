// The sum of the techniques' minutes against what was booked: [data-chart-minutes="60"].
const chip = document.querySelector("[data-chart-minutes]");

function counts(input) {
  const row = input.closest("[data-chart-row]");
  return !row.querySelector('[name$="-remove"]')?.checked && row.querySelector('[name$="-technique"]').value !== "";
}

function show() {
  const inputs = [...document.querySelectorAll('[data-chart-rows="t"] input[name$="-minutes"]')];
  const sum = inputs.filter(counts).reduce((total, input) => total + (Number(input.value) || 0), 0);
  const booked = Number(chip.dataset.chartMinutes);
  chip.textContent = `${sum} of ${booked} min`;
  chip.classList.toggle("tone-red", sum > booked);
  chip.classList.toggle("tone-green", sum <= booked);
}

if (chip) {
  document.addEventListener("input", show);
  document.addEventListener("change", show);
}
