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
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.article import ROOT
from tests.conftest import CHROMIUM

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

sync_playwright = pytest.importorskip(
    "playwright.sync_api", reason="playwright is not installed: pip install -r requirements-dev.txt"
).sync_playwright

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


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Serve copies of the lessons and of the exercises from *folder*; yield the address of the server."""
    root = folder / "root"
    for name in ("notebooks", "exercises"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("instructor", "my-reading"))
    port = _free_port()
    environment = {
        **os.environ,
        "JUPYTERLAB_SETTINGS_DIR": str(_settings(folder)),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "spaces"),
    }
    command = [
        sys.executable,
        "-m",
        "jupyter",
        "lab",
        "--allow-root",
        "--no-browser",
        f"--port={port}",
        "--ip=127.0.0.1",
    ]
    command += [f"--IdentityProvider.token={TOKEN}", f"--ServerApp.root_dir={root}", "--ServerApp.port_retries=0"]
    with (
        (folder / "server.log").open("w") as log,
        subprocess.Popen(command, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            _wait_for(f"http://127.0.0.1:{port}/api?token={TOKEN}")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait_for(url: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5)
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


@contextmanager
def chromium(requests: list[str]) -> Iterator[Page]:
    """Open a page in headless Chromium; every address that it asks for is written into *requests*."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: requests.append(request.url))
        yield page
        browser.close()


def open_lesson(page: Page, server: str, name: str, folder: str = "notebooks") -> None:
    """Open a lesson by its address, as `make lab` does, and wait until it has a kernel."""
    page.goto(f"{server}/lab/tree/{folder}/{name}?token={TOKEN}&reset")
    page.wait_for_selector(".jp-Notebook .jp-Cell", timeout=60_000)
    wait_connected(page, server)


def wait_connected(page: Page, server: str) -> None:
    """Wait until the page holds a connection to a kernel; before that it says idle, and means that it has none."""
    page.wait_for_function(
        f"""async () => (await (await fetch('{server}/api/sessions?token={TOKEN}')).json()).some(
            session => location.pathname.endsWith(session.path) && session.kernel.connections > 0)""",
        timeout=120_000,
        polling=300,
    )
    page.evaluate("window.calm = 0")  # idle, connecting, idle: only an idle that lasts means that it is ready
    page.wait_for_function(
        """() => {
            const status = document.querySelector('.jp-Notebook-ExecutionIndicator')?.dataset.status;
            const name = document.querySelector('.jp-Toolbar-kernelName')?.textContent ?? '';
            window.calm = status === 'idle' && name.startsWith('Python') ? window.calm + 1 : 0;
            return window.calm >= 6;
        }""",
        timeout=120_000,
        polling=250,
    )


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
    menu(page, "Kernel", "Restart Kernel…")
    page.locator(".jp-Dialog .jp-mod-accept").click()
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", state="attached", timeout=120_000)


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
