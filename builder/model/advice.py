"""The names of advice that a school or one lesson can switch off."""

OF_PROSE = (  # what a lesson is told for its own words, whatever else the school holds
    "sentence-long",
    "paragraph-long",
    "character-rare",
    "word-foreign",
    "summary-missing",
    "question-none",
    "lesson-long",
)
ADVICE = (
    *OF_PROSE,
    "picture-text",
    "link-blocked",
    "question-long",
    "question-not",
    "question-choices",
    "question-letter-told",
    "question-told",
    "questions-longest",
    "questions-place",
)
