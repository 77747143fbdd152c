"""Every write of this app: one module a room, one Event an action."""


class NotPossible(Exception):
    """The sentence says what stands in the way and what to do instead."""
