"""What a Japanese request wants said, who writes, what it is about: read from free text."""

from datetime import date

import pytest

from coach.understanding.ask import ask_ja
from coach.understanding.cast import read_cast
from coach.understanding.clauses_ja import content_ja, gives_order
from coach.understanding.letters import sayable
from coach.understanding.matters_ja import feat_ja, invitation_ja, matter_ja

TODAY = date(2026, 11, 25)


def _content(request: str) -> tuple[str, ...]:
    cast = read_cast(request)
    return content_ja(sayable(request), cast.mentions, cast.recipient, cast.sender_span)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ("小西さんに、紹介先と契約できたと伝えて", ("紹介先と契約できた",)),
        ("染料の話が面白かったので津田さんにお礼を送りたい", ("染料の話が面白かった",)),
        ("植木さんへメール。剪定の時期がわかったって。お願いはない", ("剪定の時期がわかった",)),
        ("直してもらった包丁がよく切れるって、鍛冶屋の宗像さんにLINE", ("直してもらった包丁がよく切れる",)),
        ("峰岸さんが窯を見せてくれた。お礼を送りたい", ("窯を見せてくれた",)),
        ("倉田さんに断りのメール。会場が取れなかったから", ("会場が取れなかったから",)),
        ("恩師の水谷先生に報告のメール。推薦状のお礼もあわせて", ("推薦状のお礼",)),
        ("面識のない方です。返事は不要と添えて。短めにお願いします", ()),
        ("柴崎さんにお礼。離婚の話は書かないで", ()),
    ],
)
def test_statements_are_freed_from_what_is_said_to_the_coach(request_: str, said: tuple[str, ...]) -> None:
    assert _content(request_) == said


@pytest.mark.parametrize(
    ("request_", "name", "company"),
    [
        ("沼田様に年末の挨拶を。差出人は白鷺機工の倉橋", "倉橋", "白鷺機工"),
        ("沼田様にお礼のメール。図書館司書の塩見", "塩見", None),
        ("沼田様にお礼のメール。私は浜名産業の営業の安東", "安東", "浜名産業"),
        ("沼田様に挨拶のメール。後任は同じ部の上条", None, None),
        ("担任の沼田先生にお礼。相談できて安心した、3年1組の江藤の母です", "江藤の母", "3年1組"),
    ],
)
def test_who_writes_may_stand_at_the_end(request_: str, name: str | None, company: str | None) -> None:
    sender = read_cast(request_).sender
    assert (sender.name, sender.company) == (name, company)


@pytest.mark.parametrize(
    ("request_", "occasion", "recipient", "other"),
    [
        ("みさきが助産師の宮下さん紹介してくれた。お礼のLINE", "thanks_introduction", "みさき", "宮下"),
        ("間宮会長のお口添えで荒川様と会えます。会長にお礼を", "thanks_introduction", "間宮", None),
        ("柳さんが編集者の沢田さんにつないでくれた。最初のメール", "first_after_introduction", "沢田", "柳"),
        ("紹介者:泉農園の泉さん\n相手:料理長の佐竹さん\n初めてのメール", "first_after_introduction", "佐竹", "泉"),
        ("味噌屋の深沢さんが人を探してる。辻さんの意向を聞くメール", "make_introduction", "辻", "深沢"),
    ],
)
def test_who_is_written_to_and_who_is_spoken_of(
    request_: str, occasion: str, recipient: str, other: str | None
) -> None:
    cast = read_cast(request_, occasion=occasion)
    assert cast.recipient.name == recipient
    assert other is None or other in (cast.third.name, cast.introducer.name)


@pytest.mark.parametrize(
    ("occasion", "request_", "matter"),
    [
        ("reminder", "大家の土肥さんに給湯器の修理の件その後どうですかって", "給湯器の修理"),
        ("reminder", "先週頼んだ図面の確認を野崎さんにリマインド", "図面の確認"),
        ("decline", "新田さんに会員の名簿が欲しいと言われた。断りたい", "会員の名簿"),
        ("decline", "さとみちゃんに土曜の交流会誘われたけど断る", "土曜の交流会"),
        ("accept_no", "業務提携の打診をした会社から見送りの返事", "業務提携"),
        ("apologise_late", "昨日の三者面談に20分遅刻したお詫び", "昨日の三者面談"),
        ("apologise_over_asking", "子守りばっかりお願いしてごめんなさいと", "子守り"),
        ("thanks_meeting", "先週頼んだ図面の確認を野崎さんに", None),
    ],
)
def test_the_matter_is_read_for_its_occasion(occasion: str, request_: str, matter: str | None) -> None:
    assert matter_ja(occasion, request_, read_cast(request_).mentions, TODAY) == matter


def test_an_invitation_has_its_name_time_and_place() -> None:
    request = "桑原様を1月20日(水)15時からの「小さな茶の会」にお招きしたい。場所は甲府の茶室、会費なし"
    assert invitation_ja(request, None) == "小さな茶の会、1月20日(水)15時から、甲府の茶室"


@pytest.mark.parametrize(
    ("request_", "feat"),
    [
        ("後輩の麻衣さんが気象予報士の試験に合格!お祝い", "気象予報士の試験に合格"),
        ("株式会社みなとが創業50周年だそう", "株式会社みなとが創業50周年"),
        ("同期に双子が生まれた。おめでとう", "同期に双子が生まれ"),
        ("出版社の方にお礼を送りたい", None),
    ],
)
def test_what_is_congratulated_on(request_: str, feat: str | None) -> None:
    assert feat_ja(request_, []) == feat


@pytest.mark.parametrize(
    ("request_", "wish"),
    [
        (
            "来週15分、請求書の書式のことで経理の浅田さんに時間をもらえないか聞いて",
            "来週15分、請求書の書式のことで時間をもらえないか",
        ),
        ("箱根の端材を、工作教室用に分けてもらえないか問い合わせたい", "箱根の端材を、工作教室用に分けてもらえないか"),
        ("保活のこと電話で聞いてもいいかLINEしたい", "保活のこと電話で聞いてもいいか"),
    ],
)
def test_a_wish_keeps_what_stands_around_the_addressee(request_: str, wish: str) -> None:
    found = ask_ja(request_, read_cast(request_).mentions)
    assert found is not None
    assert found.words == wish


@pytest.mark.parametrize(
    ("request_", "order"),
    [
        ("(株)北の製缶の中務課長に。", True),
        ("LINEで楓に、今日から受付らしいよって教える", True),
        ("週末は家族と過ごしました", False),
        ("人脈を広げる方法を教えてほしい", False),
    ],
)
def test_an_order_to_write_is_known(request_: str, order: bool) -> None:
    assert gives_order(request_) is order
