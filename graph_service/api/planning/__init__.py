"""From a GraphQL document to plans and layouts.  Only this room reads GraphQL's syntax tree."""
