// Minutes and seconds since the visit began: [data-chart-timer="moment"]. A pain answer takes its minute from it.
const LONGEST = 180;
const timer = document.querySelector("[data-chart-timer]");
const since = () => (Date.now() - Date.parse(timer.dataset.chartTimer)) / 1000;

function show() {
  const seconds = Math.floor(since());
  timer.hidden = seconds < 0 || seconds > LONGEST * 60;
  timer.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function fillMinute(event) {
  const row = event.target.closest(".during");
  if (!row || !/-pain$/.test(event.target.name)) return;
  const minute = row.querySelector('[name$="-minute"]');
  const now = Math.floor(since() / 60);
  if (minute.value === "" && now >= 0 && now <= LONGEST) minute.value = now;
}

if (timer) {
  show();
  setInterval(show, 1000);
  document.addEventListener("change", fillMinute);
}
