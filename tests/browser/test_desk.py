"""The reading desk in a real JupyterLab: mouse, keyboard, touch, two views, two tabs, restart, reload.

One notebook holds a desk for each test, each with a reader of its own; what is marked is read from the disk.
"""

from __future__ import annotations

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.article import Article
from helpers.reading import open_reading
from tests.browser.lab import (
    accessibility_faults,
    drag,
    hosts,
    menu,
    open_lesson,
    place,
    restart_kernel,
    run_all,
    wait_quiet,
    window,
)

pytestmark = pytest.mark.browser

SETUP = """import pandas as pd
from helpers import open_article, open_reading
from helpers.article import Article
from helpers.desk import Desk, Head, Label
article = open_article()"""
EMOJI = "The 😀😀 mayor 👨‍👩‍👧 said 🎉 so. Then he left."
MARKUP = "He wrote <script>window.ran = 1</script> and <img src=x onerror='window.ran = 1'> & went."
HEBREW = "המכתב אומר כך. ראש העיר ענה."
CELLS = {
    "mouse": "Desk(open_reading(article, 'mouse'))",
    "twice": "Desk(open_reading(article, 'twice'))",
    "undo": "Desk(open_reading(article, 'undo'))",
    "keyboard": "Desk(open_reading(article, 'keyboard'))",
    "touch": "Desk(open_reading(article, 'touch'))",
    "overlap": "Desk(open_reading(article, 'overlap'))",
    "note": "Desk(open_reading(article, 'note'))",
    "label": "Desk(open_reading(article, 'label'))",
    "long": "Desk(open_reading(article, 'long'), ask_reason=True)",
    "layers": "Desk(open_reading(article, 'layers'), reference_after=2, layers={'Helper': article.at('1.1'), "
    "'reference': article.at('4.1').assign(label='loaded', reason='why')})",
    "views": "Desk(open_reading(article, 'views'))",
    "tabs": "Desk(open_reading(article, 'tabs'))",
    "head": "Head('Desks')",
    "names": "Desk(open_reading(article), height=400)",
    "hostile": f"Desk(open_reading(Article.from_text({MARKUP!r}), 'hostile'), "
    "labels=[Label('<b>x</b>', '<', '#8f1d3f', '<i>y</i>')], height=330)",
    "emoji": f"Desk(open_reading(Article.from_text({EMOJI!r}), 'emoji'), height=330)",
    "hebrew": f"Desk(open_reading(Article.from_text({HEBREW!r}), 'hebrew'), height=330)",
    "mute": "Desk(open_reading(article, 'mute'))",
}


class Bench:
    """One desk in the page, and the moves that a student makes at it."""

    def __init__(self, page, name, article, view=0):
        self.page, self.name, self.article = page, name, article
        self.root = page.locator(".crn-desk", has=page.get_by_text(f"Reading as {name}", exact=True)).nth(view)
        self.text = self.root.locator("[data-desk=text]")
        self.labels = self.root.locator("[data-desk=label]")
        self.marks = self.text.locator("mark")
        self.root.wait_for()

    def place(self, words):
        return place(self.page, self.text, words)

    def drag(self, first, last=None):
        drag(self.page, self.text, first, last)

    def click(self, words):
        x, x2, y = self.place(words)[:3]
        self.page.mouse.click((x + x2) / 2, y)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def says(self, words):
        self.root.locator("[role=status]", has_text=words).wait_for(state="attached")

    def saved(self):
        """What a new process would read from the disk."""
        frame = open_reading(self.article, self.name).marks
        return list(zip(frame["text"], frame["label"], frame["note"], strict=True))

    def shown(self):
        return self.marks.all_text_contents()


@pytest.fixture(scope="module")
def page(page, course):
    """The notebook of desks, run; beside it lies one that shows a desk of it again."""
    for name, cells in {"desks": CELLS, "again": {"tabs": CELLS["tabs"]}}.items():
        made = new_notebook(cells=[new_code_cell(source) for source in (SETUP, *cells.values())])
        made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(made, course.notebooks / f"{name}.ipynb")
    start(page, course, "desks.ipynb")
    return page


def start(page, course, name):
    """Open a notebook, run it, and wait until its desks are drawn."""
    open_lesson(page, course, name)
    run_all(page)
    wait_quiet(page)


def save(page):
    """File → Save Notebook, and wait until it is on the disk."""
    menu(page, "File", "Save Notebook")
    page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")


