from functools import cache
from pathlib import Path
from time import perf_counter

import pytest

from coach import vetting
from coach.guidance.embedding import LocalE5
from coach.resources import load_yaml
from coach.vetting.learned import examples_key

EMBED = LocalE5().queries
DATA = load_yaml(Path(vetting.__file__).with_name("vetting.yaml"))


@cache
def rules_in(text: str) -> frozenset[str | None]:
    return frozenset(sign.rule for sign in vetting.vet(text, "ja").signs)


@pytest.mark.parametrize(("rule", "text"), [(s["id"], t) for s in DATA["signs"] for t in s["fires"]])
def test_each_sign_fires_on_its_examples(rule, text):
    assert rule in rules_in(text)


@pytest.mark.parametrize(("rule", "text"), [(s["id"], t) for s in DATA["signs"] for t in s["silent"]])
def test_each_sign_is_silent_where_it_must_be(rule, text):
    assert rule not in rules_in(text)


@pytest.mark.parametrize("sign", DATA["signs"], ids=lambda sign: sign["id"])
def test_what_to_check_is_known(sign):
    assert set(sign["check"]) <= set(DATA["checks"])


def test_evidence_is_the_exact_words():
    text = "大丈夫?😀 「すごい人がいるからお茶しよう。不労所得の話、家族には言わないで」"
    found = vetting.vet(text, "ja")
    assert found.risk == "high"
    assert {"third_person", "easy_income", "secrecy"} <= {sign.rule for sign in found.signs}
    assert all(text[sign.start : sign.end] == sign.evidence for sign in found.signs)


def test_an_ordinary_event_is_low():
    text = "12月10日18時、大阪商工会議所主催の名刺交換会。会場は本町の会館、参加費3,000円(ドリンク代込み)。"
    found = vetting.vet(text, "ja")
    assert (found.risk, found.signs) == ("low", [])
    assert found.to_check


def test_nothing_said_is_unclear_not_low():
    assert vetting.vet("こんなイベントに誘われたけど大丈夫?", "ja").risk == "unclear"


def test_names_follow_the_language():
    found = vetting.vet("He promised passive income", "en")
    assert found.signs[0].sign == "Easy income"
    assert "188" in " ".join(found.to_check)


def test_the_kept_head_fits_the_examples():
    from coach.vetting.learned import _head

    assert str(_head()["key"]) == examples_key(), "run python -m coach.vetting.learned"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("叔父の知人が、布団で寝ていても通帳の桁が増える暮らしを教えると言う", "easy_income"),
        ("一口三十万、やめるときは全額もどす、十年赤字の月なしだそうです", "guaranteed_return"),
        ("集会のあとドアの前に人が立っていて、書くまで通してくれなかった", "pressure"),
        ("嫁さんの耳には入れんほうがええ、と耳打ちされた", "secrecy"),
        ("Her aunt's coin cannot lose value, she'd like my savings in it", "guaranteed_return"),
        ("we sat there till one in the morning because nobody could leave before joining", "pressure"),
        ("for each neighbour I sign up a bit of their shopping comes back to me", "recruiting"),
    ],
)
def test_a_sign_is_found_in_words_no_rule_names(text, sign):
    found = vetting.vet(text, "ja", EMBED)
    assert sign in {each.rule for each in found.signs}
    assert all(text[each.start : each.end] == each.evidence for each in found.signs)


@pytest.mark.parametrize(
    "text",
    [
        "名古屋商工会議所の賀詞交歓会、会費八千円、定員残りわずかとあります。行って平気ですか",
        "県の産業振興センターのセミナーに申し込みました。講師は税理士さん、締め切りは今日まででした。変なところある?",
        "母校の同窓会事務局から総会の案内。面白い先輩に会えるそうです。大丈夫?",
        "取引先の信用金庫が開く創業塾、受講料二万円。問題ないですよね",
        "業界の展示会、出展企業の社員が案内してくれる。主催は日本包装機械工業会、入場料千円",
        "「投資詐欺に注意」という市の講座に誘われました。行っていい?",
        "The Law Society's spring dinner costs 70 pounds, few places left. Anything odd?",
        "Our city library runs a free evening about pensions. Safe?",
        "A vendor conference with a fee of 120 euros, organised by Nordlicht Software GmbH. All right?",
    ],
)
def test_ordinary_events_are_not_accused(text):
    found = vetting.vet(text, "ja", EMBED)
    assert (found.risk, [each.rule for each in found.signs]) == ("low", [])


