"""Every question of every exercise gives each kind of answer its outcome, and the keys say true things of the texts."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from helpers.article import SEEDS, CourseError
from helpers.checks import ASPECTS, open_exercise, read_keys, verify
from helpers.checks import exercise as checks
from helpers.checks.exercise import Question
from helpers.checks.judge_marks import span
from helpers.checks.keys import KEYS, KINDS, Key
from helpers.checks.verdicts import NotEarnedError, Outcome, plain
from helpers.reading import Reading

CASES = Path(__file__).parents[1] / "cases" / "checks"
NUMBERS = [path.stem for path in sorted(KEYS.glob("*.toml"))]
OUTCOMES = {
    "none": Outcome.NOT_ATTEMPTED,
    "match": Outcome.MATCHES,
    "reason": Outcome.REASON_WANTED,
    "defensible": Outcome.DEFENSIBLE,
    "against": Outcome.CONTRADICTED,
    "again": Outcome.NOT_YET,
    "type": Outcome.WRONG_TYPE,
    "teacher": Outcome.FOR_TEACHER,
}


def _cases():
    for number in NUMBERS:
        data = tomllib.loads((CASES / f"{number}.toml").read_text(encoding="utf-8"))
        for name, rows in data.items():
            for place, (answer, reason, outcome) in enumerate(rows if isinstance(rows, list) else []):
                said = data["good"] if reason == "@good" else reason
                yield pytest.param(
                    number, name, answer, said, OUTCOMES[outcome], id=f"{number}-{name}-{place}-{outcome}"
                )


def _keys() -> list[tuple[str, Key]]:
    return [(number, key) for number in NUMBERS for key in read_keys(number).questions]


EACH = pytest.mark.parametrize(("number", "key"), _keys(), ids=[f"{number}-{key.name}" for number, key in _keys()])


@pytest.fixture(scope="session")
def texts():
    from helpers.article import read_article

    names = {name for number in NUMBERS for name in read_keys(number).articles.values()}
    return {name: read_article(SEEDS / f"{name}.txt") for name in names}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("READING_DIR", str(tmp_path))
    monkeypatch.delenv("READING_NAME", raising=False)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    return tmp_path


@pytest.fixture
def ask(texts, tmp_path):
    """Return a question with an answer in it; for marks the answer is made at the desk's reading."""

    def make(number: str, key: Key, answer: object = ..., reason: object = "") -> Question:
        article = texts[read_keys(number).articles[key.part]]
        question = Question(key, number, article, Reading(tmp_path / "reading.json", article, name="test"))
        if key.kind == "marks":
            for at, words, label, note in answer if isinstance(answer, list) else []:
                question.reading.add(*span(article, at, words), label, note)
        else:
            question.answer, question.reason = answer, reason
        return question

    return make


def _key(number: str, name: str) -> Key:
    return next(key for key in read_keys(number).questions if key.name == name)


# The outcomes --------------------------------------------------------------------------


@pytest.mark.parametrize(("number", "name", "answer", "reason", "outcome"), list(_cases()))
def test_answer_gets_its_outcome(ask, number, name, answer, reason, outcome):
    verdict = ask(number, _key(number, name), answer, reason).look()

    assert verdict.outcome is outcome, verdict.message


def test_every_question_has_every_kind_of_case():
    """Each question is asked with an untouched answer, right ones, and whatever its key tells apart."""
    for number in NUMBERS:
        data = tomllib.loads((CASES / f"{number}.toml").read_text(encoding="utf-8"))
        for key in read_keys(number).questions:
            found = {outcome for _, _, outcome in data[key.name]}
            wanted = {"none", "again", "teacher" if key.kind == "open" else "match"}
            wanted |= {"type"} if key.kind != "marks" else set()
            soft = key.defensible or any(target.status == "defensible" for target in key.targets)
            hard = key.contradicted or any(target.status == "contradicted" for target in key.targets)
            wanted |= ({"reason", "defensible"} if soft else set()) | ({"against"} if hard else set())
            assert wanted <= found, (number, key.name)


@EACH
def test_nothing_is_never_an_answer(ask, number, key):
    """Dots, nothing, blanks and empty lists are not attempted; and no message is empty."""
    for answer in (..., None, "", " \n\t", "…", "...", "“”", [], (), set(), {}):
        verdict = ask(number, key, answer, "A reason that has all it needs (1.1).").look()

        assert verdict.outcome is Outcome.NOT_ATTEMPTED
        assert verdict.message


