"""Finding nodes by what somebody types."""
