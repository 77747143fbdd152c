"""Shapes over several models, for one screen or one piece of work each."""
