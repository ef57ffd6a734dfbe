"""`serve`: hands the settings to the application."""

from graph_service import app
from graph_service.errors import BadSetting
from graph_service.settings import read_settings


def serve(host: str | None, port: int | None, workers: int | None, *, seed_if_empty: bool) -> None:
    """Raises BadSetting, also where the address is taken or is none of this machine's."""
    settings = read_settings(host=host, port=port, workers=workers)
    try:
        app.serve(settings, seed_if_empty=seed_if_empty)
    except SystemExit:
        # The server has logged the cause, and leaves with a code of its own.
        where = f"{settings.host}:{settings.port}"
        raise BadSetting(f"Nothing can be served at {where}; write another GRAPH_SERVICE_HOST or GRAPH_SERVICE_PORT.",
            f"无法在 {where} 提供服务；请更改 GRAPH_SERVICE_HOST 或 GRAPH_SERVICE_PORT。",
            argument="GRAPH_SERVICE_PORT") from None
