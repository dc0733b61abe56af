// A text area that is as high as its text: textarea[data-autosize].
function fit(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + area.offsetHeight - area.clientHeight}px`;
}

document.addEventListener("input", (event) => {
  if (event.target.matches("textarea[data-autosize]")) fit(event.target);
});

export function attach(root) {
  root.querySelectorAll("textarea[data-autosize]").forEach(fit);
}
