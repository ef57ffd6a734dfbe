"""The graph in memory: networkx layers and plain dictionaries, durable in SQLite when a path is given."""
