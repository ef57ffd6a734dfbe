"""The shortest ways from one node to another, step by step."""
