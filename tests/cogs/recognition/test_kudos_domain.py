"""What kudos are worth, what looks odd, and what is thanks: tables of cases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from cogs.recognition.domain.kudos import LEAST, odd_givers, worth_of
from cogs.recognition.domain.offers import A_DAY, Offers
from cogs.recognition.domain.thanks import thanked_in

A, B, C, D, E, F = 1, 2, 3, 4, 5, 6
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "worth"),
    [
        # (giver, receiver) in the 30 days before A thanks B.
        ([], 100),
        ([(C, A), (D, A)], 100),
        ([(B, C), (B, D)], 100),
        # B thanked A: two who thank each other.
        ([(B, A)], 50),
        ([(B, A)] * 2, 33),
        ([(B, A)] * 30, LEAST),
        # A thanks B, B thanks C, C thanks A: a ring of three.
        ([(B, C), (C, A)], 50),
        ([(B, C), (B, C), (C, A), (C, A)], 33),
        # Half of a ring is none.
        ([(B, C), (D, A)], 100),
        # Whoever many people thank is hardly damped for thanking one of them back.
        ([(B, A), (C, A), (D, A), (E, A), (F, A)], 83),
        # A ring through several, each way counted once for each of its kudos.
        ([(B, A), (B, C), (B, D), (C, A), (D, A)], 50),
    ],
)
def test_praise_that_goes_round_counts_for_less(given: list[tuple[int, int]], worth: int) -> None:
    assert worth_of(A, B, given) == worth
    assert worth_of(A, B, given[::-1]) == worth


def test_more_praise_back_is_never_worth_more() -> None:
    worths = [worth_of(A, B, [(B, A)] * back + [(C, A), (D, A)]) for back in range(1, 40)]

    assert worths == sorted(worths, reverse=True)
    assert worths[-1] >= LEAST


OLD, NEW = timedelta(days=900), timedelta(days=3)


@pytest.mark.parametrize(
    ("given", "ages", "active", "odd"),
    [
        ({(A, B): 2}, {A: OLD}, {A: 20}, {}),
        ({(A, B): 2}, {A: NEW}, {A: 20}, {A: ["young"]}),
        ({(A, B): 2}, {A: OLD}, {A: 1}, {A: ["silent"]}),
        ({(A, B): 3}, {A: OLD}, {A: 20}, {A: ["one-sided"]}),
        ({(A, B): 4}, {A: NEW}, {}, {A: ["young", "silent", "one-sided"]}),
        ({(A, B): 3, (C, B): 3}, {A: OLD, C: NEW}, {A: 9, C: 9}, {C: ["young"]}),
        # One is no habit, and who thanks several people is nobody's other account.
        ({(A, B): 1}, {A: NEW}, {}, {}),
        ({(A, B): 4, (A, C): 1}, {A: NEW}, {}, {}),
    ],
)
def test_who_looks_like_another_account(
    given: dict[tuple[int, int], int],
    ages: dict[int, timedelta],
    active: dict[int, int],
    odd: dict[int, list[str]],
) -> None:
    assert odd_givers(given, ages, active) == odd


ANN, BEN, ME = 111111111111111111, 222222222222222222, 999999999999999999
ann, ben, me = f"<@{ANN}>", f"<@!{BEN}>", f"<@{ME}>"


@pytest.mark.parametrize(
    ("text", "thanked"),
    [
        (f"thanks {ann}!", [ANN]),
        (f"Thank you so much {ann} for the help with my bot", [ANN]),
        (f"{ann} you are great, thx", [ANN]),
        (f"ty {ann} and {ben}", [ANN, BEN]),
        (f"Ok.\nThanks a lot, {ben}. {ann} will know more", [BEN]),
        (f"huge thanks to {ann}, {ben} and {ann}", [ANN, BEN]),
        (f"TYSM {ann}", [ANN]),
        (f"kudos to {ann}", [ANN]),
        (f"Vielen Dank {ann}", [ANN]),
        (f"dankeschön {ann}", [ANN]),
        (f"merci beaucoup {ann}", [ANN]),
        (f"muchas gracias {ann}", [ANN]),
        (f"obrigada {ann}", [ANN]),
        (f"grazie mille {ann}", [ANN]),
        (f"bedankt {ann}", [ANN]),
        (f"tack så mycket {ann}", [ANN]),
        (f"dziękuję {ann}", [ANN]),
        (f"спасибо {ann}", [ANN]),
        (f"дякую, {ann}", [ANN]),
        (f"teşekkürler {ann}", [ANN]),
        (f"{ann}さん、ありがとうございます", [ANN]),
        (f"谢谢{ann}", [ANN]),
        (f"{ann} 감사합니다", [ANN]),
        (f"شكرا {ann}", [ANN]),
        (f"धन्यवाद {ann}", [ANN]),
        (f"cảm ơn {ann}", [ANN]),
        # Not thanks, not meant, not said, not theirs.
        (f"hello {ann}", []),
        (f"happy thanksgiving {ann}", []),
        (f"a thankless task, {ann}", []),
        (f"party at {ann}", []),
        (f"no thanks {ann}", []),
        (f"nein danke {ann}", []),
        (f"thanks in advance {ann}", []),
        (f"thanks for nothing {ann}", []),
        (f"> thanks {ann}\nwho said that", []),
        (f"`thanks {ann}`", []),
        (f"```\nthanks {ann}\n```", []),
        (f"thanks {me}", []),
        (f"Thanks. {ann} has a question", []),
        (f"thanks everybody for coming to see one of us play tonight with {ann}", []),
        (f"thanks {ann} " + "x" * 1_000, []),
        ("thanks @everyone", []),
        ("", []),
    ],
)
def test_thanks_are_found_in_many_languages(text: str, thanked: list[int]) -> None:
    assert thanked_in(text, ME) == thanked


@pytest.mark.parametrize(
    ("text", "reply_to", "thanked"),
    [
        ("thanks!", ANN, [ANN]),
        ("oh wow, thank you", ANN, [ANN]),
        ("danke dir", ANN, [ANN]),
        (f"thanks {ben}", ANN, [BEN]),
        (f"{ben} said so. Thanks", ANN, []),
        ("I never got as much as a thanks", ANN, []),
        ("no thanks", ANN, []),
        ("thanks", ME, []),
        ("hello", ANN, []),
    ],
)
def test_a_reply_thanks_whom_it_replies_to(text: str, reply_to: int, thanked: list[int]) -> None:
    assert thanked_in(text, ME, reply_to) == thanked


def test_offers_are_seldom() -> None:
    """One in a pause a channel, of each pair one a day; what came to nothing is free again."""
    offers, pause = Offers(), timedelta(minutes=30)
    place, other = (5, 70), (5, 71)
    assert offers.take(place, 1, [2, 3], NOON, pause) == [2, 3]
    assert offers.take(place, 4, [5], NOON + timedelta(minutes=29), pause) == []
    assert offers.take(other, 1, [2], NOON + timedelta(hours=23), pause) == []
    assert offers.take(other, 1, [2, 4], NOON + timedelta(hours=23), pause) == [4]
    offers.give_back(other, 1, [4])
    assert offers.take(other, 1, [4], NOON + timedelta(hours=23), pause) == [4]
    assert offers.take(place, 1, [2], NOON + A_DAY, pause) == [2]
    offers.forget(5, 1)
    offers.forget(6, 5)
    assert offers.take((5, 72), 1, [2, 3, 4], NOON + A_DAY, pause) == [2, 3, 4]
    for number in range(20_100):
        offers.take((5, number), number, [number + 1], NOON, pause)
    assert len(offers) == 20_000
