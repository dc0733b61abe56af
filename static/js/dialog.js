// Asks before a button or link acts: [data-confirm="question"], [data-confirm-yes="verb"].
const agreed = new WeakSet();

function build(question, yes) {
  const dialog = document.createElement("dialog");
  dialog.className = "ask";
  const text = document.createElement("p");
  text.textContent = question;
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "form-actions";
  form.dataset.submitMany = "";
  for (const [value, label, look] of [["yes", yes, "btn-primary"], ["no", document.documentElement.dataset.backLabel ?? "Back", "btn-light"]]) {
    const button = document.createElement("button");
    button.className = `btn ${look}`;
    button.value = value;
    button.textContent = label;
    form.append(button);
  }
  dialog.append(text, form);
  return dialog;
}

// On the window and before everyone else, so that nobody acts on a click that is still in question.
window.addEventListener("click", (event) => {
  const asker = event.target.closest?.("[data-confirm]");
  if (!asker || agreed.has(asker)) return;
  event.preventDefault();
  event.stopPropagation();
  const dialog = build(asker.dataset.confirm, asker.dataset.confirmYes ?? asker.textContent.trim());
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    dialog.remove();
    asker.focus();
    if (dialog.returnValue !== "yes") return;
    agreed.add(asker);
    asker.click();
    agreed.delete(asker);
  });
  dialog.showModal();
}, true);
