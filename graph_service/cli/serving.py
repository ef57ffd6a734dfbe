"""`serve`: hands the settings to the application."""

from graph_service import app
from graph_service.settings import read_settings


def serve(host: str | None, port: int | None, *, seed_if_empty: bool) -> None:
    app.serve(read_settings(host=host, port=port), seed_if_empty=seed_if_empty)
