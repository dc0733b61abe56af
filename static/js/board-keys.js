// The board by keyboard: from card to card, a card moved by quarter hours and columns, other days, and a page of the keys.
import { make } from "./board-cards.js";

const QUARTER = 15;
const LIST = [
  ["← ↑ → ↓", "From card to card"],
  ["Enter", "Open the visit"],
  ["m", "Move the card: arrows by a quarter hour or a column, Shift and arrows make it longer or shorter, Enter asks, Escape puts it back"],
  ["b", "Book a visit; on a card, in the free time after it"],
  ["/", "Find a patient"],
  ["t", "Today"],
  ["n, p", "The next day, the day before"],
  ["?", "These keys"],
];

export function showKeys() {
  const dialog = make("dialog", "ask board-keys");
  dialog.setAttribute("aria-label", "Keys of the board");
  const list = make("dl");
  for (const [keys, words] of LIST) {
    const row = make("div");
    const term = make("dt");
    term.append(make("kbd", "", keys));
    row.append(term, make("dd", "", words));
    list.append(row);
  }
  const form = make("form");
  form.method = "dialog";
  form.dataset.submitMany = "";
  form.append(make("button", "btn btn-light", "Close"));
  dialog.append(make("h2", "", "Keys of the board"), list, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const minutes = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));

export class Keys {
  // `board`: see board.js.
  constructor(board) {
    this.board = board;
    this.moving = null;
    document.addEventListener("keydown", (event) => this.pressed(event));
  }

  pressed(event) {
    const typing = event.target.closest?.("input, textarea, select, dialog, [contenteditable]");
    if (typing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const acts = this.moving ? this.whileMoving(event) : this.atRest(event);
    if (acts) event.preventDefault();
  }

  atRest(event) {
    const card = this.board.focused();
    const plain = {
      "/": () => document.querySelector("[data-hotkey-search]")?.select(),
      t: () => this.board.go("today"),
      n: () => this.board.go("next"),
      p: () => this.board.go("previous"),
      "?": showKeys,
    };
    const between = document.activeElement === document.body;
    const onCard = { ...(between && { Enter: () => this.board.open(card) }), m: () => this.begin(card), b: () => this.board.bookAfter(card) };
    if (!card && event.key === "b") return document.dispatchEvent(new CustomEvent("mend:book")), true;
    if (plain[event.key]) return plain[event.key](), true;
    if (card && onCard[event.key]) return onCard[event.key](), true;
    if (!event.key.startsWith("Arrow") || !(card || document.activeElement === document.body)) return false;
    const next = this.neighbor(card, event.key);
    if (next) this.board.focus(next.id);
    return true;
  }

  neighbor(card, key) {
    const lanes = this.board.lanes().map((lane) => lane.id);
    const of = (lane) => this.board.cards().filter((other) => this.board.laneOf(other) === lane).sort((a, b) => minutes(a.at) - minutes(b.at));
    if (!card) return lanes.flatMap(of)[0];
    const own = of(this.board.laneOf(card));
    if (key === "ArrowUp") return own[own.indexOf(card) - 1];
    if (key === "ArrowDown") return own[own.indexOf(card) + 1];
    const step = key === "ArrowLeft" ? -1 : 1;
    for (let index = lanes.indexOf(this.board.laneOf(card)) + step; lanes[index] !== undefined; index += step) {
      const near = of(lanes[index]).sort((a, b) => Math.abs(minutes(a.at) - minutes(card.at)) - Math.abs(minutes(b.at) - minutes(card.at)));
      if (near.length) return near[0];
    }
    return undefined;
  }

  begin(card) {
    if (!card.movable) return this.board.refuse(card, `This visit is “${card.status.toLowerCase()}” and cannot be moved.`);
    this.moving = { card, lane: this.board.laneOf(card), at: minutes(card.at), length: card.minutes };
    this.board.say("Arrows move the card, Enter asks, Escape puts it back.");
    this.draw();
  }

  whileMoving(event) {
    const { moving } = this;
    const lanes = this.board.lanes().map((lane) => lane.id);
    const across = (step) => { moving.lane = lanes[lanes.indexOf(moving.lane) + step] ?? moving.lane; };
    const down = (step) => {
      if (event.shiftKey) moving.length = Math.max(QUARTER, moving.length + step * QUARTER);
      else moving.at = Math.min(Math.max(0, moving.at + step * QUARTER), 1440 - moving.length);
    };
    const acts = {
      ArrowLeft: () => across(-1),
      ArrowRight: () => across(1),
      ArrowUp: () => down(-1),
      ArrowDown: () => down(1),
      Escape: () => this.end(),
      Enter: () => this.ask(),
    };
    if (!acts[event.key]) return event.key !== "Tab";
    acts[event.key]();
    if (this.moving && event.key.startsWith("Arrow")) this.draw(true);
    return true;
  }

  draw(aloud = false) {
    const { card, lane, at, length } = this.moving;
    const words = this.board.place(card, { lane, at, length });
    if (aloud) this.board.say(`${words}. Enter asks, Escape puts it back.`);
  }

  end() {
    const { card } = this.moving;
    this.moving = null;
    this.board.restore(card);
    this.board.say("");
  }

  async ask() {
    const { card, lane, at, length } = this.moving;
    this.moving = null;
    this.board.say("");
    await this.board.move(card, { lane, at, length });
  }
}
