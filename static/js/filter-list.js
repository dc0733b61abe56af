// Type to shorten a list: input[data-filter="#list"]. Every word typed must occur in the child's text.
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function filter(input) {
  const list = document.querySelector(input.dataset.filter);
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const child of list.children) {
    const text = plain(child.dataset.filterText ?? child.textContent);
    // What is chosen stays in sight, whatever is typed.
    const keep = words.every((word) => text.includes(word)) || child.querySelector(":checked") !== null;
    child.hidden = !keep;
    shown += keep ? 1 : 0;
  }
  const none = input.parentElement.querySelector("[data-filter-none]");
  if (none) none.hidden = shown > 0;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-filter]")) filter(event.target);
});
// Enter would send the form around the list.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-filter]")) event.preventDefault();
});
