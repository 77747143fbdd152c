"""What `verify` recomputes of batches, records, citations and the votes on them: one module a room."""

from studies.verifying import joining, screening, searching, workload

__all__ = ["joining", "screening", "searching", "workload"]
