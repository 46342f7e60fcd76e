"""cState: a Hugo theme whose records are markdown files below `content/issues`."""
