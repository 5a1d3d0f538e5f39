"""The user's own words become written Japanese and natural English."""

from datetime import date

import pytest

from coach.writing import calendar, crossing, english, english_wishes, telling, wishes, wording
from coach.writing.verbs import masu, te


def first(options, name):
    return options[0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("来月見学させてもらいたい", "来月、見学の機会をいただけないでしょうか"),
        ("30分ほどオンラインで話を聞きたい", "30分ほど、オンラインでお話を伺う機会をいただけないでしょうか"),
        ("採用担当の方を紹介してほしい", "採用担当の方をご紹介いただけないでしょうか"),
        ("会って話を聞きたい", "お目にかかってお話を伺う機会をいただけないでしょうか"),
        ("15分のオンライン面談", "15分ほど、オンライン面談の機会をいただけないでしょうか"),
        ("アドバイスをもらいたい", "アドバイスをいただけないでしょうか"),
        ("企画書を見てほしい", "企画書をご覧いただけないでしょうか"),
        ("資料を送ってもらえないか", "資料をお送りいただけないでしょうか"),
        ("来年1月に工場見学できないか", "来年1月に、工場見学の機会をいただけないでしょうか"),
        ("来週水曜に電話で相談したい", "来週水曜に、電話でご相談するお時間をいただけないでしょうか"),
        ("一度ランチに行きたい", "一度、ランチをご一緒する機会をいただけないでしょうか"),
        ("倉庫を見学したい", "倉庫を見学する機会をいただけないでしょうか"),
        ("勉強会に登壇してほしい", "勉強会にご登壇いただけないでしょうか"),
    ],
)
def test_a_wish_becomes_a_request(words, said):
    assert wishes.request(words, "polite", "meeting", None, first) == said


def test_among_friends_a_wish_stays_light():
    assert wishes.request("今度ごはんに行きたい", "close", "meeting", None, first) == "今度、ごはんをご一緒できませんか"
    assert wishes.request("保育園の園長さんとつないでもらえないか", "close", "introduction", None, first).startswith(
        "保育園の園長さんとつないで"
    )


def test_minutes_are_said_once():
    assert wishes.request("話を聞きたい", "polite", "meeting", 15, first).startswith("15分ほど、")
    assert wishes.request("15分話を聞きたい", "polite", "meeting", 15, first).count("15分") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("採用資料を送ってくれた", "採用資料をお送りいただき"),
        ("鈴木さんを紹介してくれた", "鈴木様をご紹介いただき"),
        ("ごちそうになった", "ごちそうになり"),
        ("天ぷらをごちそうになった", "天ぷらをごちそうになり"),
        ("職務経歴書を見てくれた", "職務経歴書をご覧いただき"),
        ("紹介", "ご紹介いただき"),
        ("資料", "資料をいただき"),
        ("本を教えてくれた", "本を教えていただき"),
    ],
)
def test_what_was_given_becomes_thanks(words, said):
    assert telling.thanks_for(words, "polite") == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("契約できた", "契約できました"),
        ("来週お会いすることになった", "来週お会いすることになりました"),
        ("第一志望から内定が出ました", "第一志望から内定が出ました"),
        ("解約率が下がり始めた", "解約率が下がり始めました"),
        ("おかげで契約できた", "契約できました"),
        ("うまくいかなかった", "うまくいきませんでした"),
        ("金曜までに見積書を送る", "金曜までに見積書をお送りいたします"),
        ("とても良かった", "とても良かったです"),
    ],
)
def test_news_become_polite(words, said):
    assert telling.polite(words, "polite") == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("来年の建て替えを検討しているので", "来年の建て替えを検討しており"),
        ("現場を知りたい", "現場を知りたいと考えており"),
        ("企画をやりたくて", "企画をやりたいと考えており"),
        ("うちの治具が役に立ちそうだから", "私どもの治具がお役に立ちそうですので"),
        ("部署が変わって", "部署が変わりまして"),
        ("勉強のため", "勉強のため"),
        ("来年独立するので", "来年独立するため"),
    ],
)
def test_reasons_lead_on(words, said):
    assert telling.polite_reason(words, "polite") == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("部長に昇進した", "部長へのご昇進"),
        ("取締役に就任した", "取締役へのご就任"),
        ("本を出した", "本を出されたとのこと"),
        ("農業賞の受賞", "農業賞のご受賞"),
        ("新会社の設立", "新会社のご設立"),
    ],
)
def test_achievements_are_raised(words, said):
    assert telling.congratulated(words, "polite") == said


