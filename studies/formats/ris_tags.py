"""What a RIS line looks like, in all the ways that programs and people have bent it."""

import re

from studies.formats.tokens import Block, Dialect

_KNOWN = """
TY ER ID TI T1 T2 T3 CT BT ST TT AU A1 A2 A3 A4 ED TA PY Y1 Y2 DA JF JO JA J1 J2 J9 JI VL VO IS CP SP EP SE DO DI
AN AB N1 N2 RN KW LA UR L1 L2 L3 L4 LK M1 M2 M3 U1 U2 U3 U4 U5 C1 C2 C3 C4 C5 C6 C7 C8 SN PB PP CY AD AV CA CN DB
DP ET LB NV OP RI RP SL PU PI PA WE
"""
KNOWN = frozenset(_KNOWN.split())
_LOOSE = re.compile(r"([ \t\u00a0]{0,8})([A-Za-z][A-Za-z0-9])([ \t\u00a0]{0,6})[-\u2013](.*)", re.S)
_COUNTER = re.compile(r"\s*(?:\d{1,7}\.|<\d{1,7}>|Record #?\d{1,7} of \d{1,7})\s*", re.A)
_SPACE = (" ", "\t", "\u00a0", "")


class Ris(Dialect):
    """The dialect of RIS files, EndNote's, Ovid's and the databases' variants included."""

    openers = frozenset(("TY",))
    closers = frozenset(("ER",))
    last = "ER"
    width = 6

    def tag(self, line: str, block: Block | None) -> tuple[str, str] | None:
        """The canonical form is taken always; a bent one only where it cannot well be a sentence."""
        tag = line[:2]
        if line[2:5] == "  -" and line[5:6] in _SPACE and tag.isalnum() and tag.isupper() and tag[0].isalpha():
            if tag not in ("TY", "ER") and len(line) > 5:
                self.met[line[:6]] = tag
            return tag, line[6:]
        bent = _LOOSE.match(line)
        if bent is None:
            return ("ER", "") if line.strip() in ("ER", "er") and len(line) < 20 else None
        return _judged(*bent.groups(), block=block)

    def opens(self, tag: str, block: Block) -> bool:
        """A second TY means that the ER before it is missing, unless nothing stands between the two."""
        return "TY" in block.looked and (block.parts[-1][0] != "TY" or len(block.looked) > 1)

    def whole(self, tag: str, value: str, more: list[str]) -> str:
        """Keywords stand one a line; elsewhere an indented line goes on with the sentence."""
        joints = (" " if tag != "KW" and line[0].isspace() else "\n" for line in more)
        pieces = (piece for joint, line in zip(joints, more, strict=True) for piece in (joint, line.strip()))
        return "".join((value.rstrip(), *pieces)).strip()

    def stray(self, line: str) -> bool:
        """Ovid's counters, where ER is missing before them."""
        return _COUNTER.fullmatch(line) is not None


def _judged(indent: str, tag: str, gap: str, value: str, *, block: Block | None) -> tuple[str, str] | None:
    name = tag.upper()
    parted = value[:1] in _SPACE
    if name not in KNOWN or (name == "ER" and value.strip()):
        return None
    opening = block.raw[0] if block is not None else ""
    first = name in ("TY", "ER")
    lower = tag != name and not (first or opening[:8].strip()[:2].islower())
    indented = indent and not (block is None or first or opening[:1].isspace())
    glued = not gap and not (parted and (first or block is None or re.match(r"\s*\w\w-", opening)))
    unparted = not parted and len(gap) < 2 and not first
    return None if lower or indented or glued or unparted else (name, value.strip())
