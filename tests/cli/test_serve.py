"""The screen in a browser: on this computer only, from a page that names no other host."""

import asyncio
import base64
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp.test_utils import TestClient, TestServer
from click.testing import CliRunner

from coder.cli.browser import PAGES, LoopbackServer, is_own
from coder.cli.serve import serve_command, shell_command
from coder.errors import InputError
from coder.model import Code, Codebook
from coder.project.codebooks import import_codebook
from coder.project.coding import codings
from coder.project.importing import import_files
from coder.project.project import create_project, open_project
from coder.settings import save_setting

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST = 60
BOOK = "0" * 31 + "1"
TALK = "Interviewer: Hoe ging dat?\n\nRespondent: Er was wel vertrouwen. Toen ging zij weg.\n"


@pytest.fixture
def project_path(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    save_setting(tmp_path / "config", "decide_first", True)  # so that nothing is asked first
    (tmp_path / "talk.txt").write_text(TALK, "utf-8")
    path = tmp_path / "it's small.coder"
    create_project(path)
    code = Code(id="0" * 31 + "2", key="v", name="vertrouwen", hotkey="1", codebook=BOOK)
    with open_project(path) as project:
        import_files(project, [tmp_path / "talk.txt"])
        import_codebook(project, Codebook(BOOK, "small", codes=(code,)))
    return path


def make_server(command="exit 1", said=None):
    say = (said if said is not None else []).append
    return LoopbackServer(command, host="127.0.0.1", port=8000, title="coder: small", say=say)


async def client_of(server):
    # The server makes its routes in a method of its own, which `serve` calls in the same way.
    app = aiohttp.web.Application()
    app.add_routes(
        [
            aiohttp.web.get("/ws", server.handle_websocket),
            aiohttp.web.get("/download/{key}", server.handle_download),
        ]
    )
    return TestClient(TestServer(app))


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org", ""])
def test_other_addresses_are_refused_with_the_reason(project_path, host):
    result = CliRunner().invoke(serve_command, [str(project_path), "--host", host])
    assert isinstance(result.exception, InputError)
    assert "no login" in result.exception.problem
    assert "127.0.0.1" in result.exception.remedy


def test_a_port_that_is_taken_is_told_before_anything_starts(project_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        result = CliRunner().invoke(serve_command, [str(project_path), "--port", port])
    assert isinstance(result.exception, InputError)
    assert port in result.exception.problem


def test_a_file_that_is_no_project_is_told_before_anything_starts(tmp_path, monkeypatch):
    monkeypatch.setenv("CODER_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "no.coder"
    path.write_text("nothing of the kind")
    result = CliRunner().invoke(serve_command, [str(path)])
    assert result.exception is not None
    assert "no.coder" in str(result.exception)


@pytest.mark.parametrize(
    ("host", "origin", "own"),
    [
        ("127.0.0.1:8000", None, True),
        ("localhost:8000", "http://localhost:8000", True),
        ("[::1]:8000", "http://[::1]:8000", True),
        ("localhost:9000", "http://localhost:9000", True),
        ("localhost:8000", "http://localhost:9000", False),
        ("localhost:8000", "https://example.org", False),
        ("localhost:8000", "null", False),
        ("example.org:8000", None, False),
        ("example.org:8000", "http://example.org:8000", False),
        ("127.0.0.1.example.org", None, False),
        ("[::1", None, False),
        ("", None, False),
    ],
)
def test_only_this_computers_own_page_is_answered(host, origin, own):
    assert is_own(host, origin) is own


@pytest.mark.parametrize("path", ["/ws", "/download/x"])
@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Host": "example.org"}])
async def test_pages_of_others_are_turned_away(path, headers):
    async with await client_of(make_server()) as client:
        answer = await client.get(path, headers=headers)
        assert answer.status == 403


def test_the_page_names_no_other_host():
    page = (PAGES / "app_index.html").read_text("utf-8")
    assert re.findall(r"https?:|wss:|//[a-z0-9.-]+\.[a-z]", page.replace('"ws://" +', "")) == []
    loaded = re.findall(r"(?:src|href)=\"([^\"]+)\"|url\(\"([^\"]+)\"\)", page)
    assert loaded
    assert all(one.startswith(("/static/", "data:,")) for pair in loaded for one in pair if one)


def test_what_the_page_loads_is_there():
    page = (PAGES / "app_index.html").read_text("utf-8")
    names = re.findall(r"\"/static/([^\"]+)\"", page)
    assert names
    missing = [name for name in names if not (make_server().statics_path / name).is_file()]
    assert missing == []


def test_the_command_survives_odd_names():
    words = [sys.executable, "-m", "coder", "open", 'a b\'c $(x) "d".coder']
    line = shell_command(words)
    if os.name != "nt":
        assert shlex.split(line) == words


# ---------------------------------------------------------------------- a real browser


class Browser:
    """A page of a headless browser, driven by the DevTools protocol."""

    def __init__(self, socket_):
        self._socket = socket_
        self._number = 0
        self.requested: list[str] = []
        self.problems: list[str] = []
        self.shown = bytearray()

    async def call(self, method, **parameters):
        self._number += 1
        number = self._number
        await self._socket.send_json({"id": number, "method": method, "params": parameters})
        while True:
            message = await self._next()
            if message.get("id") == number:
                assert "error" not in message, message
                return message["result"]

    async def until(self, found):
        """Read what the browser reports until something is so."""
        while not found():
            await self._next()

    async def press(self, key):
        for kind in ("keyDown", "keyUp"):
            text = {"text": key} if kind == "keyDown" else {}
            await self.call("Input.dispatchKeyEvent", type=kind, key=key, **text)

    async def _next(self):
        message = json.loads((await self._socket.receive(LONGEST)).data)
        parameters = message.get("params", {})
        match message.get("method"):
            case "Network.requestWillBeSent":
                self.requested.append(parameters["request"]["url"])
            case "Network.webSocketCreated":
                self.requested.append(parameters["url"])
            case "Network.webSocketFrameReceived":
                response = parameters["response"]
                if response["opcode"] == 2:
                    self.shown += base64.b64decode(response["payloadData"])
            case "Log.entryAdded":
                self.problems.append(parameters["entry"]["text"])
        return message


@pytest.fixture
def chromium(tmp_path):
    """The DevTools address of a headless browser; its own profile, no network but this computer."""
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        pytest.skip("needs Chromium (such as 'apt install chromium')")
    with subprocess.Popen(
        [
            program,
            *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
            *("--disable-background-networking", "--disable-component-update"),
            *("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",),
            *("--remote-debugging-port=0", f"--user-data-dir={tmp_path / 'profile'}"),
            *("--window-size=1300,900", "about:blank"),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            lines = iter(process.stderr.readline, "")
            address = next((line for line in lines if "DevTools listening on" in line), None)
            if address is None:
                pytest.skip("Chromium does not start here")
            yield f"http://{urlsplit(address.split()[-1]).netloc}"
        finally:
            if os.name != "nt":
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()


@pytest.fixture
def served(project_path):
    """The address that `coder serve` prints for a project."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with subprocess.Popen(
        [sys.executable, "-m", "coder", "serve", str(project_path), "--port", port],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            line = process.stderr.readline()
            assert f"http://127.0.0.1:{port}" in line
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=LONGEST)
    assert process.returncode == 0


async def test_a_key_in_the_browser_codes_a_segment(chromium, served, project_path):
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{chromium}/json/list") as answer:
            pages = await answer.json(content_type=None)
        target = next(page for page in pages if page["type"] == "page")
        async with (
            asyncio.timeout(LONGEST),
            session.ws_connect(target["webSocketDebuggerUrl"], max_msg_size=0) as socket_,
        ):
            page = Browser(socket_)
            for domain in ("Network", "Page", "Log"):
                await page.call(f"{domain}.enable")
            await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
            await page.call("Page.navigate", url=served)
            await page.until(lambda: b"zij weg" in page.shown and b"uncoded" in page.shown)
            await page.press("n")
            await page.press("1")
            await page.until(lambda: b"saved" in page.shown)
            with open_project(project_path) as project:
                made = codings(project)
            await page.call("Page.navigate", url="about:blank")
    assert [one.quote for one in made] == ["Er was wel vertrouwen."]
    hosts = {urlsplit(url).netloc for url in page.requested if not url.startswith("data:")}
    assert hosts <= {urlsplit(served).netloc, ""}
    of_the_machine = ("WebGL", "Slow network is detected")  # no graphics card; a busy machine
    assert [one for one in page.problems if not any(map(one.count, of_the_machine))] == []


async def test_the_page_may_load_from_nowhere_else(served):
    async with aiohttp.ClientSession() as session, session.get(served) as answer:
        policy = answer.headers["Content-Security-Policy"]
        page = await answer.text()
        assert answer.status == 200
    host = urlsplit(served).netloc
    assert "default-src 'self'" in policy
    assert set(re.findall(r"\w+://[^ ;]+", policy)) == {f"ws://{host}"}
    assert "it&#39;s small" in page
    async with (
        aiohttp.ClientSession() as session,
        session.get(served, headers={"Host": "example.org"}) as answer,
    ):
        assert answer.status == 403
