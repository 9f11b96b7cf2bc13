#!/bin/sh
# Debian's chromium and a Chinese font for the browser tests, where they are missing and we may.
set -e
command -v chromium >/dev/null && command -v chromium-headless-shell >/dev/null &&
  fc-list :lang=zh-cn 2>/dev/null | grep -q . && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  command -v chromium >/dev/null || echo "chromium is missing: the browser tests will be skipped"
  fc-list :lang=zh-cn 2>/dev/null | grep -q . || echo "a Chinese font is missing: tests may fail"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null
# The tests run in it where it is to be had, three times as quickly.
apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null || true
