"""Every rule that needs the whole school."""

from __future__ import annotations

from pathlib import Path

from builder.check.addresses import check_addresses
from builder.check.advice.all import check_advice
from builder.check.advice.texts import wanted
from builder.check.certificates import check_certificates
from builder.check.cities import check_cities
from builder.check.companies import check_companies
from builder.check.exams import check_exams
from builder.check.groups import check_groups
from builder.check.links import check_links
from builder.check.media import check_media
from builder.check.probed import Probed
from builder.check.questions import check_questions
from builder.check.survey import check_survey
from builder.check.translations import check_translations
from builder.check.wording import check_wording
from builder.load.files import walk
from builder.load.nearest import Nearest
from builder.model.school import School
from builder.problems import Problem, Problems
from builder.today import today


def check(school: School, *, cache: Path | None = None) -> list[Problem]:
    """
    Check addresses, links, anchors, media, groups and wording of a loaded school, and advise.

    Args:
        school: As `builder.load.school.load` gives it, nothing left out.
        cache: Folder in which to remember what media were seen to be; None
            looks into every one anew.
    """
    files = frozenset(walk(school.content, Problems()))
    nearest = Nearest(files)
    found = Problems()
    found.extend(check_addresses(school))
    found.extend(check_exams(school))
    found.extend(check_groups(school, today()))
    found.extend(check_wording(school, files))
    found.extend(check_questions(school))
    found.extend(check_survey(school))
    found.extend(check_cities(school))
    found.extend(check_certificates(school))
    found.extend(check_companies(school))
    found.extend(check_translations(school))
    found.extend(check_links(school, files, nearest))
    probed = Probed(school.content, cache)
    found.extend(check_media(school, files, nearest, probed))
    found.extend(check_advice(school, probed, cache))
    return list(wanted(school, found))
