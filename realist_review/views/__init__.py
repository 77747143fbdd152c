"""Pages that belong to the site rather than to one app; one module a screen."""
