// Warns when a changed form is left: form[data-dirty]. A form that is sent is not dirty.
const changed = new Set();

function mark(event) {
  const form = event.target.form;
  if (form?.matches("[data-dirty]")) changed.add(form);
}

document.addEventListener("input", mark);
document.addEventListener("change", mark);
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) changed.delete(event.target);
});
// Autosave says so, and the form is clean again.
document.addEventListener("mend:saved", (event) => changed.delete(event.target));
window.addEventListener("beforeunload", (event) => {
  const open = [...changed].some((form) => form.isConnected);
  if (open) event.preventDefault();
});
