"""A real JupyterLab and a real browser for the tests, and the few moves that they make in it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from helpers.article import ROOT
from tests.conftest import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

AXE = (Path(__file__).parents[1] / "fixtures" / "axe-4.14.1.min.js").read_text(encoding="utf-8")
TOKEN = "course"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Finds words in the text, across the marks in it, scrolls them into view, and returns the middle of the first and
# the last character.
PLACE = """async ([root, words, still]) => {
  for (const par of root.querySelectorAll('[data-par]')) {
    const at = par.textContent.indexOf(words);
    if (at < 0) continue;
    const box = unit => {
      const walk = document.createTreeWalker(par, NodeFilter.SHOW_TEXT);
      for (let node; (node = walk.nextNode()); unit -= node.length) {
        if (unit >= node.length) continue;
        const range = new Range();
        range.setStart(node, unit);
        range.setEnd(node, unit + (node.data.codePointAt(unit) > 0xffff ? 2 : 1));
        return range.getBoundingClientRect();
      }
    };
    const frame = () => new Promise(requestAnimationFrame);
    for (let i = 0; i < 3 && !still; i++) { // what was out of view finds its height, which moves what is below
      par.scrollIntoView({ block: 'center' });
      await frame();
    }
    const last = words.length - ([...words].at(-1).length);
    const [a, b] = [box(at), box(at + last)];
    return [a.left, a.right, (a.top + a.bottom) / 2, b.left, b.right, (b.top + b.bottom) / 2];
  }
}"""

# The kernel that JupyterLab holds for the notebook in front: connected, and it has told what it is.
READY = """async () => {
  const context = window.jupyterapp?.shell.currentWidget?.sessionContext;
  if (!context || !location.pathname.endsWith(context.path)) return false;
  await context.ready;
  const kernel = context.session?.kernel;
  if (kernel?.connectionStatus !== 'connected') return false;
  await kernel.info;
  return kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""
RESTARTED = """() => {
  window.restarted = false;
  window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.statusChanged.connect((_, status) => {
    if (status === 'restarting') window.restarted = true;
  });
}"""
QUIET = """() => new Promise((done, fail) => {
  const late = setTimeout(() => fail(new Error('the notebook is never quiet')), 60000);
  const quiet = () => { seen.disconnect(); clearTimeout(late); done(); };
  let timer = setTimeout(quiet, 400);
  const seen = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(quiet, 400); });
  seen.observe(document.querySelector('.jp-Notebook'), { childList: true, subtree: true });
})"""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _settings(folder: Path) -> Path:
    """Draw all cells, not only those in view, so that a test can look at each."""
    plugin = folder / "settings" / "@jupyterlab" / "notebook-extension"
    plugin.mkdir(parents=True)
    (plugin / "tracker.jupyterlab-settings").write_text(json.dumps({"windowingMode": "none"}))
    news = folder / "settings" / "@jupyterlab" / "apputils-extension"
    news.mkdir(parents=True)
    (news / "notification.jupyterlab-settings").write_text(json.dumps({"fetchNews": "false", "checkForUpdates": False}))
    documents = folder / "settings" / "@jupyterlab" / "docmanager-extension"
    documents.mkdir(parents=True)  # what one test clears must not be what the next one opens
    (documents / "plugin.jupyterlab-settings").write_text(json.dumps({"autosave": False}))
    return folder / "settings"


@dataclass(frozen=True)
class Course:
    """Copies of the lessons and of the exercises in a folder of their own, and the server that shows them."""

    server: str
    folder: Path

    @property
    def notebooks(self) -> Path:
        """Where the lessons lie."""
        return self.folder / "notebooks"

    def forget(self) -> None:
        """Remove what students have saved, so that no test meets the marks of another."""
        for saved in self.folder.glob("*/my-reading"):
            shutil.rmtree(saved)


@contextmanager
def course(server: str, folder: Path) -> Iterator[Course]:
    """Copy the lessons and the exercises into *folder*, which the server shows; end their kernels afterwards."""
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("instructor", "my-reading"))
    try:
        yield Course(server, folder)
    finally:
        sessions = [it["id"] for it in json.loads(_ask(f"{server}/api/sessions")) if it["path"].startswith(folder.name)]
        with ThreadPoolExecutor(8) as pool:  # a kernel takes seconds to end
            list(pool.map(lambda session: _ask(f"{server}/api/sessions/{session}", "DELETE"), sessions))


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve what is in the folder `root` of *folder*; yield the address of the server."""
    root = folder / "root"
    root.mkdir()
    port = _free_port()
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": str(_settings(folder)),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces"),
    }
    for name in ("READING_DIR", "READING_NAME"):
        environment.pop(name, None)
    command = [
        sys.executable,
        "-m",
        "jupyter",
        "lab",
        "--allow-root",
        "--no-browser",
        "--expose-app-in-browser",  # so that a test can ask JupyterLab itself whether a kernel takes orders
        f"--port={port}",
        "--ip=127.0.0.1",
    ]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}", "--ServerApp.port_retries=0"]
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/api")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _ask(url: str, method: str = "GET") -> bytes:
    """Ask the server under test for something."""
    request = urllib.request.Request(url, method=method, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return answer.read()


def _wait_for(url: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            _ask(url)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start headless Chromium."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="playwright is not installed: pip install -r requirements-dev.txt"
    )
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def window(browser: Browser, **options: Any) -> Iterator[Page]:
    """Open a page that knows nothing of other pages; whatever it asked for must have come from this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, **options)
    context.set_default_timeout(60_000)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    try:
        yield context.new_page()
    finally:
        context.close()
    assert hosts(asked) <= {"127.0.0.1"}


