// Rows of a table with boxes, by keys: a button with data-row="1" or "-1" goes to the box of the next row or the one
// before, data-row="0" ticks the box of the row where the focus is. Without this module Tab and space do the same.

const boxes = () => [...document.querySelectorAll("#rows input[type=checkbox]")];

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-row]");
  if (!button) return;
  const all = boxes();
  const step = Number(button.dataset.row);
  const row = document.activeElement.closest("#rows tr");
  const here = all.findIndex((box) => row?.contains(box));
  if (step) {
    const there = all[here < 0 ? 0 : Math.min(Math.max(here + step, 0), all.length - 1)];
    there?.focus();
    there?.closest("tr").scrollIntoView({ block: "nearest" });
  } else {
    all[here]?.click();
  }
});
