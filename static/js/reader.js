// From selected words to their place in the text. The server counts Unicode code points and so do we; it cuts the
// words out again and refuses those that differ. A selection is made with the mouse, or by sentences: arrows move,
// Shift takes more, Escape lets go. The bar that says what the words are is plain markup, its keys are in keys.js.

const text = document.getElementById("text");
const bar = document.getElementById("select-bar");

const points = (words) => [...words].length;
const bodies = () => [...text.querySelectorAll("[data-start]")];
const startOf = (body) => Number(body.dataset.start);
const endOf = (body) => startOf(body) + points(body.textContent);

// ---- from the page to offsets ----

function offsetIn(body, node, unit) {
  const before = document.createRange();
  before.setStart(body, 0);
  before.setEnd(node, unit);
  return points(before.toString());
}

function part(body, range) {
  const from = body.contains(range.startContainer) ? offsetIn(body, range.startContainer, range.startOffset) : 0;
  const to = body.contains(range.endContainer)
    ? offsetIn(body, range.endContainer, range.endOffset)
    : points(body.textContent);
  return { body, from, to };
}

function chosen() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const parts = bodies()
    .filter((body) => range.intersectsNode(body))
    .map((body) => part(body, range))
    .filter(({ from, to }) => from < to);
  if (!parts.length) return null;
  const words = parts.map(({ body, from, to }, at) => {
    const here = [...body.textContent].slice(from, to).join("");
    return at < parts.length - 1 ? here + body.dataset.gap : here;
  });
  return trimmed(parts[0].body, startOf(parts[0].body) + parts[0].from, words.join(""));
}

function trimmed(body, start, words) {
  const exact = words.trim();
  if (!exact) return null;
  const begin = start + points(words) - points(words.trimStart());
  return { body, start: begin, end: begin + points(exact), exact };
}

// ---- from offsets to the page ----

function placeOf(offset, atEnd) {
  const body = bodies().find((each) => (atEnd ? offset <= endOf(each) : offset < endOf(each)));
  let left = offset - startOf(body);
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const here = [...node.data];
    if (left <= here.length) return [node, here.slice(0, left).join("").length];
    left -= here.length;
  }
  return [body, body.childNodes.length];
}

function select(start, end) {
  const [node, unit] = placeOf(start, false);
  const [lastNode, lastUnit] = placeOf(end, true);
  document.getSelection().setBaseAndExtent(node, unit, lastNode, lastUnit);
  node.parentElement.scrollIntoView({ block: "nearest" });
}

// ---- the bar beside the words ----

let held = null;

function offer() {
  const words = chosen();
  if (!words && bar.contains(document.activeElement)) return;
  held = words;
  bar.hidden = !words;
  if (!words) return;
  for (const name of ["start", "end", "exact"]) {
    for (const field of bar.querySelectorAll(`input[name=${name}]`)) field.value = words[name];
  }
  // Beside the first line, where it hides no words that are being read.
  const margin = words.body.nextElementSibling.getBoundingClientRect();
  const around = text.getBoundingClientRect();
  const first = document.getSelection().getRangeAt(0).getClientRects()[0] ?? margin;
  bar.style.setProperty("--top", `${first.top - around.top}px`);
  bar.style.setProperty("--left", `${Math.min(margin.left - around.left, around.width - bar.offsetWidth)}px`);
}

// ---- sentence by sentence ----

let first = null;
let latest = null;

function sentences() {
  return bodies().flatMap((body) =>
    body.dataset.sentences.split(" ").filter(Boolean).map((pair) => {
      const [from, to] = pair.split("-").map(Number);
      return { start: startOf(body) + from, end: startOf(body) + to, body };
    }),
  );
}

function begin(all) {
  if (held) return all.findIndex(({ end }) => end > held.start);
  return all.findIndex(({ body }) => body.getBoundingClientRect().bottom > 120);
}

function step(by, more) {
  const all = sentences();
  if (!all.length) return;
  const fresh = latest === null || !held;
  latest = fresh ? Math.max(0, begin(all)) : Math.min(Math.max(latest + by, 0), all.length - 1);
  if (fresh || !more) first = latest;
  select(all[Math.min(first, latest)].start, all[Math.max(first, latest)].end);
  offer();
}

function start() {
  let dragging = false;
  document.addEventListener("selectionchange", () => dragging || offer());
  text.addEventListener("pointerdown", (event) => {
    dragging = !bar.contains(event.target);
    if (dragging) latest = null;
  });
  document.addEventListener("pointerup", () => {
    dragging = false;
    offer();
  });
  // A press on the bar must not let go of the words it is about.
  bar.addEventListener("mousedown", (event) => event.preventDefault());
  text.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") document.getSelection().empty();
    if (event.target !== text || !by || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    step(by, event.shiftKey);
  });
  // The block was replaced under the words: they stay selected, so that they can take a second role. Not so if the
  // answer comes while the next words are being dragged over.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target?.id !== "tray" || dragging) return;
    if (held && !bar.contains(document.activeElement)) select(held.start, held.end);
  });
  for (const type of ["mouseover", "focusin"]) document.addEventListener(type, light);
}

// A chip in the margin shows the words it is about.
function light(event) {
  const number = event.target.closest("[data-passage]")?.dataset.passage;
  for (const mark of text.querySelectorAll("mark")) {
    mark.toggleAttribute("data-lit", Boolean(number) && mark.dataset.passages.split(" ").includes(number));
  }
}

if (text && bar) start();
