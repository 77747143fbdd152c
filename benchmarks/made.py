"""Records made to measure on: illustrative works, a third of which come several times, differing as databases do."""

import random
from typing import Any

_TOPICS = (  # noqa: SIM905
    "asthma burnout nursing telehealth pharmacy midwifery surgery dentistry housing schooling farming transport "
    "nutrition hearing vision sleep memory ageing childhood migration policing prison courts libraries museums parks "
    "rivers forests coasts energy water sanitation vaccination screening rehabilitation dementia stroke diabetes cancer"
).split()
_WAYS = "peer support|shared decisions|feedback|audit|coaching|mentoring|reminders|co-design".split("|")  # noqa: SIM905
_PLACES = "rural clinics|urban schools|remote islands|care homes|hospitals|small towns".split("|")  # noqa: SIM905
_NAMES = "Example Sample Specimen Instance Model Pattern Sketch Outline Draft Figure Template".split()  # noqa: SIM905


def made(size: int, seed: int = 0) -> list[dict[str, Any]]:
    """Return `size` illustrative records; about a third are copies of others."""
    chance = random.Random(seed)
    found: list[dict[str, Any]] = []
    while len(found) < size:
        work = _work(chance, len(found))
        copies = 1 if chance.random() < 0.72 else chance.choice((2, 2, 3, 4))
        found.extend([work, *(_copy(chance, work) for _ in range(copies - 1))][: size - len(found)])
    chance.shuffle(found)
    return [row | {"id": number} for number, row in enumerate(found)]


def _work(chance: random.Random, number: int) -> dict[str, Any]:
    topic, other = chance.sample(_TOPICS, 2)
    way, place = chance.choice(_WAYS), chance.choice(_PLACES)
    first = chance.randrange(1, 1800)
    return {
        "title": f"Illustrative record {number}: how {way} changes {topic} and {other} in {place}",
        "authors": "; ".join(_author(chance) for _ in range(chance.randrange(1, 8))),
        "year": str(chance.randrange(1990, 2026)),
        "container": f"Illustrative Journal of {chance.choice(_TOPICS).title()} and {chance.choice(_TOPICS).title()}",
        "volume": str(chance.randrange(1, 90)),
        "issue": str(chance.randrange(1, 13)),
        "pages": f"{first}-{first + chance.randrange(3, 20)}",
        "doi": f"10.1234/ill.{number}" if chance.random() < 0.7 else "",
        "abstract": " ".join(chance.choices(_TOPICS, k=160)) if chance.random() < 0.8 else "",
    }  # fmt: skip


def _author(chance: random.Random) -> str:
    return f"{chance.choice(_NAMES)}{chance.randrange(400)}, {chance.choice('ABCDEFGH')}. {chance.choice('JKLM')}."


def _copy(chance: random.Random, work: dict[str, Any]) -> dict[str, Any]:
    copy = dict(work)
    if chance.random() < 0.5:
        copy["pages"] = copy["pages"].split("-")[0] + "-" + copy["pages"].split("-")[1][-1:]
    if chance.random() < 0.4:
        copy["doi"] = ""
    if chance.random() < 0.4:
        copy["abstract"] = ""
    if chance.random() < 0.3:
        copy["title"] = copy["title"].lower().replace(" and ", " & ") + "."
    if chance.random() < 0.4:
        copy["container"] = copy["container"].replace("Journal", "J").replace(" and", "")
    if chance.random() < 0.2:
        at = chance.randrange(25, len(copy["title"]) - 1)
        copy["title"] = copy["title"][:at] + copy["title"][at + 1 :]
    return copy
