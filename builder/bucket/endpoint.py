"""Where a bucket's API is: path or host style, region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from builder.bucket.errors import OutsideError

# These refuse path style, or soon will: measured or said by their documents.
_HOSTED = re.compile(r"(?:aliyuncs|myqcloud|myhuaweicloud|qiniucs|volces|ksyuncs)\.com$")
_REGION = re.compile(
    r"(?:^|[.-])((?:oss-)?(?:cn|ap|us|eu|me|na|af|la|sa)-[a-z]+(?:-[a-z0-9]+)*)\.", re.I
)


@dataclass(frozen=True)
class Endpoint:
    """
    Where requests for a bucket go.

    Attributes:
        bucket: Its name.
        url: Address to which requests are made, "" for AWS itself.
        region: Part of the signature.
        hosted: Whether the bucket is part of the host's name.
    """

    bucket: str
    url: str
    region: str
    hosted: bool

    def config(self) -> dict[str, str | bool]:
        """As obstore wants it."""
        found: dict[str, str | bool] = {"region": self.region}
        found["virtual_hosted_style_request"] = self.hosted
        if self.url:
            found |= {"endpoint": self.url, "aws_endpoint_url_s3": self.url}
        return found


def endpoint(
    bucket: str,
    env: Mapping[str, str],
    *,
    url: str = "",
    region: str = "",
    hosted: bool | None = None,
) -> Endpoint:
    """
    Put together what the user and the environment say.

    Args:
        bucket: Its name.
        env: The environment.
        url: Address of the API, "" for the environment's.
        region: Of the bucket, "" for the environment's.
        hosted: Whether the bucket is part of the host's name; None to decide
            by the address.

    Raises:
        OutsideError: The endpoint is no address.
    """
    url = url or env.get("AWS_ENDPOINT_URL_S3") or env.get("AWS_ENDPOINT_URL") or ""
    url = url.rstrip("/")
    if url and not re.fullmatch(r"https?://[^\s/@?#]+(/[^\s@?#]*)?", url):
        message = "the endpoint is no address, or holds a key"
        raise OutsideError(message, "write AWS_ENDPOINT_URL as https://host")
    host = urlsplit(url).hostname or ""
    hosted = bool(_HOSTED.search(host)) if hosted is None else hosted
    if hosted and url and not host.startswith(f"{bucket}."):
        url = url.replace("://", f"://{bucket}.", 1)
    return Endpoint(bucket, url, region or _region(host, env), hosted)


def _region(host: str, env: Mapping[str, str]) -> str:
    given = env.get("AWS_REGION") or env.get("AWS_DEFAULT_REGION")
    if given:
        return given
    if host.endswith("r2.cloudflarestorage.com"):
        return "auto"
    found = _REGION.search(host)
    return found[1].removeprefix("oss-").removesuffix("-internal") if found else "us-east-1"