def test_topics_lose_empty_tails_and_clauses_become_talks():
    assert wording.topic("倉庫の自動化の話") == "倉庫の自動化"
    assert wording.talk("新しく倉庫を建てる") == "新しく倉庫を建てるというお話"
    assert wording.talk("子育てのこと") == "子育てのお話"
    assert wording.is_nominal("新製品の立ち上げ")


@pytest.mark.parametrize(
    ("verb", "kind", "stem", "form"),
    [
        ("送る", "五段-ラ行", "送り", "送って"),
        ("読む", "五段-マ行", "読み", "読んで"),
        ("行く", "五段-カ行", "行き", "行って"),
        ("見る", "上一段-マ行", "見", "見て"),
        ("来る", "カ行変格", "来", "来て"),
        ("紹介する", "サ行変格", "紹介し", "紹介して"),
    ],
)
def test_verb_forms(verb, kind, stem, form):
    assert masu(verb, kind) == stem
    assert te(verb, kind) == form


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("visit her warehouse next month", "would it be possible for me to visit your warehouse next month"),
        ("I'd like to visit their office", "would it be possible for me to visit your office"),
        ("introduce me to someone in logistics", "would you be willing to introduce me to someone in logistics"),
        ("advice on pricing", "could I ask for your advice on pricing"),
        ("ask if he would speak at our meetup", "would you be willing to speak at our meetup"),
        ("to be introduced to an auditor", "would you be willing to introduce me to an auditor"),
        ("15 minutes", "would you have 15 minutes to talk"),
        ("hear how she built her team", "would you be willing to share how you built your team"),
        ("15-minute call", "would you be open to a 15-minute call"),
    ],
)
def test_a_wish_becomes_an_english_question(words, said):
    assert english_wishes.request(words, "polite", "meeting", None) == said


def test_english_thanks_reasons_and_places():
    assert english.thanks_for("she introduced me to Anna") == "introducing me to Anna"
    assert english.thanks_for("sent me the report") == "sending me the report"
    assert english.reason("because we're rebuilding") == "we're rebuilding"
    assert english.reason("planning a new warehouse") == "I'm planning a new warehouse"
    assert english.place("Osaka logistics mixer") == "at the Osaka logistics mixer"
    assert english.place("yesterday's product meetup") == "at yesterday's product meetup"
    assert english.to_you("proofread her English site for her") == "proofread your English site for you"


def test_names_are_romanised_given_name_first():
    assert crossing.romanised("田中") == "Tanaka"
    assert crossing.romanised("佐藤健") == "Ken Sato"
    assert crossing.romanised("大野") == "Ono"
    assert crossing.romanised("服部") == "Hattori"


def test_business_days_know_japanese_holidays_and_the_turn_of_the_year():
    assert not calendar.is_business_day(date(2026, 11, 23))  # Labour Thanksgiving Day
    assert calendar.next_business_day(date(2026, 11, 20)) == date(2026, 11, 24)
    assert not calendar.is_business_day(date(2026, 12, 30))
    assert calendar.next_business_day(date(2026, 12, 28)) == date(2027, 1, 4)
    assert calendar.business_days_between(date(2026, 11, 20), date(2026, 11, 25)) == 2


@pytest.mark.parametrize(
    ("day", "ja", "en"),
    [
        (date(2026, 11, 24), "昨日", "yesterday"),
        (date(2026, 11, 18), "先週の水曜日", "last Wednesday"),
        (date(2026, 11, 30), "来週の月曜日", "next Monday"),
        (date(2026, 12, 10), "12月10日(木)", "10 December"),
        (date(2025, 12, 10), "2025年12月10日", "10 December 2025"),
    ],
)
def test_days_in_the_words_of_today(day, ja, en):
    assert calendar.day_words(day, date(2026, 11, 25)) == ja
    assert calendar.day_words(day, date(2026, 11, 25), "en") == en


def test_seasons_for_greetings():
    assert calendar.season(date(2026, 12, 20)) == "year_end"
    assert calendar.season(date(2027, 1, 5)) == "new_year"
    assert calendar.season(date(2026, 7, 20)) == "summer"
    assert calendar.season(date(2026, 8, 20)) == "late_summer"
