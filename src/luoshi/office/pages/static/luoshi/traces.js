// Where a number comes from, in a dialog: links to a verdict, a standing or a published row inside [data-traces].

const OF_A_NUMBER = /\/(verdicts|standings|rows)\/\d+\/$/;

document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-traces] a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (!OF_A_NUMBER.test(new URL(link.href).pathname)) return;
  event.preventDefault();
  const answer = await fetch(link.href, { headers: { "HX-Request": "true" } }).catch(() => null);
  const dialog = document.getElementById("trace");
  if (!answer?.ok || answer.headers.get("HX-Redirect") || !dialog) return window.location.assign(link.href);
  document.getElementById("trace-body").innerHTML = await answer.text();
  dialog.showModal();
});
