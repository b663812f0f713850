"""A frame in, a chart out: the words of an article and its shape."""

from __future__ import annotations

import altair as alt
import pandas as pd

from helpers.article import LIT, PALETTE, UNLIT, plural, times
from helpers.show.lines import sentence_lines
from helpers.show.theme import chosen_by, nothing_to_draw, tips, titled

ROW = 17  # pixels: how high the bar of a term is beside its places

# Term frequency ---------------------------------------------------------------


def _frequency_title(counts: pd.DataFrame) -> str:
    first = counts.iloc[0]
    return f"“{first['term']}” is the most frequent of these {len(counts)} terms: {times(int(first['count']))}"


def _bars(counts: pd.DataFrame) -> alt.Chart:
    drawn = counts[["term", "count", "per_1000"]]
    return alt.Chart(drawn).encode(
        x=alt.X("count:Q", title="Occurrences (number)", axis=alt.Axis(tickMinStep=1, format="d")),
        y=alt.Y("term:N", sort=None, title="Term"),
        tooltip=tips(("term:N", "Term"), ("count:Q", "Occurrences"), ("per_1000:Q", "In 1,000 words", ".1f")),
    )


def frequency_chart(counts: pd.DataFrame, *, lit: str | None = None) -> alt.Chart:
    """Draw one bar for each term. Takes the frame of ``terms.count_terms``; give it ``top=``.

    *lit* is a term whose bar is to stand out.

    >>> from helpers.article import Article
    >>> from helpers.finds import count_terms
    >>> frequency_chart(count_terms(Article.from_text("city city mayor"))).title
    '“city” is the most frequent of these 2 terms: twice'
    """
    if counts.empty:
        return nothing_to_draw("No term is left to count")
    title = _frequency_title(counts)
    listing = ", ".join(f"{term} {count}" for term, count in zip(counts["term"], counts["count"], strict=True))
    colour = alt.condition(alt.datum.term == lit, alt.value(LIT), alt.value(UNLIT)) if lit else alt.value(PALETTE[0])
    bars = _bars(counts).mark_bar().encode(color=colour)
    return bars.properties(title=title, width=460, description=f"Bar chart. {title}. {listing}.")


# Dispersion and concordance -----------------------------------------------------


def _ticks(places: pd.DataFrame, order: list[str]) -> alt.Chart:
    drawn = places[["term", "word", "sentence", "text"]]
    return alt.Chart(drawn).encode(
        x=alt.X("word:Q", title="Place in the article (number of the word)", axis=alt.Axis(format="d")),
        y=alt.Y("term:N", sort=order, title="Term"),
        tooltip=tips(("sentence:N", "Sentence"), ("text:N", "As written"), ("word:Q", "Word number")),
    )


def dispersion_chart(places: pd.DataFrame) -> alt.Chart:
    """Draw one tick for each place where a term stands. Takes the frame of ``terms.dispersion``.

    >>> from helpers.article import Article
    >>> from helpers.finds import dispersion
    >>> dispersion_chart(dispersion(Article.from_text("city city mayor"), "mayor")).title
    'Where “mayor” stands: 1 place in 1 sentence'
    """
    if places.empty:
        return nothing_to_draw("None of these terms stands in the text")
    order = list(dict.fromkeys(places["term"]))
    names = ", ".join(f"“{term}”" for term in order)
    sentences = places["sentence"].nunique()
    verb = "stands" if len(order) == 1 else "stand"
    title = f"Where {names} {verb}: {plural(len(places), 'place')} in {plural(sentences, 'sentence')}"
    chart = _ticks(places, order).mark_tick(height=18, opacity=1)
    spread = "; ".join(f"{term}: {', '.join(rows['sentence'])}" for term, rows in places.groupby("term", sort=False))
    return chart.properties(title=title, width=560, description=f"Dispersion chart. {title}. {spread}.")


def frequency_lines_chart(counts: pd.DataFrame, places: pd.DataFrame) -> alt.TopLevelMixin:
    """Draw bars, dispersion and sentences as one chart: a click on a bar chooses the term in all three.

    Takes the frames of ``terms.count_terms`` and of ``terms.concordance`` (``width=38``) for the same terms.
    """
    if counts.empty:
        return nothing_to_draw("No term is left to count")
    chosen = chosen_by("term", first={"term": counts["term"].iloc[0]})
    colour = alt.condition(chosen, alt.value(LIT), alt.value(UNLIT))
    weight = alt.condition(chosen, alt.value(20), alt.value(10))
    order = counts["term"].to_list()
    bars = _bars(counts).mark_bar(cursor="pointer").encode(color=colour).add_params(chosen)
    beside = alt.Y("term:N", sort=order, axis=None)
    ticks = _ticks(places, order).mark_tick(opacity=1).encode(beside, color=colour, size=weight)
    title, high = _frequency_title(counts), ROW * len(order)
    heading = titled(title, "Click a bar to see its places and sentences")
    above = alt.hconcat(
        bars.properties(width=220, height=high, title=heading), ticks.properties(width=340, height=high)
    )
    lines = sentence_lines(places[["term", "sentence", "start", "left", "text", "right"]], chosen)
    told = f"Bars, places and sentences of {len(order)} terms. {title}. The explorer does this by keyboard."
    return alt.vconcat(above, lines).properties(description=told)


