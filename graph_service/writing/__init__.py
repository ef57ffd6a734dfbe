"""The one way in: rules, what follows from a change, what is derived for reading."""
