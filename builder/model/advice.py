"""The names of advice that a school or one lesson can switch off."""

ADVICE = (
    "sentence-long",
    "paragraph-long",
    "character-rare",
    "word-foreign",
    "summary-missing",
    "question-none",
    "lesson-long",
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
