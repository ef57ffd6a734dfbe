"""The GraphQL face: types, planning, completion, limits, errors.  The only room that knows GraphQL's syntax."""