@EACH
def test_the_question_is_never_an_answer(ask, number, key):
    """Neither the question, nor any piece of three to six words of it, is accepted; nor is an option as a reason."""
    words = key.asked.split()
    pieces = [" ".join(words[i : i + size]) for size in (3, 4, 5, 6) for i in range(len(words) - size + 1)]
    for answer in [key.ask, key.asked, *pieces] if key.kind == "text" else [key.ask]:
        verdict = ask(number, key, answer, key.ask + " (1.1)").look()

        assert not verdict.outcome.earned, answer


@EACH
def test_a_wrong_type_is_told_what_is_wanted(ask, number, key):
    if key.kind == "marks":
        return
    for answer in (object(), b"a", 1.5, True, lambda: "a", Outcome, range(3), {1: 2}):
        verdict = ask(number, key, answer).look()

        if key.kind == "open" and isinstance(answer, dict):
            continue
        assert verdict.outcome is Outcome.WRONG_TYPE
        assert KINDS[key.kind] in verdict.message


@EACH
def test_what_contradicts_is_never_earned(ask, number, key):
    """No reason, however good, turns a contradicted answer into points; and the sentence is shown."""
    for ruling in key.contradicted:
        for answer in ruling.answers:
            given = int(answer) if key.kind == "number" else answer
            question = ask(number, key, given, "The words there show it to a careful reader (1.1).")
            verdict = question.look()

            assert verdict.outcome is Outcome.CONTRADICTED, answer
            assert verdict.sentences
            assert question.article.at(*verdict.sentences)["text"].iloc[0] in str(question._note(verdict))


@EACH
def test_a_message_is_about_the_answer_given(ask, number, key):
    """What was answered stands in the message."""
    wrong = {"text": "xyzzy", "number": 12345, "choice": "xyzzy", "addresses": "999.9"}.get(key.kind)
    if wrong is not None:
        assert str(wrong) in ask(number, key, wrong).look().message


@pytest.mark.parametrize(
    "reason", [None, 7, ["x"], "", "ok", "It is so, I am sure of it", "yes yes yes yes yes (1.1)", "(1.1)"]
)
def test_a_weak_reason_is_not_enough(ask, reason):
    key = _key("01", "q4")

    assert ask("01", key, "a", reason).look().outcome is Outcome.REASON_WANTED


def test_plain_takes_away_what_does_not_matter():
    assert plain(" “The  Empty Promise.” ") == "empty promise"
    assert plain("A") == "a"


# The keys ------------------------------------------------------------------------------


@EACH
def test_key_is_whole(number, key):
    """Three hints that escalate, a solution, a place to look at again, points, a part that exists."""
    hints = key.hints
    assert len(hints) == 3
    assert "?" in hints[0]
    assert re.search(r"\d\.\d|paragraph|lede|sentence|word|verb|place", hints[1])
    assert "neighbour" in hints[2]
    assert key.solution
    assert key.again
    assert key.points == (10 if key.kind == "open" else 2)
    assert key.part in read_keys(number).articles
    assert key.right or key.kind in ("marks", "open")


@EACH
def test_key_keeps_answers_apart(number, key):
    """No answer is on two sides, and every one can be told from the others."""
    sides = [
        list(map(plain, key.right)),
        *(list(map(plain, it.answers)) for it in (*key.defensible, *key.contradicted)),
    ]
    everything = [answer for side in sides for answer in set(side)]

    assert len(everything) == len(set(everything))


@EACH
def test_key_names_sentences_that_exist(texts, number, key):
    """Every address and every target of a key stands in its article, and what contradicts has a sentence."""
    article = texts[read_keys(number).articles[key.part]]
    for ruling in key.contradicted:
        article.at(*([ruling.sentence] if ruling.sentence else ruling.answers))
    for target in key.targets:
        span(article, target.at, target.words, target.nth)
    if key.kind == "addresses":
        article.at(*key.right, *key.allowed)
    if key.kind != "open":
        named = re.findall(r"(?<![\d.,$])\d{1,2}\.\d\b", " ".join([key.ask, key.solution, key.again]))
        article.at(*named)


def _said_of(key: Key) -> str:
    texts = [key.ask, key.solution, key.again, *(it.because for it in (*key.defensible, *key.contradicted))]
    return "\n".join(texts)


FREE = set("checkable judgement loaded source quote city federal said".split())
FREE |= {"but it was not so", "did not slowly …", "did not", "to what day?", "name for the union", "Cuts … in two"}


@EACH
def test_words_that_a_key_quotes_are_the_articles(texts, number, key):
    """Words in curly marks stand in one of the two articles (hints are left out: they have invented neighbours)."""
    if key.kind == "open":
        return
    text = " ".join(article.text.casefold() for article in texts.values())
    for quoted in re.findall(r"“([^”]+)”", _said_of(key)):
        words = quoted.strip(".,").casefold()
        assert words in text or quoted in FREE, quoted


