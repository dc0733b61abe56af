// Everything the chart of a visit does by itself; the page works without it.
import "./chart-minutes.js";
import "./chart-rows.js";
import "./chart-timer.js";
import "./chart-dose.js";
import "./chart-screening.js";
import "./chart-autosave.js";
