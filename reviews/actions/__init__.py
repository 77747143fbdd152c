"""Every write of this app: one module a room, one Event an action."""