def test_counts_of_exercise_05(texts):
    from helpers.finds import dispersion

    def places(part: str, term: str) -> list[str]:
        return dispersion(texts[read_keys("05").articles[part]], term)["sentence"].to_list()

    assert places("A", "attack") == ["3.1", "8.1", "12.3"]
    assert places("A", "protesters") == list(_key("05", "q2").right)
    assert len(places("A", "police")) == 15
    assert places("A", "terror") == ["3.2", "4.1", "4.2"]
    assert places("B", "bridge") == ["2.4", "3.2", "6.1", "7.1", "11.1", "12.1"]
    assert len(places("B", "said")) == 7
    assert places("B", "admitted") == ["5.1"]


def test_dates_of_exercise_01():
    import datetime as dt

    assert (dt.date(2018, 7, 23) - dt.date(2018, 6, 17)).days == 36
    assert (dt.date(2024, 7, 29) - dt.date(2024, 6, 3)).days == 8 * 7


def test_sources_of_exercise_02_are_those_of_the_reference(texts):
    """What the key takes for a claim without a source is in the reference reading, and the two others are not."""
    from helpers.article import reference

    article = texts[read_keys("02").articles["A"]]
    unsourced = set(reference(article, "unsourced")["sentence"])
    key = _key("02", "q2")

    assert set(key.right) | set(key.allowed) == unsourced
    assert {"7.2", "13.1"}.isdisjoint(unsourced)


def test_voices_of_exercise_04_are_those_of_the_reference(texts):
    """Each loaded word that the key names is in the reference reading, under the same voice."""
    from helpers.article import reference

    article = texts[read_keys("04").articles["A"]]
    rows = reference(article, "loaded")
    for target in _key("04", "q3").targets:
        found = rows[(rows["sentence"] == target.at) & rows["text"].str.contains(target.words, regex=False)]
        voices = {row.voice for row in found.itertuples()}
        assert target.group in voices or target.words == "attack", target


def test_both_voices_get_the_same_question():
    """Exercise 06 asks of the letter and of the mayor the same, and the key answers both the same."""
    letter, mayor = _key("06", "q2"), _key("06", "q3")

    assert (
        letter.ask.split(" for what ")[0]
        == mayor.ask.split(" for what ")[0]
        == "What evidence does the article itself show"
    )
    assert letter.points == mayor.points
    assert "None is shown" in letter.solution
    assert "None is shown" in mayor.solution


def test_key_with_a_fault_says_which(tmp_path, monkeypatch):
    from helpers.checks import keys

    monkeypatch.setattr(keys, "KEYS", tmp_path)
    fields = ["title = 'T'", "articles = { A = 'x' }", "[q1]", "part = 'A'", "points = 1", "ask = '?'"]
    head = "\n".join([*fields, "hints = []", "solution = ''", "again = ''", ""])
    faults = {
        "91": ("kind = 'riddle'", "choose one of"),
        "92": ("", "kind is missing"),
        "93": ("= 1", "not valid TOML"),
        "94": ("kind = 'text'\nx = 1", "cannot be read"),
    }
    for number, (line, said) in faults.items():
        (tmp_path / f"{number}.toml").write_text(head + line + "\n", encoding="utf-8")
        with pytest.raises(CourseError, match=said):
            read_keys(number)
    with pytest.raises(CourseError, match="no exercise of this number"):
        read_keys("99")


# Question and exercise -----------------------------------------------------------------


def test_progress_is_kept_and_found_again(folder, capsys):
    """Wrong, hint, right, defensible with its reason; a new kernel finds all of it."""
    exercise = open_exercise("01")
    exercise.questions[1].answer = 38
    exercise.questions[1].check()
    exercise.questions[1].hint()
    exercise.questions[1].answer = 36
    exercise.questions[1].check()
    exercise.questions[0].answer, exercise.questions[0].reason = (
        "before July 31",
        "The mayor answered it on that evening (13.1).",
    )
    exercise.questions[0].check()

    again = open_exercise("01")
    again.questions[0].check()
    again.questions[1].check()
    table = again.progress()

    assert again.questions[1].kept == {"outcome": "matches the key", "answer": 36, "reason": "", "tries": 2, "hints": 1}
    assert again.questions[0].kept["reason"] == "The mayor answered it on that evening (13.1)."
    assert table.frame["state"].to_list()[:3] == [
        "◆ defensible, with your reason",
        "✓ matches the key",
        "○ not attempted",
    ]
    assert table.frame["hints used"].to_list()[:2] == [0, 1]
    assert "2 of 6 checked; your written answer is for your teacher" in capsys.readouterr().out


