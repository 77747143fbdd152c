"""A review, its theory, who works on it, and the trail of what was decided."""
