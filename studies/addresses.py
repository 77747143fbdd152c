"""How addresses name a stage: with a hyphen, as people write words."""

from studies.models import Stage


class StageConverter:
    regex = "title-abstract|full-text"

    def to_python(self, value: str) -> str:
        return Stage(value.replace("-", "_")).value

    def to_url(self, value: str) -> str:
        return value.replace("_", "-")
