"""An allow-list for drawings: nothing that runs, calls out, or hides where it was made."""

from __future__ import annotations

import base64
import binascii
import re
from xml.etree.ElementTree import Element

from builder.media.strip import stripped

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

# Of the elements of SVG 2 all that paint or describe; no script, foreignObject, video, feImage.
_ELEMENTS = """
    svg g defs symbol use switch title desc style image path rect circle ellipse line polyline
    polygon text tspan textPath linearGradient radialGradient stop clipPath mask pattern marker
    animate animateMotion animateTransform set mpath filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge
    feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence
"""
_ATTRIBUTES = """
    accumulate additive alignment-baseline amplitude aria-label attributeName azimuth
    baseFrequency baseline-shift begin bias by calcMode class clip-path clip-rule clipPathUnits
    color color-interpolation color-interpolation-filters cx cy d diffuseConstant direction
    display divisor dominant-baseline dur dx dy edgeMode elevation end exponent fill fill-opacity
    fill-rule filter filterUnits flood-color flood-opacity font-family font-size
    font-size-adjust font-stretch font-style font-variant font-weight fr from fx fy
    gradientTransform gradientUnits height id image-rendering in in2 intercept isolation k1 k2 k3
    k4 kernelMatrix keyPoints keySplines keyTimes lang lengthAdjust letter-spacing
    lighting-color limitingConeAngle marker-end marker-mid marker-start markerHeight markerUnits
    markerWidth mask mask-type maskContentUnits maskUnits max min mix-blend-mode mode
    numOctaves offset opacity operator order orient origin overflow paint-order path
    pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY
    pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY repeatCount
    repeatDur requiredExtensions requiredFeatures restart result role rotate rx ry scale seed
    shape-rendering side slope spacing specularConstant specularExponent spreadMethod
    startOffset stdDeviation stitchTiles stop-color stop-opacity stroke stroke-dasharray
    stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity
    stroke-width style surfaceScale systemLanguage tableValues targetX targetY text-anchor
    text-decoration text-rendering textLength to transform transform-box transform-origin type
    unicode-bidi values vector-effect version viewBox visibility white-space width word-spacing
    writing-mode x x1 x2 xChannelSelector y y1 y2 yChannelSelector z
"""
_ALLOWED_ELEMENTS = frozenset(_ELEMENTS.split())
_ALLOWED_ATTRIBUTES = frozenset(_ATTRIBUTES.split())
_TEXT = frozenset({"text", "tspan", "textPath"})
_URL = re.compile(r"url\s*\(\s*(['\"]?)\s*([^)'\"]*)\1\s*\)", re.I)
# A backslash can spell any of the others.
_HARMFUL = re.compile(r"url\s*\(|@import|image-set|src\s*\(|expression|binding|script:|\\", re.I)
_DATA = re.compile(r"\s*data:image/(png|jpeg|jpg|gif|webp);base64,([\sA-Za-z0-9+/=]+)$")


def clean(element: Element) -> None:
    """Take away, all the way down, what is not allowed; text and local references stay."""
    for name in [one for one in element.attrib if not _allowed(one, element.attrib[one])]:
        del element.attrib[name]
    children = list(element)
    element[:] = []
    for child in children:
        space, _, tag = str(child.tag).rpartition("}")
        if space == f"{{{SVG}" and tag == "a":
            # A link leads nowhere in a picture, but what it encloses is seen.
            tag = "tspan" if _tag(element) in _TEXT else "g"
            child.tag = f"{{{SVG}}}{tag}"
        if space == f"{{{SVG}" and tag in _ALLOWED_ELEMENTS and _harmless(child, tag):
            clean(child)
            element.append(child)
        else:
            _keep_tail(element, child.tail or "")


def _tag(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _keep_tail(parent: Element, tail: str) -> None:
    """The text behind a child that goes."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail


def _harmless(element: Element, tag: str) -> bool:
    if tag == "style":
        return not _calls_out("".join(element.itertext()))
    if element.get("attributeName", "x") not in _ALLOWED_ATTRIBUTES:
        return False  # an animation of a link
    return tag != "image" or _embedded(element)


def _embedded(image: Element) -> bool:
    """Keep a picture that lies in the drawing itself, less its metadata."""
    for name in ("href", f"{{{XLINK}}}href"):
        found = _DATA.match(image.attrib.pop(name, ""))
        if not found:
            continue
        try:
            data = stripped(base64.b64decode(found[2]))
        except binascii.Error:
            return False
        if data:
            text = base64.b64encode(data).decode()
            image.set(f"{{{XLINK}}}href", f"data:image/{found[1]};base64,{text}")
            return True
    return False


def _allowed(name: str, value: str) -> bool:
    space, _, local = name.rpartition("}")
    if local == "href" and space in {"", f"{{{XLINK}"}:
        return value.strip().startswith("#") or bool(_DATA.match(value))
    if space == f"{{{_XML}":
        return local in {"lang", "space"}
    return not space and local in _ALLOWED_ATTRIBUTES and not _calls_out(value)


def _calls_out(css: str) -> bool:
    """Whether a style or attribute names anything but parts of the drawing itself."""
    return bool(_HARMFUL.search(_URL.sub(_local_gone, css)))


def _local_gone(url: re.Match[str]) -> str:
    return "" if url[2].startswith("#") else url[0]
