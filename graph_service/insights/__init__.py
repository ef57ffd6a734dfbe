"""Questions with a name: one file each, from arguments to plans and from rows to an answer."""
