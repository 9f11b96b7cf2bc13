"""Limits of content, with their sources."""

MAX_TITLE = 64  # characters; WeChat's article titles end there
MAX_SUMMARY = 120  # characters; WeChat's digests end there
MAX_YAML = 200_000  # bytes; far above any real course.yml
MAX_YAML_DEPTH = 20  # levels of indents and brackets
MAX_FRONT_MATTER = 20_000  # characters; eleven keys have about 500
MAX_STYLE = 60_000  # bytes; an article ends at 20,000 characters, styles included
MAX_CONTACT = 60  # characters; a name and a number
MAX_FOLDERS = 12  # levels of folders below content/
MAX_ALIKE = 20  # problems of one kind in one file that are worth reading
