"""How nbgrader makes a student copy of a master: `python -m helpers exercises` and your own course read this."""

c = get_config()  # noqa: F821 - nbgrader gives this name to the file

# The cell above the solution already holds the three dots, so nothing need stand in its place, and it runs.
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "*Write your answer here, in place of this line.*"
