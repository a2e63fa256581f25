"use strict";
// A statement has a number: its row is #s<number>, its pieces of text are marks whose data-s names it.
const page = document.getElementById("page");
const find = document.getElementById("find");
const said = document.getElementById("said");
const tabs = [...document.querySelectorAll("[role=tab]")];
const panels = [...document.querySelectorAll("[role=tabpanel]")];
const rows = new Map([...document.querySelectorAll("li[data-s]")].map((row) => [row.dataset.s, row]));
const pieces = new Map();
const numbers = new Map();
for (const mark of page.querySelectorAll("mark")) {
  for (const s of mark.dataset.s.split(" ")) pieces.set(s, [...(pieces.get(s) || []), mark]);
  for (const s of mark.dataset.n.split(" ").filter(Boolean)) numbers.set(s, [...(numbers.get(s) || []), mark]);
}
let lit = null;

function show(tab, focus) {
  for (const other of tabs) {
    const chosen = other === tab;
    other.setAttribute("aria-selected", String(chosen));
    other.tabIndex = chosen ? 0 : -1;
    document.getElementById(other.getAttribute("aria-controls")).hidden = !chosen;
  }
  if (focus) tab.focus();
}

// Light a statement up on both sides; `from` is the side that was clicked and therefore stays where it is.
function light(s, from) {
  for (const old of document.querySelectorAll(".lit, .lit-number")) old.classList.remove("lit", "lit-number");
  for (const row of rows.values()) { row.tabIndex = -1; row.removeAttribute("aria-current"); }
  const row = rows.get(s);
  lit = row ? s : null;
  if (!row) return;
  row.classList.add("lit");
  row.tabIndex = 0;
  row.setAttribute("aria-current", "true");
  const panel = row.closest("[role=tabpanel]");
  if (panel.hidden) show(document.getElementById(panel.getAttribute("aria-labelledby")), false);
  const anchor = document.getElementById("t" + s);
  if (anchor) anchor.classList.add("lit");
  for (const mark of pieces.get(s) || []) mark.classList.add("lit");
  for (const mark of numbers.get(s) || []) mark.classList.add("lit-number");
  const there = (numbers.get(s) || pieces.get(s) || [anchor])[0];
  if (there && from !== "text") there.scrollIntoView({ block: "center" });
  if (from !== "row" || document.activeElement !== row) row.scrollIntoView({ block: "nearest" });
  said.textContent = row.title;
}

page.addEventListener("click", (event) => {
  const mark = event.target.closest("mark");
  if (!mark || String(window.getSelection())) return;
  // The narrowest clause first; the same place again takes the next one around it.
  const all = mark.dataset.s.split(" ").filter((s) => !rows.get(s).hidden);
  if (all.length) light(all[(all.indexOf(lit) + 1) % all.length], "text");
});

document.getElementById("lists").addEventListener("click", (event) => {
  const row = event.target.closest("li[data-s]");
  if (row) { light(row.dataset.s, "row"); row.focus({ preventScroll: true }); }
});

function visible() {
  const panel = panels.find((p) => !p.hidden);
  return [...panel.querySelectorAll("li[data-s]")].filter((row) => !row.hidden);
}

function step(by) {
  const list = visible();
  if (!list.length) return;
  const at = list.findIndex((row) => row.dataset.s === lit);
  const row = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : Math.min(list.length - 1, Math.max(0, at + by))];
  light(row.dataset.s, "keys");
  row.focus({ preventScroll: true });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inField = event.target === find;
  const onTab = event.target.matches("[role=tab]");
  if (event.key === "ArrowDown") step(1);
  else if (event.key === "ArrowUp") step(-1);
  else if (event.key === "Home" && !inField) step(-rows.size);
  else if (event.key === "End" && !inField) step(rows.size);
  else if (event.key === "Enter" && inField) step(1);
  else if ((event.key === "Enter" || event.key === " ") && event.target.matches("li[data-s]"))
    light(event.target.dataset.s, "keys");
  else if (!inField && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
    const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
    show(tabs[(at + (event.key === "ArrowRight" ? 1 : tabs.length - 1)) % tabs.length], onTab);
  } else if (event.key === "/" && !inField) find.focus();
  else if (event.key === "Escape") { find.value = ""; filter(); light("", "keys"); find.blur(); }
  else return;
  event.preventDefault();
});

for (const tab of tabs) tab.addEventListener("click", () => show(tab, true));

function filter() {
  const wanted = find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  for (const [s, row] of rows) {
    const text = (row.textContent + " " + (pieces.get(s) || []).map((m) => m.textContent).join("")).toLowerCase();
    row.hidden = !wanted.every((part) => text.includes(part));
  }
  for (const tab of tabs) {
    const panel = document.getElementById(tab.getAttribute("aria-controls"));
    tab.querySelector("b").textContent = panel.querySelectorAll("li[data-s]:not([hidden])").length;
  }
}
find.addEventListener("input", filter);
const first = visible()[0];
if (first) first.tabIndex = 0;
