"""The networks whose refresh calls are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from builder.publish.cdn import aliyun, cloudflare, qiniu, tencent
from builder.publish.cdn.asked import Asked
from builder.publish.cdn.vendor import UnavailableError, Vendor

Make = Callable[[Mapping[str, str], Mapping[str, str]], Vendor]

# Name in publish.yml: what it is called, how it is made, the variables of its keys.
VENDORS: Mapping[str, tuple[str, Make, tuple[str, ...]]] = {
    "aliyun": ("Aliyun CDN", aliyun.Aliyun, aliyun.VARIABLES),
    "tencent": ("Tencent Cloud CDN", tencent.Tencent, tencent.VARIABLES),
    "qiniu": ("Qiniu CDN", qiniu.Qiniu, qiniu.VARIABLES),
    "cloudflare": ("Cloudflare", cloudflare.Cloudflare, cloudflare.VARIABLES),
}


def refresher(settings: Mapping[str, str], env: Mapping[str, str]) -> Asked:
    """
    Give the refresher of a target.

    Args:
        settings: The keys below `cdn:` in publish.yml, `vendor` among them.
        env: The environment, where the keys of the vendor's account stand.

    Returns:
        One that never raises for what it is told: where the network cannot
        be asked from here (no library, no key), it leaves every address and
        says why.
    """
    vendor = settings.get("vendor", "").strip().lower()
    if vendor not in VENDORS:
        return Asked(vendor or "cdn", _unknown, ())
    name, make, variables = VENDORS[vendor]
    secrets = [env.get(one, "").strip() for one in variables]
    return Asked(name, partial(make, settings, env), secrets)


def _unknown() -> Vendor:
    raise UnavailableError(f"write below cdn: vendor: and one of {', '.join(VENDORS)}")
