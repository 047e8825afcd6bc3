"""A live preview: requests in, pages pressed at that moment out; the browser shows each edit.

No site is built. A saved file changes the library in memory; a page is made when it is asked for.
"""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from contextlib import closing
from dataclasses import dataclass
from http import HTTPStatus
from importlib.resources import files as package_files
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from pressmark.base.errors import BuildError
from pressmark.base.findings import Finding, InvalidLibraryError, limited
from pressmark.base.gc_pause import gc_paused
from pressmark.base.hashing import fingerprint, program_key
from pressmark.base.rules.settings import BUILD_STOPPED
from pressmark.base.template_folders import template_folders
from pressmark.base.work_folder import WorkFolder
from pressmark.build.build import plain_errors
from pressmark.build.outputs import PageOutputs
from pressmark.build.preview.connections import BoundedHandler, BoundedServer
from pressmark.build.preview.hosting import HTML, content_type, part_of
from pressmark.build.preview.search_index import SearchIndex
from pressmark.build.project import load_project
from pressmark.build.watcher import Watcher
from pressmark.build.workers import library_key
from pressmark.site import configuration
from pressmark.theme.drawing import ThemeRun

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pressmark.build.project import Project
    from pressmark.site.page import Plan
    from pressmark.theme.drawing import ThemeOutput

_log = logging.getLogger(__name__)

