"""A file becomes a text with addresses."""

from helpers.article.colours import INK, LIT, PALETTE, QUIET, UNLIT
from helpers.article.files import (
    IMAGES,
    LARGEST_FILE,
    ROOT,
    SEEDS,
    TRACEBACKS,
    CourseError,
    Row,
    complain,
    entries,
    read_lexicon,
)
from helpers.article.loading import COURSE, SECOND, choose_article, open_article, read_article
from helpers.article.places import ADDRESS, Evidence, find_evidence, find_words, place_of
from helpers.article.quotation_marks import Quote
from helpers.article.reference_tables import SCHEME, forms_by_referent, has_tables, reference, table_path
from helpers.article.segments import Span, word_spans
from helpers.article.text import LONE_SURROGATE, Article
from helpers.article.wording import plural, shorten, straight, times
