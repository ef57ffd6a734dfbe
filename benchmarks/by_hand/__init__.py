"""The questions answered by hand: one or two statements a question, the official driver, and plain Python."""
