"""The key `advice_off` of school.yml and of a lesson: advice that is not wanted."""

from __future__ import annotations

import difflib

from builder.load.limits import MAX_ALIKE
from builder.load.schema import Keys
from builder.model.advice import ADVICE
from builder.problems import Problems


def read_advice_off(keys: Keys, path: str, problems: Problems) -> frozenset[str]:
    """
    The names of advice that `advice_off` switches off; a name that is none is a problem.

    Args:
        keys: Of the file.
        path: Of the file, relative to the school's folder.
        problems: Takes what is wrong.
    """
    named = [str(one) for one in keys.get("advice_off", ())]
    for name in [one for one in named if one not in ADVICE][:MAX_ALIKE]:
        near = difflib.get_close_matches(name[:40].lower(), ADVICE, n=1, cutoff=0.5)
        mend = f"did you mean {near[0]}?" if near else f"known names are {', '.join(ADVICE)}"
        message = f"advice_off: no advice is named {name[:40]}"
        line = keys.lines["advice_off"]
        problems.add(path, line, "key-value", message, mend, severity="advice")
    return frozenset(named)
