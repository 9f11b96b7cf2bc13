"""The deck, imported by Anki's own library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.prepared import Prepared
from builder.quiz.booklet import Booklet
from builder.quiz.formats.anki import anki

collection = pytest.importorskip("anki.collection", reason="anki has no wheel for this system")


@pytest.fixture(scope="module")
def imported(
    booklet: Booklet, ready: Prepared, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[object]:
    folder = tmp_path_factory.mktemp("anki")
    file = folder / "deck.apkg"
    file.write_bytes(anki(booklet, ready.media)["anki.apkg"])
    opened = collection.Collection(str(folder / "collection.anki2"))
    for _ in range(2):  # the second time everything is there already
        opened.import_anki_package(collection.ImportAnkiPackageRequest(package_path=str(file)))
    yield opened
    opened.close()


def test_every_question_is_one_card_however_often_it_is_imported(imported, booklet) -> None:
    notes = [imported.get_note(one) for one in imported.find_notes("")]

    assert {note.guid for note in notes} == {one.question.id for one in booklet.entries}
    assert imported.card_count() == len(booklet.entries)
    assert {one.name for one in imported.decks.all_names_and_ids()} >= {"记账：：入门 <甲>"}


def test_the_cards_show_question_and_answer(imported) -> None:
    def card(words: str) -> tuple[str, str]:
        (found,) = imported.find_cards(f'"Question:*{words}*"')
        return imported.get_card(found).question(), imported.get_card(found).answer()

    asked, answered = card("哪一项是资产")
    order = card("按先后排列")[1].partition("id=answer")[2]
    fill = card("这个月是")[1].partition("id=answer")[2]

    assert "货架上的存货" in asked
    assert "存货归你所有" not in asked
    assert "存货归你所有 #1 {是}" in answered
    assert order.index("记下") < order.index("加总") < order.index("算出")
    assert "支出 / 成本 * 费用" in fill
    assert "每天晚上" in card("怎么记账")[1]
    assert "<math" in card("面积")[0]


def test_media_come_along_and_are_played(imported) -> None:
    folder = Path(imported.media.dir())
    (found,) = imported.find_cards('"Question:*听一听*"')
    shown = imported.get_card(found)
    sounds = [tag.filename for tag in shown.question_av_tags()]

    assert len(sounds) == 1
    assert (folder / sounds[0]).stat().st_size > 1000
    assert {file.suffix for file in folder.iterdir()} == {".mp3", ".webp"}
    assert not imported.media.check().missing


def test_words_that_look_like_commands_stay_words(imported) -> None:
    (found,) = imported.find_cards('"Question:*SUM*"')
    shown = imported.get_card(found)

    assert shown.question_av_tags() == []
    assert "sound:x.mp3]" in shown.question()
