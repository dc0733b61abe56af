// The drawn figure: shows marks, tells which place was meant, and moves between places by arrow keys.
const SVG = "http://www.w3.org/2000/svg";
const REACH = [4, 8, 12]; // how far beside a place a touch still counts, in units of the figure
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIGNS = ["no_touch", "scar", "device"];

function drawn(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

// How far apart the inner parts of two spans are: nothing where one place lies well beside the other.
function gap(low, high, from, to) {
  const [edge, border] = [(high - low) * 0.3, (to - from) * 0.3];
  return Math.max(0, from + border - (high - edge), low + edge - (to - border));
}

export class Figure {
  constructor(root) {
    this.root = root;
    this.views = root.querySelector("[data-bm-views]");
    this.places = [...root.querySelectorAll(".bm-place")];
    this.signs = root.querySelector("[data-bm-signs]").content;
    for (const place of this.places) place.dataset.name = place.getAttribute("aria-label");
    this.rove(this.places[0]);
  }

  // Tab reaches one place only: the one where somebody was last.
  rove(place) {
    for (const one of this.places) one.setAttribute("tabindex", one === place ? "0" : "-1");
  }

  visible() {
    return this.places.filter((place) => place.getClientRects().length);
  }

  // The place under the pointer, or the nearest one within reach: small places and a finger beside the body.
  at(event) {
    const here = event.target.closest(".bm-place");
    const svg = event.target.closest("svg");
    if (here || !svg) return here;
    const scale = svg.getScreenCTM().a;
    for (const away of REACH) {
      for (let turn = 0; turn < 16; turn += 1) {
        const x = event.clientX + Math.cos((turn * Math.PI) / 8) * away * scale;
        const y = event.clientY + Math.sin((turn * Math.PI) / 8) * away * scale;
        const found = document.elementFromPoint(x, y)?.closest(".bm-place");
        if (found && svg.contains(found)) return found;
      }
    }
    return null;
  }

  // The nearest place that lies in the direction of the arrow key; straight ahead before aslant.
  next(from, key) {
    const [right, down] = WAYS[key] ?? [0, 0];
    const here = from.getBoundingClientRect();
    let best = null;
    let least = Infinity;
    for (const place of this.visible()) {
      const there = place.getBoundingClientRect();
      const across = (there.left + there.right - here.left - here.right) / 2;
      const along = (there.top + there.bottom - here.top - here.bottom) / 2;
      const ahead = across * right + along * down;
      const aside = Math.abs(across * down) + Math.abs(along * right);
      const beside = right ? gap(here.top, here.bottom, there.top, there.bottom) : gap(here.left, here.right, there.left, there.right);
      const far = ahead + 2 * beside + aside / 3;
      if (place !== from && ahead > 1 && ahead > aside / 3 && far < least) [best, least] = [place, far];
    }
    return best;
  }

  show(marks, inWords) {
    for (const layer of this.root.querySelectorAll(".bm-marks")) layer.replaceChildren();
    for (const place of this.places) {
      const mark = marks.get(place.dataset.place);
      place.setAttribute("aria-label", `${place.dataset.name}, ${inWords(mark)}`);
      place.querySelector(".bm-area").setAttribute("class", mark ? `bm-area ${this.look(place, mark)}` : "bm-area");
      if (mark) this.mark(place, mark);
    }
    this.point();
  }

  look(place, mark) {
    if (!mark.pain.length) return "bm-marked";
    const bands = place.ownerSVGElement.dataset.bands.split(" ").map((band) => band.split(":"));
    return `bm-band-${bands.find(([least]) => Number(mark.pain[0]) >= Number(least))[1]}`;
  }

  mark(place, mark) {
    const svg = place.ownerSVGElement;
    const layer = svg.querySelector(".bm-marks");
    layer.append(drawn("path", { class: `bm-ring bm-role-${mark.role[0] ?? "affected"}`, d: this.path(place) }));
    const names = [...(mark.pain.length ? ["number"] : []), ...SIGNS.filter((name) => mark.flags.includes(name))];
    names.forEach((name, number) => {
      const away = (number - (names.length - 1) / 2) * Number(svg.dataset.step);
      const [x, y] = [Number(place.dataset.x), Number(place.dataset.y)];
      const sign = drawn("g", { transform: place.dataset.way === "tall" ? `translate(${x} ${y + away})` : `translate(${x + away} ${y})` });
      sign.append(...this.signs.querySelector(`[data-bm-sign="${name}"]`).cloneNode(true).childNodes);
      if (name === "number") sign.querySelector("text").textContent = mark.pain[0];
      layer.append(sign);
    });
  }

  path(place) {
    return place.querySelector(".bm-area").getAttribute("d");
  }

  // The frame around the place that is open and the one that has the keyboard; over all neighbors, so drawn last.
  point(chosen = this.chosen, focused = this.focused) {
    [this.chosen, this.focused] = [chosen, focused];
    for (const frame of this.root.querySelectorAll(".bm-cursor")) frame.remove();
    for (const [place, kind] of [[chosen, "bm-chosen"], [focused, "bm-focused"]]) {
      const layer = place?.ownerSVGElement.querySelector(".bm-marks");
      layer?.prepend(drawn("path", { class: `bm-cursor ${kind}`, d: this.path(place) }));
    }
  }

  // On narrow screens one view at a time.
  turn(view) {
    this.views.dataset.shown = view;
    for (const button of this.root.querySelectorAll("[data-bm-show]")) button.setAttribute("aria-pressed", String(button.dataset.bmShow === view));
    const reachable = this.visible();
    if (!reachable.some((place) => place.getAttribute("tabindex") === "0")) this.rove(reachable[0]);
  }
}
