"""What follows from a site and a moment: pure functions, no clock, no disk."""
