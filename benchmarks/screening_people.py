"""One reviewer as the server sees him or her: a page, some seconds of reading, a decision, the next page in answer."""

import random
import re
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

CITATION = re.compile(r'data-citation="(\d+)"')
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
REDIRECTS, LOST_RACE = (301, 302, 303), 409


@dataclass(frozen=True)
class Sent:
    """A vote that the server said it stored."""

    reviewer: int
    citation: int
    verdict: str


@dataclass
class Reviewer:
    """`taken` are milliseconds of each request; `refused` votes are those that others were faster with (409)."""

    port: int
    slug: str
    session: str
    read: tuple[float, float]
    ends: float
    number: int
    taken: list[float] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    errors: int = 0
    refused: int = 0

    def work(self) -> None:
        chance = random.Random(self.number)
        self.connection = HTTPConnection("localhost", self.port, timeout=30)
        self.cookies = {"sessionid": self.session}
        time.sleep(chance.uniform(0, self.read[1]) / 2)  # people do not begin in one instant
        page = self.ask("GET", f"/r/{self.slug}/screen/title-abstract/")
        while shown := CITATION.search(page):
            reading = chance.uniform(*self.read)
            if time.monotonic() + reading > self.ends:
                break
            time.sleep(reading)
            page = self.decide(page, int(shown[1]), chance)
        self.connection.close()

    def decide(self, page: str, citation: int, chance: random.Random) -> str:
        verdict = "include" if chance.random() < 0.1 else "exclude"
        said = {"verdict": verdict, "reason": "Wrong setting" if verdict == "exclude" else "", "note": ""}
        token = TOKEN.search(page)
        said["csrfmiddlewaretoken"] = token[1] if token else ""
        answer = self.ask("POST", f"/r/{self.slug}/screen/title-abstract/{citation}/decide/", said)
        if self.status in (200, *REDIRECTS):
            self.sent.append(Sent(self.number, citation, verdict))
        if self.status == 200 and CITATION.search(answer):
            return answer
        return self.ask("GET", f"/r/{self.slug}/screen/title-abstract/")

    def ask(self, method: str, path: str, said: dict[str, str] | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if method == "POST":
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "HX-Request": "true"}
        began = time.perf_counter()
        try:
            self.connection.request(method, path, urlencode(said) if said else None, headers)
            answer = self.connection.getresponse()
            body = answer.read().decode()
        except (OSError, HTTPException) as error:
            self.errors += 1
            self.complaints.append(type(error).__name__)
            self.status = 0
            self.connection.close()
            return ""
        self.taken.append((time.perf_counter() - began) * 1000)
        self.status = answer.status
        self.keep(answer)
        if answer.status == LOST_RACE:
            self.refused += 1
        elif answer.status not in (200, *REDIRECTS):
            self.errors += 1
            self.complaints.append(f"{answer.status} {method}")
        return body

    def keep(self, answer: HTTPResponse) -> None:
        for given in answer.headers.get_all("Set-Cookie", []):
            name, _, value = given.partition(";")[0].partition("=")
            self.cookies[name] = value
