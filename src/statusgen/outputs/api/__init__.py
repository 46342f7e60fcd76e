"""The state and the record for programs, in shapes that existing clients read."""