@pytest.fixture
def light_again(page):
    """The theme that JupyterLab begins with, for the tests that follow."""
    yield
    _choose_theme(page, "JupyterLab Light")


def _choose_theme(page, theme):
    menu(page, "Settings", "Theme")
    page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{theme}$")).click()
    page.wait_for_function(f"document.body.dataset.jpThemeLight === '{str('Light' in theme).lower()}'")


@pytest.fixture
def desk(page, course, article, monkeypatch):
    """Return a function that finds the desk of a reader."""
    monkeypatch.setenv("READING_DIR", str(course.notebooks / "my-reading"))
    return lambda name, text=None, **view: Bench(page, name, Article.from_text(text) if text else article, **view)


def test_drag_marks_at_once(desk):
    """The first label is active; half words grow; the file has the mark; the next drag marks too."""
    mouse = desk("mouse")
    mouse.drag("ayor Ted Wheel")
    mouse.says("Marked “Mayor Ted Wheeler” as source, sentence 1.1.")
    mouse.labels.nth(3).click()
    mouse.drag("terror and lawlessness")
    mouse.says("Marked “terror and lawlessness” as loaded, sentence 3.2.")

    assert mouse.shown() == ["Mayor Ted Wheeler", "terror and lawlessness"]
    assert mouse.saved() == [("Mayor Ted Wheeler", "source", ""), ("terror and lawlessness", "loaded", "")]


def test_double_click_marks_a_word_and_the_heading_can_be_marked(desk):
    """A third click marks nothing more."""
    double = desk("twice")
    x, _, y = double.place("political")[:3]
    double.page.mouse.click(x + 12, y, click_count=3, delay=60)
    double.marks.first.wait_for()
    double.page.wait_for_timeout(500)
    double.press("Escape")

    assert double.saved() == [("political", "source", "")]


def test_undo_and_redo(desk):
    """By button and by key, and the file follows."""
    undo = desk("undo")
    for words in ("political", "attack"):
        undo.drag(words)
        undo.says(f"Marked “{words}”")
    undo.root.get_by_role("button", name="Undo").click()
    undo.says("Undone: Marked “attack” as source")
    assert [text for text, _, _ in undo.saved()] == ["political"]
    undo.text.focus()
    undo.press("Control+Shift+Z")
    undo.says("Done again")
    assert [text for text, _, _ in undo.saved()] == ["political", "attack"]
    undo.press("Control+Z")
    undo.says("Undone")
    assert undo.shown() == ["political"]


def test_keyboard_alone(desk):
    """Words, sentences, a longer selection, labels by number, note, jump, delete; the focus never leaves."""
    keys = desk("keyboard")
    keys.text.focus()
    keys.press("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight", "Enter")
    keys.says("Marked “launch political attack” as source, sentence 0.1.")
    keys.press("ArrowDown", "ArrowDown", "4", "Enter")  # byline, then 1.1
    keys.says("Marked “A” as loaded, sentence 1.1.")
    keys.press("Control+ArrowRight", "2", "Shift+ArrowDown", "Enter")
    keys.says("as quote, sentence 2.1.")
    keys.press("Escape", "k", "k", "k")  # a sentence is a long mark: it asks for its word
    keys.says("Mark 1 of 3")
    keys.press("j")
    keys.says("Mark 2 of 3")
    keys.press("n")
    keys.page.keyboard.type("An article, no more.")
    keys.press("Enter")
    keys.says("Note saved")
    assert ("A", "loaded", "An article, no more.") in keys.saved()
    keys.press("Delete")
    keys.says("Removed “A”")

    assert keys.page.evaluate("document.activeElement.dataset.desk") == "text"
    assert [label for _, label, _ in keys.saved()] == ["source", "quote"]
    assert keys.saved()[1][0].startswith("The letter comes from")
    assert keys.saved()[1][0].endswith("employees")


def test_keys_are_shown_and_shortcuts_of_jupyterlab_kept_away(desk):
    """? shows the keys, Escape hides them; d d in text, button, box, list and field deletes no cell."""
    keys = desk("keyboard")
    cells = keys.page.locator(".jp-Cell").count()
    keys.text.focus()
    keys.press("?")
    keys.root.get_by_text("mark with the active label").wait_for()
    keys.press("Escape")
    for part in (keys.text, *keys.root.locator("button:visible, input:visible, select:visible").all()):
        part.focus()
        keys.press("d", "d")
    keys.page.wait_for_timeout(500)

    assert keys.page.locator(".jp-Cell").count() == cells
    assert keys.root.get_by_text("mark with the active label").count() == 0


