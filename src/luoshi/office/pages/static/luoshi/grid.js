// A sheet to fill in: moves like a spreadsheet, takes what Excel copies, keeps drafts, reads numbers at once.
// The markup is components/grid.html; without this module it is a form like any other.

import { Drafts } from "./drafts.js";
import { readClipboard, readEntry } from "./entries.js";

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
const clock = (iso) => new Date(iso).toLocaleString(document.documentElement.lang, { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });

/** One cell: its input, its status, and what is said of it. */
class Cell {
  constructor(td, input, grid) {
    Object.assign(this, { td, input, grid });
    this.hidden = td.querySelector('input[type="hidden"]');
    this.as = td.querySelector(".as");
    this.said = td.querySelector(".said");
    this.note = { kind: td.classList.contains("faulty") ? "faulty" : td.classList.contains("asked") ? "asked" : "", html: this.said.innerHTML };
    this.first = this.state();
  }

  get name() { return this.input.name; }
  state() { return [this.input.value, this.hidden.value]; }
  changed() { return this.input.value !== this.first[0] || this.hidden.value !== this.first[1]; }
  filled() { return this.input.value.trim() !== "" || !["", "missing"].includes(this.hidden.value); }

  /** Takes what was typed; an estimate stays one when its number changes. */
  type(typed) {
    const digits = this.input.dataset.digits === "" ? undefined : Number(this.input.dataset.digits);
    const read = readEntry(typed, { digits, unit: this.input.dataset.unit, statuses: this.grid.words.statuses });
    const number = read.status === "reported" || read.status === "zero";
    const kept = ["missing", "not_due", "not_applicable", "withheld"].includes(this.hidden.value) ? this.hidden.value : "missing";
    let status = read.status || (read.fault ? "reported" : kept);
    if (number && this.hidden.value === "estimated") status = "estimated";
    this.show(read.text, status, read.fault && fill(this.grid.words[read.fault], { typed, digits }));
  }

  show(text, status, fault) {
    this.input.value = text;
    this.hidden.value = status;
    this.td.dataset.status = status;
    const named = this.grid.words.statuses.find(([name]) => name === status);
    this.as.textContent = named && status !== "missing" ? named[1] : "";
    this.td.classList.toggle("changed", this.changed());
    if (fault) this.mark("faulty", fault);
    else if (this.changed()) this.mark("", "");
    else { this.mark(this.note.kind, ""); this.said.innerHTML = this.note.html; }
  }

  mark(kind, text) {
    this.td.classList.toggle("faulty", kind === "faulty");
    this.td.classList.toggle("asked", kind === "asked");
    this.input.toggleAttribute("aria-invalid", false);
    if (kind === "faulty") this.input.setAttribute("aria-invalid", "true");
    this.said.textContent = text;
  }
}

class Grid {
  constructor(table) {
    this.table = table;
    this.form = table.closest("form");
    this.words = JSON.parse(table.dataset.words);
    this.drafts = new Drafts(table.dataset.user, table.dataset.grid, table.dataset.version);
    this.rows = [];
    for (const tr of table.tBodies[0].rows) {
      const inputs = [...tr.querySelectorAll("td .entry > input:not([type=hidden])")];
      const row = inputs.map((input) => (input.readOnly ? null : new Cell(input.closest("td"), input, this)));
      if (row.some(Boolean)) this.rows.push(row);
    }
    this.cells = this.rows.flat().filter(Boolean);
    this.undone = [];
    this.own = false; // whether the draft is what was typed in this window
    this.inside = false; // arrows move inside the text (F2, or a second click)
    this.listen();
    this.restore();
    this.count();
  }

  cellOf(element) { return this.cells.find((cell) => cell.td.contains(element)); }

  where(cell) {
    const row = this.rows.findIndex((one) => one.includes(cell));
    return [row, this.rows[row].indexOf(cell)];
  }

  /** The next cell in a direction that takes entries, or null at the edge. */
  next(cell, down, right) {
    let [row, column] = this.where(cell);
    do { row += down; column += right; } while (this.rows[row] && column in this.rows[row] && !this.rows[row][column]);
    return this.rows[row]?.[column] ?? null;
  }

