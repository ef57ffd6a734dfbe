"""The configured store, opened with what it needs to be written to."""

from graph_service.model.organization import ORGANIZATION
from graph_service.settings import Settings
from graph_service.stores.open import Access, open_store
from graph_service.stores.port import Store
from graph_service.writing.derive import Derivation


def access(settings: Settings) -> Access:
    password = settings.neo4j_password
    return Access(
        settings.store,
        settings.neo4j_user,
        password.get_secret_value() if password else None,
        settings.neo4j_database,
        settings.store_deadline,
        settings.pool_deadline,
    )


async def opened_store(reached: Access) -> Store:
    """Raises BadSetting, Damaged, Unavailable."""
    return await open_store(reached, ORGANIZATION, Derivation(ORGANIZATION))
