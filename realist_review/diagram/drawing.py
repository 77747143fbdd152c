"""A placed diagram as SVG: for a page, in the colours around it and with links; or for a file, on white."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from realist_review.diagram.placing import SIZE, Placed, Point, Rectangle, Text

FAMILY = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif"
INK, GREY = "#1b2430", "#55606e"
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def draw(placed: Placed, title: str, told: str, *, for_file: bool = False) -> str:
    """`title` and `told` are read out in its place; the page's version takes colour and font from around it."""
    size = {"width": _n(placed.width), "height": _n(placed.height)}
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {size['width']} {size['height']}"})
    root.attrib |= {**size, "role": "group", "aria-labelledby": "flow-title flow-told", "font-size": str(SIZE)}
    if for_file:
        root.attrib |= {"font-family": FAMILY, "color": INK}
    SubElement(root, "title", id="flow-title").text = _xml(title)
    SubElement(root, "desc", id="flow-told").text = _xml(told)
    if for_file:
        SubElement(root, "rect", {**size, "fill": "#ffffff"})
    # The class gives its colour on a page; in a file, where it means nothing, the attribute does.
    lines = SubElement(root, "g", {"class": "muted", "color": GREY, "fill": "none", "stroke": "currentColor"})
    for each in placed.boxes:
        _rectangle(lines, each, 4)
    for band in placed.bands:
        _rectangle(lines, band, 6)
    for points in placed.arrows:
        _arrow(lines, points)
    words = SubElement(root, "g", {"fill": "currentColor"})
    for band in placed.bands:
        _strip(words, band)
    for each in placed.boxes:
        for text in each.texts:
            _text(words, text, linked=not for_file)
    return tostring(root, encoding="unicode")


def _rectangle(parent: Element, each: Rectangle, round: int) -> None:
    numbers = {"x": each.x, "y": each.y, "width": each.width, "height": each.height, "rx": round}
    SubElement(parent, "rect", {name: _n(value) for name, value in numbers.items()})


def _arrow(parent: Element, points: Sequence[Point]) -> None:
    path = "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in points)
    SubElement(parent, "path", d=path)
    (from_x, _), (x, y) = points[-2:]
    back = ((-7, -4), (-7, 4)) if x > from_x else ((-4, -7), (4, -7))
    head = " ".join(f"L{_n(x + dx)} {_n(y + dy)}" for dx, dy in back)
    SubElement(parent, "path", {"d": f"M{_n(x)} {_n(y)} {head} Z", "fill": "currentColor"})


def _strip(parent: Element, band: Rectangle) -> None:
    x, y = band.middle + SIZE / 3, band.y + band.height / 2
    turned = {"text-anchor": "middle", "font-weight": "600", "transform": f"rotate(-90 {_n(x)} {_n(y)})"}
    SubElement(parent, "text", {"x": _n(x), "y": _n(y), **turned}).text = _xml(band.key)


def _text(parent: Element, text: Text, *, linked: bool) -> None:
    bold = {"font-weight": "600"} if text.bold else {}
    drawn = SubElement(parent, "text", {"x": _n(text.x), "y": _n(text.y), **bold})
    drawn.text = _xml(text.words)
    if text.url and linked:
        link = SubElement(drawn, "a", href=text.url)
        SubElement(link, "tspan", {"fill": "currentColor"}).text = text.number
    else:
        drawn.text += text.number


def _n(value: float) -> str:
    return f"{value:.6g}"


def _xml(words: str) -> str:
    return NO_XML.sub("\ufffd", words)
