"""From a store's rows to the answer: projected in one go, or completed by graphql-core; the same bytes."""
