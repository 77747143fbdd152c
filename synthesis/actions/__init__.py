"""Everything that changes the explanations and their figure."""