def test_marks_overlap_nest_and_cross_paragraphs(desk):
    """Each keeps its words; where two cross, both are drawn."""
    over = desk("overlap")
    over.drag("absurd claims that protesters")
    over.says("Marked “absurd claims that protesters”")
    over.labels.nth(3).click()
    over.drag("claims that protesters threatened")
    over.says("Marked “claims that protesters threatened”")
    over.drag("absurd")
    over.says("Marked “absurd” as loaded")
    over.labels.nth(2).click()
    over.drag("prepared to protect", "Using absurd")
    over.says("as paraphrase, sentence 7.2")
    texts = [text for text, _, _ in over.saved()]

    assert set(texts) > {"absurd claims that protesters", "claims that protesters threatened", "absurd"}
    assert len(texts) == 4
    assert "it states.\n\nUsing absurd" in "".join(texts)
    assert "absurd" in over.text.locator("mark mark").all_text_contents()


def test_note_by_mouse_and_list_that_jumps(desk):
    """A click on a mark opens it; the list leads to each."""
    note = desk("note")
    note.drag("fascistic organization")
    note.says("Marked “fascistic organization”")
    note.click("fascistic organization")
    note.root.get_by_role("button", name="Add note").click()
    note.page.keyboard.type("Whose word? <b>")
    note.root.get_by_role("button", name="Save").click()
    note.says("Note saved")
    note.text.evaluate("node => node.scrollTop = 0")
    note.root.locator(".crn-jump", has_text="fascistic organization").click()
    note.says("Mark 1 of 1: “fascistic organization”")
    note.page.wait_for_timeout(300)

    assert note.saved() == [("fascistic organization", "source", "Whose word? <b>")]
    assert note.text.evaluate("node => node.scrollTop") > 300
    assert "Whose word? <b>" in note.root.locator(".crn-note").inner_text()


def test_label_click_marks_the_selected_text(desk):
    """With no label active a drag selects only; a click on a label marks it; so it does after Shift and arrow."""
    label = desk("label")
    label.root.get_by_role("button", name="just read").click()
    label.drag("empty promise")
    label.says("Selected “empty promise”, sentence 11.1")
    assert label.saved() == []
    label.labels.nth(3).click()
    label.says("Marked “empty promise” as loaded")
    label.press("ArrowRight", "Shift+ArrowRight")
    label.labels.nth(1).click()
    label.says("as quote")

    assert [kind for _, kind, _ in label.saved()] == ["loaded", "quote"]
    assert label.labels.nth(1).get_attribute("aria-pressed") == "true"


def test_long_mark_asks_which_word_carries_it_and_each_for_its_reason(desk):
    """The whole mark is saved first; then one word of it is chosen; then a reason is given, or not."""
    long = desk("long")
    long.drag("Nothing less than full compliance", "for the fascistic organization")
    long.root.get_by_text("This mark has 21 words. Which word carries it?").wait_for()
    assert long.saved()[0][0].endswith("fascistic organization")
    long.root.locator(".crn-chip", has_text="fascistic").click()
    long.says("Narrowed to “fascistic”")
    long.page.keyboard.type("It judges.")
    long.press("Enter")
    long.says("Note saved")
    long.drag("pretext")
    long.root.get_by_role("button", name="Skip").click()
    long.root.get_by_text("no reason yet").wait_for()

    assert [(text, note) for text, _, note in long.saved()] == [("pretext", ""), ("fascistic", "It judges.")]


def test_reference_opens_after_own_marks(desk):
    """Closed it is not in the page at all; it says how many marks it still needs."""
    layers = desk("layers")
    box = layers.root.get_by_role("checkbox", name="reference")
    assert box.is_disabled()
    assert layers.root.get_by_text("reference: opens after 2 more marks").is_visible()
    layers.root.get_by_role("checkbox", name="Helper").check()
    assert layers.text.locator("mark.crn-other").count() == 1
    for words in ("deportation machine", "obstacles"):
        layers.drag(words)
        layers.says(f"Marked “{words}”")
    box.check()

    assert layers.text.locator("mark.crn-other").count() == 2
    layers.root.get_by_role("checkbox", name="My marks").uncheck()
    assert layers.text.locator("mark.crn-own").count() == 0


