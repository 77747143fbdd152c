"""The tables of studies, registered for export: one module a room."""
