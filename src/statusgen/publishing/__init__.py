"""From what is to be published to files in their place: what must be made anew, and how it is put there."""
