// A POST form goes out once, and its button shows that it is on its way. form[data-submit-many] opts out.
const sent = new Map();

function release() {
  for (const [form, button] of sent) {
    form.removeAttribute("aria-busy");
    button?.classList.remove("is-busy");
  }
  sent.clear();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-submit-many]")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  form.setAttribute("aria-busy", "true");
  event.submitter?.classList.add("is-busy");
  sent.set(form, event.submitter);
});
// A form that is on its way asks nothing more of the server: its answer would belong to a page that is gone.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (sent.has(event.target.closest("form"))) event.preventDefault();
});
// Coming back by the browser's Back button finds the form usable.
window.addEventListener("pageshow", release);
