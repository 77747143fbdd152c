"""Shapes over several tables: the text with what is marked in it, the tray, configurations, documents."""
