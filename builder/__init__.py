"""Ren to Learn: builds a school's lessons into light pages for phones."""

__version__ = "0.1.0"
