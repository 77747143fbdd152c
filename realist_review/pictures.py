"""An SVG of ours as PNG, with the fonts that it was measured in: a server need not have any."""

import resvg_py
from django.conf import settings

FONTS = [str(each) for each in sorted((settings.BASE_DIR / "static" / "vendor" / "inter").glob("*.ttf"))]


def png(svg: str, width: int) -> bytes:
    """On white, that many pixels wide; letters that Inter lacks are taken from the fonts of the machine."""
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=width, background="#ffffff", font_files=FONTS))
