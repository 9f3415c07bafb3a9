"""The screen in a browser: textual-serve on loopback, for pages that came from here only.

There is no login, so whatever is not this computer's own browser with this server's own page is
turned away: other addresses, other host names (DNS rebinding), other pages' scripts.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web
from textual_serve.server import Server

LOOPBACK = ("127.0.0.1", "localhost", "::1")

PAGES = Path(__file__).parent / "pages"

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'none'"
)
"""What the page may load, so that the browser itself keeps it from any other host."""


class LoopbackServer(Server):
    """Serves a command that runs a screen; `say` gets the lines for the person."""

    def __init__(
        self, command: str, *, host: str, port: int, title: str, say: Callable[[str], None]
    ) -> None:
        shown = f"[{host}]" if ":" in host else host
        super().__init__(
            command,
            host=host,
            port=port,
            title=title,
            public_url=f"http://{shown}:{port}",
            templates_path=PAGES,
        )
        self._say = say

    def initialize_logging(self) -> None:
        """Leave out the server's own reports but for what goes wrong."""
        logging.basicConfig(level=logging.ERROR, format="%(message)s")

    async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002
        """Say where the screen is, once it can be reached."""
        self._announcing = asyncio.create_task(self._announce())

    async def _announce(self) -> None:
        while True:
            try:
                _, writer = await asyncio.open_connection(self.host, self.port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            break
        self._say(f"{self.title} is at {self.public_url} for the browsers of this computer.")
        self._say("Ctrl+C stops it.")

    async def handle_index(self, request: web.Request) -> web.StreamResponse:
        """Give the page; it may load from nowhere but here."""
        _check(request)
        response: web.StreamResponse = await super().handle_index(request)
        response.headers["Content-Security-Policy"] = _POLICY.format(host=request.host)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    async def handle_websocket(self, request: web.Request) -> web.WebSocketResponse:
        """Run the screen for a page of this server, and for no other."""
        _check(request)
        return await super().handle_websocket(request)

    async def handle_download(self, request: web.Request) -> web.StreamResponse:
        """Give a file that the screen delivers."""
        _check(request)
        return await super().handle_download(request)


def is_own(host: str, origin: str | None) -> bool:
    """Whether a request names this computer as its host, and comes from this server's own page.

    `origin` is None where the browser sends none: for a page that somebody asked for.
    """
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in LOOPBACK and origin in (None, f"http://{host}")


def _check(request: web.Request) -> None:
    if not is_own(request.host, request.headers.get("Origin")):
        raise web.HTTPForbidden(text="coder answers its own page on this computer only.\n")
