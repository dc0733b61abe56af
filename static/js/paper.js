// A paper beside a form, larger and smaller: [data-paper] holds [data-paper-zoom] with buttons [data-zoom]. Kept from page to page of a session.
const SIZES = [1, 1.5, 2, 2.75];
const KEY = "paper-size";

function show(paper, step) {
  paper.dataset.size = step;
  paper.querySelector(".paper-pages").style.setProperty("--paper-size", SIZES[step]);
  paper.querySelector("[data-zoom='-1']").disabled = step === 0;
  paper.querySelector("[data-zoom='1']").disabled = step === SIZES.length - 1;
}

export function attach(root) {
  for (const paper of root.querySelectorAll("[data-paper]")) {
    paper.querySelector("[data-paper-zoom]").hidden = false;
    show(paper, Math.min(Number(sessionStorage.getItem(KEY)) || 0, SIZES.length - 1));
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (!button) return;
  const paper = button.closest("[data-paper]");
  const step = Number(paper.dataset.size) + Number(button.dataset.zoom);
  show(paper, step);
  sessionStorage.setItem(KEY, step);
});
