"""Whose industry is whose: the user's own, or the one they want to reach."""

import pytest

from coach.understanding.fields import read_fields, situations_in

CASES = [
    ("物流業界の人とどうつながればいい？", "logistics", None),
    ("印刷会社の営業です。半年で新しい取引先を3社増やしたい", None, "manufacturing"),
    ("私は銀行員ですが、IT業界の人と知り合いたい", "it", "finance"),
    ("介護の仕事をしています。建設業の人とつながりたい", "construction", "medical"),
    ("メーカー勤務ですが広告業界に転職したい", "media", "manufacturing"),
    ("45歳、銀行から介護業界へ移りたい", "medical", None),
    ("学校の先生をしている。食品業界の知り合いがほしい", "food_retail", "education"),
    ("医者と知り合いたい保険営業です", "medical", None),
    ("物流業界でITコンサルとして独立しました", None, "logistics"),
    ("IT consultant for logistics: how do I meet people in that field?", "logistics", "professional"),
    ("I'm a nurse and want to get into fintech", "finance", "medical"),
    ("I work in a hospital. How can I meet software developers?", "it", "medical"),
    ("How do I approach people in finance?", "finance", None),
    ("As a freelance translator in Osaka I need first customers", None, "media"),
    ("人見知りでも交流会で話せるようになりたい", None, None),
]


@pytest.mark.parametrize(("text", "target", "own"), CASES)
def test_own_and_target_are_told_apart(text: str, target: str | None, own: str | None) -> None:
    fields = read_fields(text)
    assert fields.target == target
    if own is not None:
        assert fields.own == own


def test_several_situations_may_hold_at_once() -> None:
    assert set(situations_in("地方在住のエンジニアで、子育て中です")) >= {"small_town", "engineer", "parent"}
