"""A frame in, a chart out: who speaks, in which way, and in which words."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.article import PALETTE, QUIET, plural, times
from helpers.show.lines import sentence_lines
from helpers.show.theme import chosen_by, nothing_to_draw, tips, titled

CELL = 150  # pixels: how wide a cell of verbs is
MODES = ["own", "quoted", "paraphrased"]
KINDS = ["direct", "partial", "paraphrase"]
MODE_COLOURS = alt.Scale(domain=MODES, range=[PALETTE[0], PALETTE[3], PALETTE[4]])
KIND_COLOURS = alt.Scale(domain=KINDS, range=[PALETTE[3], PALETTE[1], PALETTE[4]])
STANCES = ["neutral", "endorsing", "distancing", "evaluative"]


def _mode_colour() -> alt.Color:
    return alt.Color("mode:N", title="Whose words", scale=MODE_COLOURS, legend=alt.Legend(orient="top"))


def _ranked(frame: pd.DataFrame) -> pd.DataFrame:
    """Stack own words first, then quoted, then paraphrased."""
    return frame.assign(rank=frame["mode"].map(MODES.index))


# Who speaks where ---------------------------------------------------------------


def _who(found: pd.DataFrame) -> pd.Series[str]:
    return found["who"].replace("", "no source found")


def attribution_chart(found: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw one mark for each claim: where in the article it stands, and whose it is.

    Takes the frame of ``find_attributions``. The shape says how the claim is given.
    """
    if found.empty:
        return nothing_to_draw("No claim with a source was found")
    drawn = found.assign(who=_who(found))[["sentence", "kind", "who", "cue", "content"]].fillna("")
    title = f"{plural(len(drawn), 'claim')} of {plural(drawn['who'].nunique(), 'source')}"
    kinds = " · ".join(f"{kind}: {count}" for kind, count in drawn["kind"].value_counts().items())
    chart = alt.Chart(drawn).encode(
        x=alt.X("sentence:N", sort=None, title="Sentence (address)", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("who:N", sort=None, title="Source", axis=alt.Axis(labelLimit=220)),
        color=alt.Color("kind:N", title="How it is given", scale=KIND_COLOURS),
        shape=alt.Shape("kind:N", title="How it is given", scale=alt.Scale(domain=KINDS)),
        tooltip=tips(("sentence:N", "Sentence"), ("who:N", "Source"), ("cue:N", "Cue"), ("content:N", "Content")),
    )
    listing = "; ".join(f"{who}: {', '.join(rows['sentence'])}" for who, rows in drawn.groupby("who", sort=False))
    points = chart.mark_point(filled=True, size=110, opacity=1)
    return points.properties(title=titled(title, kinds), width=520, description=f"Chart of claims. {title}. {listing}.")


# Share of voice -----------------------------------------------------------------


def share_of_voice_chart(shares: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw how many words each voice has, and in which way. Takes the frame of ``voices.share_of_voice``."""
    if shares.empty:
        return nothing_to_draw("There are no words to share out")
    by_mode = shares.groupby("mode")["share"].sum().reindex(MODES, fill_value=0)
    title = ", ".join(f"{100 * by_mode[mode]:.0f} % {mode}" for mode in MODES)
    bars = alt.Chart(_ranked(shares)).mark_bar()
    chart = bars.encode(
        x=alt.X("words:Q", title="Length (words)"),
        y=alt.Y("voice:N", sort="-x", title="Voice", axis=alt.Axis(labelLimit=220)),
        color=_mode_colour(),
        order="rank:Q",
        tooltip=tips(
            ("voice:N", "Voice"), ("mode:N", "How"), ("words:Q", "Words"), ("per_1000:Q", "In 1,000 words", ".0f")
        ),
    )
    listing = "; ".join(f"{row.voice}, {row.mode}: {row.words}" for row in shares.itertuples())
    return chart.properties(
        title=titled(f"Of all words: {title}", "paraphrased: somebody's claim in the writer's words"),
        width=480,
        description=f"Bar chart of words by voice. {title}. {listing}.",
    )


# Reporting verbs ----------------------------------------------------------------


def reporting_verbs_chart(verbs: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw which reporting verbs each source gets, by stance. Takes the frame of ``reporting_verbs``."""
    if verbs.empty:
        return nothing_to_draw("No reporting verb was found")
    cells = verbs.groupby(["who", "stance"], sort=False).agg(count=("count", "sum"), verbs=("verb", ", ".join))
    drawn = cells.reset_index()
    order = [stance for stance in STANCES if stance in set(drawn["stance"])]
    most = drawn.groupby("stance")["count"].sum().sort_values().index[-1]
    title = f"{plural(int(drawn['count'].sum()), 'reporting verb')}, most of them {most}"
    base = alt.Chart(drawn).encode(
        x=alt.X("stance:N", sort=order, title="Stance of the verb", axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("who:N", sort=None, title="Source", axis=alt.Axis(labelLimit=220)),
    )
    listing = "; ".join(drawn["who"] + ", " + drawn["stance"] + ": " + drawn["verbs"])
    return alt.layer(
        base.mark_rect(color="#ffffff", stroke=QUIET),
        base.mark_text(limit=CELL - 8).encode(text="verbs:N", tooltip=alt.Tooltip("verbs:N", title="Verbs")),
    ).properties(
        title=title,
        width=CELL * len(order),
        height=alt.Step(28),
        description=f"Table of reporting verbs by source and stance. {title}. {listing}.",
    )


# Loaded words and terms by voice ---------------------------------------------------


def loaded_chart(hits: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw loaded words by category and by whose words they are; a click on a bar lists their sentences.

    Takes the frame of ``find_loaded`` after ``terms.in_context`` with ``width=38``. Words inside a paraphrase
    are the writer's wording, and the chart gives them to no source.
    """
    if hits.empty:
        return nothing_to_draw("No loaded word of the list was found")
    who = hits["voice"] + hits["mode"].map({"paraphrased": ", in a paraphrase"}).fillna("")
    drawn = hits.assign(who=who)
    first = drawn["category"].value_counts().index[0]
    count = int((drawn["category"] == first).sum())
    title = f"{plural(len(drawn), 'loaded word')} of the list; most are {first} ({count})"
    chosen = chosen_by("category", "who")
    bars = alt.Chart(drawn[["category", "who"]]).mark_bar(cursor="pointer", stroke="#ffffff")
    above = bars.encode(
        x=alt.X("count():Q", title="Loaded words (number)", axis=alt.Axis(tickMinStep=1, format="d")),
        y=alt.Y("category:N", sort="-x", title="Category"),
        color=alt.Color("who:N", title="Whose words", scale=alt.Scale(range=PALETTE), legend=alt.Legend(orient="top")),
        opacity=alt.condition(chosen, alt.value(1), alt.value(0.35)),
        tooltip=[alt.Tooltip("category:N"), alt.Tooltip("who:N", title="Whose words"), alt.Tooltip("count():Q")],
    ).add_params(chosen)
    lines = sentence_lines(drawn[["category", "who", "sentence", "start", "left", "text", "right"]], chosen)
    counts = drawn.groupby(["category", "who"]).size().reset_index(name="count")
    listing = "; ".join(counts["category"] + ", " + counts["who"] + ": " + counts["count"].astype("str"))
    return alt.vconcat(
        above.properties(width=420, title=titled(title, "Click a bar to see its sentences; click beside it for all")),
        lines,
    ).properties(description=f"Bar chart of loaded words by category and voice. {title}. {listing}.")


def _places_by_mode(counts: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Give each place of a term its mode, and keep what the lines need."""
    modes = counts.explode("positions").set_index("positions")["mode"]
    return places.assign(mode=modes.loc[places["start"]].to_numpy())[
        ["term", "mode", "sentence", "start", "left", "text", "right"]
    ]


def terms_by_voice_chart(counts: pd.DataFrame, places: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw each term's bar in parts, own, quoted and paraphrased; a click on a part lists its sentences.

    Takes the frames of ``terms.terms_by_voice`` and of ``terms.concordance`` (``width=38``) for the same terms.
    """
    if counts.empty:
        return nothing_to_draw("No term is left to count")
    totals = counts.groupby("term", sort=False)["count"].sum()
    first = counts[counts["term"] == totals.index[0]].groupby("mode")["count"].sum().reindex(MODES, fill_value=0)
    parts = ", ".join(f"{first[mode]} {mode}" for mode in MODES)
    title = f"“{totals.index[0]}” stands {times(int(first.sum()))}: {parts}"
    chosen = chosen_by("term", "mode")
    bars = alt.Chart(_ranked(counts[["term", "mode", "count"]])).mark_bar(cursor="pointer")
    chart = bars.encode(
        x=alt.X("sum(count):Q", title="Occurrences (number)", axis=alt.Axis(tickMinStep=1, format="d")),
        y=alt.Y("term:N", sort=totals.index.to_list(), title="Term"),
        color=_mode_colour(),
        order="rank:Q",
        opacity=alt.condition(chosen, alt.value(1), alt.value(0.35)),
        tooltip=[alt.Tooltip("term:N"), alt.Tooltip("mode:N", title="How"), alt.Tooltip("sum(count):Q", title="Times")],
    ).add_params(chosen)
    by_part = counts.groupby(["term", "mode"], sort=False)["count"].sum().reset_index()
    listing = "; ".join(by_part["term"] + ", " + by_part["mode"] + ": " + by_part["count"].astype("str"))
    return alt.vconcat(
        chart.properties(width=460, title=titled(title, "Click a part of a bar to see its sentences")),
        sentence_lines(_places_by_mode(counts, places), chosen),
    ).properties(description=f"Stacked bar chart. {title}. {listing}.")
