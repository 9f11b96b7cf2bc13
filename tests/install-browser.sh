#!/bin/sh
# Debian's chromium and a Chinese font for the browser tests, where they are missing and we may.
set -e
command -v chromium >/dev/null && fc-list :lang=zh-cn 2>/dev/null | grep -q . && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "chromium or a Chinese font is missing: the browser tests will be skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null
