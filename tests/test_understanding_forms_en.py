"""English requests as people type them: notes, labelled lines, dictation, slips put right, a mail to be answered."""

import pytest

from coach.understanding.pasted import split_pasted
from coach.understanding.spelled_en import spelled, tidy
from coach.understanding.spoken_en import punctuated
from coach.understanding.telegram_en import as_sentences
from coach.writing.coverage_en import lost, unplaced
from coach.writing.english import dated, thanks_for
from coach.writing.english_wishes import request


@pytest.mark.parametrize(
    ("notes", "sentences"),
    [
        (
            "thank-you / Priya Raman / Northgate / their onboarding trick / email / me = Tom Okafor",
            "Thank-you note to Priya Raman of Northgate for their onboarding trick. Email. From Tom Okafor.",
        ),
        (
            "thank you email - Priya from Northgate - onboarding chat - no ask",
            "Thank you email to Priya from Northgate for the onboarding chat. No ask.",
        ),
        (
            "To: Mr Ade Bello (Zenith Agro)\nOccasion: thank you\nTopic: how vendors are onboarded\nFrom: Emeka Obi",
            "Thank you note to Mr Ade Bello (Zenith Agro). We talked about how vendors are onboarded. From Emeka Obi.",
        ),
        (
            "Invite Noor to our open day - free soup - 5 December",
            "Invite Noor to our open day - free soup - 5 December",
        ),
        ("Thank Priya, Northgate, for the trick, by email.", "Thank Priya, Northgate, for the trick, by email."),
    ],
)
def test_notes_become_sentences(notes, sentences):
    assert as_sentences(notes) == sentences


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("an appointment on Thursday, sorry, Friday 27th", "an appointment on Friday 27th"),
        ("we won four no five of the last six", "we won five of the last six"),
        ("from April, no wait, January", "from January"),
        ("his nephew, sorry, his cousin Ade", "his cousin Ade"),
        ("no reply, no ask", "no reply, no ask"),
        ("he said no, my boss", "he said no, my boss"),
    ],
)
def test_slips_are_put_right(said, read):
    assert punctuated(said) == read


def test_orders_in_one_breath_are_set_apart():
    text = "the kids loved the puppet show and it was the best day all year can you write him a thank you"
    assert punctuated(text).endswith("all year. can you write him a thank you")
    assert punctuated("Dear coach, I would like to write again") == "I would like to write again"


@pytest.mark.parametrize(
    ("text", "reader"),
    [
        (
            'She wrote: "Hi Ken, could you let me have the proofs? Thanks, Ottilie". Say sorry, they are late.',
            "Ottilie",
        ),
        (
            "Dear Ms Farrow,\nThe budget is gone.\nKind regards,\nHelen Askew\n\n^^ got this. Write back kindly.",
            "Helen Askew",
        ),
    ],
)
def test_a_mail_to_be_answered_names_the_reader(text, reader):
    found = split_pasted(text)
    assert found.draft is None
    assert found.request.startswith(f"Reply to {reader}")


def test_a_draft_to_be_judged_stays_one():
    found = split_pasted("Is this ok to send?\n\nDear Tom,\nCould you introduce me to Ann?\nBest,\nKim")
    assert found.draft is not None and found.request == "Is this ok to send?"


def test_abbreviations_and_files_keep_their_form():
    assert spelled("thx to ngozi, it's at drive/hives-1987.pdf") == "thanks to Ngozi, it's at drive/hives-1987.pdf"
    assert tidy("um we talked for like forty minutes") == "we talked for forty minutes"


def test_what_a_message_lacks_is_found():
    text = "Thank you for showing me the 1840s frames on Tuesday."
    assert lost(("You showed me the 1840s frames", "You gave me an hour with Rosa"), text) == (
        "You gave me an hour with Rosa",
    )
    assert unplaced(("printer", "Da Nang"), text) == ("Da Nang",)


@pytest.mark.parametrize(
    ("words", "plea"),
    [
        ("I want only to ask if you can send me the data", "would you be willing to send me the data"),
        ("to see if she's got 20 mins before the 14th", "would you have 20 minutes before the 14th"),
        ("I want to know if you ship pianos", "could you tell me whether you ship pianos"),
        ("I'd be grateful if she introduced me to Sam", "would you be willing to introduce me to Sam"),
        ("I want that she introduces me", "would you be willing to introduce me"),
    ],
)
def test_wishes_are_questions(words, plea):
    assert request(words, "polite", "other", None).startswith(plea[:40])


def test_days_and_thanks_read_naturally():
    assert dated("the breakfast Sunday") == "the breakfast on Sunday"
    assert dated("any day but Monday, the whole Sunday") == "any day but Monday, the whole Sunday"
    assert thanks_for("with thanks for the loan of the tent") == "the loan of the tent"
    assert thanks_for("she let me hold it and told me why") == "letting me hold it and telling me why"
