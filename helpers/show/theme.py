"""How every chart looks, and the renderer that draws charts in JupyterLab without a network.

Importing this module turns the theme and the renderer on.
"""

from __future__ import annotations

import base64
import io
import json
import os
from typing import Any

import altair as alt
import pandas as pd

from helpers.article import IMAGES, INK, PALETTE, QUIET

MIME = "application/vnd.vegalite.v5+json"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
# How a chart gets into a notebook ---------------------------------------------


def _picture(spec: dict[str, Any]) -> dict[str, str]:
    """Return a PNG of the chart in base64 while notebooks are built, else nothing."""
    if not os.environ.get(IMAGES):
        return {}
    import vl_convert
    from PIL import Image

    full = Image.open(io.BytesIO(vl_convert.vegalite_to_png(json.dumps(spec), vl_version="5.8", scale=1.5)))
    small = io.BytesIO()
    full.convert("RGB").quantize(64, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return {"image/png": base64.b64encode(small.getvalue()).decode("ascii")}


def to_bundle(spec: dict[str, Any], **_: object) -> dict[str, Any]:
    """Return what a notebook stores of a chart: a specification, which JupyterLab draws offline, and its description.

    JupyterLab 4.6 knows Vega-Lite up to version 5; Altair 6 writes version 6, whose charts of this course
    are also valid in version 5 (a test holds that).
    """
    spec = {**spec, "$schema": SCHEMA}
    return {MIME: spec, "text/plain": spec.get("description", "A chart."), **_picture(spec)}


@alt.theme.register("close-reading", enable=True)
def theme() -> alt.theme.ThemeConfig:
    """Return colours and type that can be read in print, in grey, and by people who see colours differently."""
    return {
        # The menu beside a chart has no name for screen readers, and one of its entries goes online.
        "usermeta": {"embedOptions": {"actions": False}},
        "config": {
            "background": "#ffffff",
            "font": "system-ui, sans-serif",
            "axis": {
                "labelColor": INK,
                "titleColor": INK,
                "labelFontSize": 12,
                "titleFontSize": 12,
                "gridColor": "#e6e8eb",
            },
            "title": {"color": INK, "fontSize": 15, "anchor": "start", "subtitleColor": QUIET, "subtitleFontSize": 12},
            "legend": {"labelLimit": 260, "labelColor": INK, "titleColor": INK, "labelFontSize": 12},
            "range": {"category": PALETTE},
            "bar": {"color": PALETTE[0]},
            "tick": {"color": PALETTE[0], "thickness": 2},
            "text": {"color": INK, "fontSize": 12},
            "view": {"stroke": None},
        },
    }


alt.renderers.register("close-reading", to_bundle)
alt.renderers.enable("close-reading")


def tips(*fields: tuple[str, ...]) -> list[alt.Tooltip]:
    """Return what is shown beside the pointer: for each field its name, its title and, if need be, a format."""
    made: list[dict[str, Any]] = [dict(zip(("shorthand", "title", "format"), field, strict=False)) for field in fields]
    return [alt.Tooltip(**settings) for settings in made]


def chosen_by(*fields: str, first: dict[str, Any] | None = None) -> alt.Parameter:
    """Return what a click on a chart chooses: all marks with the same *fields*. At first it is *first*, else all."""
    start: dict[str, Any] = {"value": [first], "empty": False} if first else {"empty": True}
    return alt.selection_point(name="chosen", fields=list(fields), **start)


def titled(text: str, subtitle: str = "") -> alt.TitleParams:
    """Return a title with a quieter line below it."""
    return alt.TitleParams(text, subtitle=subtitle) if subtitle else alt.TitleParams(text)


def nothing_to_draw(title: str) -> alt.Chart:
    """Return a chart that says in words that there is nothing to draw."""
    nothing = alt.Chart(pd.DataFrame({"note": ["Nothing to draw"]}), description=title)
    return nothing.mark_text(color=QUIET).encode(text="note:N").properties(title=title, width=300, height=40)
