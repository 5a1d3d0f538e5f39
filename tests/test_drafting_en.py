"""English requests as people type them: everything they say is in the message, and nothing they want left out."""

import re
from datetime import date

import pytest

from coach.resources import load_yaml, resource
from coach.understanding import understand
from coach.understanding.notes_en import completed
from coach.understanding.occasion_en import ordered_occasion
from coach.understanding.pieces_en import clauses
from coach.understanding.sender_en import sender_en
from coach.understanding.spelled_en import spelled
from coach.writing.drafting import draft

TODAY = date(2026, 11, 25)
REQUESTS = [
    pytest.param(occasion, case, id=f"{occasion}-{number}")
    for occasion, cases in load_yaml(resource("tests", "data", "requests_en.yaml")).items()
    for number, case in enumerate(cases, 1)
]


# Requests whose occasion words alone don't tell; the page reads them with the embedding.
MISREAD = (
    "email to Mrs. Abernathy: we can't sponsor the swimming gala this year, budget was cut. don't mention the layoffs. "
    "From Rhys Pugh, Pugh Motors",
    "our supplier Kettle & Thorn just won best small roaster, drop a note to the owner, Juno Thorn. their Ethiopian "
    "blend got us through the summer",
)


def written(text: str, occasion: str) -> str:
    brief = understand(text, embed=None, today=TODAY)
    if brief.occasion != occasion:
        assert text in MISREAD, f"read as {brief.occasion}"
        pytest.xfail("read rightly with the embedding only")
    message = draft(brief, today=TODAY).message
    return re.sub(r"\s+", " ", f"{message.subject or ''} {message.body}").lower()


@pytest.mark.parametrize(("occasion", "case"), REQUESTS)
def test_what_a_request_says_is_in_the_message(occasion, case):
    said = written(case["text"], occasion)
    assert [fact for fact in case["facts"] if fact.lower() not in said] == []
    assert [word for word in case.get("not", ()) if word.lower() in said] == []


def test_most_occasions_are_read_from_the_order_alone():
    right = sum(
        understand(param.values[1]["text"], embed=None, today=TODAY).occasion == param.values[0] for param in REQUESTS
    )
    assert right / len(REQUESTS) > 0.9


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("thx to ngozi for the slides on tues", "thanks to Ngozi for the slides on Tuesday"),
        ("had a call w/ him monday", "had a call with him Monday"),
        ("You're kind, re: nothing", "You're kind, re: nothing"),
        ("see https://x.example/re?w/o", "see https://x.example/re?w/o"),
        ("田中さんにお礼。re: w/", "田中さんにお礼。re: w/"),
    ],
)
def test_chat_english_is_spelled_out(text, said):
    assert spelled(text) == said


@pytest.mark.parametrize(
    ("text", "name", "company"),
    [
        ("Thank Bo. I'm Ken Mori from Harbor Foods", "Ken Mori", "Harbor Foods"),
        ("Thank Bo for the tea. Doc's Marine, Wanda", "Wanda", "Doc's Marine"),
        ("Thank Bo for the tea. signed Anouk, Petit Fournil", "Anouk", "Petit Fournil"),
        ("Thank Bo for the tea — Vivian", "Vivian", None),
        ("Thank Bo for the tea. email, from Rashid", "Rashid", None),
    ],
)
def test_who_writes(text, name, company):
    found = sender_en(text)
    assert found is not None
    assert (found[0].name, found[0].company) == (name, company)


@pytest.mark.parametrize("text", ["Thank Bo for the tea. Email please", "I'm Mira's mum", "Tell Bo it's fine. Slack"])
def test_no_writer_is_guessed(text):
    assert sender_en(text) is None


@pytest.mark.parametrize(
    ("note", "sentence"),
    [
        ("sold all 90 jars", "I sold all 90 jars"),
        ("staying in Bristol", "I'm staying in Bristol"),
        ("flattered, but busy", "I'm flattered, but busy"),
        ("First weekend: sold out", "First weekend: I sold out"),
        ("yes we have a place", "yes, we have a place"),
        ("the kids are well", "the kids are well"),
        ("bring the kids", "bring the kids"),
    ],
)
def test_notes_become_sentences(note, sentence):
    assert completed(note) == sentence


def test_parts_of_a_request():
    text = "Thank Bo for the tea. slack message, keep it short. We won - don't say why. Never met"
    assert [(piece.part, piece.words) for piece in clauses(text, [])] == [
        ("order", "Thank Bo for the tea"),
        ("manner", "slack message"),
        ("manner", "keep it short"),
        ("content", "We won"),
        ("left_out", "don't say why"),
        ("standing", "Never met"),
    ]


@pytest.mark.parametrize(
    ("text", "occasion"),
    [
        ("say no to Brandon, who wants me on their board", "decline"),
        ("chase Leopold about the signed lease", "reminder"),
        ("I owe Ana the invoice since Monday. apologise", "apologise_late"),
        ("Yvonne said no to mentoring me. Gracious reply", "accept_no"),
        ("How do I thank somebody?", None),
    ],
)
def test_an_order_names_its_occasion(text, occasion):
    assert ordered_occasion(text) == occasion
