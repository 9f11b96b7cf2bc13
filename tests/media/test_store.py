"""What was encoded is kept by what it is made of, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.media.digests import Digests
from builder.media.encoded import Encoded, EncodedFile
from builder.media.errors import MediaError
from builder.media.ffmpeg import PassingError
from builder.media.store import Failure, Kept, Store

ROOT = Path(__file__).parents[2]


def writing(*datas: bytes) -> Callable[[Path], Encoded]:
    def encode(folder: Path) -> Encoded:
        files = []
        for number, data in enumerate(datas):
            (folder / f"{number}.bin").write_bytes(data)
            files.append(EncodedFile(f"{number}.bin", "audio/mpeg", len(data), bitrate=8))
        return Encoded(tuple(files), seconds=1.5)

    return encode


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "media")


def kept(store: Store, key: str) -> Kept:
    found = store.get(key)
    assert isinstance(found, Kept)
    return found


def test_what_is_put_is_got(store: Store) -> None:
    key = store.key("ab", "recipe")

    store.put(key, writing(b"one", b"two"))

    found = kept(store, key)
    assert found.encoded.seconds == 1.5
    assert [(found.folder / one.name).read_bytes() for one in found.encoded.files] == [
        b"one",
        b"two",
    ]


def test_another_source_or_recipe_is_another_key(store: Store) -> None:
    keys = {store.key("ab", "1"), store.key("ab", "2"), store.key("ac", "1")}

    assert len(keys) == 3


def test_the_name_follows_the_bytes_in_order(store: Store) -> None:
    for key, datas in {"k1": (b"a", b"b"), "k2": (b"a", b"b"), "k3": (b"b", b"a")}.items():
        store.put(key, writing(*datas))

    assert kept(store, "k1").name == kept(store, "k2").name != kept(store, "k3").name
    assert len(kept(store, "k1").name) == 10
    assert kept(store, "k1").name.islower()


@pytest.mark.parametrize("meta", ["", "[]", "{}", '{"encoded": 3}', '{"failure": {}}', "\ud800"])
def test_a_damaged_entry_counts_as_missing_and_is_made_again(store: Store, meta: str) -> None:
    store.put("key", writing(b"one"))
    (store.entry("key") / "meta.json").write_bytes(meta.encode("utf-8", "surrogatepass"))
    assert store.get("key") is None

    store.put("key", writing(b"new"))

    assert (kept(store, "key").folder / "0.bin").read_bytes() == b"new"


@pytest.mark.parametrize("data", [b"on", b"onE", None], ids=["short", "changed", "gone"])
def test_a_damaged_file_counts_as_missing(tmp_path: Path, data: bytes | None) -> None:
    Store(tmp_path / "media").put("key", writing(b"one"))
    file = Store(tmp_path / "media").entry("key") / "0.bin"
    file.unlink() if data is None else file.write_bytes(data)

    assert Store(tmp_path / "media").get("key") is None


def test_a_failure_is_remembered(store: Store) -> None:
    def fail(_: Path) -> Encoded:
        raise MediaError("it is broken", "record it again")

    store.put("key", fail)

    assert store.get("key") == Failure("it is broken", "record it again")


@pytest.mark.parametrize("error", [PassingError("slow", "again"), ValueError("a bug")])
def test_what_may_not_happen_again_is_not_remembered(
    tmp_path: Path, store: Store, error: Exception
) -> None:
    def fail(_: Path) -> Encoded:
        raise error

    with pytest.raises(type(error)):
        store.put("key", fail)

    assert store.get("key") is None
    assert not list((tmp_path / "media").iterdir())


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, "tests/media")
from test_store import Store, writing
for number in range(60):
    Store(Path(sys.argv[1])).put(f"key{number % 6}", writing(b"x" * 20_000, b"y"))
"""


def test_several_processes_may_write_the_same_entry(tmp_path: Path) -> None:
    store = Store(tmp_path / "media")
    command = [sys.executable, "-c", WRITER, str(tmp_path / "media")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    writers = [subprocess.Popen(command, cwd=ROOT, env=environment) for _ in range(3)]
    seen = 0
    while any(writer.poll() is None for writer in writers):
        for number in range(6):
            found = store.get(f"key{number}")
            if isinstance(found, Kept):
                seen += 1
                assert (found.folder / "1.bin").read_bytes() == b"y"

    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert seen
    assert all(isinstance(store.get(f"key{number}"), Kept) for number in range(6))
    assert not list((tmp_path / "media").glob(".new-*"))


def test_what_a_killed_build_left_is_swept_away_after_a_day(store: Store, tmp_path: Path) -> None:
    old, new = tmp_path / "media/.new-old", tmp_path / "media/.new-new"
    for folder in (old, new):
        folder.mkdir(parents=True)
        (folder / "0.bin").write_bytes(b"x")
    os.utime(old, (time.time() - 100_000,) * 2)

    store.sweep()

    assert not old.exists()
    assert new.exists()


def test_hashes_are_remembered_until_a_file_changes(tmp_path: Path) -> None:
    file, index = tmp_path / "a.jpg", tmp_path / "cache/digests.json"
    file.write_bytes(b"one")
    digests = Digests(index)
    first = digests.digest(file)
    digests.save()
    forged = json.loads(index.read_text(encoding="utf-8"))
    index.write_text(json.dumps(dict.fromkeys(forged, "remembered")), encoding="utf-8")

    assert Digests(index).digest(file) == "remembered"
    file.write_bytes(b"two")
    assert Digests(index).digest(file) not in {"remembered", first}


@pytest.mark.parametrize("text", ["", "[1]", "{", "null", "\0"])
def test_a_damaged_index_costs_only_time(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_bytes(b"one")
    index = tmp_path / "digests.json"
    index.write_text(text, encoding="utf-8")

    digests = Digests(index)
    digests.digest(tmp_path / "a")
    digests.save()

    assert len(json.loads(index.read_text(encoding="utf-8"))) == 1


def test_hashes_of_files_that_nobody_asked_for_are_kept(tmp_path: Path) -> None:
    index = tmp_path / "digests.json"
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"one")
        digests = Digests(index)
        digests.digest(tmp_path / name)
        digests.save()

    assert len(json.loads(index.read_text(encoding="utf-8"))) == 2


def test_hashes_of_files_that_are_gone_are_forgotten(tmp_path: Path) -> None:
    index = tmp_path / "digests.json"
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(b"one")
        digests = Digests(index)
        digests.digest(tmp_path / name)
        digests.save()
        (tmp_path / "a").unlink(missing_ok=True)

    assert [key.split()[0] for key in json.loads(index.read_text(encoding="utf-8"))] == [
        str(tmp_path / "b")
    ]


def test_a_store_may_be_moved(store: Store, tmp_path: Path) -> None:
    store.put("key", writing(b"one"))
    shutil.copytree(tmp_path / "media", tmp_path / "other")

    assert kept(Store(tmp_path / "other"), "key").name == kept(store, "key").name