  go(cell) {
    if (!cell) return;
    cell.input.focus();
    cell.input.select();
    cell.td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  listen() {
    this.table.addEventListener("keydown", (event) => this.key(event));
    this.table.addEventListener("paste", (event) => this.paste(event));
    this.table.addEventListener("focusin", (event) => {
      const cell = this.cellOf(event.target);
      if (cell && event.target === cell.input) { this.before = cell.state(); this.inside = false; cell.input.select(); }
    });
    this.table.addEventListener("mousedown", (event) => { if (event.target === document.activeElement) this.inside = true; });
    this.table.addEventListener("change", (event) => {
      const cell = this.cellOf(event.target);
      if (cell && event.target === cell.input) this.commit(cell);
    });
    this.table.addEventListener("input", (event) => {
      const cell = this.cellOf(event.target);
      if (cell) { cell.td.classList.toggle("changed", cell.changed()); this.keep(); }
    });
    this.table.addEventListener("click", (event) => {
      const button = event.target.closest(".pick");
      if (button) this.pick(this.cellOf(button));
    });
    document.addEventListener("htmx:afterSwap", () => this.ask());
    window.addEventListener("pagehide", () => this.keep());
  }

  key(event) {
    const cell = this.cellOf(event.target);
    if (!cell || event.target !== cell.input || event.isComposing) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
    const command = ctrlKey || metaKey;
    if (altKey && key === "ArrowDown") { if (this.words.statuses.length) this.pick(cell); }
    else if (key === "F2") { this.inside = !this.inside; cell.input.setSelectionRange(-1, -1); }
    else if (key === "Enter") { this.commit(cell); this.go(this.next(cell, shiftKey ? -1 : 1, 0)); }
    else if (key === "Escape") { cell.show(...this.before); cell.input.select(); this.keep(); }
    else if (command && key === "z" && this.undone.length && cell.input.value === this.before[0]) this.undo();
    else if (command && (key === "Home" || key === "End")) { this.commit(cell); this.go(this.cells.at(key === "Home" ? 0 : -1)); }
    else if (key in steps && !this.inside && !command && !altKey && !shiftKey) { this.commit(cell); this.go(this.next(cell, ...steps[key])); }
    else return;
    event.preventDefault();
  }

  /** What was typed counts before the cell is left, so that leaving does not count it again. */
  commit(cell) {
    const [text] = this.before;
    if (cell.input.value === text) return;
    this.remember([[cell, this.before]]);
    cell.type(cell.input.value);
    this.before = cell.state();
    this.changed();
  }

  paste(event) {
    const cell = this.cellOf(event.target);
    const text = event.clipboardData.getData("text/plain");
    if (!cell || !/[\t\r\n]/.test(text.replace(/[\r\n]+$/, ""))) return; // one value: the browser pastes it
    event.preventDefault();
    const [top, left] = this.where(cell);
    const past = [];
    let over = false;
    readClipboard(text.replace(/(\r\n|\n|\r)$/, "")).forEach((line, down) => line.forEach((typed, right) => {
      const target = this.rows[top + down]?.[left + right];
      if (target === undefined) { over ||= typed.trim() !== ""; return; }
      if (!target) return; // filled by itself: not to be changed here
      past.push([target, target.state()]);
      target.type(typed);
    }));
    this.remember(past);
    this.before = cell.state();
    this.changed();
    cell.input.select();
    if (over) this.tell(this.words.too_wide, "warning");
  }

  remember(past) { this.undone.push(past); if (this.undone.length > 100) this.undone.shift(); }

  undo() {
    const past = this.undone.pop();
    for (const [cell, state] of past) cell.show(...state);
    this.go(past[0][0]);
    this.before = past[0][0].state();
    this.changed();
  }

  /** The menu of statuses of a cell. */
  pick(cell) {
    document.querySelector(".pick-menu")?.remove();
    const menu = document.createElement("div");
    menu.className = "pick-menu";
    menu.setAttribute("role", "menu");
    menu.setAttribute("aria-label", cell.td.querySelector(".pick").getAttribute("aria-label"));
    const close = (back) => { menu.remove(); if (back) this.go(cell); };
    for (const [name, shown, word] of [["reported", this.words.clear_status, ""], ...this.words.statuses]) {
      const item = menu.appendChild(document.createElement("button"));
      item.type = "button";
      item.textContent = shown || word;
      item.setAttribute("role", "menuitemradio");
      item.setAttribute("aria-checked", String(cell.hidden.value === name));
      item.addEventListener("click", () => {
        this.remember([[cell, cell.state()]]);
        const number = name === "reported" || name === "estimated";
        cell.show(number ? cell.input.value : "", number && name === "reported" && !cell.input.value ? "missing" : name);
        close(true);
        this.changed();
      });
    }
    const items = [...menu.children];
    menu.addEventListener("keydown", (event) => {
      const at = items.indexOf(document.activeElement);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
      if (to !== undefined) items.at(to % items.length).focus();
      else if (event.key === "Escape") close(true);
      else if (event.key === "Tab") return close(true);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false); });
    document.addEventListener("mousedown", (event) => { if (!menu.contains(event.target)) close(false); }, { once: true });
    document.body.append(menu);
    const box = cell.td.getBoundingClientRect();
    const left = Math.max(4, Math.min(box.left + scrollX, scrollX + innerWidth - menu.offsetWidth - 4));
    const below = box.bottom + menu.offsetHeight < innerHeight;
    menu.style.left = `${left}px`;
    menu.style.top = `${scrollY + (below ? box.bottom : box.top - menu.offsetHeight)}px`;
    (items.find((item) => item.getAttribute("aria-checked") === "true") ?? items[0]).focus();
  }

