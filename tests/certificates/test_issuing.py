"""`renlearn certificates` and `renlearn results --certificates`: what staff see."""

from __future__ import annotations

import json
import traceback
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from builder.certificates.keys import (
    VARIABLE,
    CertificateKeyError,
    key_from_environment,
    new_key,
)
from builder.certificates.link import LONGEST
from builder.load.certificates import read_certificates
from builder.problems import Problems
from tests.certificates.issuing import BASE, chat, issue, make_key, opened, place_key
from tests.results.codes import key_of, message
from tests.school import SchoolTest

REGISTER = "certificates.yml"


def codes(school: SchoolTest) -> set[str]:
    return {one["code"] for one in school.problems() if REGISTER in one["path"]}


@pytest.fixture
def giving(school: SchoolTest, monkeypatch: pytest.MonkeyPatch) -> SchoolTest:
    place_key(opened(school), monkeypatch)
    return school


def test_the_code_in_the_picture_is_the_link(giving: SchoolTest) -> None:
    long = "阿卜杜热合曼江 买买提吐尔逊尼亚孜"
    chat(giving, "王小明", long)
    found = issue(giving)

    assert set(found) == {"王小明", long}
    for row in found.values():
        with Image.open(giving.root / "out" / row.picture) as picture:
            on_a_phone = picture.resize((720, 1018)).convert("L")
        (code,) = zxingcpp.read_barcodes(on_a_phone)
        assert code.text == row.link
        assert row.link.startswith(f"{BASE}verify/#")
        assert len(row.link) <= LONGEST == 400


def test_only_who_passed_gets_one_and_the_first_attempt_counts(giving: SchoolTest) -> None:
    key = key_of(giving)
    bad = {"single": 0, "multiple": 0, "truefalse": 0}
    written = [
        message(key, "没过", seed=1, lines=("", ""), **bad),
        message(key, "没过", seed=2, lines=("1850", "")),
        message(key, "过了", lines=("1850", "")),
    ]
    (giving.root / "chat.txt").write_text("\n".join(written), encoding="utf-8")

    assert set(issue(giving)) == {"过了"}
    assert set(issue(giving, "--take", "last")) == {"过了", "没过"}


def test_what_is_not_certain_gets_none_and_is_named(giving: SchoolTest) -> None:
    key = key_of(giving)
    other = message(key, "王小明", lines=("1850", "")).replace("】王小明", "】李四")
    waiting = message(key, "张三", lines=("1850", "每天记"))
    (giving.root / "chat.txt").write_text(f"{other}\n{waiting}", encoding="utf-8")

    assert issue(giving) == {}
    assert "chat.txt:1: 李四: no certificate: the code was made for another name" in giving.output
    assert "3 points are still to be marked" in giving.output
    assert set(issue(giving, "--no-scores")) == {"张三"}


def test_the_same_certificate_again_has_the_same_link_and_a_revoked_one_is_not_made(
    giving: SchoolTest,
) -> None:
    chat(giving, "王小明")
    one, again = issue(giving)["王小明"], issue(giving, folder="again")["王小明"]
    assert one == again
    assert (
        giving.run("certificates", "revoke", one.number.lower(), "--reason", "写错: 名字").exit_code
        == 0
    )

    assert issue(giving, folder="third") == {}
    assert f"{one.number} was revoked" in giving.output
    assert issue(giving, "--dated", "2026-11-20")["王小明"].number != one.number
    assert codes(giving) == set()


def test_json_names_what_was_made(giving: SchoolTest) -> None:
    chat(giving, "王小明")
    outcome = giving.run("results", "chat.txt", "--certificates", "out", "--json")
    made = json.loads(outcome.output)["certificates"]

    assert outcome.exit_code == 0
    assert [one["name"] for one in made] == ["王小明"]
    assert (giving.root / "out" / made[0]["picture"]).is_file()


def test_a_name_that_the_font_cannot_write_is_not_written_otherwise(giving: SchoolTest) -> None:
    name = "王\U000323af"  # of extension H
    chat(giving, name)
    found = issue(giving)

    assert found[name].picture == ""
    assert found[name].link
    assert "U+323AF" in giving.output
    assert not list((giving.root / "out").glob("*.png"))


def test_texts_too_long_for_a_code_are_named(giving: SchoolTest) -> None:
    giving.write("school.yml", f"name: {'很长的校名' * 12}\nbase_url: {BASE}\n")
    chat(giving, "王小明")

    assert issue(giving) == {}
    assert "at most 400 scan well" in giving.output


