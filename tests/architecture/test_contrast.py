"""Every pair of colours that meets on a screen: text 4.5:1, lines of controls 3:1, in both schemes (WCAG 2.2 AA)."""

import re

import pytest
from django.conf import settings

TOKENS = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
COLOURS = dict(re.findall(r"--([\w-]+): light-dark\((#\w+, #\w+)\)", TOKENS))
SURFACES = ["surface", "sunk"]
WORDS = ["text", "muted", "accent", "good", "warn", "bad", *(f"hue-{n}" for n in range(1, 7))]
WASHES = ["wash", "good-wash", "warn-wash", "bad-wash", "for", "against"]
TEXT = [
    *((word, surface) for word in WORDS for surface in SURFACES),
    *(("text", wash) for wash in [*WASHES, "context-wash", "mechanism-wash", "outcome-wash"]),
    *((tone, f"{tone}-wash") for tone in ("good", "warn", "bad")),
    ("on-accent", "accent"),
    ("surface", "bad"),
]
LINES = [(line, surface) for line in ("edge", "accent", "context", "warn", "outcome") for surface in SURFACES]


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    pairs = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [each * 2 for each in digits]
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (int(each, 16) / 255 for each in pairs)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(TEXT, 4.5), (LINES, 3.0)], ids=["text", "lines"])
def test_colours_that_meet_can_be_told_apart(scheme: int, pairs: list[tuple[str, str]], least: float) -> None:
    of = {name: both.split(", ")[scheme] for name, both in COLOURS.items()}
    poor = {pair: round(contrast(of[pair[0]], of[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < least} == {}
