"""From configurations to programme theory."""
