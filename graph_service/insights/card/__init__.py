"""The contact card of a village or team."""
