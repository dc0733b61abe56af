// Ctrl K (or Cmd K) goes to the patient search.
document.addEventListener("keydown", (event) => {
  const field = document.querySelector("[data-hotkey-search]");
  if (!field || event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  field.select();
});
