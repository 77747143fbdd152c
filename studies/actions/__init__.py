"""Every write of studies: one module an activity."""
