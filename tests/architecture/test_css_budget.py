"""The stylesheet stays small enough to be read by hand: 25 KB for tokens, base, components and screens together."""

from django.conf import settings

BUDGET = 25 * 1024


def test_the_stylesheet_fits_its_budget() -> None:
    sizes = {each.name: each.stat().st_size for each in (settings.BASE_DIR / "static" / "css").glob("*.css")}
    assert sizes.keys() == {"tokens.css", "base.css", "components.css", "screens.css"}
    assert sum(sizes.values()) <= BUDGET, sizes
