"""The order in which citations are screened: learnt from decisions, never hiding any of them.

`Index.build(texts)` reads all texts once; `to_bytes` and `from_bytes` carry it to another process and `extended` adds
a batch. `Ranker(index=…, question=theory)` then learns in milliseconds: `fit(None, labels)`, `rank()`. `due` tells when
to learn anew. VERSION names the model in the report.
"""

from importlib.metadata import version

from studies.ranking.index import Index
from studies.ranking.ranker import Ranker
from studies.ranking.schedule import EVERY, PATIENCE, due

VERSION = f"3 (tf-idf and presence of terms with linear SVMs, naive Bayes; scikit-learn {version('scikit-learn')})"

__all__ = ["EVERY", "PATIENCE", "VERSION", "Index", "Ranker", "due"]
