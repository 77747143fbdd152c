"""Pointing at the words of a text: with the mouse, and with the keys alone."""

from playwright.sync_api import Page

# Where the mouse goes down and up to take these words: just inside their first and last sign, whichever way they run.
CORNERS = """words => {
  const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
  const signs = [...new Intl.Segmenter().segment(words)].map(({ segment }) => segment.length);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0 || !node.parentElement.closest("[data-start]")) continue;
    node.parentElement.scrollIntoView({ block: "center" });
    const box = (from, to) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getBoundingClientRect();
    };
    const first = box(at, at + signs[0]);
    const last = box(at + words.length - signs.at(-1), at + words.length);
    const leftwards = /^[\\u0590-\\u06ff]/.test(words);
    const [from, to] = leftwards ? [first.right - 1, last.left + 1] : [first.left + 1, last.right - 1];
    return [[from, first.y + first.height / 2], [to, last.y + last.height / 2]];
  }
}"""
SELECTED = "document.getSelection().toString()"
SETTLED = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, .htmx-added')"


def drag(page: Page, words: str) -> None:
    """Select the words with the mouse, once nothing moves under it any more."""
    page.wait_for_function(SETTLED)
    (left, top), (right, bottom) = page.evaluate(CORNERS, words)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move((left + right) / 2, (top + bottom) / 2)
    page.mouse.move(right, bottom)
    page.mouse.up()
    assert page.evaluate(SELECTED) == " ".join(words.split()), "the lines of a paragraph run on"


def tab_to(page: Page, selector: str) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def arrow_to(page: Page, sentence: str) -> None:
    """Down, sentence by sentence."""
    for _ in range(30):
        page.keyboard.press("ArrowDown")
        if page.evaluate(SELECTED) == sentence:
            return
    raise AssertionError(f"the arrow never came to “{sentence}”")
