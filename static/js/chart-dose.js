// The usual dose of the chosen exercise in the fields beside it: [data-chart-dose].
for (const group of document.querySelectorAll("[data-chart-dose]")) {
  const select = group.querySelector("select");
  const about = group.querySelector("[data-chart-about]");
  const tell = () => {
    const { about: words = "" } = select.selectedOptions[0].dataset;
    about.textContent = words;
    about.hidden = words === "";
  };
  select.addEventListener("change", () => {
    for (const [name, value] of Object.entries(select.selectedOptions[0].dataset)) {
      const field = group.querySelector(`[name="x-${name}"]`);
      if (field) field.value = value;
    }
    tell();
  });
  tell();
}
