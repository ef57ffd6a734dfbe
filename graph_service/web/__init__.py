"""The HTTP face: GraphQL over HTTP as specified, and the routes beside it."""