def test_emoji_count_as_one(desk):
    """What is marked behind and on an emoji is what the file holds."""
    emoji = desk("emoji", EMOJI)
    emoji.drag("mayor")
    emoji.says("Marked “mayor”")
    emoji.drag("👨‍👩‍👧 said 🎉")
    emoji.says("Marked “👨‍👩‍👧 said 🎉”")
    emoji.text.focus()
    emoji.press("ArrowUp", "ArrowUp", "ArrowRight", "Enter")
    emoji.says("Marked “😀” as source")

    assert [text for text, _, _ in emoji.saved()] == ["😀", "mayor", "👨‍👩‍👧 said 🎉"]
    assert emoji.shown() == ["😀", "mayor", "👨‍👩‍👧 said 🎉"]


def test_html_is_shown_as_text(desk):
    """In the article, in a label, in a note; nothing runs."""
    hostile = desk("hostile", MARKUP)
    hostile.drag("onerror")
    hostile.says("Marked “onerror” as <b>x</b>")

    assert hostile.text.locator("p").text_content() == MARKUP
    assert hostile.page.evaluate("window.ran") is None


def test_right_to_left(desk):
    """The paragraph runs from the right, and Left is the next word."""
    hebrew = desk("hebrew", HEBREW)
    hebrew.text.focus()
    hebrew.press("ArrowLeft", "Enter")
    hebrew.says("Marked")

    assert [text for text, _, _ in hebrew.saved()] == ["אומר"]
    assert hebrew.text.locator("p").evaluate("node => getComputedStyle(node).direction") == "rtl"


def _read_as(page, name):
    """Choose a reader at the head of the notebook."""
    page.get_by_role("button", name="change", exact=True).click()
    page.get_by_label("Read as", exact=True).fill(name)
    page.get_by_role("button", name="Read as this").click()


def test_several_names_at_one_computer(desk, page):
    """Another name, chosen at the head, opens another desk; the first one's marks wait."""
    first = desk("reader")
    first.drag("Immigration police")
    first.says("Marked “Immigration police”")
    _read_as(page, "Åsa <1>")
    other = desk("Åsa <1>")
    assert other.shown() == []
    other.drag("political attack")
    other.says("Marked “political attack”")
    _read_as(page, "")
    desk("reader").marks.first.wait_for()

    assert desk("reader").shown() == ["Immigration police"]
    assert [text for text, _, _ in first.saved()] == ["Immigration police"]
    assert [text for text, _, _ in other.saved()] == ["political attack"]


def test_address_on_hover_and_line_length(desk):
    """The margin, the title and the line below say the address; lines hold 60 to 75 characters at most."""
    note = desk("note")
    note.page.set_viewport_size({"width": 1800, "height": 900})
    note.page.wait_for_timeout(600)
    x, _, y = note.place("Such a policy")[:3]
    note.page.mouse.move(x + 8, y)
    note.page.mouse.move(x + 9, y)
    title = note.text.locator("[data-here='3.2']").get_attribute("title")  # now: a new width moves the text away
    lengths = note.page.evaluate(
        """root => [...root.querySelectorAll('.crn-body')].slice(0, 8).map(par => {
          const range = new Range(); range.selectNodeContents(par);
          const tops = new Set([...range.getClientRects()].map(box => Math.round(box.top / 8)));
          return par.textContent.length / tops.size; })""",
        note.text.element_handle(),
    )
    note.page.set_viewport_size({"width": 1280, "height": 900})

    assert title == "Sentence 3.2"
    assert all(52 < length <= 75 for length in lengths), lengths


def test_two_views_follow_each_other(desk):
    """Shown twice, each shows what is marked in the other."""
    views = desk("views")
    box = views.root.bounding_box()
    views.root.scroll_into_view_if_needed()
    views.root.click(button="right", position={"x": box["width"] - 320, "y": 60})
    views.page.locator(".lm-Menu-itemLabel", has_text="Create New View for Cell Output").click()
    second = desk("views", view=1)
    second.drag("Nothing less")
    second.says("Marked “Nothing less”")
    views.marks.first.wait_for()
    views.drag("full compliance")
    views.says("Marked “full compliance”")
    second.marks.nth(1).wait_for()

    assert views.shown() == second.shown() == ["Nothing less", "full compliance"]
    views.page.locator(".lm-TabBar-tab", has_text="Output View").locator(".lm-TabBar-tabCloseIcon").click()


