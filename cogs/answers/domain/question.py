# ruff: noqa: RUF001, FLY002 - words of many languages, a group a line
"""Does a message ask something that waits for an answer? Also without its question mark.

Rules of form, clause by clause: how people open a question or ask for help in a dozen languages,
less what only looks like one (greetings, rhetorical questions, reactions, tags). They were made
by hand and measured on lines of their own (``tests/cogs/answers``). The text is looked at and let
go. Every pattern is matched at the beginning of a clause, or is bounded: no text takes long.
"""

from __future__ import annotations

import re
from typing import Final

from cogs.answers.domain.mark import is_marked, own_words
from cogs.answers.domain.openers import LEAD, OPENERS, TURKISH, UNSPACED

# What is said after so much was opened before, or is a letter about something else.
_LOOKED_AT: Final = 1_500
_SENTENCES: Final = 20
_CLAUSES: Final = 6
_LONGEST: Final = 300  # so much of a clause, and of what may be a "me too"

_SENTENCE: Final = re.compile(
    "(?<=[.!?\u2026\u061f\u037e\u203d])\\s+|\n+|(?<=[\u3002\uff01\uff1f])"
)
_CLAUSE: Final = re.compile(r"[,;:]\s+|\s[-–—]\s|\s\(")
_SPOKEN: Final = re.compile(r'"[^"\n]{1,200}"|“[^”\n]{1,200}”')
_NO_WORD: Final = re.compile(r"<[^<>\s]{1,60}>")  # mentions, custom emoji
_COMMAND: Final = re.compile(r"[!$?]\w")  # of some other bot
_SPACE: Final = re.compile(r"\s+")
# Looks like a question, and is none: the whole clause, with or without its mark.
_RHETORICAL: Final = re.compile(
    "|".join(
        (
            (
                r"(?:oh |wait |lol |but |so |like )*(?:what|why|huh|eh|really|seriously|srsly"
                r"|right|ikr|ok|okay|oh yeah|yeah"
                r"|for real|no way|who knows|who cares|why not|maybe|yes|no|sup|wtf|no\??|and|lol)"
            ),
            r"(?:lol |wait |omg )?what(?: the (?:hell|heck|fuck|f)| a mess)?(?: lol)?",
            r"(?:idk |well )?(?:i think so|maybe|i guess|i guess so|thanks|thx|ty)",
            (
                r"(?:hi |hey |hello )?how(?: are|'?s|’s| is| r| was| were) (?:you|u|ya|y'?all|it"
                r"|things|everyone|everybody|life|your"
                r" (?:day|weekend|week|night|evening))(?: guys| all| folks)?(?: doing"
                r"| going)?(?: everyone| everybody| all| guys"
                r"| today| tonight| so far)*"
            ),
            (
                r"(?:wh?at'?s|what’s|wats|whats|what is|what else is) (?:up|new|good"
                r"|going on)(?: everyone| guys| all| everybody| man| bro)?"
            ),
            r"(?:you|u) (?:good|ok|okay|alright|there|know)",
            (
                r"get it|see what i did there|(?:you )?know what i mean|guess what"
                r"|(?:you )?know what|did (?:you|u) know"
            ),
            r"(?:what could|what can) (?:possibly )?go wrong",
            (
                r"how (?:hard|bad|difficult) can it be|how (?:cool|nice|awesome|great|cute|funny"
                r"|crazy|sick) is (?:that|this)"
            ),
            (
                r"how (?:dare|about no)\b.*|why (?:bother|even|do i (?:even )?bother"
                r"|do i even\b.*|am i like this|me)"
            ),
            (
                r"who (?:does ?n['’]?t|wouldn['’]?t) \w+.*|who would have .*|who needs .* anyway"
                r"|who even \w+.*|who asked"
            ),
            r"what['’]?s not to (?:like|love)",
            (
                r"do i look like .*|is the pope catholic|are (?:you|u) (?:kidding|serious|joking"
                r"|ok|okay|insane|crazy|mad|alright)(?: me)?"
            ),
            (
                r"are we there yet|is it \w+ yet|can (?:you|u) believe.*|can we (?:just"
                r"|all) (?:appreciate|agree|take).*"
            ),
            (
                r"(?:is|was|would)n['’]?t (?:that|it|this) (?:be )?(?:so |just )?(?:a )?(?:great"
                r"|lovely|beautiful|nice|cool|awesome"
                r"|amazing|something|fun|cute)"
            ),
            r"(?:do|does|did|have|has|is|are|was|were)n['’]?t (?:it|that|he|she|they|we|you|i)",
            (
                r"(?:is|do|did|have|has|are|was) (?:what|your best|that already|it(?: like.*)?"
                r"|fun.*|a (?:nice|look|great).*)"
            ),
            r"do (?:it|this|that|not)\b.*|did it\b.*|have (?:a|the same|fun|no)\b.*|is what\b.*",
            r"(?:does|did) (?:not|what it)\b.*",
            r"how to \w+",
            r"how (?:i|it|they|we) (?!do\b|does\b|get\b|can\b).*",
            r"has been .*|what the .*|and you|es|no",
        )
    ),
    re.IGNORECASE,
)
# The clause before this tag said something and waits for nothing.
_TAG: Final = re.compile(
    r"(?:(?:is|was|are|were|do|does|did|has|have|wo|would|ca)n['’]?t (?:it|he|she|they|that"
    r"|there|we|you|i)|eh|huh|lol)\W*",
    re.IGNORECASE,
)
# In the middle of a sentence it goes on about something: "…, which is fine".
_GOES_ON: Final = re.compile(
    r"(?:which (?!of|one)|(?:who|when|where|what) (?:is|are|was|were|has|have|had|can|will"
    r"|would|did|does|to)\b(?! (?:i|you|we) )"
    r"|how (?:to|much|many|long|often|is|are)\b"
    r"|(?:is|are|was|were|had|has|have|would|will|should|could|can|do|does|did) "
    r"(?!there|any(?:one|body)|some(?:one|body)|it possible|it ok|i\b|we\b|you\b|u\b|this\b|it\b)"
    r"|wh?at(?:'?s|’s)|not sure|don['’]?t|idk|cannot|can['’]?t|couldn['’]?t|my |the |it )",
    re.IGNORECASE,
)
_FEW: Final = 2
# "How to install: first …" explains.
_EXPLAINS: Final = re.compile(
    r"(?:how|what|where|when)(?: to| i| it| you)?\b[^:?\n]{0,60}:\s+\w+\s+\w+", re.IGNORECASE
)

