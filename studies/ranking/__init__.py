"""The order that citations are screened in, and the evidence for stopping before the last one."""
