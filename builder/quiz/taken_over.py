"""Drafts of foreign questions become our Markdown, each read back to be sure."""

from __future__ import annotations

from builder.load.questions import parse_bank
from builder.problems import Problems
from builder.quiz.readers.drafts import Draft, Found, Remark
from builder.quiz.write_markdown import escaped, write_markdown


def taken_over(found: Found) -> tuple[str, int, list[Remark]]:
    """
    Our Markdown of every draft, how many are whole, and what a person must look at.

    A question that our parser does not read back as it was meant stands in
    the text all the same, with a remark: nothing is lost silently.
    """
    remarks = list(found.remarks)
    told = {remark.line for remark in remarks}
    texts, whole = [], 0
    for draft in found.drafts:
        text = write_markdown(draft.question())
        fault = _fault(draft, text)
        if fault and draft.line not in told:
            remarks.append(Remark(draft.line, fault))
        whole += not fault
        texts.append(text)
    return "\n".join(texts), whole, sorted(remarks, key=lambda one: one.line)


def _fault(draft: Draft, text: str) -> str:
    """Why the text is not the question that was meant, or ""."""
    problems = Problems()
    read = parse_bank(text.split("\n"), 1, "", problems)
    if problems.errors:
        return f"{problems.errors[0].message}; {problems.errors[0].mend}"
    if len(read) != 1:
        return "it does not read back as one question; look at it"
    one, meant = read[0], draft.question()
    same = (
        one.text == escaped(meant.text)
        and [choice.right for choice in one.choices] == [choice.right for choice in meant.choices]
        and len(one.pairs) == len(meant.pairs)
        and len(one.items) == len(meant.items)
        and len(one.blanks) == len(meant.blanks)
    )
    return "" if same else "it reads back as another question; look at it"
