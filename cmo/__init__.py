"""Passages coded as context, mechanism and outcome, and the configurations they make."""