  /** Questions that the server has: each stands at its cell too. */
  ask() {
    const asked = new Map([...document.querySelectorAll("#questions [data-cell]")].map((li) => [li.dataset.cell, li.dataset]));
    for (const cell of this.cells) {
      const found = asked.get(cell.name);
      if (found) cell.mark(found.kind === "fault" ? "faulty" : "asked", found.text);
      else if (cell.td.classList.contains("asked")) cell.mark("", "");
    }
  }

  changed() {
    this.keep();
    this.count();
    this.form?.dispatchEvent(new CustomEvent("grid:changed", { bubbles: true }));
  }

  count() {
    const shown = document.querySelector(`[data-filled="${this.table.id}"]`);
    if (shown) shown.textContent = fill(this.words.filled, { filled: this.cells.filter((cell) => cell.filled()).length, total: this.cells.length });
  }

  keep() {
    if (this.waiting) return; // an older draft waits for its owner's word
    const changed = this.cells.filter((cell) => cell.changed()).map((cell) => [cell.name, cell.state()]);
    if (changed.length === 0 && !this.own) return; // the draft there is may be another window's
    this.own = true;
    const kept = this.drafts.write(Object.fromEntries(changed));
    const shown = document.querySelector(`[data-kept="${this.table.id}"]`);
    if (shown) shown.textContent = !kept ? this.words.not_kept : changed.length ? fill(this.words.kept, { when: clock(new Date()) }) : "";
  }

  /** A draft of this version comes back by itself; one of an older version only when its owner says so. */
  restore() {
    const draft = this.drafts.read();
    if (!draft) return;
    const differ = this.cells.filter((cell) => draft.cells[cell.name] && draft.cells[cell.name].join("\n") !== cell.state().join("\n"));
    if (differ.length === 0) return void this.drafts.write({});
    const use = () => { for (const cell of differ) this.put(cell, draft.cells[cell.name]); this.waiting = false; this.changed(); };
    const drop = () => { this.own = true; for (const cell of differ) cell.show(...cell.first); this.waiting = false; this.changed(); };
    const said = { when: clock(draft.at), count: differ.length };
    if (draft.version === this.drafts.version) {
      use();
      this.tell(fill(this.words.restored, said), "note", [[this.words.discard, drop]]);
    } else {
      this.waiting = true;
      this.tell(fill(this.words.older, said), "warning", [[this.words.use, use], [this.words.discard, drop]]);
    }
  }

  put(cell, [text, status]) {
    if (text === "") cell.show("", status);
    else { cell.hidden.value = status; cell.type(text); }
  }

  tell(text, kind, choices = []) {
    const notice = document.createElement("div");
    notice.className = `notice ${kind}`;
    notice.setAttribute("role", "status");
    const words = notice.appendChild(document.createElement("p"));
    words.textContent = text;
    const buttons = notice.appendChild(document.createElement("span"));
    for (const [label, act] of choices) {
      const button = buttons.appendChild(document.createElement("button"));
      button.type = "button";
      button.className = "plain";
      button.textContent = label;
      button.addEventListener("click", () => { act(); notice.remove(); });
    }
    (this.table.closest(".scroll") ?? this.table).before(notice);
    if (choices.length === 0) setTimeout(() => notice.remove(), 8000);
  }
}

for (const table of document.querySelectorAll("table[data-grid]")) new Grid(table);
