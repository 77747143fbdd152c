"""Two made-up papers: one to be pasted, full of signs that offsets stumble over, one a PDF of two columns."""

from fpdf import FPDF

CONTEXT = "Officials met researchers 🤝👩🏽‍🔬 each month"
RESOURCE = "A shared page showed q̃-scores\nat a glance"
RESPONSE = "Analysts felt trusted by colleagues"
RESPONSE_AGAIN = "שלום עולם"
OUTCOME = "Evidence 📄 was used sooner"
FILLER = "Nothing of note is told here 😀, and it goes on for a while. " * 20
PASTED = (
    f"Illustrative text, made up for a test.\n\n{FILLER}\n\nIn one place {CONTEXT}, whatever the weather.\n\n"
    f"{RESOURCE}; nobody was asked to log in.\n\n"
    f"{RESPONSE} & friends. One of them wrote {RESPONSE_AGAIN} on the door.\n\n"
    f"{OUTCOME} than before, they said 👍🏿."
).replace("\n", "\r\n")

TITLE = "An illustrative paper that reaches over both columns"
LEFT = (
    "Posts were funded for years at a time.",
    "Ministers stayed in office long enough to ask.",
    "The unit paid for lunches with researchers.",
    "Staff rang first and read afterwards.",
    "Plans cited studies more often.",
)
RIGHT = (
    "Elsewhere ministers changed every few months.",
    'The same posts were "felt" to be a burden.',
    "Nothing else is told of them here.",
)
PARTIAL_CONTEXT, PARTIAL_RESPONSE = RIGHT[0], RIGHT[1].removesuffix(".")
# As somebody types it from a printed page: other case, other quotation marks, other white space.
TYPED_CONTEXT, TYPED_RESPONSE = (
    "elsewhere MINISTERS  changed every few months.",
    "the same posts were “felt” to be a burden",
)


def two_columns() -> bytes:
    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=16)
    pdf.text(20, 40, TITLE)
    pdf.set_font("Helvetica", size=10)
    for x, sentences in ((20, LEFT), (110, RIGHT)):
        pdf.set_xy(x, 60)
        pdf.multi_cell(80, 5, " ".join(sentences))
    return bytes(pdf.output())
