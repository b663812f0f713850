"""Measure time and memory: ``make bench``. Nothing here passes or fails; it prints figures."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import nbformat
from jupyter_client.manager import start_new_kernel
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Page
from psutil import Process

from helpers.article import ROOT, SEEDS, Article, read_article
from helpers.attribution import find_attributions, find_quotes
from helpers.build import execute
from helpers.finds import concordance, count_terms, dispersion, find_loaded, keyness
from helpers.reading import Reading

sys.path.insert(0, str(ROOT))
from helpers.attribution import label_voices
from tests.browser.lab import chromium, course, jupyterlab, open_lesson, run_all, window

PATH = SEEDS / "000_7dc0b1a87110e614.txt"
WORD = re.compile(r"\w+(?:['’-]\w+)*")
COUNTING: dict[str, Callable[[Article], object]] = {
    "count_terms": count_terms,
    "keyness": keyness,
    "concordance": lambda article: concordance(article, "letter"),
    "dispersion": lambda article: dispersion(article, ["letter", "mayor"]),
}
BARE = "import pandas\nimport altair"
PYTHON = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Return the shortest of a few runs."""
    best = float("inf")
    for _ in range(times):
        began = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - began)
    return best


def peak(work: Callable[[], object]) -> float:
    """Return the most memory that Python held at once, in MB."""
    tracemalloc.start()
    work()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1e6


def report(name: str, figure: float, unit: str, note: str = "") -> None:
    print(f"{name:<58}{figure:>10.3f} {unit:<5} {note}", flush=True)


def whole(text: str) -> Article:
    """Read a text into all its frames."""
    article = Article.from_text(text)
    _ = article.sentences, article.words, article.problems
    return article


