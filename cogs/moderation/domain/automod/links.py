# ruff: noqa: SIM905 - lists of many short strings read worse as lists
"""Web addresses and invitations in folded text, also written so that no link comes of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

# Past so many, more addresses in one message say nothing new.
_LINKS = 60
# "[.]", "(dot)", " dot ", "{.}", " . " between two names.
_DOT = re.compile(
    r"(?<=[\w-])\s?[\[({<]\s?(?:\.|dot|d0t)\s?[\])}>]\s?(?=\w)|(?<=\w) (?:dot|\.) ?(?=\w)"
)
_FULL_STOPS = str.maketrans(dict.fromkeys("\u3002\uff0e\uff61\u2024\u00b7\u2219\u2022", "."))
_HOST = re.compile(
    r"(?:(?P<scheme>\b(?:https?|hxxps?|ftp))\s?:\s?[\\/]{1,3}\s?(?:[^\s/@]{1,60}@)?|(?<![\w.@-]))"
    r"(?P<host>[^\W_](?:[\w-]{0,61}\w)?(?:\.[^\W_](?:[\w-]{0,61}\w)?){1,6})(?P<rest>[:/\\?#]\S{0,200})?",
)
_PLAUSIBLE_END = re.compile(r"(?:xn--[a-z0-9-]+|[^\W\d_]{2,24})$")
_TWO_LABEL_ENDS: Final = frozenset(
    "co.uk org.uk ac.uk gov.uk com.au net.au org.au co.nz co.jp or.jp ne.jp com.br com.mx co.in "
    "co.kr co.za com.tr com.cn com.tw com.ar com.ua com.pl".split()
)
# Ends that files and sentences have too: an address only with a scheme or a path.
_FILE_ENDS: Final = frozenset(
    "py js ts md rs sh pl so cc go zip mov rb java cpp txt json toml yml yaml exe dll png jpg jpeg "
    "gif pdf csv html css cfg ini log lua php vue tsx jsx svg webp mp3 mp4 wav ogg doc docx bat "
    "xml sql db lock bin dat iso apk jar tar gz patch diff ipynb ps asm kt cs fs hs ml ex exs ftl "
    "name is it as to in at on be me my no so us we am pm do id".split()
)
_INVITE = re.compile(
    r"(?:discord(?:app)?\s?\.\s?com\s?[/\\]\s?invite|discord\s?\.\s?(?:gg|me|io|li)|dsc\s?\.\s?gg|"
    r"invite\s?\.\s?gg|discord\s?[/\\]\s?invite)"
    r"(?:(?<!\s)[/\\]{1,3}\s?|\s[/\\]{1,3}(?:\s(?![a-z]{1,2}(?!\S))|(?=\S)))(?P<code>[a-z0-9-]{2,64})"
)
_LETTERED = re.compile(r"d\W{1,3}i\W{1,3}s\W{1,3}c\W{1,3}o\W{1,3}r\W{1,3}d")
_LETTERED_END = re.compile(r"discord\W{0,3}\.?\W{0,3}g\W{0,3}g(?=[/\\])")
_MARKS = re.compile(r"[*_~|`<>\"']+")


@dataclass(frozen=True, slots=True)
class Link:
    """A host, lower case, and what follows it; ``open``: written as an address with a scheme."""

    host: str
    rest: str
    open: bool


def links_in(folded: str) -> tuple[Link, ...]:
    """Return the addresses of a folded text, each once, at most sixty."""
    if "." not in folded and "dot" not in folded and "://" not in folded and "。" not in folded:
        return ()
    found: dict[Link, None] = {}
    for match in _HOST.finditer(dotted(folded)):
        host, rest = match["host"].strip("."), match["rest"] or ""
        end = host.rpartition(".")[2]
        open_ = match["scheme"] is not None
        if not open_ and (not _PLAUSIBLE_END.fullmatch(end) or (end in _FILE_ENDS and not rest)):
            continue
        found[Link(_readable(host), rest, open_)] = None
        if len(found) == _LINKS:
            break
    return tuple(found)


def dotted(folded: str) -> str:
    """Return the text with every way of writing a dot between names as a dot."""
    return _DOT.sub(".", folded.translate(_FULL_STOPS))


def invites_in(folded: str) -> tuple[str, ...]:
    """Return the codes of invitations to Discord servers, lower case, each once."""
    if "disc" not in folded and "gg" not in folded and not _LETTERED.search(folded):
        return ()
    plain = _MARKS.sub("", dotted(folded))
    codes = dict.fromkeys(match["code"] for match in _INVITE.finditer(plain))
    if not codes and _LETTERED.search(plain):
        squeezed = "".join(plain.split())
        codes = dict.fromkeys(match["code"] for match in _INVITE.finditer(_unlettered(squeezed)))
    return tuple(codes)


def _unlettered(squeezed: str) -> str:
    return _LETTERED_END.sub("discord.gg", _LETTERED.sub("discord", squeezed))


def _readable(host: str) -> str:
    """Return a host with punycode labels as the letters they show."""
    if "xn--" not in host:
        return host
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


@lru_cache(maxsize=4_096)
def registrable(host: str) -> str:
    """Return the part of a host that somebody registered: "a.b.co.uk" gives "b.co.uk"."""
    labels = host.split(".")
    wanted = 3 if ".".join(labels[-2:]) in _TWO_LABEL_ENDS else 2
    return ".".join(labels[-wanted:])


def is_within(host: str, domain: str) -> bool:
    """Tell whether ``host`` is ``domain`` or below it."""
    return host == domain or host.endswith("." + domain)
