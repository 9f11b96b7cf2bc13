"""Where a bucket's API is: path or host style, region."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from builder.publish.errors import PublishError
from builder.publish.targets import Target

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


def endpoint(target: Target, env: Mapping[str, str]) -> Endpoint:
    """
    Put together what publish.yml and the environment say.

    Raises:
        PublishError: The endpoint is no address.
    """
    url = target.endpoint or env.get("AWS_ENDPOINT_URL_S3") or env.get("AWS_ENDPOINT_URL") or ""
    url = url.rstrip("/")
    if url and not re.fullmatch(r"https?://[^\s/@?#]+(/[^\s@?#]*)?", url):
        message = "the endpoint is no address, or holds a key"
        raise PublishError(message, "write AWS_ENDPOINT_URL as https://host")
    host = urlsplit(url).hostname or ""
    hosted = bool(_HOSTED.search(host)) if target.virtual_host is None else target.virtual_host
    if hosted and url and not host.startswith(f"{target.host}."):
        url = url.replace("://", f"://{target.host}.", 1)
    return Endpoint(target.host, url, _region(target, host, env), hosted)


def _region(target: Target, host: str, env: Mapping[str, str]) -> str:
    given = target.region or env.get("AWS_REGION") or env.get("AWS_DEFAULT_REGION")
    if given:
        return given
    if host.endswith("r2.cloudflarestorage.com"):
        return "auto"
    found = _REGION.search(host)
    return found[1].removeprefix("oss-").removesuffix("-internal") if found else "us-east-1"