# In a question of somebody else: says that one has it too, or waits for the answer as well.
_ME_TOO: Final = re.compile(
    r"(?:(?:yeah|yes|yep|hey|oh|lol|also)[\s,.!]+){0,3}(?:"
    r"same(?: here| for me| problem| issue| question| error| thing| boat)?\b"
    r"|me (?:too|as well|either|2)\b|\+ ?1\b|\^+(?: this)?|this\s*\^*$|bump\b|following\b"
    r"|subscribed?\b"
    r"|(?:also|i(?:['’]?m| am) also) (?:interested|affected|having|getting|curious|stuck|waiting)"
    r"|i (?:also )?have (?:the|that) (?:exact )?same\b|i(?:['’]?ve| have)? (?:got "
    r"|had )?(?:the )?same (?:problem|issue|error|question)"
    r"|(?:this )?happens (?:to|for|with) me\b|(?:having|have|getting"
    r"|got) the (?:exact )?same\b|i(?:['’]d| would) also like to know"
    r"|i was (?:just )?(?:going|about) to ask|wondering the same|count me in|same\s*$"
    r"|yo tambi[eé]n|a m[ií] tambi[eé]n|eu tamb[eé]m|moi aussi|pareil|ich auch|bei mir auch"
    r"|geht mir auch so|ik ook|anche (?:io|a me)"
    r"|ja też|у меня тоже|тоже самое|bende de|me pasa lo mismo)",
    re.IGNORECASE,
)
_FIXED: Final = re.compile(
    r"\b(?:fix(?:ed)?|solved|solution|try|tried|turned out|updat\w+|restart\w*|reinstall\w*"
    r"|works? now|helped|because)\b",
    re.IGNORECASE,
)
_NO_FIX: Final = re.compile(
    r"\b(?:no (?:solution|fix)|not fixed|any (?:fix|solution)|nothing helped)\b", re.IGNORECASE
)


def asks(text: str) -> bool:
    """Tell whether ``text`` asks something that waits for an answer."""
    if _COMMAND.match(text):
        return False
    said = own_words(text[:_LOOKED_AT])
    if is_me_too(said):
        return False
    without = _SPOKEN.sub(" x ", said)
    # Where all is between quotation marks, somebody only writes so.
    said = without if re.search(r"\w{2}", without) else said
    sentences = _SENTENCE.split(said)
    return any(_asks(sentence) for sentence in sentences[:_SENTENCES])


def is_me_too(text: str) -> bool:
    """Tell whether ``text`` only says that somebody has the same question, or follows it.

    Whoever says so and how it was solved answers.
    """
    text = text[:_LONGEST].strip(" \n,.!?…*_")
    if not _ME_TOO.match(text):
        return False
    return not _FIXED.search(text) or bool(_NO_FIX.search(text))


def _asks(sentence: str) -> bool:
    if _EXPLAINS.match(sentence) and "?" not in sentence:
        return False
    marked = is_marked(sentence)
    whole = _bare(sentence)
    if not whole or _RHETORICAL.fullmatch(whole):
        return False
    clauses = [clause for clause in _CLAUSE.split(sentence)[:_CLAUSES] if clause.strip()]
    if marked and not _is_tagged(clauses):
        return True
    if not sentence.isascii() and UNSPACED.search(sentence):
        return True
    while len(clauses) > 1 and _is_lead(clauses[0]):
        del clauses[0]
    first, *later = clauses or [""]
    return (
        _opens(first)
        or any(_opens(clause) and not _GOES_ON.match(_bare(clause)) for clause in later)
        or bool(TURKISH.search(whole))
    )


def _opens(clause: str) -> bool:
    bare = _bare(clause)
    if not bare or _RHETORICAL.fullmatch(bare):
        return False
    if OPENERS.match(bare):
        return True
    led = LEAD.match(bare)
    if led is None:
        return False
    rest = bare[led.end() :]
    return bool(rest) and not _RHETORICAL.fullmatch(rest) and bool(OPENERS.match(rest))


def _is_lead(clause: str) -> bool:
    led = LEAD.match(_bare(clause) + " ")
    return led is not None and not clause[led.end() :].strip()


def _is_tagged(clauses: list[str]) -> bool:
    """Tell whether the mark belongs to a tag or a reaction alone: "nice, isn't it?"."""
    last = clauses[-1].strip()
    before = clauses[:-1]
    if _TAG.fullmatch(last):
        return not any(_opens(clause) for clause in before)
    # "The deadline is Friday, right?" wants to know; "cool, right?" does not.
    return bool(_RHETORICAL.fullmatch(_bare(last))) and len(" ".join(before).split()) <= _FEW


def _bare(clause: str) -> str:
    """Return a clause without mentions, emoji, emphasis and its marks."""
    text = _NO_WORD.sub(" ", clause[:_LONGEST])
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return _SPACE.sub(" ", text[start:end])
