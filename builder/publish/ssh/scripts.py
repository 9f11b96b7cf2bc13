"""What is run on the server: POSIX shell, flock, rsync and sha256sum."""

from __future__ import annotations

from shlex import quote

# Held for moments only, so that nobody changes the lock between a look and a deed.
_GUARD = "exec 9>>_ren/guard; flock -w 20 9 || exit 75"
_MINE = (
    'test "$(head -n 1 _ren/lock 2>/dev/null)" = {nonce} || '
    '{{ echo "lost: $(cat _ren/owner 2>/dev/null)"; exit 0; }}'
)


def acquire(nonce: str, who: str, lease: int, dead: str, *, take_over: bool) -> str:
    """
    Take the lock, or say who has it.

    Prints `own EPOCH`, or `held SECONDS NONCE WHO`. `dead` is the nonce of a
    publisher that is known to be dead.
    """
    return f"""{_GUARD}
if test -e _ren/lock; then
  nonce=$(head -n 1 _ren/lock); who=$(sed -n 2p _ren/lock)
  silent=$(( $(date +%s) - $(date -r _ren/lock +%s) ))
  if test "$silent" -le {lease} && test "$nonce" != {quote(dead or "-")} && {
        "false" if take_over else "true"
    }; then
    echo "held $silent $nonce $who"; exit 0
  fi
fi
epoch=$(( $(cat _ren/epoch 2>/dev/null || echo 0) + 1 ))
echo "$epoch" > _ren/epoch.new && mv -f _ren/epoch.new _ren/epoch
printf '%s\\n%s\\n' {quote(nonce)} {quote(who)} > _ren/lock
printf '%s\\n' {quote(who)} > _ren/owner
echo "own $epoch"
"""


def beat(nonce: str) -> str:
    """Give a sign of life; prints `lost: WHO` when the lock is another's."""
    return f"{_GUARD}\n{_MINE.format(nonce=quote(nonce))}\ntouch _ren/lock; echo mine"


def release(nonce: str) -> str:
    """Give the lock back."""
    return f"{_GUARD}\n{_MINE.format(nonce=quote(nonce))}\nrm -f _ren/lock; echo mine"


def read() -> str:
    """Print the state, nothing when there is none; then whether drift was noted, and the site."""
    return """cat _ren/current.json 2>/dev/null; printf '\\0'
test -e _ren/drift.json && echo drift; printf '\\0'
if test -L current; then readlink current
elif test -e current; then echo foreign; fi"""


def tried() -> str:
    """Try the tools, the right to write and the folder's file system."""
    return f"""{_GUARD}
for tool in rsync flock sha256sum xargs; do
  command -v $tool >/dev/null || {{ echo "$tool: command not found" >&2; exit 1; }}
done
echo x > _ren/doctor && ln -f _ren/doctor _ren/doctor.2 && rm -f _ren/doctor _ren/doctor.2"""


def lists() -> str:
    """Print what releases are kept: lists, when they were left, folders."""
    return """cd _ren; date +%s
for one in lists/*; do test -e "$one" && echo "$one $(date -r "$one" +%s)"; done
for one in left/*; do test -e "$one" && echo "$one $(date -r "$one" +%s)"; done
for one in releases/*; do test -e "$one" && echo "$one 0"; done; true"""


def noted() -> str:
    """Print the addresses that are still to be refreshed."""
    return "cat _ren/purge.json 2>/dev/null; true"


def note() -> str:
    """Keep the addresses in the standard input."""
    return "cat > _ren/purge.new && mv -f _ren/purge.new _ren/purge.json"


def listed(name: str) -> str:
    """Keep a release's list, which is the standard input."""
    place = quote(f"_ren/lists/{name}.jsonl.gz")
    return f"mkdir -p _ren/lists && cat > {place}.new && mv -f {place}.new {place}"


def copied(source: str, place: str) -> str:
    """Link files of a kept release into a folder of its own; standard input: their keys, by NUL."""
    return f"""mkdir -p {quote(place)}
rsync -r --links --from0 --files-from=- --link-dest={quote(f"../../../{source}")} \\
  {quote(source)}/ {quote(place)}/"""


def completed(before: str, place: str) -> str:
    """
    Complete a release's folder from the one before; standard input: keys to remove, by NUL.

    Phones that hold an older page still ask for its parts, and what others
    put into the site stays.
    """
    carry = f"""rsync -r --links --ignore-existing --link-dest={quote(f"../../../{before}")} \\
  {quote(before)}/ {quote(place)}/""" if before else ":"  # fmt: skip
    return f"""{carry}
cd {quote(place)} && xargs -0 rm -f -- && find . -mindepth 1 -type d -empty -delete"""


def verified(place: str) -> str:
    """Print what differs from the sums in standard input."""
    return f"cd {quote(place)} && sha256sum -c --quiet - 2>/dev/null || true"


def flipped(nonce: str, place: str, name: str, left: str) -> str:
    """
    Make a folder the site, in one step; standard input: the state.

    Prints `lost: WHO`, and does nothing, when the lock is another's.
    """
    note = (
        f"rm -f _ren/left/{quote(name)}; mkdir -p _ren/left && touch _ren/left/{quote(left)}"
        if left
        else ":"
    )
    return f"""{_GUARD}
cat > _ren/current.{nonce}
{_MINE.format(nonce=quote(nonce))}
if test -e current && ! test -L current; then
  echo 'renlearn: current is no link of ours; move it away there, then publish again' >&2; exit 1
fi
{note}
ln -sfn {quote(place)} current.{nonce} && mv -Tf current.{nonce} current || exit 1
mv -f _ren/current.{nonce} _ren/current.json; rm -f _ren/drift.json; echo mine"""


def stated(nonce: str) -> str:
    """Write the state, which is the standard input, when the lock is ours."""
    return f"""{_GUARD}
cat > _ren/current.{nonce}
{_MINE.format(nonce=quote(nonce))}
mv -f _ren/current.{nonce} _ren/current.json; echo mine"""


def swept(nonce: str, keep: list[str], lists_: list[str]) -> str:
    """Remove folders that no kept release uses, and lists whose files are gone."""
    names = " ".join(quote(one) for one in keep)
    gone = " ".join(quote(one) for one in lists_)
    return f"""{_GUARD}
{_MINE.format(nonce=quote(nonce))}
rm -f {gone}
for one in _ren/releases/*; do
  for kept in {names}; do test "$one" = "$kept" && continue 2; done
  rm -rf "$one"
done; echo mine"""
