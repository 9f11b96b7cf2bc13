"""The account of a push, from the environment alone."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from builder import wechat_limits as limits
from builder.i18n import Said
from builder.wechat.push.stops import PushError

APPID, SECRET, API, TIMEOUT = "WECHAT_APPID", "WECHAT_SECRET", "WECHAT_API", "WECHAT_TIMEOUT"
PACE = "WECHAT_PACE"  # multiplies every wait; for tests against a server on this computer alone
_APPID = re.compile(r"wx[0-9A-Za-z]{16}")

_MISSING = Said(
    "the environment variable {name} is missing; it stands in the console (设置与开发 → "
    '开发接口管理): export {name}="…", in PowerShell $env:{name} = "…"',
    "缺少环境变量 {name}；它在后台“设置与开发 → 开发接口管理”："
    'export {name}="…"，PowerShell 里写 $env:{name} = "…"',
)
_BAD_APPID = Said(
    "WECHAT_APPID is no AppID; an AppID is wx and 16 letters or digits",
    "WECHAT_APPID 不是 AppID；AppID 是 wx 加 16 位字母或数字",
)
_BAD_API = Said(
    "WECHAT_API is no address to send a secret to; it must be https://…, or http:// to this "
    "computer alone, without user name or question mark",
    "WECHAT_API 不是可以发送密钥的地址；须是 https://…（只有本机可用 http://），且不带用户名和问号",
)
_BAD_TIMEOUT = Said(
    "WECHAT_TIMEOUT is no number of seconds, such as 120",
    "WECHAT_TIMEOUT 不是秒数，例如 120",
)


@dataclass(frozen=True)
class Account:
    """
    Whom to speak for, and where.

    Attributes:
        appid: The account's AppID; not secret.
        secret: Its AppSecret; "" where nothing will be sent.
        api: Start of every address, without a slash at its end.
        timeout: Seconds that WeChat may take to answer.
        upload_timeout: The same, while a file is sent.
        pace: Factor of all waits between tries.
    """

    appid: str
    secret: str = field(default="", repr=False)
    api: str = limits.API
    timeout: float = limits.TIMEOUT
    upload_timeout: float = limits.UPLOAD_TIMEOUT
    pace: float = 1.0


def account_from(environment: Mapping[str, str], *, to_send: bool = True) -> Account:
    """
    The account that the environment names.

    Args:
        environment: Variables by name.
        to_send: Whether the secret is needed.

    Raises:
        PushError: A variable is missing or wrong.
    """
    appid = _wanted(environment, APPID)
    if not _APPID.fullmatch(appid):
        raise PushError(_BAD_APPID)
    if not to_send:
        return Account(appid)
    api = _api(environment.get(API, "").strip() or limits.API)
    timeout = _seconds(environment.get(TIMEOUT, "").strip())
    pace = _pace(environment, api)
    secret = _wanted(environment, SECRET)
    if timeout is None:
        return Account(appid, secret, api, pace=pace)
    return Account(appid, secret, api, timeout, timeout, pace)


def _wanted(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise PushError(_MISSING.filled(name=name))
    return value


def _api(address: str) -> str:
    try:
        parts = urlsplit(address)
        safe = parts.scheme == "https" or (parts.scheme == "http" and _is_here(parts.hostname))
        bare = not (parts.username or parts.password or parts.query or parts.fragment)
        good = safe and bare and parts.hostname and (parts.port or 1)
    except ValueError:
        good = False
    if not good:
        raise PushError(_BAD_API)
    return address.rstrip("/").removesuffix("/cgi-bin")


def _is_here(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def _seconds(text: str) -> float | None:
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,4}(\.[0-9]{1,3})?", text) or not float(text):
        raise PushError(_BAD_TIMEOUT)
    return float(text)


def _pace(environment: Mapping[str, str], api: str) -> float:
    if not _is_here(urlsplit(api).hostname):
        return 1.0
    return _seconds(environment.get(PACE, "")) or 1.0
