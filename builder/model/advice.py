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
OF_QUESTIONS = (  # the same for its questions
    "question-long",
    "question-not",
    "question-choices",
    "question-letter-told",
    "question-told",
    "questions-longest",
    "questions-place",
)
ADVICE = (*OF_PROSE, "picture-text", "link-blocked", *OF_QUESTIONS)
