"""Stores answer plans and keep change sets.  Above this floor only `port` and `open` are known."""
