"""Other tools' records, converted to incident files: every record is imported, or refused with its reason."""
