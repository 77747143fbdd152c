"""Illustrative theories, made up for the tests: fourteen configurations in two explanations, and any number more."""

from hypothesis import strategies as st

from synthesis.graph import Configuration

RATIONALITY, RELATIONALITY = 1, 2
EXPLANATIONS = [
    {"id": RATIONALITY, "name": "Rationality-driven explanation", "hue": "rationality"},
    {"id": RELATIONALITY, "name": "Relationality-driven explanation", "hue": "relationality"},
]

# explanation, documents, contexts, resources, responses, outcomes; parts of one role parted by "/".
_FOURTEEN = [
    (1, 13, "Policymakers work under acute time pressure/Evidence is abundant but hard to find in usable form", "",
     "Sense that the evidence saves effort (perceived usefulness)", "Instrumental use of evidence in briefs"),
    (1, 8, "Analysts have research training", "", "Confidence to interpret and defend the evidence",
     "Capacity to use evidence grows/Instrumental use of evidence in briefs"),
    (1, 13, "A formal mandate requires evidence in decisions", "",
     "Feeling obliged to show that evidence was considered", "Tactical or symbolic use of evidence"),
    (1, 6, "A formal mandate requires evidence in decisions/Analysts have research training", "",
     "Confidence to interpret and defend the evidence", "Requests for evidence become routine"),
    (1, 8, "Politically contested policy area", "", "Fear of political exposure",
     "Tactical or symbolic use of evidence/Policymakers disengage from researchers"),
    (1, 3, "Evidence is abundant but hard to find in usable form", "", "Evidence seen as credible and impartial",
     "Instrumental use of evidence in briefs"),
    (1, 2, "Requests for evidence become routine", "", "Sense that the evidence saves effort (perceived usefulness)",
     "Capacity to use evidence grows"),
    (1, 0, "A formal mandate requires evidence in decisions", "",
     "Feeling obliged to show that evidence was considered", "Requests for evidence become routine"),
    (2, 13, "History of low trust between academics and officials/High turnover of civil servants",
     "Regular low-stakes meetings", "Trust built through repeated low-stakes contact",
     "Sustained relationships survive staff changes"),
    (2, 8, "Long-term funding for engagement posts", "", "Trust built through repeated low-stakes contact",
     "Sustained relationships survive staff changes"),
    (2, 13, "Shared professional background or alumni ties/Knowledge brokers hold posts in both organisations", "",
     "Mutual recognition of each other's expertise", "Questions are reframed together (conceptual use)"),
    (2, 8, "Knowledge brokers hold posts in both organisations", "", "Broker felt to speak both languages",
     "Questions are reframed together (conceptual use)/Requests for evidence become routine"),
    (2, 3, "Academic promotion rewards papers, not engagement", "", "Academics feel engagement is legitimate work",
     "Research agendas shift towards policy needs/Policymakers disengage from researchers"),
    (2, 3, "Questions are reframed together (conceptual use)/Long-term funding for engagement posts", "",
     "Sense of joint ownership of the problem", "Research agendas shift towards policy needs"),
]  # fmt: skip
_ROLES = ("context", "resource", "response", "outcome")


def configuration(number: int, explanation: int | None, documents: int, *parts: str) -> Configuration:
    """`parts` are the texts of contexts, resources, responses and outcomes, several of one role parted by "/"."""
    texts = [(role, text) for role, told in zip(_ROLES, parts, strict=False) for text in told.split("/") if text]
    return {
        "id": number * 10,
        "number": number,
        "title": f"Illustrative configuration {number}",
        "explanation": explanation,
        "elements": [
            {"id": number * 100 + order, "role": role, "text": text, "order": order}
            for order, (role, text) in enumerate(texts)
        ],
        "documents": list(range(number, number + documents)),
    }


def fourteen() -> list[Configuration]:
    return [configuration(number, *row) for number, row in enumerate(_FOURTEEN, 1)]


def many(count: int) -> list[Configuration]:
    """A larger theory in five explanations: three neighbours share factors, one in twenty is in no explanation."""
    made = []
    for number in range(1, count + 1):
        shared = number - number % 3
        made.append(
            configuration(
                number,
                None if number % 20 == 0 else (number - 1) * 5 // count + 1,
                number % 7,
                f"Illustrative context {number} that holds here/Illustrative context {shared} that several share",
                f"Illustrative resource {number // 2} on offer" if number % 4 else "",
                f"Illustrative response {number} of those who were reached by it",
                f"Illustrative outcome {shared} that several configurations lead to",
            )
        )
    return made


WORDS = st.lists(st.sampled_from(["trust", "Trust.", "time ", "  TIME", "", "a mandate", "posts"]), max_size=3).map(
    "/".join
)
CONFIGURATIONS = st.lists(
    st.tuples(st.sampled_from([None, 1, 2, 3]), st.integers(0, 4), WORDS, WORDS, WORDS, WORDS), max_size=8
).map(lambda rows: [configuration(number, *row) for number, row in enumerate(rows, 1)])