def test_two_tabs_lose_nothing(desk, course, browser, page):
    """Another notebook, another kernel, the same reader: marks of both are kept; a mark removed stays removed."""
    tabs = desk("tabs")
    for words in ("Nothing less", "full compliance"):
        tabs.drag(words)
        tabs.says(f"Marked “{words}”")
    with window(browser) as other:
        start(other, course, "again.ipynb")
        tab = Bench(other, "tabs", tabs.article)
        tab.marks.nth(1).wait_for()
        page.bring_to_front()
        tabs.drag("working class")
        tabs.says("Marked “working class”")
        other.bring_to_front()
        tab.drag("Nothing less than")
        tab.says("Marked “Nothing less than”")
        assert len(tabs.saved()) == 4
        tab.click("full compliance")
        tab.root.get_by_role("button", name="Remove").click()
        tab.says("Removed “full compliance”")
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.wait_for_timeout(800)
    tabs.drag("existence")
    tabs.says("Marked “existence”")
    texts = [text for text, _, _ in tabs.saved()]

    assert sorted(texts) == sorted(["Nothing less", "Nothing less than", "working class", "existence"])
    assert len(tabs.root.locator(".crn-jump").all()) == 4


def test_touch(desk, course, browser, page):
    """A tap takes a word, a long press is the browser's own selection; a tap on a label marks it."""
    save(page)  # the second page takes the desks from the stored outputs and the kernel
    with window(browser, has_touch=True) as finger:
        open_lesson(finger, course, "desks.ipynb")
        touch = Bench(finger, "touch", desk("touch").article)
        x, _, y = touch.place("denouncing")[:3]
        finger.touchscreen.tap(x + 20, y)
        touch.says("Selected “denouncing”, sentence 1.1. Choose a label")
        touch.labels.nth(3).tap()
        touch.says("Marked “denouncing” as loaded")
        x, _, y = touch.place("demonstration")[:3]
        client = finger.context.new_cdp_session(finger)
        client.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x + 20, "y": y}]})
        finger.wait_for_timeout(1200)
        client.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        touch.says("Selected “demonstration”")
        touch.labels.nth(0).tap()
        touch.says("Marked “demonstration” as source")

    assert touch.saved() == [("denouncing", "loaded", ""), ("demonstration", "source", "")]


CONTRAST = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  const light = (...colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(v => v / 255).map(
      v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  return [...document.querySelectorAll('mark.crn-own')].map(mark => {
    const paper = getComputedStyle(mark.closest('.crn-desk')).backgroundColor;
    const style = getComputedStyle(mark);
    const ground = light(paper, style.backgroundColor);
    return [ratio(light(style.color), ground), ratio(light(style.textDecorationColor), light(paper)),
            ratio(light(style.textDecorationColor), ground)];
  });
}"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_accessible_in_both_themes(desk, page, light_again, theme):
    """axe finds nothing; text on a mark has 4.5:1, the line of a mark 3:1 on paper and on its tint."""
    note = desk("note")
    if not note.marks.count():
        note.drag("fascistic organization")
        note.says("Marked")
    _choose_theme(page, theme)
    note.click("fascistic organization")
    note.root.get_by_role("button", name=re.compile("note")).first.wait_for()
    ratios = page.evaluate(CONTRAST)

    assert ratios
    assert min(text for text, _, _ in ratios) >= 4.5
    assert min(min(paper, tint) for _, paper, tint in ratios) >= 3
    assert accessibility_faults(page, ".crn-desk") == []


def test_restart_and_reload_bring_all_back(desk, page, course):
    """Without a kernel the desk says that nothing is saved; after a restart and a reload every mark is there."""
    mute = desk("mute")
    mute.drag("Oregon")
    mute.says("Marked “Oregon”")
    page.locator(".jp-Notebook .jp-InputArea-editor").first.click()
    page.keyboard.press("Escape")
    restart_kernel(page)
    mute.drag("union")
    mute.root.locator("[role=alert]", has_text="this is not saved").wait_for()
    assert [text for text, _, _ in mute.saved()] == ["Oregon"]
    run_all(page)
    again = desk("mute")
    again.marks.first.wait_for()
    assert again.shown() == ["Oregon"]
    save(page)
    page.goto("about:blank")
    open_lesson(page, course, "desks.ipynb")
    back = desk("mute")
    back.marks.first.wait_for()
    back.drag("Portland")
    back.says("Marked “Portland”")

    assert [text for text, _, _ in back.saved()] == ["Portland", "Oregon"]


def test_no_request_left_the_machine(page, course):
    """Everything that a notebook of desks asks for comes from the server under test."""
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    start(page, course, "desks.ipynb")

    assert len(asked) > 50
    assert hosts(asked) == {"127.0.0.1"}