@pytest.mark.parametrize("form", ["pem", "one line pem", "line"])
def test_a_key_is_taken_in_every_usual_form(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    made = new_key()
    secret = made.secret()
    pem = f"-----BEGIN PRIVATE KEY-----\n{secret[:64]}\n{secret[64:128]}\n{secret[128:]}\n"
    pem += "-----END PRIVATE KEY-----\n"
    forms = {"pem": pem, "one line pem": pem.replace("\n", "\\n"), "line": f" {secret}\n"}
    monkeypatch.setenv(VARIABLE, forms[form])

    assert key_from_environment().public == made.public
    assert key_from_environment().sign(b"x") == made.sign(b"x")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("", "is missing"),
        ("MIGHAgEAMBMGByqGSM49SECRETMARK", "no private key of P-256"),
        ("-----BEGIN PRIVATE KEY-----\nSECRETMARK", "no private key of P-256"),
    ],
)
def test_a_missing_or_broken_key_is_said_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, value: str, words: str
) -> None:
    monkeypatch.setenv(VARIABLE, value)
    with pytest.raises(CertificateKeyError, match=words) as caught:
        key_from_environment()

    assert "SECRETMARK" not in "".join(traceback.format_exception(caught.value))


def test_without_the_key_the_command_says_so(
    giving: SchoolTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat(giving, "王小明")
    monkeypatch.setenv(VARIABLE, "SECRETMARK")
    outcome = giving.run("results", "chat.txt", "--certificates", "out")

    assert outcome.exit_code == 1
    assert "no private key of P-256" in outcome.output
    assert not outcome.traceback
    assert "SECRETMARK" not in outcome.output


def test_a_key_that_nobody_could_check_signs_nothing(
    giving: SchoolTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat(giving, "王小明")
    register = (giving.content / REGISTER).read_bytes()
    secret = place_key(giving, monkeypatch)
    giving.write(REGISTER, register)
    outcome = giving.run("results", "chat.txt", "--certificates", "out")

    assert outcome.exit_code == 1
    assert "none of those in content/certificates.yml" in outcome.output
    assert secret[60:90] not in outcome.output
    assert not (giving.root / "out").exists()


@pytest.mark.parametrize("folder", ["content/x", "build/site/x", "keys"])
def test_names_do_not_go_where_they_would_be_published(giving: SchoolTest, folder: str) -> None:
    chat(giving, "王小明")

    assert giving.run("results", "chat.txt", "--certificates", folder).exit_code == 2
    assert not list(Path(giving.root / folder).rglob("links.csv"))


def test_comments_in_the_register_stay(giving: SchoolTest, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (giving.content / REGISTER).read_text(encoding="utf-8")
    giving.write(
        REGISTER,
        f"{text}contact: 李老师 138 0000 0000 # 教务\n\nrevoked: # 收回的\n\n- id: ABCDEFGHIJ\n",
    )
    make_key(giving, monkeypatch)
    assert giving.run("certificates", "revoke", "KLMNO-PQRST").exit_code == 0
    after = (giving.content / REGISTER).read_text(encoding="utf-8")

    assert "# 教务" in after
    assert "# 收回的" in after
    assert after.count("key: ") == 2
    assert after.index("KLMNOPQRST") < after.index("ABCDEFGHIJ")
    assert codes(giving) == set()
    assert giving.run("build").exit_code == 0
    assert "李老师 138 0000 0000" in giving.page("verify/")


def test_a_register_in_brackets_is_left_as_it_is(giving: SchoolTest) -> None:
    text = (giving.content / REGISTER).read_text(encoding="utf-8") + "revoked: [{id: ABCDEFGHIJ}]\n"
    giving.write(REGISTER, text)
    outcome = giving.run("certificates", "revoke", "KLMNOPQRST")

    assert outcome.exit_code == 1
    assert "id: KLMNOPQRST" in outcome.output
    assert (giving.content / REGISTER).read_text(encoding="utf-8") == text


def test_what_is_no_certificate_cannot_be_revoked(giving: SchoolTest) -> None:
    assert giving.run("certificates", "revoke", "王小明").exit_code == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("keys: []\n", "certificates-empty"),
        ("keys:\n  - key: BAAA\n", "certificates-key"),
        ("keys:\n  - BAAA\n", "certificates-part"),
        ("keys:\n  - key: {key}\n    since: 去年\n", "key-value"),
        ("keys:\n  - key: {key}\nrevoked:\n  - id: ABC\n", "certificates-id"),
        ("keys:\n  - key: {key}\n    privat: x\n", "key-unknown"),
        ("keys:\n  - key: {secret}\n", "certificates-private"),
    ],
)
def test_slips_in_the_register_are_named(
    school: SchoolTest, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    secret = place_key(school, monkeypatch)
    made = (school.content / REGISTER).read_text(encoding="utf-8").split("key: ")[1].split()[0]
    school.write(REGISTER, text.replace("{key}", made).replace("{secret}", secret))

    problems = Problems()
    read_certificates(school.content, problems)

    assert {one.code for one in problems} >= {code}
    assert secret[40:60] not in "".join(map(str, problems))


def test_without_https_it_is_advised(giving: SchoolTest) -> None:
    giving.write("school.yml", "base_url: http://learn.example.org/\n")

    assert codes(giving) == {"certificates-https"}
