"""Commands that know every app."""
