// Screening without waiting: the citation that comes next is fetched while this one is read and shown on the keypress;
// votes are sent behind it, one after the other. Without this module every step is a plain form or a plain link.
import { localise } from "./times.js";

const ahead = new Map();
const held = new Map(); // what came while its reader wrote something: it is shown when he or she asks for it
const unsent = new Set(); // what waits for the vote before it
const leaving = new Set(); // addresses of citations whose votes are not answered yet
let sending = Promise.resolve();
let excluding = false;

const HELD_AGAIN = 4 * 60_000;
const desk = () => document.getElementById("screen");
const failed = (status) => document.dispatchEvent(new CustomEvent("htmx:responseError", { detail: { xhr: { status } } }));
const writing = () => desk().contains(document.activeElement) && document.activeElement.matches("textarea, select, input:not([type=radio])");

async function answer(url, options = {}) {
  const { headers, ...rest } = options;
  const response = await fetch(url, { ...rest, headers: { "HX-Request": "true", ...headers }, keepalive: true });
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  const node = template.content.querySelector("#screen");
  if (!node) throw Object.assign(new Error(`no citation in the answer of ${url}`), { status: response.redirected ? 403 : response.status });
  return { node, ok: response.ok };
}

function prefetch(url) {
  if (!url || ahead.has(url) || leaving.has(url)) return;
  const entry = { node: null };
  ahead.set(url, entry);
  answer(url, { headers: { "HX-Preloaded": "true" } }).then(({ node, ok }) => { entry.node = ok ? node : null; }, () => ahead.delete(url));
}

function show(node, { push = true } = {}) {
  excluding = false;
  for (const part of node.querySelectorAll("details[id]")) part.open = document.getElementById(part.id)?.open ?? part.open;
  desk().replaceWith(node);
  htmx.process(node);
  if (push && node.dataset.url !== location.pathname + location.search) history.pushState({}, "", node.dataset.url);
  localise(node);
  scrollTo(0, 0);
  (node.querySelector("[data-focus]") ?? node.querySelector("h1"))?.focus({ preventScroll: true });
  prefetch(node.dataset.next);
}

// The queue and the counts as they are after the vote; the form is left alone, somebody may be typing in it.
function refresh(node) {
  desk().dataset.next = node.dataset.next;
  prefetch(node.dataset.next);
  for (const part of node.querySelectorAll("[data-part]")) {
    const old = desk().querySelector(`[data-part="${part.dataset.part}"]`);
    if (old && !old.contains(document.activeElement)) old.replaceWith(part);
  }
}

function send(form, submitter) {
  const url = submitter?.getAttribute("formaction") || form.action;
  const vote = { url, body: new FormData(form, submitter) };
  const before = desk();
  const goesOn = url === form.action ? form.elements.verdict : "goesOn" in submitter.dataset;
  document.activeElement.blur();
  unsent.add(vote);
  leaving.add(before.dataset.url);
  const guess = goesOn ? guessed(before.dataset.next) : null;
  if (guess?.dataset.citation) vote.body.append("shown", guess.dataset.citation);
  ahead.clear();
  if (guess) show(guess);
  const busy = () => desk() === before || desk() === guess;
  sending = sending.then(() => post(vote)).finally(() => leaving.delete(before.dataset.url)).then(
    ({ node, ok }) => {
      if (ok && guess && desk() === guess && guess.dataset.url === node.dataset.url) refresh(node);
      else if (!ok || !guess) offer(node);
      else if (busy() && !writing()) show(node);
    },
    ({ status }) => {
      failed(status);
      if (guess) offer(before);
    },
  );
}

// Nobody who writes is torn away from it, so that no word becomes a vote: there is a way to what has come instead.
function offer(node) {
  if (!writing()) return show(node);
  held.set(node.dataset.url, node);
  const said = node.querySelector("[role=alert]")?.firstChild.textContent.trim();
  const note = Object.assign(document.createElement("p"), { className: "note" });
  note.dataset.tone = "warn";
  note.setAttribute("role", "alert");
  const link = Object.assign(document.createElement("a"), { href: node.dataset.url });
  link.dataset.instant = "";
  link.textContent = node.dataset.citation ? `Go back to citation ${node.dataset.citation}` : "Go back";
  note.append(`${said ?? "The vote before was not stored."} `, link);
  (desk().querySelector(".pane-read") ?? desk()).prepend(note);
}

function post(vote) {
  unsent.delete(vote);
  return (vote.answer ??= answer(vote.url, { method: "POST", body: vote.body }));
}

// None where it would show again what has just been voted on: it was fetched before that vote.
function guessed(url) {
  const node = ahead.get(url)?.node;
  return node && !leaving.has(node.dataset.url) ? node : null;
}

async function go(url, push = true) {
  try {
    show(held.get(url) ?? ahead.get(url)?.node ?? (await answer(url)).node, { push });
    held.delete(url);
  } catch {
    location.assign(url);
  }
}

const reason = () => desk().querySelector("input[name=reason]:checked");

function askReason() {
  excluding = true;
  const legend = desk().querySelector("[data-asks]");
  legend.dataset.says = legend.textContent;
  legend.textContent = legend.dataset.asks;
  legend.closest("fieldset").dataset.asked = "";
  desk().querySelector("input[name=reason]").focus();
  legend.closest("fieldset").scrollIntoView({ block: "nearest" });
}

function stopAsking() {
  excluding = false;
  const legend = desk().querySelector("[data-asks]");
  legend.textContent = legend.dataset.says;
  delete legend.closest("fieldset").dataset.asked;
  desk().querySelector("article").focus();
}

function exclude() {
  const form = desk().querySelector(".pane-act");
  form.requestSubmit(form.querySelector("[data-key=e]"));
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-instant]");
  if (!form) return;
  event.preventDefault();
  if (event.submitter?.value === "exclude" && !reason()) askReason();
  else send(form, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && excluding) stopAsking();
});

// By its number or a pointer a reason is chosen for good; arrow keys only walk through the reasons.
document.addEventListener("click", (event) => {
  if (!event.target.matches("#screen input[name=reason]") || (event.isTrusted && !event.detail)) return;
  if (event.target.value === "other") desk().querySelector("input[name=other]").focus();
  else if (excluding) exclude();
});

document.addEventListener("input", (event) => {
  if (event.target.matches("#screen input[name=other]")) desk().querySelector("input[name=reason][value=other]").checked = true;
});

document.addEventListener("change", (event) => {
  if (event.target.matches("#screen select[name=show]")) event.target.form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-instant]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});

document.addEventListener("toggle", (event) => {
  if (event.target.id === "criteria" && event.target.open) event.target.scrollIntoView({ block: "nearest" });
}, true);

// What is open stays in front of its reader alone, while the window is looked at.
setInterval(() => {
  const url = desk()?.dataset.hold;
  if (url && document.visibilityState === "visible") fetch(url, { method: "POST", body: new FormData(desk().querySelector(".pane-act")) });
}, HELD_AGAIN);

// Whoever leaves the page in the midst of it loses no vote.
addEventListener("pagehide", () => {
  for (const vote of unsent) post(vote).catch(() => {});
});

addEventListener("popstate", () => go(location.pathname + location.search, false));
prefetch(desk()?.dataset.next);
