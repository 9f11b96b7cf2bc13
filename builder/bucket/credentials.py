"""The key to a store: from the environment, or from the files that the providers' tools keep."""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from builder.bucket.errors import OutsideError


@dataclass(frozen=True)
class Credentials:
    """A key; its `repr` shows none of it."""

    key: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    def config(self) -> dict[str, str | bool]:
        """As obstore wants it; empty when it finds a role of the machine by itself."""
        if not self.key:
            return {}
        found: dict[str, str | bool] = {"access_key_id": self.key}
        found["secret_access_key"] = self.secret
        return found | ({"token": self.token} if self.token else {})

    @property
    def values(self) -> tuple[str, ...]:
        """What must never be printed."""
        return tuple(one for one in (self.key, self.secret, self.token) if one)


# Each provider's own variables: key, secret, token.
_VARIABLES: tuple[tuple[str, tuple[str, str, str]], ...] = (
    ("", ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")),
    ("aliyuncs", ("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN")),
    ("aliyuncs", ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
                  "ALIBABA_CLOUD_SECURITY_TOKEN")),
    ("myqcloud", ("TENCENTCLOUD_SECRET_ID", "TENCENTCLOUD_SECRET_KEY",
                  "TENCENTCLOUD_SESSION_TOKEN")),
    ("myqcloud", ("COS_SECRET_ID", "COS_SECRET_KEY", "COS_SESSION_TOKEN")),
    ("myhuaweicloud", ("OBS_ACCESS_KEY_ID", "OBS_SECRET_ACCESS_KEY", "OBS_SECURITY_TOKEN")),
    ("myhuaweicloud", ("HUAWEICLOUD_SDK_AK", "HUAWEICLOUD_SDK_SK",
                       "HUAWEICLOUD_SDK_SECURITY_TOKEN")),
    ("qiniucs", ("QINIU_ACCESS_KEY", "QINIU_SECRET_KEY", "")),
)  # fmt: skip
# Roles of a machine, which obstore asks for by itself.
_ROLES = (
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
)


def credentials(host: str, env: Mapping[str, str], home: Path) -> Credentials:
    """
    Find the key.

    Args:
        host: Of the endpoint, which says whose store it is; "" for AWS.
        env: The environment.
        home: The user's folder, where the providers' tools keep theirs.

    Raises:
        OutsideError: There is none.
    """
    for vendor, (key, secret, token) in _VARIABLES:
        if vendor in host and env.get(key) and env.get(secret):
            return Credentials(env[key].strip(), env[secret].strip(), env.get(token, "").strip())
    for vendor, read in _FILES:
        if vendor in host and (found := _quietly(read, env, home)):
            return found
    if any(env.get(name) for name in _ROLES):
        return Credentials()
    message = "no key to the store was found"
    mend = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; docs/publish.md shows how"
    raise OutsideError(message, mend)


def _quietly(
    read: Callable[[Mapping[str, str], Path], Credentials | None],
    env: Mapping[str, str],
    home: Path,
) -> Credentials | None:
    """A file that cannot be read is as none; what stands in it is not repeated."""
    try:
        found = read(env, home)
    except (OSError, ValueError, KeyError, TypeError, configparser.Error):
        return None
    return found if found and found.key and found.secret else None


def _aws(env: Mapping[str, str], home: Path) -> Credentials | None:
    file = Path(env.get("AWS_SHARED_CREDENTIALS_FILE") or home / ".aws" / "credentials")
    found = _ini(file)[env.get("AWS_PROFILE") or "default"]
    token = found.get("aws_session_token", "")
    return Credentials(found["aws_access_key_id"], found["aws_secret_access_key"], token)


def _ossutil(_: Mapping[str, str], home: Path) -> Credentials | None:
    parser = _ini(home / ".ossutilconfig")
    section = parser["default" if "default" in parser else "Credentials"]
    found = {re.sub(r"[^a-z]", "", key.lower()): value for key, value in section.items()}
    return Credentials(found["accesskeyid"], found["accesskeysecret"], found.get("ststoken", ""))


def _aliyun(_: Mapping[str, str], home: Path) -> Credentials | None:
    whole = json.loads((home / ".aliyun" / "config.json").read_text(encoding="utf-8"))
    name = whole.get("current", "default")
    one = next(profile for profile in whole["profiles"] if profile["name"] == name)
    token = one.get("sts_token", "")
    return Credentials(one["access_key_id"], one["access_key_secret"], token)


def _cos(_: Mapping[str, str], home: Path) -> Credentials | None:
    found = _ini(home / ".cos.conf")["common"]
    return Credentials(found["secret_id"], found["secret_key"], found.get("token", ""))


def _obs(_: Mapping[str, str], home: Path) -> Credentials | None:
    text = (home / ".obsutilconfig").read_text(encoding="utf-8")
    found = dict(re.findall(r"^(ak|sk|token)=(.*)$", text, re.MULTILINE))
    return Credentials(found["ak"].strip(), found["sk"].strip(), found.get("token", "").strip())


def _ini(file: Path) -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None, default_section="\0")
    parser.read_string(file.read_text(encoding="utf-8"))
    return parser


_FILES: tuple[tuple[str, Callable[[Mapping[str, str], Path], Credentials | None]], ...] = (
    ("aliyuncs", _ossutil),
    ("aliyuncs", _aliyun),
    ("myqcloud", _cos),
    ("myhuaweicloud", _obs),
    ("", _aws),
)