def test_hints_escalate_and_stay(folder, capsys):
    question = open_exercise("01").questions[1]
    for count in (1, 2, 3, 3):
        question.help("hint")
        assert capsys.readouterr().out.count("Hint ") == count


def test_solution_asks_first_when_nothing_was_tried(folder, capsys):
    question = open_exercise("01").questions[1]
    question.help(" Solution ")
    assert question.key.solution not in capsys.readouterr().out
    question.help("solution")
    assert question.key.solution in capsys.readouterr().out

    tried = open_exercise("01").questions[4]
    tried.answer = ["2.2"]
    tried.check()
    tried.solution()
    assert tried.key.solution in capsys.readouterr().out


@pytest.mark.parametrize("wish", ["", "  ", "hnit", None, 3])
def test_help_without_a_wish_says_how(folder, capsys, wish):
    open_exercise("01").questions[0].help(wish)

    assert "Write hint or solution" in capsys.readouterr().out


def test_exercise_keeps_apart_from_lessons_and_other_exercises(folder, texts):
    """A mark made in a lesson or in another exercise counts in none."""
    from helpers.reading import open_reading

    article = texts[read_keys("04").articles["A"]]
    for reading in (open_reading(article), open_exercise("03").readings["A"]):
        reading.add(*span(article, "3.2", "terror"), "loaded", "It makes the reader feel fear.")

    assert open_exercise("04").questions[2].look().outcome is Outcome.NOT_ATTEMPTED


def test_marks_made_in_another_tab_count(folder):
    first, second = open_exercise("01"), open_exercise("01")
    for at, words in (("2.2", "The union"), ("5.1", "the ICE union"), ("13.2", "the Council")):
        second.questions[2].mark(at, words, "name for the union")
        second.questions[2].mark(at, words, "name for the union")

    assert first.questions[2].look().outcome is Outcome.MATCHES
    assert len(second.readings["A"].marks) == 3


def test_a_hand_edited_progress_does_no_harm(folder, capsys):
    exercise = open_exercise("01")
    exercise.readings["A"].set_answer("exercise 01 q1", ["nonsense"])
    exercise.readings["A"].set_answer("exercise 01 q2", {"outcome": "brilliant", "tries": "many", "hints": "x"})

    again = open_exercise("01")
    again.questions[0].answer = again.questions[1].answer = 36
    again.questions[0].check()
    again.questions[1].check()
    again.questions[1].hint()
    again.progress()
    assert "✓ Matches the key" in capsys.readouterr().out


def test_an_answer_that_cannot_be_kept_is_still_checked(folder, capsys):
    question = open_exercise("01").questions[0]
    question.answer = "x" * 200_000
    question.check()
    shown = capsys.readouterr().out

    assert "could not be saved" in shown
    assert "Not yet" in shown


def test_no_traceback_for_a_strange_answer(folder, capsys):
    question = open_exercise("01").questions[4]
    for answer in (object(), {"a": {1, 2}}, float("nan"), [None], ["\ud800"], "<b>1.1</b>"):
        question.answer = answer
        question.check()

    assert capsys.readouterr().out


def test_texts_are_escaped():
    note = checks.Note("T", "<script>alert(1)</script>", [("1.1", "<i>")])

    assert "<script>" not in note._repr_html_()
    assert "<i>" not in note._repr_html_()


# Under nbgrader --------------------------------------------------------------------------


@EACH
def test_an_untouched_question_raises_under_nbgrader(ask, monkeypatch, number, key):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    question = ask(number, key)
    if key.kind == "open":
        question.check()
        return
    with pytest.raises(NotEarnedError, match="Not attempted"):
        question.check()


def test_a_check_that_was_replaced_earns_nothing(folder, monkeypatch):
    question = open_exercise("01").questions[0]
    monkeypatch.setattr(type(question), "check", lambda self: None)
    question.look = lambda: checks.Verdict(Outcome.MATCHES, "")  # type: ignore[method-assign]

    with pytest.raises(NotEarnedError):
        verify("01", question)


def test_under_nbgrader_the_reading_of_the_submission_counts(folder, monkeypatch):
    """A student with a name of their own is found by a grader who does not set it."""
    monkeypatch.setenv("READING_NAME", "Ana")
    for at, words in (("2.2", "The union"), ("5.1", "the ICE union"), ("13.2", "the Council")):
        open_exercise("01").questions[2].mark(at, words, "name for the union")
    monkeypatch.delenv("READING_NAME")
    assert open_exercise("01").questions[2].look().outcome is Outcome.NOT_ATTEMPTED

    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert open_exercise("01").questions[2].look().outcome is Outcome.MATCHES


def test_aspects_are_five_and_levels_four():
    assert len(ASPECTS) == 5
