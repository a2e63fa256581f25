// The page reader by keyboard: j and k go from statement to statement, a accepts, e edits, r refuses, u reopens.

const all = () => [...document.querySelectorAll("article[data-statement]")];
let at = 0;

function here() {
  const found = document.activeElement?.closest("article[data-statement]");
  if (found) at = all().indexOf(found);
  return found;
}

function go(step) {
  const found = all();
  if (!found.length) return;
  at = here() ? at + step : step > 0 ? found.findIndex((one) => !one.classList.contains("settled")) : at;
  at = Math.max(0, Math.min(found.length - 1, at));
  found[at].focus();
  found[at].scrollIntoView({ block: "nearest", behavior: "instant" });
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, select, textarea")) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    go(event.key === "j" ? 1 : -1);
    return;
  }
  const wanted = here()?.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.click();
  wanted.closest("details")?.querySelector("input[name=reason]")?.focus();
});

// What htmx put in the place of a statement has the focus again; after a decision the next that is open has it.
document.addEventListener("htmx:afterSettle", (event) => {
  const now = document.getElementById(event.target.id || "") ?? all()[at];
  const article = now?.closest("article[data-statement]");
  if (!article) return;
  at = all().indexOf(article);
  for (const mark of document.querySelectorAll(`mark[data-statement="${CSS.escape(article.dataset.statement)}"]`)) {
    mark.classList.toggle("settled", article.classList.contains("settled"));
  }
  const field = article.querySelector(".form input:not([type=hidden]), .form select");
  if (field) field.focus();
  else {
    const done = article.classList.contains("settled") && !article.querySelector("[role=alert]");
    const next = done ? all().findIndex((one, place) => place > at && !one.classList.contains("settled")) : -1;
    at = next < 0 ? at : next;
    all()[at].focus();
    all()[at].scrollIntoView({ block: "nearest", behavior: "instant" });
  }
});

const chosen = document.querySelector("article[data-chosen]");
if (chosen) {
  // First: what has the focus brings its clause into sight, which on a narrow page would scroll the statement away.
  chosen.focus({ preventScroll: true });
  for (const mark of document.querySelectorAll(`mark[data-statement="${CSS.escape(chosen.dataset.statement)}"]`)) {
    mark.classList.add("here");
    mark.scrollIntoView({ block: "center", behavior: "instant" });
  }
  chosen.scrollIntoView({ block: "center", behavior: "instant" });
}
