"""The model: every label, property and relationship, declared once as data.

It knows nothing of GraphQL, Cypher or stores.
"""
