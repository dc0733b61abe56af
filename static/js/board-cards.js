// What stands on the board's cards, its columns' heads and its free times, as DOM nodes.
const LETTERS = { held: "H", booked: "B", confirmed: "C", arrived: "A", no_show: "N" };
const SIGNS = { in_progress: "bi-play-fill", done: "bi-check-lg" };

export function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function icon(name) {
  const node = make("i", `bi ${name}`);
  node.setAttribute("aria-hidden", "true");
  return node;
}

function chip(text, tone, sign) {
  const node = make("span", `chip tone-${tone}`);
  if (sign) node.append(icon(`bi-${sign}`));
  node.append(text);
  return node;
}

function letter(card) {
  const node = make("span", "letter");
  node.title = card.status;
  const shown = make("span");
  shown.setAttribute("aria-hidden", "true");
  shown.append(SIGNS[card.look] ? icon(SIGNS[card.look]) : (LETTERS[card.look] ?? "X"));
  node.append(shown, make("span", "visually-hidden", card.status));
  return node;
}

export function clock(date) {
  return `${date.getHours()}:${String(date.getMinutes()).padStart(2, "0")}`;
}

// A card as a link to its visit; `start` and `end` are where it is drawn, which differs from the card's own while it is dragged.
export function cardNode(card, url, start, end) {
  const quarters = Math.max(1, Math.round((end - start) / 900000));
  const node = make("a", `visit visit-${card.look} span-${Math.min(quarters, 16)}${card.flags.length ? " visit-flagged" : ""}`);
  node.href = url;
  node.draggable = false;
  node.tabIndex = -1;
  node.dataset.visit = card.id;
  const top = make("span", "visit-top");
  top.append(make("b", "", card.name));
  if (card.count) top.append(chip(card.count, "gray"));
  top.append(letter(card));
  node.append(top, make("span", "visit-line", `${clock(start)} · ${card.what}`));
  if (card.flags.length) {
    const flags = make("span", "visit-flags");
    flags.append(...card.flags.map((flag) => chip(flag.text, flag.tone, flag.icon)));
    node.append(flags);
  }
  return node;
}

export function gapNode(start) {
  return make("span", "board-hint", `Book ${clock(start)}`);
}

export function headNode(lane) {
  const node = make("div", "board-head");
  if (lane.initials) {
    const initials = make("span", `avatar tone-${lane.tone}`, lane.initials);
    initials.setAttribute("aria-hidden", "true");
    node.append(initials);
  }
  const words = make("div");
  words.append(make("h2", "", lane.title), make("p", "", lane.sub));
  node.append(words);
  return node;
}
