"""The policy allows exactly the style elements that the installed Plotly.js writes, and no others."""

import base64
import hashlib
import re

from realist_review.finders import FOLDER, NAME
from realist_review.middleware import PLOTLY_STYLE_HASHES

EMPTY = 'createElement("style"),n.setAttribute("id",i),n.appendChild(document.createTextNode(""))'
FILLED = re.compile(r"document\.createElement\(\"style\"\);e\.id=\"\w+\",e\.textContent='((?:[^'\\]|\\.)*)'")


def source(style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def test_the_policy_knows_the_styles_of_plotly() -> None:
    script = (FOLDER / NAME).read_text()
    styles = ["", *FILLED.findall(script)]
    assert script.count(EMPTY) == 1
    assert script.count('createElement("style")') == len(styles)
    assert {source(each) for each in styles} == set(PLOTLY_STYLE_HASHES)
