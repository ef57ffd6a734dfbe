"""The few labels, relationships and properties that rules of writing call by name."""

TIERS = ("WorkingCommittee", "TownshipBranch", "TeamGroup")
"""Their posts have a beginning; every other post may have stood always."""
HOLDS = "HOLDS"
EX_OFFICIO = "EX_OFFICIO"
POST_IN = "POST_IN"
WITHIN = "WITHIN"
POST = "Post"
SOURCE = "Source"
OPEN_SINCE = (POST, POST_IN)
"""What may have no `since` although it is dated."""

SIGNIFICANT = {"Province": 2, "Prefecture": 4, "County": 6, "Township": 9, "Village": 12}
"""How many digits of a division's code its children share."""
SHORTEST_CODE = 6