# Keyness ------------------------------------------------------------------------


def keyness_chart(keywords: pd.DataFrame) -> alt.Chart:
    """Draw how many times more often each word stands here than in general English.

    Takes the frame of ``terms.keyness``; give it ``.head(15)`` or so.
    """
    if keywords.empty:
        return nothing_to_draw("No word occurs often enough to compare")
    first = keywords.iloc[0]
    title = f"“{first['term']}” stands out most against general English"
    drawn = keywords[["term", "count", "log_ratio", "log_likelihood"]]
    measures = ("log_ratio:Q", "Log ratio", ".1f"), ("log_likelihood:Q", "Log-likelihood", ".0f")
    bars = alt.Chart(drawn).mark_bar()
    chart = bars.encode(
        x=alt.X("log_ratio:Q", title="Log ratio (each step of 1 doubles the rate)"),
        y=alt.Y("term:N", sort=None, title="Word, surest first"),
        tooltip=tips(("term:N", "Word"), ("count:Q", "Occurrences"), *measures),
    )
    listing = ", ".join(f"{row.term} {row.log_ratio:.1f}" for row in drawn.itertuples())
    return chart.properties(title=title, width=460, description=f"Bar chart. {title}. Log ratios: {listing}.")


# The shape of the article ---------------------------------------------------------


def length_chart(lengths: pd.DataFrame) -> alt.Chart:
    """Draw the number of words of each paragraph. Takes the frame of ``terms.paragraph_lengths``."""
    if lengths.empty:
        return nothing_to_draw("There is no paragraph to measure")
    by_length = lengths.sort_values("words", kind="stable")
    longest, shortest = by_length.iloc[-1], by_length.iloc[0]
    size = f"{longest['words']} words in {plural(longest['sentences'], 'sentence')}"
    title = f"Paragraph {longest['paragraph']} is the longest: {size}"
    sizes = ("words:Q", "Words"), ("sentences:Q", "Sentences")
    bars = alt.Chart(lengths).mark_bar()
    chart = bars.encode(
        x=alt.X("paragraph:O", title="Paragraph (number)", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("words:Q", title="Length (words)"),
        tooltip=tips(("paragraph:O", "Paragraph"), *sizes, ("opening:N", "Begins")),
    )
    words = f"The shortest is paragraph {shortest['paragraph']} with {shortest['words']} words."
    return chart.properties(title=title, width=560, height=220, description=f"Bar chart. {title}. {words}")


def _timeline_rows(dates: pd.DataFrame, since: str | None) -> pd.DataFrame:
    """Prepare the rows of a timeline: a bar reaches to the end of its last day, a dot sits at midday."""
    drawn = dates.assign(
        name=dates["text"] + "  (" + dates["sentence"] + ")",
        earliest=pd.to_datetime(dates["earliest"]),
        latest=pd.to_datetime(dates["latest"]),
    )
    if since:
        drawn = drawn[drawn["latest"] >= pd.Timestamp(since)]
    vague = drawn["earliest"] < drawn["latest"]
    return drawn.assign(
        vague=vague,
        left=drawn["earliest"] + pd.to_timedelta((~vague) * 12, unit="h"),
        right=drawn["latest"] + pd.Timedelta(days=1),
    )


def _local(times: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    """Write times without a zone, so that a day stays the same day everywhere."""
    return times.dt.strftime("%Y-%m-%dT%H:%M:%S")


def timeline_chart(dates: pd.DataFrame, *, since: str | None = None) -> alt.TopLevelMixin:
    """Draw what the article says about time: a dot for a day, a bar for a span or a vague date.

    Takes a frame with the columns text, sentence, earliest, latest (dates, both included) and reason;
    *since* (a date such as "2018-06-01") leaves out what ended before it.
    """
    rows = _timeline_rows(dates, since)
    if rows.empty:
        return nothing_to_draw("There is no date to draw")
    title = f"{plural(len(rows), 'date')}, {int(rows['vague'].sum())} of them spans or not exact"
    days = "{0.text} ({0.sentence}): {0.earliest:%Y-%m-%d} to {0.latest:%Y-%m-%d}"
    listing = "; ".join(map(days.format, rows.itertuples()))
    short = (rows["latest"].max() - rows["earliest"].min()).days < 200
    axis = alt.Axis(format="%e %b" if short else "%b %Y", tickCount=8)
    base = alt.Chart(
        rows[["name", "vague", "reason"]].assign(left=_local(rows["left"]), right=_local(rows["right"]))
    ).encode(
        x=alt.X("left:T", title="Date (day and month)" if short else "Date (month and year)", axis=axis),
        y=alt.Y("name:N", sort=None, title="As the article says it (sentence)", axis=alt.Axis(labelLimit=240)),
        tooltip=tips(("name:N", "Words"), ("reason:N", "Why")),
    )
    return alt.layer(
        base.transform_filter("datum.vague").mark_bar(height=10, color=PALETTE[4]).encode(x2="right:T"),
        base.transform_filter("!datum.vague").mark_point(filled=True, size=90, color=PALETTE[1], opacity=1),
    ).properties(
        title=titled(title, "dot: one day · bar: a span, or a date that is not exact"),
        width=520,
        height=28 * len(rows),
        description=f"Timeline. {title}. {listing}.",
    )