def hosts(urls: list[str]) -> set[str | None]:
    """Return the machines that addresses name, without those that need none."""
    return {urlsplit(url).hostname for url in urls if not url.startswith(("data:", "blob:", "about:", "file:"))}


def open_lesson(page: Page, course: Course, name: str, folder: str = "notebooks") -> None:
    """Open a lesson by its address, as `make lab` does, and wait until it has a kernel."""
    page.goto(f"{course.server}/lab/tree/{course.folder.name}/{folder}/{name}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=120_000)
    wait_ready(page)


def wait_ready(page: Page) -> None:
    """Wait until the kernel has answered and is idle; before that JupyterLab drops what it is told to run."""
    page.wait_for_function(READY, timeout=120_000, polling=100)


def wait_quiet(page: Page) -> None:
    """Wait until the kernel is idle and nothing in the notebook is added or taken away any more: all is drawn."""
    wait_ready(page)
    page.evaluate(QUIET)


def menu(page: Page, *path: str) -> None:
    """Choose an entry of JupyterLab's menu."""
    page.locator(".lm-MenuBar-itemLabel", has_text=path[0]).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=path[1]).first.click()


def run_all(page: Page) -> None:
    """Clear every stored output, choose Run → Run All Cells, and wait until the last cell has run."""
    menu(page, "Edit", "Clear Outputs of All Cells")
    menu(page, "Run", "Run All Cells")
    page.wait_for_function(
        """() => [...document.querySelectorAll('.jp-CodeCell .jp-InputArea-prompt')].every(
            prompt => /\\d/.test(prompt.textContent))""",
        timeout=120_000,
    )


def restart_kernel(page: Page) -> None:
    """Kernel → Restart Kernel…, confirmed."""
    page.evaluate(RESTARTED)
    menu(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_function("window.restarted", timeout=120_000)
    wait_ready(page)


def cell_with(page: Page, text: str) -> Locator:
    """Return the code cell whose source holds *text*."""
    return page.locator(".jp-CodeCell", has=page.locator(".jp-InputArea-editor", has_text=text)).first


def errors(page: Page) -> list[str]:
    """Return the errors and warnings that stand in the outputs of a notebook."""
    kinds = ("application/vnd.jupyter.error", "application/vnd.jupyter.stderr")
    found = page.locator(", ".join(f".jp-OutputArea-output[data-mime-type='{kind}']" for kind in kinds))
    return found.all_inner_texts()


def accessibility_faults(page: Page, scope: str = ".jp-OutputArea-output") -> list[dict[str, Any]]:
    """Return what axe finds in the outputs."""
    page.evaluate(AXE)
    found = page.evaluate(f"axe.run({{include: [['{scope}']]}}).then(result => result.violations)")
    return [{"rule": fault["id"], "where": [node["html"][:160] for node in fault["nodes"]]} for fault in found]


def place(page: Page, text: Locator, words: str, *, still: bool = False) -> list[float]:
    """Return left, right and middle line of the first and of the last character of *words* at a desk's text."""
    found: list[float] = page.evaluate(PLACE, [text.element_handle(), words, still])
    return found


def drag(page: Page, text: Locator, first: str, last: str | None = None) -> None:
    """Press before *first* at a desk's text, release behind *last*."""
    x, _, y = place(page, text, first)[:3]
    _, x2, y2 = place(page, text, last or first, still=True)[3:]
    page.mouse.move(x + 1, y)
    page.mouse.down()
    page.mouse.move((x + x2) / 2, (y + y2) / 2, steps=5)
    page.mouse.move(x2 - 1, y2, steps=5)
    page.mouse.up()
