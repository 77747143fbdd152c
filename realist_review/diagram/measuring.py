"""How wide words are in Inter, so that they are broken before they leave their box; pure."""

# Advance widths of " " to "~" in thousandths of the size, from the fonts in static/vendor/inter.
WIDTHS = """
281 288 466 633 642 982 644 300 365 365 501 662 288 460 288 360 631 407 610 618 646 593 620 566 619 620
288 302 662 662 662 511 966 690 654 730 722 601 590 746 743 269 571 672 565 903 753 765 639 765 644 642
646 744 690 985 682 679 629 365 360 365 471 456 323 562 612 571 612 583 370 613 591 242 242 549 242 876
591 600 612 612 376 528 327 591 562 818 546 562 552 426 333 426 662
"""
WIDTHS_BOLD = """
252 321 523 644 650 1004 663 326 373 373 540 673 319 465 319 379 660 423 623 636 666 612 640 576 640 640
319 329 673 673 673 543 999 728 659 737 722 605 588 749 746 277 580 703 565 922 759 769 645 773 652 650
660 736 728 1020 720 713 652 373 379 373 481 469 351 574 624 583 624 591 389 625 612 262 262 569 262 900
612 609 624 624 397 549 353 612 587 839 569 588 566 455 359 455 673
"""
OTHER = 700
FULL = 1000  # signs of the East, each as wide as high
FALLBACK = 1.06  # where Inter is missing another font stands in, some of them wider
REGULAR, BOLD = (tuple(map(int, each.split())) for each in (WIDTHS, WIDTHS_BOLD))


def width(words: str, size: float, bold: bool = False) -> float:
    table = BOLD if bold else REGULAR
    return sum(table[ord(each) - 32] if " " <= each <= "~" else _other(each) for each in words) * size / 1000 * FALLBACK


def wrap(words: str, room: float, size: float, bold: bool = False) -> list[str]:
    """Lines that fit; a word that is too long for one is cut. What must stay together has no-break spaces."""
    lines = [""]
    for word in (piece for each in words.split(" ") for piece in _pieces(each, room, size, bold)):
        longer = f"{lines[-1]} {word}".strip(" ")
        if width(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for each in word:
        if pieces[-1] and width(pieces[-1] + each, size, bold) > room:
            pieces.append("")
        pieces[-1] += each
    return pieces


def _other(sign: str) -> int:
    return FULL if sign >= "\u1100" and not "\u2000" <= sign < "\u2e80" else OTHER
