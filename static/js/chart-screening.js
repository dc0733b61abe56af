// “Nothing new” takes every tick away, a tick says that something is new: [data-chart-screening].
const group = document.querySelector("[data-chart-screening]");

group?.addEventListener("change", (event) => {
  if (event.target.value === "nothing") {
    for (const box of group.querySelectorAll('[type="checkbox"]')) box.checked = false;
  } else if (event.target.type === "checkbox" && event.target.checked) {
    group.querySelector('[value="something"]').checked = true;
  }
});
