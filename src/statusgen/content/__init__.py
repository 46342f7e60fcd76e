"""From files to the model: every file is read, every fault becomes a problem with its place."""
