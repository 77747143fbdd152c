"""Colours for figures that leave the workbench: inside it, the stylesheet gives them."""

from collections.abc import Mapping
from typing import Any

# The tokens of static/css/tokens.css, for figures that leave the workbench.
LIGHT = {
    "--surface": "#fff", "--text": "#1b2430", "--muted": "#55606e", "--edge": "#848d9a",
    "--context": "#34506f", "--context-wash": "#eaf0f8",
    "--mechanism": "#8a5a00", "--mechanism-wash": "#fff5dc",
    "--outcome": "#00694f", "--outcome-wash": "#e3f5ec",
    "--hue-1": "#0a6aa8", "--hue-2": "#b8420b", "--hue-3": "#7a3fa0",
    "--hue-4": "#0f766e", "--hue-5": "#9d2f68", "--hue-6": "#5f6b0b",
}  # fmt: skip
DARK = {
    "--surface": "#1b2027", "--text": "#e6eaf0", "--muted": "#a3adba", "--edge": "#747e8c",
    "--context": "#9db8d6", "--context-wash": "#26323f",
    "--mechanism": "#f0b84d", "--mechanism-wash": "#3a2f16",
    "--outcome": "#4fc9a4", "--outcome-wash": "#18352b",
    "--hue-1": "#6cb5ea", "--hue-2": "#f0936a", "--hue-3": "#c79be6",
    "--hue-4": "#5fc9bf", "--hue-5": "#ee94bf", "--hue-6": "#c2cc60",
}  # fmt: skip


def coloured(figure: Any, palette: Mapping[str, str]) -> Any:
    """The same figure with the colours of a palette, LIGHT or DARK, in the place of their names."""
    if isinstance(figure, str):
        return palette[figure] if figure.startswith("--") else figure
    if isinstance(figure, list):
        return [coloured(each, palette) for each in figure]
    if isinstance(figure, dict):
        return {key: coloured(each, palette) for key, each in figure.items()}
    return figure