@pytest.mark.parametrize(
    "text", ["商工会議所の名をかたる電話で晩餐会に招かれた", "銀行員を名乗る人から説明会に誘われた"]
)
def test_a_borrowed_name_is_no_organiser(text):
    assert vetting.vet(text, "ja", EMBED).risk != "low"


def test_evidence_does_not_end_inside_a_word():
    found = vetting.vet("先輩から「すごい人に会わせたい、お茶しよう」と言われた", "ja")
    assert found.signs[0].evidence == "すごい人に会わせたい"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("マッチングアプリの人と二度会いました。お金の話は出ていません", "romance_money"),
        ("婚活で会った人に、貸してとは一度も言われていない", "id_or_loan"),
        ("しつこく誘われたわけではなく、一度メールが来ただけです", "pressure"),
        ("投資の話をされたら帰るつもりです。相手はアプリで会った人です", "investment"),
        ("投資はしない、保険も売らないと主催の方が言っています", "guaranteed_return"),
        ("以前、別の会で30万円の教材を買わされました。今回は市の無料講座です", "entry_fee"),
        ("部署の人が「友だちも連れてきてね」と言う。会費5000円の忘年会です", "recruiting"),
        ("We matched in spring and money has never come up", "romance_money"),
        ("I was once caught in a pyramid scheme. This one is the library's evening", "recruiting"),
        ("If he talks of crypto I'll leave at once", "investment"),
        ("Nobody will try to sell you anything, the host says", "entry_fee"),
        ("She wants me to bring friends along, tickets are $10", "recruiting"),
    ],
)
def test_what_is_denied_feared_or_past_is_no_sign(text, sign):
    assert sign not in {each.rule for each in vetting.vet(text, "ja", EMBED).signs}


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("以前、交流会で会った人から今回、月利5%の投資を持ちかけられました", "guaranteed_return"),
        ("主催者の名前は聞いても教えてくれません", "no_organiser"),
        ("友だちも連れてきてね、一人につき5000円もらえるから", "recruiting"),
        ("スターターキットを買わないと始められないそうです", "entry_fee"),
        ("断ったら帰してもらえなかった", "pressure"),
        ("He never told me what the meeting is about", "purpose_hidden"),
        ("Bring three friends along and earn a commission", "recruiting"),
        ("The host is listed just as 'Alex', no surname", "no_organiser"),
    ],
)
def test_what_is_told_of_this_event_stays_a_sign(text, sign):
    assert sign in {each.rule for each in vetting.vet(text, "ja", EMBED).signs}


@pytest.mark.parametrize(
    ("text", "risk"),
    [
        ("ご近所の松本さんが自宅で新年会を開きます。会費は1500円です", "low"),
        ("街コンで会った人が新年会を開く。会費1500円", "unclear"),
        ("「締め切りは今夜」とだけ書いた会の案内をもらった", "unclear"),
        ("「締め切りは今夜」と書いた会の案内。銀行より得で、元本は減らないという", "high"),
        ("Our neighbour Mrs Lind has a housewarming, bring a dish; she wants to know by tonight", "low"),
        ("Dinner for $600 a plate, hosted by Northline Partners Ltd", "unclear"),
    ],
)
def test_signs_and_what_speaks_for_it_make_the_risk_together(text, risk):
    assert vetting.vet(text, "ja", EMBED).risk == risk


@pytest.mark.parametrize(
    "line",
    [
        "お金の話はないわけではなく以前、主催の人に友だちを連れてきてと言われ",
        "if he asks for money i would leave and the host only bring friends ",
        "money money money ",
    ],
)
def test_time_grows_with_the_length_only(line):
    short, long = (min(_seconds(line * times) for _ in range(2)) for times in (100, 800))
    assert long < 8 * short * 3 + 0.2


def _seconds(text: str) -> float:
    begin = perf_counter()
    vetting.vet(text, "ja")
    return perf_counter() - begin


def test_to_be_invited_is_not_to_recruit() -> None:
    found = vetting.vet("SNSで知り合った人に「絶対もうかる勉強会」に誘われた。行っていい?", "ja", EMBED)
    assert [sign.sign for sign in found.signs] == ["必ず儲かるという投資"]
