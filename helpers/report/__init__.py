"""What a reading says, on one page."""

from helpers.report.checklist import QUESTIONS, Check, Question, checks_for, checks_frame, questions_frame
from helpers.report.claims import HOW, JUDGEMENTS, claim_from_words, claim_key, claims_to_weigh
from helpers.report.earlier import CHANGES, impression_frame, loaded_words, so_far, sources
from helpers.report.page import report_html, write_report
from helpers.report.rows import claims_frame, evidence_rows, lateral_frame, marks_frame, report_frame, worksheet_frame
