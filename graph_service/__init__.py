"""A GraphQL API over one dated graph of village-stationed work teams."""

__version__ = "0.1.0"
