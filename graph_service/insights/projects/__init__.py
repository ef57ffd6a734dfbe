"""Joint projects: who takes part with what, and who works with whom."""
