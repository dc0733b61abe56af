// Minus and plus beside a number field: [data-step-by] inside .stepper.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step-by]");
  if (!button) return;
  const input = button.closest(".stepper").querySelector("input");
  const before = input.value;
  if (before === "" && input.min !== "") input.value = input.min;
  else if (Number(button.dataset.stepBy) > 0) input.stepUp();
  else input.stepDown();
  if (input.value === before) return;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
