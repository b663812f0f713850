"""HTML out of templates: whatever is put into one is shown as text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

TEMPLATES = Environment(
    autoescape=True,
    loader=FileSystemLoader(Path(__file__).with_name("templates")),
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)


def render(name: str, **values: Any) -> str:
    """Return a template of the folder ``templates`` with its values filled in, each of them escaped.

    Quotation marks are written as ``html.escape`` writes them, as they stand in the stored notebooks.

    >>> render("status", text="Saved at <9:00>.")
    '<p role="status"><b>Saved at &lt;9:00&gt;.</b></p>'
    """
    html = TEMPLATES.get_template(f"{name}.html").render(values)
    return html.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