_OURS = "_pressmark/"  # no page's address holds an underscore
_SEARCH = "pagefind/"
_ALIVE = 15.0  # seconds after which a browser is told that nothing has changed


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the preview shows at one time."""

    project: Project
    plan: Plan
    outputs: PageOutputs
    theme_output: ThemeOutput


class Preview:
    """The library as it is shown, and what is wrong with the files since then."""

    def __init__(self, config_file: Path) -> None:
        self._config_file = config_file
        self._root = config_file.absolute().parent
        self._work = WorkFolder.of_preview(self._root)
        self._shown: _Shown
        self._version = 0
        self._findings: list[Finding] = []
        self._listeners: set[queue.Queue[bytes]] = set()
        self._lock = threading.Lock()
        self._records = self._work.records
        self._index = SearchIndex(
            config_file,
            self._work.indexes,
            records=self._records,
            changed=self._tell_of_the_index,
        )
        self._watcher = Watcher()
        self._index_version = 0

    @property
    def base(self) -> str:
        """The path that the site stands below, from and to a slash."""
        return self._shown.theme_output.base

    def read(self) -> None:
        """Load the library as its files are now, and show it.

        Raises `InvalidLibraryError` and `BuildError`; what was shown before is shown on.
        """
        start = time.perf_counter()
        later: list[Callable[[], None]] = []
        with plain_errors(), gc_paused():
            with ThemeRun(self._config_file, self._work.path, strict=False) as theme_run:
                sources = configuration.sources_of(self._config_file)
                for source in sources:
                    self._watcher.add_file(source.path)
                project = load_project(
                    self._root,
                    cache=self._records,
                    space=self._work.space,
                    keep=later.append,
                    sources=sources,
                )
                project.check_nav(self._config_file)
                papers = len(project.library.papers)
                theme_output = theme_run.result().of_library(papers)
            # What was shown before is held until the browsers know: to take it down takes time.
            before = getattr(self, "_shown", None)
            site = theme_output.site
            outputs = PageOutputs(
                project.renderer(site), project.exporter(site), theme_output.frames
            )
            self._shown = _Shown(project, project.plan, outputs, theme_output)
            self._version += 1
            self._tell([omission.finding for omission in project.library.omissions])
            del before
            _log.info(
                "%s papers read in %.2f s", len(project.library.papers), time.perf_counter() - start
            )
            for write in later:
                write()
            self._index.renew(fingerprint(program_key(), library_key(project)))

    def close(self) -> None:
        """Make no search index any more."""
        self._index.end()

    def read_again(self) -> None:
        """As `read`, but what is wrong is told to the browsers and to the terminal."""
        try:
            self.read()
        except InvalidLibraryError as error:
            self._tell(limited(error.findings)[0])
            _log.warning("%s", error)
        except BuildError as error:
            self._tell([Finding.of(BUILD_STOPPED, self._config_file, problem=error)])
            _log.warning("%s", error)

    def _tell(self, findings: list[Finding]) -> None:
        with self._lock:
            self._findings = findings
            self._spread()

    def _tell_of_the_index(self) -> None:
        with self._lock:
            self._index_version += 1
            self._spread()

    def _spread(self) -> None:
        for listener in self._listeners:
            listener.put(self.news())

    def news(self) -> bytes:
        """What a browser is told: the versions of the library and of the search index that are
        shown, and the findings since."""
        findings = [
            {
                "place": f"{finding.file}:{finding.line}",
                "text": f"{finding.text} [{finding.rule.id}]",
            }
            for finding in self._findings
        ]
        news = {
            "version": str(self._version),
            "index": str(self._index_version),
            "findings": findings,
        }
        return json.dumps(news).encode()

    def listen(self) -> queue.Queue[bytes]:
        """News as they come, the present state first."""
        listener: queue.Queue[bytes] = queue.Queue()
        with self._lock:
            listener.put(self.news())
            self._listeners.add(listener)
        return listener

    def leave(self, listener: queue.Queue[bytes]) -> None:
        """Hear no more news."""
        with self._lock:
            self._listeners.discard(listener)

    def answer(self, address: str) -> tuple[HTTPStatus, str, bytes]:
        """What stands at an address below the base, as hosts of files answer: status, media type
        and content; where it is elsewhere, that address is the content."""
        shown = self._shown
        if page := shown.plan.page_at(address.removesuffix("index.html")):
            html = b"".join(shown.outputs.page(page).pieces)
            return HTTPStatus.OK, HTML, self._live(html)
        name = address + "index.html" if not address or address.endswith("/") else address
        if name in shown.project.further_files:
            content = shown.project.further_files[name].content()
        elif name in shown.theme_output.files:
            content = shown.theme_output.files[name]
        elif content := self._file(name):
            return HTTPStatus.OK, content_type(name), content
        elif name == _OURS + "live.js":
            content = package_files("pressmark.build.preview").joinpath("live.js").read_bytes()
        elif name.startswith(_SEARCH):
            content = self._index.file(name.removeprefix(_SEARCH))
        else:
            content = b""
        if not content:
            return self._elsewhere(address)
        kind = content_type(name)
        if kind == HTML:
            content = self._live(content)
        return HTTPStatus.OK, kind, content

    def _elsewhere(self, address: str) -> tuple[HTTPStatus, str, bytes]:
        """What hosts answer where no file is: a page of that name, the folder of that name, or the
        page that says so."""
        shown = self._shown
        if address and not address.endswith("/"):
            if content := self._file(f"{address}.html"):
                return HTTPStatus.OK, HTML, content
            folder = f"{address}/"
            index = f"{folder}index.html"
            if shown.plan.page_at(folder) or index in shown.theme_output.files or self._file(index):
                return HTTPStatus.MOVED_PERMANENTLY, HTML, f"{self.base}{folder}".encode()
        missing = self._live(shown.theme_output.files["404.html"])
        return HTTPStatus.NOT_FOUND, HTML, missing

    def _file(self, name: str) -> bytes:
        """A file that is no page, beside one or of the whole library; empty if there is none."""
        shown = self._shown
        page, end = None, name.rfind("/")
        while end > 0 and not page:
            page, end = shown.plan.page_at(name[: end + 1]), name.rfind("/", 0, end)
        return shown.outputs.exporter.at(page, name)

    def _live(self, html: bytes) -> bytes:
        base = f"{self.base}{_OURS}"
        script = (
            f'<script defer src="{base}live.js" data-live="{self._version}" '
            f'data-index="{self._index_version}" data-events="{base}events"></script></body>'
        )
        head, end, tail = html.rpartition(b"</body>")
        return head + script.encode() + tail if end else html

    def watch(self) -> Callable[[], None]:
        """Read again whenever a file is saved; returns what ends that."""
        watcher = self._watcher
        for folder in (self._root / "content", *template_folders(self._root)):
            watcher.add_folder(folder)
        watcher.add_file(self._config_file.absolute())
        for place in configuration.own_settings(self._config_file).get("watch") or ():
            watcher.add_folder(self._root / str(place))

        def read_after_changes() -> None:
            for _ in watcher.changes():
                self.read_again()

        watcher.start()
        threading.Thread(target=read_after_changes, daemon=True).start()
        return watcher.end


class PreviewServer(BoundedServer):
    """Answers with what a preview shows."""

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        super().__init__(address, _Answer)
        self.preview = preview


class _Answer(BoundedHandler):
    server: PreviewServer

    def do_GET(self) -> None:  # noqa: N802 - a name that the base class gives
        preview = self.server.preview
        path = unquote(urlsplit(self.path).path)
        if not path.startswith(preview.base):
            # A page there is meant to be one of the site; a file is not.
            if "." in path.rpartition("/")[2]:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
            else:
                self._send(HTTPStatus.FOUND, "text/plain", b"", Location=preview.base)
            return
        address = path.removeprefix(preview.base)
        if address == _OURS + "events":
            self._send_news()
            return
        try:
            answer = preview.answer(address)
        except Exception as error:  # whatever a template raises is shown where its page would be
            _log.exception("%s", address)
            answer = HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", str(error).encode()
        status, kind, content = answer
        if status == HTTPStatus.MOVED_PERMANENTLY:
            query = urlsplit(self.path).query
            place = quote(content.decode()) + (f"?{query}" if query else "")
            self._send(status, kind, b"", Location=place)
            return
        more = {"Accept-Ranges": "bytes"}
        if status == HTTPStatus.OK and (wanted := self.headers.get("Range")):
            status, content, held = part_of(content, wanted)
            more |= held
        self._send(status, kind, content, **more)

    do_HEAD = do_GET  # noqa: N815 - as above

    def _send(self, status: HTTPStatus, kind: str, content: bytes, **more: str) -> None:
        self.send_response(status)
        fields = {"Content-Type": kind, "Content-Length": str(len(content))}
        for name, value in {**fields, "Cache-Control": "no-store", **more}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_news(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command == "HEAD":
            return
        news = self.server.preview.listen()
        try:
            while True:
                try:
                    self.wfile.write(b"data: " + news.get(timeout=_ALIVE) + b"\n\n")
                except queue.Empty:
                    self.wfile.write(b": nothing new\n\n")
                self.wfile.flush()
        except OSError:
            pass  # the page was left
        finally:
            self.server.preview.leave(news)


def serve(
    config_file: Path, *, host: str, port: int, ready: Callable[[str], None] = lambda _: None
) -> None:
    """Serve a live preview until interrupted; a saved file is on the screen at once.

    `ready` is told the address, once it answers. Raises `InvalidLibraryError` and `BuildError` for
    what is wrong at the start only; later the browser shows it.
    """
    preview = Preview(config_file)
    work = WorkFolder.of_preview(config_file.absolute().parent)
    with plain_errors(), work.held(), closing(preview):
        preview.read()
        with PreviewServer((host, port), preview) as server:
            stop_watching = preview.watch()
            ready(f"http://{host}:{server.server_port}{preview.base}")
            try:
                server.serve_forever()
            finally:
                stop_watching()
