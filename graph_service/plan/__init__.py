"""What to fetch, as data.  Knows the model; knows no store and no GraphQL."""
