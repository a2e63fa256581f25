// What every page can do: dialogs, menus that close, notices that go, printing, and a clause with its statement.

document.addEventListener("click", (event) => {
  const target = event.target.closest("[data-opens], [data-closes], [data-dismisses], [data-prints], [data-copies]");
  if (target?.dataset.opens) document.getElementById(target.dataset.opens)?.showModal();
  else if (target && "closes" in target.dataset) target.closest("dialog").close();
  else if (target && "dismisses" in target.dataset) target.closest(".notice").remove();
  else if (target && "prints" in target.dataset) window.print();
  else if (target?.dataset.copies) copy(document.getElementById(target.dataset.copies), target);
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What stands in a field goes to the clipboard; where the browser does not allow it, it is chosen to be copied by hand.
async function copy(field, button) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  } catch {
    field.focus();
  }
}

// Who signs out leaves no drafts in this browser for the next one.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-signs-out]")) return;
  for (const key of Object.keys(localStorage)) if (key.startsWith("luoshi:draft:")) localStorage.removeItem(key);
});

// On the page reader: the clause of the statement that is looked at, and the other way round.
let here = null;
function show(event) {
  const id = event.target.closest?.("[data-statement]")?.dataset.statement ?? null;
  if (id === here || (id === null && event.type !== "focusin")) return;
  here = id;
  for (const one of document.querySelectorAll("[data-statement]")) one.classList.toggle("here", id !== null && one.dataset.statement === id);
  if (id === null) return;
  const other = event.target.closest("mark") ? `article[data-statement="${CSS.escape(id)}"]` : `mark[data-statement="${CSS.escape(id)}"]`;
  if (event.type === "focusin") document.querySelector(other)?.scrollIntoView({ block: "nearest" });
}
if (document.querySelector(".reader")) for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, show);
