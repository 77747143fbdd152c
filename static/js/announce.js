// What changed is told: focus goes to the heading of what was swapped in, failures become a toast that
// keeps the page (and what was typed) as it is, toasts can be dismissed and menus close by Escape.

const FADES_AFTER = 12_000;
const WRONG = "That did not reach the server. What you typed is still here: try again.";
const BROKEN = "The server could not store that. What you typed is still here: try again.";
const SHUT = "You are signed out, or no longer allowed to do that. What you typed is still here: sign in anew in another window, then try again; if that does not help, ask a lead.";

function toast(text) {
  const box = Object.assign(document.createElement("div"), { className: "toast" });
  box.dataset.tone = "bad";
  const close = Object.assign(document.createElement("button"), { className: "btn close", type: "button", textContent: "✕" });
  close.dataset.close = "";
  close.setAttribute("aria-label", "Dismiss");
  box.append(Object.assign(document.createElement("p"), { textContent: text }), close);
  document.getElementById("toasts")?.append(box);
}

function fade(region) {
  for (const box of region.querySelectorAll(".toast:not([data-tone], [data-fading])")) {
    box.dataset.fading = "";
    const timer = () => (box.matches(":hover, :focus-within") ? setTimeout(timer, FADES_AFTER) : box.remove());
    setTimeout(timer, FADES_AFTER);
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  const swapped = event.detail.elt;
  const heading = swapped.matches("[data-focus]") ? swapped : swapped.querySelector("[data-focus]");
  if (heading) {
    heading.tabIndex = heading.tabIndex < 0 ? -1 : heading.tabIndex;
    heading.focus();
  }
});
document.addEventListener("htmx:responseError", ({ detail: { xhr: { status } } }) => {
  toast([401, 403, 404].includes(status) ? SHUT : status ? BROKEN : WRONG);
});
document.addEventListener("htmx:sendError", () => toast(WRONG));

document.addEventListener("click", (event) => {
  event.target.closest("[data-close]")?.closest(".toast")?.remove();
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

const region = document.getElementById("toasts");
if (region) {
  fade(region);
  new MutationObserver(() => fade(region)).observe(region, { childList: true });
}
document.querySelector("main [data-focus][role=alert]")?.focus();
