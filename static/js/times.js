// <time datetime> in the reader's own time zone, with the full date on hover.

const short = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "long" });

export function localise(root) {
  for (const node of root.querySelectorAll("time[datetime*='T']")) {
    const at = new Date(node.dateTime);
    if (Number.isNaN(at.valueOf())) continue;
    node.textContent = short.format(at);
    node.title = full.format(at);
  }
}

localise(document);
document.addEventListener("htmx:load", (event) => localise(event.target.parentNode ?? document));
