// A drop zone is a <div class="drop"> round an <input type="file">: files can be let fall on it, are listed with
// their sizes, and a form with data-upload shows how far the upload is. Without JavaScript the input still works.

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function list(zone, input) {
  const names = zone.querySelector("ul") ?? zone.appendChild(Object.assign(document.createElement("ul"), { className: "names" }));
  names.setAttribute("aria-live", "polite");
  names.replaceChildren(
    ...[...input.files].map((file) => Object.assign(document.createElement("li"), { textContent: `${file.name} · ${size(file.size)}` })),
  );
}

// Files let fall anywhere on the page are meant for its first zone: a browser would otherwise open them and leave.
function zoneOf(event) {
  const zone = event.target.closest?.(".drop");
  if (zone || !event.dataTransfer?.types.includes("Files")) return zone;
  return [...document.querySelectorAll(".drop")].find((each) => each.checkVisibility());
}

function mark(over) {
  for (const zone of document.querySelectorAll(".drop")) zone.toggleAttribute("data-over", zone === over);
}

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    const zone = zoneOf(event);
    if (zone) event.preventDefault();
    mark(zone);
  });
}
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) mark(null);
});
document.addEventListener("drop", (event) => {
  const zone = zoneOf(event);
  if (!zone) return;
  event.preventDefault();
  mark(null);
  const input = zone.querySelector("input[type=file]");
  input.files = event.dataTransfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
});
document.addEventListener("change", (event) => {
  const zone = zoneOf(event);
  if (zone && event.target.matches("input[type=file]")) list(zone, event.target);
});

document.addEventListener("htmx:xhr:progress", (event) => {
  const bar = event.target.querySelector?.("progress[data-upload]");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.max = event.detail.total;
  bar.value = event.detail.loaded;
  // All is sent and is being read now: how long that takes is not known.
  if (event.detail.loaded === event.detail.total) bar.removeAttribute("value");
});
