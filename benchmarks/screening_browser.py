"""From the key to the next citation painted, in Chromium, as a reviewer who screens by keys sees it."""

import shutil
from statistics import median, quantiles
from typing import Any

KEYS = 40
LEAST = 20
MEASURE = """key => new Promise(done => {
  const before = document.querySelector("[data-citation]").dataset.citation;
  const began = performance.now();
  const look = () => {
    const now = document.querySelector("[data-citation]");
    if (now && now.dataset.citation !== before) {
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    } else if (performance.now() - began > 10000) done(null);
    else requestAnimationFrame(look);
  };
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  look();
})"""


def keypress_to_paint(port: int, slug: str, session: str) -> dict[str, Any]:
    """Milliseconds of `KEYS` inclusions by `i`, with a second of reading between them."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://localhost:{port}"}])
        page = context.new_page()
        page.goto(f"http://localhost:{port}/r/{slug}/screen/title-abstract/")
        taken = []
        for _ in range(KEYS):
            page.wait_for_timeout(1000)
            taken.append(page.evaluate(MEASURE, "i"))
        browser.close()
    painted = [each for each in taken if each is not None]
    cuts = quantiles(painted, n=LEAST) if len(painted) > 1 else [0.0]
    return {
        "keys": KEYS,
        "painted": len(painted),
        "paint_p50_ms": round(median(painted), 1) if painted else None,
        "paint_p95_ms": round(cuts[-1], 1),
        "paint_max_ms": round(max(painted, default=0.0), 1),
    }
