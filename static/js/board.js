// The live board over the data that came with the page: days, columns by therapist, room or day, booking and moving.
import { cardNode, clock, gapNode, headNode, make } from "./board-cards.js";
import { Keys, showKeys } from "./board-keys.js";
import { propose } from "./board-move.js";

const NARROW = window.matchMedia("(max-width: 640px)");
const COARSE = window.matchMedia("(max-width: 1100px), (pointer: coarse)");
const SNAP = 15;
const two = (number) => String(number).padStart(2, "0");
const clockOf = (minutes) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const dayOf = (date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
const inDay = (date) => date.getHours() * 60 + date.getMinutes();

function spoken(day, parts) {
  const date = new Date(`${day}T12:00:00Z`);
  return parts.map((part) => new Intl.DateTimeFormat("en", { ...part, timeZone: "UTC" }).format(date)).join(" ");
}

const longDay = (day) => spoken(day, [{ weekday: "long" }, { day: "numeric" }, { month: "long" }]);

function nextDay(day) {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

class Board {
  constructor(root, data) {
    this.root = root;
    this.canvas = root.querySelector("[data-board-canvas]");
    this.data = data;
    this.picked = null;
    this.dragged = false;
    this.calendar = EventCalendar.create(this.canvas, this.options());
    this.listen();
    this.drawHead();
    new Keys(this);
  }

  // What is shown

  lanes() {
    const { data } = this;
    if (data.show === "rooms") return data.rooms;
    if (data.show === "therapists") return data.therapists;
    return data.days.map((day) => ({ id: day, title: spoken(day, [{ weekday: "long" }]), sub: spoken(day, [{ day: "numeric" }, { month: "long" }]), day, initials: "", preset: { therapist: data.therapist } }));
  }

  shownLanes() {
    const lanes = this.lanes();
    if (!NARROW.matches) return lanes;
    const wanted = this.picked ?? (this.data.show === "week" ? this.data.day : this.data.therapist);
    return [lanes.find((lane) => lane.id === wanted) ?? lanes[0]].filter(Boolean);
  }

  laneOf(card) {
    if (this.data.show === "week") return card.day;
    return this.data.show === "rooms" ? card.room : card.therapist;
  }

  cards() {
    return this.data.cards;
  }

  card(id) {
    return this.data.cards.find((card) => String(card.id) === String(id));
  }

  event(card) {
    const end = card.until === "24:00" ? `${nextDay(card.day)}T00:00:00` : `${card.day}T${card.until}:00`;
    const place = this.data.show === "week" ? [] : [this.laneOf(card)];
    return { id: String(card.id), start: `${card.day}T${card.at}:00`, end, resourceIds: place, editable: card.movable, extendedProps: { card: card.id } };
  }

  closed() {
    const all = this.lanes().map((lane) => lane.id);
    return this.data.closed.map((span, number) => ({
      id: `closed-${number}`,
      display: "background",
      title: span.why,
      start: `${span.day}T${span.at}:00`,
      end: span.until === "24:00" ? `${nextDay(span.day)}T00:00:00` : `${span.day}T${span.until}:00`,
      resourceIds: this.data.show === "week" ? [] : (span.lane ? [span.lane] : all),
    }));
  }

  shape() {
    const { data } = this;
    const lanes = this.shownLanes();
    const week = data.show === "week";
    return {
      view: week ? (NARROW.matches ? "timeGridDay" : "timeGridWeek") : "resourceTimeGridDay",
      date: week && NARROW.matches ? lanes[0].id : data.day,
      resources: week ? [] : lanes.map((lane) => ({ id: lane.id, title: lane.title })),
      events: [...this.closed(), ...data.cards.map((card) => this.event(card))],
      slotMinTime: data.first,
      slotMaxTime: data.last,
      timeZone: data.offset,
      columnWidth: NARROW.matches ? undefined : `minmax(${week ? "8" : "10.5"}rem, 1fr)`,
    };
  }

  options() {
    return {
      ...this.shape(),
      headerToolbar: { start: "", center: "", end: "" },
      allDaySlot: false,
      firstDay: 1,
      slotDuration: "00:30",
      slotHeight: COARSE.matches ? 40 : 33,
      slotLabelInterval: "01:00",
      slotLabelFormat: (date) => clock(date),
      snapDuration: { minutes: SNAP },
      slotEventOverlap: false,
      editable: true,
      eventDurationEditable: true,
      eventResizableFromStart: false,
      longPressDelay: 400,
      nowIndicator: true,
      pointer: !COARSE.matches,
      dayHeaderFormat: (date) => ({ domNodes: [this.head(dayOf(date))] }),
      resourceLabelContent: ({ resource }) => ({ domNodes: [this.head(resource.id)] }),
      eventContent: ({ event }) => this.content(event),
      eventClassNames: ({ event }) => (event.display === "background" ? ["board-shut"] : []),
      eventAllUpdated: () => this.settled(),
      dateClick: (info) => this.clicked(info),
      eventDragStart: () => { this.dragged = true; },
      eventResizeStart: () => { this.dragged = true; },
      eventDrop: (info) => this.dropped(info),
      eventResize: (info) => this.dropped(info),
    };
  }

  // While the columns change, the calendar asks for heads that are gone already.
  head(id) {
    return headNode(this.lanes().find((lane) => lane.id === id) ?? { title: "", sub: "" });
  }

  content(event) {
    if (event.display === "pointer") return { domNodes: [gapNode(event.start)] };
    if (event.display === "background") return { domNodes: [make("span", "board-why", event.title)] };
    const card = this.card(event.extendedProps.card);
    return card ? { domNodes: [cardNode(card, this.url("visit", card), event.start, event.end)] } : undefined;
  }

  url(what, card) {
    return this.root.dataset[`${what}Url`].replace("/0/", `/${card.id}/`);
  }

  draw() {
    for (const [name, value] of Object.entries(this.shape())) this.calendar.setOption(name, value);
    this.drawHead();
  }

  drawHead() {
    const { data } = this;
    const title = data.show === "week" ? `Week of ${longDay(data.days[0])}` : longDay(data.day);
    document.querySelector("[data-board-title]").textContent = title;
    const people = data.therapists.length;
    const of = data.show === "week" ? data.therapists.find((lane) => lane.id === data.therapist)?.title : `${people} therapist${people === 1 ? "" : "s"}`;
    document.querySelector("[data-board-sum]").textContent = `${data.visits} visit${data.visits === 1 ? "" : "s"} · ${of} · ${data.full} % full`;
    for (const link of document.querySelectorAll("[data-board-show]")) {
      if (link.dataset.boardShow === data.show) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
      link.href = this.address({ show: link.dataset.boardShow });
    }
    for (const link of document.querySelectorAll("[data-board-go]")) {
      link.href = this.address({ day: data[link.dataset.boardGo] });
      if (link.dataset.boardGo === "today") link.toggleAttribute("aria-current", data.days.includes(data.today));
    }
    this.drawPick();
  }

  // One column at a time on a phone; in a week, whose week it is.
  drawPick() {
    const label = this.root.querySelector("[data-board-pick]");
    const week = this.data.show === "week";
    label.hidden = !(week || NARROW.matches);
    const lanes = week && !NARROW.matches ? this.data.therapists : this.lanes();
    const chosen = week && !NARROW.matches ? this.data.therapist : this.shownLanes()[0]?.id;
    label.querySelector("select").replaceChildren(...lanes.map((lane) => new Option([lane.title, lane.sub].filter(Boolean).join(" · "), lane.id, false, lane.id === chosen)));
  }

  address(changed) {
    const { data } = this;
    const asked = { day: data.day, location: this.root.dataset.location, show: data.show, ...(data.therapist && data.show === "week" ? { therapist: data.therapist } : {}), ...changed };
    return `${this.root.dataset.pageUrl}?${new URLSearchParams(asked)}`;
  }

  // Other days and columns

  listen() {
    for (const link of document.querySelectorAll("[data-board-go]")) this.follow(link, () => this.go(link.dataset.boardGo));
    for (const link of document.querySelectorAll("[data-board-show]")) this.follow(link, () => this.show(link.dataset.boardShow));
    this.root.querySelector("[data-board-pick] select").addEventListener("change", (event) => this.pick(event.target.value));
    const keys = document.querySelector("[data-board-keys]");
    keys.hidden = COARSE.matches;
    keys.addEventListener("click", showKeys);
    document.addEventListener("mend:booked", () => this.reload());
    document.addEventListener("mend:drawer-closed", (event) => {
      if (!this.node(event.detail.visit)) return;
      event.preventDefault();
      this.focus(event.detail.visit);
    });
    window.addEventListener("popstate", () => this.load(location.search, false));
    for (const query of [NARROW, COARSE]) query.addEventListener("change", () => this.draw());
    this.canvas.addEventListener("pointerdown", () => { this.dragged = false; this.hush(); }, true);
    // A drag ends with a click on the card's link, which shall open nothing. A key (a click without a count) always opens.
    this.canvas.addEventListener("click", (event) => {
      if (event.detail && (this.dragged || this.asking)) event.preventDefault();
    }, true);
    document.addEventListener("focusin", (event) => { if (!this.canvas.contains(event.target)) this.returning = null; });
    document.addEventListener("pointerdown", () => { this.returning = null; });
    this.canvas.addEventListener("focusin", (event) => this.rove(event.target.closest("[data-visit]")));
  }

  follow(link, act) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act();
    });
  }

  go(where) {
    return this.load(new URL(this.address({ day: this.data[where] }), location.href).search);
  }

  show(show) {
    this.picked = null;
    const here = this.data.show !== "week" && show !== "week";
    if (!here) return this.load(new URL(this.address({ show }), location.href).search);
    this.data.show = show;
    history.pushState(null, "", this.address({}));
    this.draw();
    return this.later();
  }

  pick(lane) {
    if (this.data.show === "week" && !NARROW.matches) return this.load(new URL(this.address({ therapist: lane }), location.href).search);
    this.picked = lane;
    return this.draw();
  }

  async load(search, push = true) {
    const asked = (this.asked = Symbol("asked"));
    this.root.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.root.dataset.dataUrl + search, { headers: { Accept: "application/json" } });
      if (!response.ok || response.redirected) throw new Error(String(response.status));
      const data = await response.json();
      if (asked !== this.asked) return;
      this.data = data;
      if (push) history.pushState(null, "", this.address({}));
      this.draw();
      this.later();
    } catch {
      // The server's own page says what is wrong, or works.
      if (push) location.assign(this.root.dataset.pageUrl + search);
    } finally {
      this.root.removeAttribute("aria-busy");
    }
  }

  reload() {
    return this.load(new URL(this.address({}), location.href).search, false);
  }

  // The printed table and the panel beside the board follow a moment later.
  later() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(async () => {
      const address = this.address({});
      const response = await fetch(address).catch(() => null);
      if (!response?.ok || address !== this.address({})) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      for (const part of [".board-plain", ".board-layout > aside"]) {
        const anew = page.querySelector(part);
        const old = document.querySelector(part);
        if (anew && old && !old.contains(document.activeElement)) old.replaceWith(document.importNode(anew, true));
      }
    }, 800);
  }

  // Booking

  clicked({ date, resource }) {
    if (this.asking) return;
    const minutes = Math.floor(inDay(date) / SNAP) * SNAP;
    this.book(dayOf(date), clockOf(minutes), resource?.id ?? dayOf(date));
  }

  open(card) {
    location.assign(this.url("visit", card));
  }

  bookAfter(card) {
    this.book(card.day, card.until, this.laneOf(card));
  }

  book(day, at, laneId) {
    const lane = this.lanes().find((each) => each.id === laneId);
    const detail = { day, at, location: this.root.dataset.location, ...lane?.preset };
    detail.url = `${this.root.dataset.bookUrl}?${new URLSearchParams(detail)}`;
    detail.words = [`${spoken(day, [{ weekday: "short" }, { day: "numeric" }, { month: "short" }])}, ${at}`, lane?.day ? "" : lane?.title].filter(Boolean).join(" · ");
    const event = new CustomEvent("mend:gap", { bubbles: true, cancelable: true, detail });
    if (this.root.dispatchEvent(event)) location.assign(detail.url);
  }

  // Moving

  dropped({ event, revert }) {
    const card = this.card(event.extendedProps.card);
    const lane = this.data.show === "week" ? dayOf(event.start) : event.resourceIds[0];
    return this.move(card, { lane, at: inDay(event.start), length: Math.round((event.end - event.start) / 60000) }, revert);
  }

  async move(card, to, putBack = () => this.restore(card)) {
    const { show } = this.data;
    const asked = {
      day: show === "week" ? to.lane : card.day,
      at: clockOf(to.at),
      minutes: to.length,
      therapist: show === "therapists" ? to.lane : card.therapist,
      room: show === "rooms" ? to.lane : "",
    };
    if (asked.day === card.day && asked.at === card.at && asked.minutes === card.minutes && to.lane === this.laneOf(card)) return putBack();
    // The second half of a double click on the question falls on the board beneath it, and shall open nothing.
    this.asking = true;
    const answer = await propose(this.url("move", card), card, asked);
    setTimeout(() => { this.asking = false; }, 500);
    if (answer.outcome === "moved") {
      await this.reload();
      this.say(answer.words);
    } else {
      putBack();
      if (answer.outcome === "stale") await this.reload();
      if (answer.words) this.refuse(this.card(card.id) ?? card, answer.words);
    }
    this.focus(card.id);
  }

  // Draws a card where it might go, and says where that is.
  place(card, { lane, at, length }) {
    const event = this.event({ ...card, day: this.data.show === "week" ? lane : card.day, at: clockOf(at), until: clockOf(at + length) });
    if (this.data.show !== "week") event.resourceIds = [lane];
    this.returning = card.id;
    this.calendar.updateEvent({ ...event, classNames: ["is-moving"] });
    return `${clockOf(at)} to ${clockOf(at + length)}, ${this.lanes().find((each) => each.id === lane)?.title}`;
  }

  restore(card) {
    this.returning = card.id;
    this.calendar.updateEvent({ ...this.event(card), classNames: [] });
  }

  // Words

  say(words) {
    const said = this.root.querySelector("[data-board-said]");
    said.textContent = words;
    said.hidden = !words;
  }

  refuse(card, words) {
    this.hush();
    const box = make("div", "board-refusal");
    box.setAttribute("role", "alert");
    const close = make("button", "btn btn-light btn-sm", "Close");
    close.type = "button";
    close.addEventListener("click", () => this.hush());
    box.append(make("p", "", words), close);
    this.root.append(box);
    const frame = this.root.getBoundingClientRect();
    const at = this.node(card.id)?.getBoundingClientRect() ?? frame;
    const left = Math.min(Math.max(at.left - frame.left, 8), Math.max(frame.width - box.offsetWidth - 8, 8));
    box.style.setProperty("left", `${left}px`);
    box.style.setProperty("top", `${at.bottom - frame.top + 6}px`);
    box.scrollIntoView({ block: "nearest" });
  }

  hush() {
    this.root.querySelector(".board-refusal")?.remove();
  }

  // Focus: one card takes part in the order of the Tab key

  node(id) {
    return this.canvas.querySelector(`[data-visit="${id}"]`);
  }

  // While a card is drawn anew the page itself has the focus for a moment: keys then belong to the card that gets it back.
  focused() {
    const between = document.activeElement === document.body ? this.returning : undefined;
    return this.card(document.activeElement?.closest?.("[data-visit]")?.dataset.visit ?? between);
  }

  focus(id) {
    this.returning = id;
    this.node(id)?.focus();
  }

  rove(node) {
    if (!node) return;
    this.current = node.dataset.visit;
    for (const other of this.canvas.querySelectorAll("[data-visit]")) other.tabIndex = other === node ? 0 : -1;
  }

  settled() {
    const node = this.node(this.current) ?? this.canvas.querySelector("[data-visit]");
    if (node) node.tabIndex = 0;
    if (this.returning && document.activeElement === document.body) this.node(this.returning)?.focus();
  }
}

const root = document.querySelector("[data-board]");
const data = document.getElementById("board-data");
if (root && data && window.EventCalendar) new Board(root, JSON.parse(data.textContent));
else document.querySelector(".board-plain")?.classList.add("is-needed");
