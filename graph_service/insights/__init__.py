"""Questions with a name, a room each where they need more than a file: arguments to plans, rows to answers."""
