"""A file becomes a text with addresses."""

from helpers.article.files import LARGEST_FILE, ROOT, SEEDS, CourseError, Row, complain, entries, read_lexicon
from helpers.article.own import SECOND, choose_article
from helpers.article.quotation_marks import Quote
from helpers.article.reference_tables import SCHEME, forms_by_referent, read_reference
from helpers.article.segments import Span, word_spans
from helpers.article.text import LONE_SURROGATE, Article, read_article

__all__ = [
    "LARGEST_FILE",
    "LONE_SURROGATE",
    "ROOT",
    "SCHEME",
    "SECOND",
    "SEEDS",
    "Article",
    "CourseError",
    "Quote",
    "Row",
    "Span",
    "choose_article",
    "complain",
    "entries",
    "forms_by_referent",
    "read_article",
    "read_lexicon",
    "read_reference",
    "word_spans",
]
