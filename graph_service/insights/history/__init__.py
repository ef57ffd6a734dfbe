"""What happened to a node, and what changed between two days."""
