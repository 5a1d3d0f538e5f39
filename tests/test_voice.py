"""The writer's own habits are read from samples and followed."""

from datetime import date

from coach.brief import Brief, Person
from coach.writing import voice
from coach.writing.drafting import draft

TODAY = date(2026, 11, 25)
MAILS = [
    "田中様\n\nいつも大変お世話になっております!\nあおばの佐藤です。\n資料を送ります。\n\n引き続き、どうぞよろしくお願い申し上げます。\n──────\n佐藤",
    "鈴木様\n\nいつも大変お世話になっております!\nあおばの佐藤です。\n\n引き続き、どうぞよろしくお願い申し上げます。\n佐藤",
    "林様\n\nこんにちは。\n佐藤です。\n\n引き続き、どうぞよろしくお願い申し上げます。",
]
MAILS_EN = ["Hey Tom,\n\nQuick one. I sent the file.\n\nCheers,\nKen", "Hey Ann,\n\nThanks for today.\n\nCheers,\nKen"]


def report(language, **fields):
    base = {"text": "x", "language": language, "kind": "follow_up", "occasion": "report_back"}
    return Brief(**{**base, "recipient": Person(name="Ann Lee"), "sender": Person(name="Ken"), **fields})


def test_japanese_habits_are_read():
    found = voice.read(MAILS, "ja")
    assert found.greeting == "いつも大変お世話になっております!"
    assert found.closing == "引き続き、どうぞよろしくお願い申し上げます。"
    assert found.uses_exclamation
    assert 8 <= found.sentence_length <= 25


def test_english_habits_are_read():
    found = voice.read(MAILS_EN, "en")
    assert (found.greeting, found.closing, found.uses_exclamation) == ("Hey", "Cheers,", False)


def test_nothing_is_read_from_nothing():
    found = voice.read(["", "\n\n"], "ja")
    assert (found.greeting, found.closing, found.sentence_length) == (None, None, None)


def test_the_draft_follows_greeting_and_closing():
    body = draft(report("ja"), today=TODAY, voice=voice.read(MAILS, "ja")).message.body
    assert "いつも大変お世話になっております!" in body
    assert "引き続き、どうぞよろしくお願い申し上げます。" in body
    english = draft(report("en"), today=TODAY, voice=voice.read(MAILS_EN, "en")).message.body
    assert english.startswith("Hey Ann,")
    assert "Cheers,\nKen" in english


def test_a_stranger_is_greeted_as_a_stranger_whatever_the_habit():
    body = draft(report("ja", occasion="first_contact"), today=TODAY, voice=voice.read(MAILS, "ja")).message.body
    assert "お世話になっております" not in body


def test_no_exclamation_marks_for_those_who_use_none():
    found = voice.read(MAILS_EN, "en")
    asked = report("en", occasion="congratulate", event="her promotion")
    assert "!" not in draft(asked, today=TODAY, voice=found).message.body


def test_short_sentences_ask_for_short_sentences():
    short = voice.read(["田中様\n\n佐藤です。\n送ります。\n見てください。\nでは。"], "ja")
    long = short.model_copy(update={"sentence_length": 60})
    bodies = [
        draft(report("ja", text=str(n)), today=TODAY, voice=each).message.body
        for n in range(6)
        for each in (short, long)
    ]
    assert sum(map(len, bodies[::2])) < sum(map(len, bodies[1::2]))
