"""The organization as a tree with its counts."""