def bench_reading() -> None:
    report("read the article", seconds(lambda: whole(read_article(PATH).text)), "s")
    report("peak memory of that", peak(lambda: whole(read_article(PATH).text)), "MB")
    body = read_article(PATH).text
    for words in (125_000, 250_000, 500_000, 1_000_000):
        text = "\n\n".join([body] * (words // len(WORD.findall(body))))
        floor = seconds(lambda text=text: sum(1 for _ in WORD.finditer(text)))
        taken = seconds(lambda text=text: whole(text), times=2)
        report(f"read {words:,} words", taken, "s", f"{taken / floor:.1f} x one pass of a word pattern ({floor:.3f} s)")
        article = whole(text)
        for name, work in COUNTING.items():
            taken = seconds(lambda work=work, article=article: work(article), times=2)
            report(f"   {name}", taken, "s", f"{taken / floor:.1f} x")
    report("peak memory of 1,000,000 words", peak(lambda: whole(text)), "MB", f"text itself {len(text) / 1e6:.1f} MB")


def read_fully(text: str) -> None:
    """Do all that the helpers can do with a text."""
    article = Article.from_text(text)
    find_quotes(article), find_attributions(article), label_voices(article), find_loaded(article), count_terms(article)


def bench_full_reading() -> None:
    body = "\n\n".join(read_article(PATH).paragraphs["text"])
    for words in (25_000, 100_000, 400_000):
        text = "\n\n".join([body] * (words // len(WORD.findall(body))))
        floor = seconds(lambda text=text: sum(1 for _ in WORD.finditer(text)))
        taken = seconds(lambda text=text: read_fully(text), times=2)
        report(f"quotes, attributions, voices, loaded, counts: {words:,} words", taken, "s", f"{taken / floor:.1f} x")
    for name, run in {"quotation marks": '"', "capitals": "A", "said that said that": "said that "}.items():
        for size in (250_000, 1_000_000):
            text = (run * size)[:size]
            report(f"   {name}, {size:,} characters", seconds(lambda text=text: read_fully(text), times=1), "s")


def bench_saving() -> None:
    """Save one more mark in a reading that has a thousand."""
    article = read_article(PATH)
    with tempfile.TemporaryDirectory() as folder:
        reading = Reading.load(Path(folder) / "a.json", article, name="Ana")
        for start in range(0, 6000, 6):
            reading.add(start, start + 8, "loaded", "A note of some words.")
        report("save a mark beside 1,000 others", 1000 * seconds(lambda: reading.add(0, 8, "loaded"), 20), "ms")
        report("open a reading of 1,000 marks", 1000 * seconds(lambda: Reading.load(reading.path, article).marks), "ms")


def kernel_memory(path: Path | None) -> float:
    """Return the memory of a kernel, in MB, after it ran a notebook's cells, or only the two imports."""
    sources = [BARE]
    if path:
        sources = [cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    manager, client = start_new_kernel(cwd=str(ROOT / "notebooks"))
    try:
        for source in sources:
            client.execute_interactive(source, output_hook=lambda _: None, timeout=120)
        client.execute_interactive("import os; print(os.getpid())", output_hook=lambda _: None)
        return Process(manager.provisioner.pid).memory_info().rss / 1e6
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


def bench_kernels() -> None:
    bare = kernel_memory(None)
    report("kernel that imports pandas and altair", bare, "MB")
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        used = kernel_memory(path)
        report(f"kernel of {path.name}", used, "MB", f"{used / bare:.2f} x")


def nbval_seconds(folder: Path) -> float:
    command = [sys.executable, "-m", "pytest", "--nbval", "-q", "-c", str(ROOT / "pyproject.toml"), str(folder)]
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def bench_nbval() -> None:
    lessons = sorted((ROOT / "notebooks").glob("*.ipynb"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, _ in enumerate(lessons):
            path = folder / f"bare_{number}.ipynb"
            nbformat.write(new_notebook(cells=[new_code_cell(BARE, id="bare")]), path)
            execute(path)
        bare = nbval_seconds(folder)
    report(f"strict nbval over {len(lessons)} notebooks that only import", bare, "s")
    taken = nbval_seconds(ROOT / "notebooks")
    report(f"strict nbval over {len(lessons)} lessons", taken, "s", f"{taken / bare:.2f} x")


# From the press of a key to the mark in the page, the file written in between.
MARK = """text => new Promise(done => {
  text.addEventListener('keydown', () => {
    const began = performance.now();
    const count = text.querySelectorAll('mark').length;
    const seen = new MutationObserver(() => {
      if (text.querySelectorAll('mark').length <= count) return;
      seen.disconnect();
      requestAnimationFrame(() => done(performance.now() - began));
    });
    seen.observe(text, { childList: true, subtree: true });
  }, { once: true, capture: true });
})"""


def marking_times(page: Page, marks: int = 15) -> list[float]:
    """Mark one word after the other by keyboard; return the milliseconds until each mark was drawn."""
    text = page.locator("[data-desk=text]")
    text.wait_for()
    text.focus()
    times = []
    for _ in range(marks):
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(150)
        waiting = page.evaluate_handle("text => ({ time: (" + MARK + ")(text) })", text.element_handle())
        page.keyboard.press("Enter")
        times.append(float(waiting.evaluate("made => made.time")))
    return sorted(times)


def bench_desk() -> None:
    with (
        tempfile.TemporaryDirectory() as name,
        jupyterlab(Path(name)) as server,
        course(server, Path(name) / "root" / "bench") as copies,
        chromium() as browser,
        window(browser) as page,
    ):
        for times in (1, 20):
            code = (
                "from helpers import open_article, open_reading\nfrom helpers.article import Article\n"
                "from helpers.desk import Desk\ntext = open_article().text\n"
                f"Desk(open_reading(Article.from_text('\\n\\n'.join([text] * {times})), 'bench'))"
            )
            path = copies.notebooks / f"desk_{times}.ipynb"
            nbformat.write(new_notebook(cells=[new_code_cell(code)], metadata=PYTHON), path)
            open_lesson(page, copies, path.name)
            run_all(page)
            taken = marking_times(page)
            report(
                f"until a mark stands in {times},000 words", taken[len(taken) // 2], "ms", f"at most {taken[-1]:.0f}"
            )


if __name__ == "__main__":
    bench_desk()
    bench_reading()
    bench_saving()
    bench_full_reading()
    bench_kernels()
    bench_nbval()
