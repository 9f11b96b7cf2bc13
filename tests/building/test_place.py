"""A folder that held an older build comes to hold the new one, and nothing else."""

from __future__ import annotations

from pathlib import Path

from builder.site.place import Place
from tests.school import SchoolTest


def files(folder: Path) -> dict[str, bytes]:
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_what_an_older_build_left_makes_no_difference(tmp_path: Path) -> None:
    folder, outside = tmp_path / "site", tmp_path / "outside"
    outside.write_text("not ours")
    for name in ("a/old/index.html", "a/same/index.html", "page", "gone/deep/x", "folder/x"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("old")
    (folder / "linked").symlink_to(outside)
    new = {
        "a/same/index.html": b"old",
        "a/new/index.html": b"new",
        "page/index.html": b"a folder now",
        "folder": b"a file now",
        "linked": b"ours",
    }
    place = Place(folder, new)
    for name, data in new.items():
        place.put(name, data)
    assert files(folder) == new
    assert not (folder / "gone").exists()
    assert outside.read_text() == "not ours"


def test_a_third_build_is_written_over_the_first(school: SchoolTest) -> None:
    school.course("business/a")
    school.lesson("business/a/01-x.md", "第一课。")
    school.lesson("business/a/02-y.md", "第二课。")
    assert not school.run("build", "--only", "site").exit_code
    first = files(school.site)
    school.lesson("business/a/02-y.md", "第二课，改过。")
    (school.content / "business/a/01-x.md").rename(school.content / "business/a/01-z.md")
    assert not school.run("build", "--only", "site").exit_code
    second = files(school.site)
    assert "business/a/01-x/index.html" in first.keys() - second.keys()
    spare = school.root / "build/.spare/site/business/a/01-x/index.html"
    assert spare.exists()
    school.lesson("business/a/03-n.md", "第三课。")
    assert not school.run("build", "--only", "site").exit_code
    third = files(school.site)
    assert third.keys() == second.keys() | {"business/a/03-n/index.html"}


def test_what_a_hook_wrote_before_is_not_published_again(school: SchoolTest) -> None:
    school.course("business/a")
    (school.root / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\nplugins: [renlearn]\nhooks: [hook.py]\n"
    )
    hook = "def on_post_build(config):\n    open(config.site_dir + '/.mark', 'w').close()\n"
    for program, is_marked in ((hook, True), (hook, True), ("", False)):
        (school.root / "hook.py").write_text(program)
        school.lesson("business/a/01-x.md", f"第一课。{program}")
        assert not school.run("build", "--only", "site").exit_code
        assert (school.site / ".mark").exists() is is_marked
        school.lesson("business/a/02-y.md", f"第二课。{program}")
        assert not school.run("build", "--only", "site").exit_code
