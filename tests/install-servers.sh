#!/bin/sh
# Debian's ssh server, rsync and faketime for the tests of publishing, where missing and we may.
set -e
test -x /usr/sbin/sshd && command -v rsync >/dev/null && command -v faketime >/dev/null && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "sshd, rsync or faketime is missing: some tests of publishing will be skipped"
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends openssh-server rsync faketime >/dev/null
