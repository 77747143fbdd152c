// Keys, declared in the markup: data-key="i" on a button or link presses it, on a field focuses it.
// data-key-label says what it does (else its text). With data-keys-scope="reader" the key acts only while
// that scope is on the page. Keys never fire in a field, which Escape leaves, or with a modifier, and can be switched off.

const STORE = "keys";
const off = () => localStorage.getItem(STORE) === "off";

const typing = (node) =>
  node.isContentEditable || node.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=button])");

// Enter and space belong to the control that has the focus.
const presses = (event) => ["Enter", " "].includes(event.key) && event.target.closest("a, button, summary, input");

const visible = (node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled;

const inScope = (node) => {
  const scope = node.dataset.keysScope;
  return !scope || document.querySelector(`[data-keys-root="${scope}"]`) !== null;
};

const keyed = () => [...document.querySelectorAll("[data-key]")].filter((node) => visible(node) && inScope(node));

function act(node) {
  if (node.matches("input:not([type=radio], [type=checkbox], [type=submit]), textarea, select")) {
    node.focus();
    node.select?.();
  } else {
    if (node.matches("summary")) node.focus();
    node.click();
  }
}

function words(node) {
  const copy = node.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd, [aria-hidden=true]")) key.remove();
  return copy.textContent.trim().replace(/\s+/g, " ").replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}.…)]+$/gu, "");
}

function label(node) {
  return node.dataset.keyLabel || node.getAttribute("aria-label") || words(node.labels?.[0] ?? node);
}

function show() {
  const dialog = document.createElement("dialog");
  dialog.className = "keys";
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = Object.assign(document.createElement("h2"), { id: "keys-title", textContent: "Keys on this page" });
  const list = Object.assign(document.createElement("dl"), { className: "keys-list" });
  for (const node of keyed()) {
    const key = document.createElement("dt");
    key.append(Object.assign(document.createElement("kbd"), { textContent: node.dataset.key }));
    list.append(key, Object.assign(document.createElement("dd"), { textContent: label(node) }));
  }
  const form = Object.assign(document.createElement("form"), { method: "dialog", className: "form-actions" });
  const toggle = Object.assign(document.createElement("button"), {
    className: "btn", type: "button", textContent: off() ? "Switch keys on" : "Switch keys off",
  });
  toggle.addEventListener("click", () => {
    localStorage.setItem(STORE, off() ? "on" : "off");
    reflect();
    dialog.close();
  });
  form.append(toggle, Object.assign(document.createElement("button"), { className: "btn primary push", textContent: "Close", autofocus: true }));
  dialog.append(title, list, form);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function reflect() {
  document.documentElement.dataset.keys = off() ? "off" : "on";
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && typing(event.target) && !event.isComposing) event.target.blur();
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat || typing(event.target)) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "?") {
    event.preventDefault();
    show();
    return;
  }
  if (off() || presses(event)) return;
  const key = event.shiftKey ? event.key : event.key.toLowerCase();
  const node = keyed().find((each) => [event.key, key].includes(each.dataset.key));
  if (!node) return;
  event.preventDefault();
  act(node);
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) show();
});

reflect();
