"""One question as a QTI 2.1 `assessmentItem` (1EdTech, QTI 2.1 final, information model)."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree.ElementTree import Element, SubElement

from builder.exam.lettered import LETTERS
from builder.markup.plain import plain
from builder.model.question import Blank
from builder.quiz.blanks import alternatives, digits, intervals
from builder.quiz.booklet import Entry
from builder.quiz.formats.xhtml import division, fill, legal
from builder.quiz.pieces import Pieces

QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_SCHEMA = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
TOLD = "told"  # the identifier of the explanation


def root(tag: str, **attributes: str) -> Element:
    """The root of a QTI 2.1 document."""
    spaces = {"xmlns": QTI, "xmlns:xsi": _XSI, "xsi:schemaLocation": _SCHEMA}
    return Element(tag, {**spaces, **attributes})


def identifier(entry: Entry) -> str:
    """What an item is called in its package; the id follows from the question's content."""
    return f"q{entry.number:03}-{entry.question.id}"


def item(entry: Entry, pieces: Pieces, language: str) -> Element:
    """The `assessmentItem` of an entry; it scores as `docs/exchange.md` says."""
    title = plain(pieces.html(entry, entry.question.text))[:120]
    whole = root(
        "assessmentItem",
        identifier=identifier(entry),
        title=legal(title),
        adaptive="false",
        timeDependent="false",
    )
    whole.set("xml:lang", language)
    body = Element("itemBody")
    division(body, pieces.asked(entry))
    rule = _KINDS[entry.question.kind](whole, body, entry, pieces)
    _outcomes(whole, entry)
    whole.append(body)
    _processing(whole, entry, rule)
    _feedback(whole, entry, pieces)
    return whole


def _choices(whole: Element, body: Element, entry: Entry, pieces: Pieces) -> Element:
    several = entry.question.kind == "multiple"
    _declared(whole, "multiple" if several else "single", "identifier", entry.letters)
    asked = _interaction(body, "choiceInteraction", shuffled=entry.question.shuffle)
    asked.set("maxChoices", "0" if several else "1")
    _listed(asked, entry, pieces)
    return _matches()


def _items(whole: Element, body: Element, entry: Entry, pieces: Pieces) -> Element:
    _declared(whole, "ordered", "identifier", entry.letters)
    _listed(_interaction(body, "orderInteraction", shuffled=True), entry, pieces)
    return _matches()


def _pairs(whole: Element, body: Element, entry: Entry, pieces: Pieces) -> Element:
    """Each right pair earns its part of the points."""
    pairs = [f"L{at} {letter}" for at, letter in enumerate(entry.letters, 1)]
    declared = _declared(whole, "multiple", "directedPair", pairs)
    mapping = SubElement(declared, "mapping", defaultValue="0")
    for pair in pairs:
        SubElement(mapping, "mapEntry", mapKey=pair, mappedValue=str(1 / len(pairs)))
    asked = _interaction(body, "matchInteraction", shuffled=True)
    asked.set("maxAssociations", str(len(pairs)))
    lefts = SubElement(asked, "simpleMatchSet")
    for at, (left, _) in enumerate(entry.question.pairs, 1):
        side = SubElement(lefts, "simpleAssociableChoice", identifier=f"L{at}", matchMax="1")
        fill(side, pieces.html(entry, left))
    rights = SubElement(asked, "simpleMatchSet")
    for letter, right in zip(LETTERS, entry.listed, strict=False):
        side = SubElement(rights, "simpleAssociableChoice", identifier=letter, matchMax="0")
        fill(side, pieces.html(entry, right))
    return Element("mapResponse", identifier="RESPONSE")


def _blanks(whole: Element, body: Element, entry: Entry, pieces: Pieces) -> Element:  # noqa: ARG001
    """All blanks must be right."""
    rule = Element("and")
    for at, blank in enumerate(entry.question.blanks, 1):
        name = f"RESPONSE{at}"
        kind = "float" if intervals(blank) else "string"
        value = digits(intervals(blank)[0][0]) if intervals(blank) else alternatives(blank)[0]
        _declared(whole, "single", kind, [value], name)
        line = SubElement(body, "p")
        line.text = f"{at}. "
        SubElement(line, "textEntryInteraction", responseIdentifier=name, expectedLength="20")
        rule.append(_taken(blank, name))
    return rule


