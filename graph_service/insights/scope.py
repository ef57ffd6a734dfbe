"""Scopes: the part of the organization that a question is asked about."""

SCOPES = (
    "Province", "Prefecture", "County", "Township", "Village", "WorkingCommittee", "TownshipBranch", "TeamGroup",
)
"""What a scope may be: a division, or a body of the tiers."""
