"""What a reading says, on one page."""

from helpers.report.checklist import WORKSHEET, Check, Question, checks_for, checks_frame, questions_frame
from helpers.report.claims import HOW, JUDGEMENTS, claim_from_words, claim_key, claims_to_weigh, record
from helpers.report.earlier import (
    AFTER,
    CHANGES,
    FIRST_IMPRESSION,
    IMPRESSION,
    SOURCE_GRID,
    first_impression,
    impression_frame,
    loaded_words,
    so_far,
    sources,
)
from helpers.report.page import (
    claims_frame,
    lateral_frame,
    marks_frame,
    report_frame,
    report_html,
    worksheet_frame,
    write_report,
)
