"""The words that are often put to a kappa, offered as a citation and never as a verdict."""

WORDS = (
    (0.0, "poor"),
    (0.2, "slight"),
    (0.4, "fair"),
    (0.6, "moderate"),
    (0.8, "substantial"),
    (1.0, "almost perfect"),
)

CAUTION = (
    "Landis and Koch (Biometrics 1977;33:159-74) called this {word}; they called their own bounds arbitrary. Kappa "
    "falls where nearly all is excluded, so read it beside the percentage, PABAK and the counts."
)


def word(kappa: float | None) -> str:
    """The word of Landis and Koch (1977, p. 165) for a kappa from -1 to 1; "" where there is none.

    A bound belongs to the band below it, but 0 is "slight": .00 to .20, .21 to .40, and so on, "poor" below .00.
    """
    if kappa is None:
        return ""
    if kappa < 0:
        return "poor"
    return next(name for bound, name in WORDS[1:] if min(kappa, 1.0) <= bound)
