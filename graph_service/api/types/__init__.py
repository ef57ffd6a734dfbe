"""The GraphQL types, made from the model, and nothing that answers.

Labels are looped over, never named, but for two: sources, which citations show, and the table `roots.LISTED`.
"""