def _taken(blank: Blank, name: str) -> Element:
    taken = Element("or")
    for low, high in intervals(blank):
        both = SubElement(taken, "and")
        for tag, end in (("gte", low), ("lte", high)):
            _compared(SubElement(both, tag), name, "float", digits(end))
    for answer in () if intervals(blank) else alternatives(blank):
        match = SubElement(taken, "stringMatch", caseSensitive="false")
        _compared(match, name, "string", answer)
    return taken


def _compared(parent: Element, name: str, kind: str, value: str) -> None:
    SubElement(parent, "variable", identifier=name)
    SubElement(parent, "baseValue", baseType=kind).text = legal(value)


def _open(whole: Element, body: Element, entry: Entry, pieces: Pieces) -> None:
    """A person gives the points; the model answer is for whoever does."""
    SubElement(
        whole, "responseDeclaration",
        identifier="RESPONSE", cardinality="single", baseType="string",
    )  # fmt: skip
    rubric = SubElement(body, "rubricBlock", view="scorer tutor")
    division(rubric, pieces.html(entry, entry.question.model_answer))
    SubElement(body, "extendedTextInteraction", responseIdentifier="RESPONSE")


_Kind = Callable[[Element, Element, Entry, Pieces], Element | None]
_KINDS: dict[str, _Kind] = {
    "single": _choices, "multiple": _choices, "truefalse": _choices,
    "order": _items, "match": _pairs, "fill": _blanks, "open": _open,
}  # fmt: skip


def _declared(
    whole: Element, cardinality: str, kind: str, right: tuple[str, ...] | list[str],
    name: str = "RESPONSE",
) -> Element:  # fmt: skip
    declared = SubElement(
        whole, "responseDeclaration", identifier=name, cardinality=cardinality, baseType=kind
    )
    correct = SubElement(declared, "correctResponse")
    for value in right:
        SubElement(correct, "value").text = legal(value)
    return declared


def _interaction(body: Element, tag: str, *, shuffled: bool) -> Element:
    shuffle = "true" if shuffled else "false"
    return SubElement(body, tag, responseIdentifier="RESPONSE", shuffle=shuffle)


def _listed(interaction: Element, entry: Entry, pieces: Pieces) -> None:
    for letter, text in zip(LETTERS, entry.listed, strict=False):
        choice = SubElement(interaction, "simpleChoice", identifier=letter)
        fill(choice, pieces.html(entry, text))


def _matches() -> Element:
    rule = Element("match")
    SubElement(rule, "variable", identifier="RESPONSE")
    SubElement(rule, "correct", identifier="RESPONSE")
    return rule


def _outcomes(whole: Element, entry: Entry) -> None:
    points = digits(entry.question.points)
    score = SubElement(
        whole, "outcomeDeclaration",
        identifier="SCORE", cardinality="single", baseType="float", normalMaximum=points,
    )  # fmt: skip
    default = SubElement(score, "defaultValue")
    SubElement(default, "value").text = "0"
    SubElement(
        whole, "outcomeDeclaration",
        identifier="FEEDBACK", cardinality="multiple", baseType="identifier",
    )  # fmt: skip


def _processing(whole: Element, entry: Entry, rule: Element | None) -> None:
    processing = SubElement(whole, "responseProcessing")
    if rule is not None:
        _scored(processing, digits(entry.question.points), rule)
    shown = SubElement(processing, "setOutcomeValue", identifier="FEEDBACK")
    said = SubElement(shown, "multiple")
    SubElement(said, "baseValue", baseType="identifier").text = TOLD
    if entry.choices:
        SubElement(said, "variable", identifier="RESPONSE")


def _scored(processing: Element, points: str, rule: Element) -> None:
    """Points times the share of a mapping, or all of them when a rule holds."""
    value = Element("baseValue", baseType="float")
    value.text = points
    if rule.tag == "mapResponse":
        score = SubElement(processing, "setOutcomeValue", identifier="SCORE")
        product = SubElement(score, "product")
        product.extend([value, rule])
        return
    when = SubElement(SubElement(processing, "responseCondition"), "responseIf")
    when.append(rule)
    SubElement(when, "setOutcomeValue", identifier="SCORE").append(value)


def _feedback(whole: Element, entry: Entry, pieces: Pieces) -> None:
    said = [(TOLD, pieces.told(entry))]
    said += [
        (letter, pieces.html(entry, choice.feedback))
        for letter, choice in zip(LETTERS, entry.choices, strict=False)
    ]
    for name, html in said:
        if html:
            shown = SubElement(
                whole, "modalFeedback",
                outcomeIdentifier="FEEDBACK", identifier=name, showHide="show",
            )  # fmt: skip
            division(shown, html)
