"""What to write, as data.  Knows the model's names only as text; knows no store."""
