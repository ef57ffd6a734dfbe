"""Reporting chains: whom a body, post or person answers to, line by line."""
