# ruff: noqa: RUF001, E501 - words of many languages
"""How people open a question or ask for help, by language: patterns for the start of a clause."""

from __future__ import annotations

import re
from typing import Final

# What may stand before a question: greetings, fillers, excuses.
LEAD: Final = re.compile(
    r"(?:(?:(?:hi|hey|hello)(?: there)?|hiya|heya|yo|x(?! (?:and|or|is|are|was|has"
    r"|does (?!any)|will|can|should|would)\b)|ok|okay|so|also|and|but|then|um+|uh+|er+|hmm+"
    r"|btw|sorry|pls|plz"
    r"|please|well|guys|all|everyone|everybody|folks|again|anyway|actually|just|now|alright"
    r"|first of all|good (?:morning|evening|afternoon|day)|wtf|omg|lol|bro|dude|man|yeah"
    r"|hola|bonjour|salut|hallo|moin|oi|olá|ciao|hoi|cześć|hej|привет|merhaba|selam"
    r"|(?:quick|stupid|dumb|silly|noob|serious|random|simple) (?:question|q)|noob here|\u0430|и|et|und"
    r"|e|y|a)\b[\s,!.:]*)+",
    re.IGNORECASE,
)

_ASKED: Final = r"(?:do|does|did|is|are|was|were|can|could|should|would|will|has|have|had|am|r|u|s)"
_WHO: Final = (
    r"(?:i|you|u|ya|we|they|he|she|it|there|this|that|these|those|the|a|an|my|your|our|any|all"
    r"|any(?:one|body|thing)|some(?:one|body)|one|everyone|people|both|\d+|x|vc|custom|new)"
)
OPENERS: Final = re.compile(
    "|".join(
        (
            # English: question words and what follows them in a question.
            rf"how(?:'?s|’s| {_ASKED}| to| come| much| many| long| often| far| big| old| you)\b",
            (
                rf"wh?at(?:(?:'?s|’s) (?!interesting|happening is|more|worse|nice)| {_ASKED}| if"
                rf"| about| happens?| happened| to| (?:on earth|the \w+)"
                rf" (?:is|are)| (?!i\b|you\b|we\b|they\b|he\b|she\b|it\b)\w+(?: \w+)? {_ASKED})\b"
            ),
            (
                r"(?:why|y)(?:'?s|’s|(?: the \w+| tf)? "
                rf"(?:{_ASKED}|cant|wont|doesnt|isnt|\w+n['’]t|{_WHO}|my))\b"
            ),
            rf"(?:who|where|when)(?:'?s|’s|s? {_ASKED}| do i| can i| to)\b",
            rf"which (?:of|one|ones|\w+(?: \w+)? {_ASKED})\b",
            (
                r"(?:in|on|at|for|since|until|till|from|by|with|to) (?:which (?!case|is)|what"
                r"|whom|when|how long"
                r"|how many)\b"
            ),
            # Verb first.
            rf"(?:is|are|was|were|do|does|did|can|could|should|would|will|am|r) {_WHO}\b",
            (
                r"(?:has|have|had) (?:i|you|u|we|they|he|she|it|there|this|that|any(?:one|body)"
                r"|some(?:one|body)|the \w+(?: \w+)?"
                r" (?:been|changed|moved))\b"
            ),
            (
                r"(?:is|does|do|did|are|can|has) \w+(?: \w+){0,3} (?:allowed|enough|work|works"
                r"|needed|possible"
                r"|normal|safe|supported|included|extended|down|free|open|still|also|support)\b"
            ),
            (
                r"(?:is|are|do|does|did|was|were|should|would|could|can|wo|ca|has|have)n[o'’]?t "
                r"(?:i|we|you|they|there|this|that|the|it)\b"
            ),
            # Somebody, anybody.
            (
                r"(?:any|some)(?:one|body)(?: else| here| please| pls)* (?:know|knows|knew|have"
                r"|has|having|got|tried|able|up|help|tell"
                r"|explain|seen|good|else|here|wanna|alive|familiar)\b"
            ),
            (
                r"any (?:ideas?|way|chance|tips|recommendations?|recs|suggestions?|advice|fix"
                r"|fixes|hints?"
                r"|thoughts|news|eta|clues?|tutorials?|docs|workarounds?|good \w+)\b"
                r"(?! (?:after|is|are|will|would))"
            ),
            r"(?:thoughts|opinions|tips|hints|advice) (?:on|for|about)\b",
            r"(?:u|you)(?: guys| all)? know (?:where|how|what|who|why|when|if|an?|any)\b",
            r"there (?:a|any) \w+",
            r"(?:(?:u|you|(?:any|some)one) )?got any \w+",
            r"possible to\b",
            # Asking for help.
            (
                r"(?:i |we )?(?:really )?(?:need|could use|want)(?: some| a bit of| your"
                r"| a little)? (?:help|advice|assistance)\b"
            ),
            r"help(?: me| pls| please| needed| wanted| my\b.*| with\b.*)?$",
            r"(?:someone|anyone|somebody|can|could|would)? ?(?:help me|please help|pls help)\b",
            (
                r"(?:i(?:'m|’m|m| am) |we(?:'re|re) )?(?:looking|searching) for (?:a way|help"
                r"|someone|advice"
                r"|an? \w+ (?:to|that|for))"
            ),
            (
                r"(?:i |i['’]ve |ive |we )?(?:have |got |had )+a (?:quick |small "
                r"|few )?(?:question|issue)s?\b"
            ),
            r"(?:i['’]ve|ive) a question\b",
            r"(?:i |we )have a problem with (?:my|the|this)\b",
            r"question (?:about|regarding|on|for)\b",
            (
                r"(?:i(?:['’]?m|’m| am) |i was )?(?:just )?wondering (?:if|whether|how|what|why"
                r"|where|when|who)\b"
            ),
            r"i(?:['’]d| would|d) like to know\b",
            (
                r"(?:(?:please |pls )(?:tell me|explain)|tell me) (?:how to|what|why|where"
                r"|if there|whether|the)\b"
            ),
            r"(?:please |pls )?(?:let me know) (?:if there)\b",
            # Being lost.
            (
                r"(?:i(?:['’]?m| am) )?not sure (?:how|what|where|why|which|if) (?:to|i|do|this"
                r"|it|my|the)\b"
            ),
            (
                r"(?:i )?(?:have no (?:clue|idea)|idk|don['’]?t (?:know|understand|get)"
                r"|do not (?:know|understand)"
                r"|no (?:clue|idea)) (?:how|what|where|why|which|when|whether) (?:to|i|do|this|it"
                r"|my|the)\b"
            ),
            r"(?:i(?:['’]?m| am) )?(?:confused|lost) (?:about|with|by|on)\b",
            (
                r"(?:i(?:['’]?m| am) )?(?:stuck|struggling) (?:on|at|in|with)\b(?! (?:work|school"
                r"|home|traffic))"
            ),
            (
                r"(?:i )?(?:still )?(?:can['’]?t|cannot|couldn['’]?t|can not|unable to|am unable to)"
                r"(?: even| seem to)? (?:figure|find (?:the|any|a|my|where)"
                r"|get (?:\w+ ){1,4}(?:to|working)|log|login|sign|connect|open|install|join|post|see"
                r"|access|start|load|run|use|change|make|build|compile|upload|download|send|reach)\b"
            ),
            r"(?:i )?keeps? (?:getting|crashing|failing|saying)\b",
            (
                r"(?:i(?:['’]?m| am) |i )?(?:getting|get|got) (?:a|an|this|the|these|some"
                r"|x)\b(?: \w+){0,3}? ?"
                r"(?:errors?|warning|exception|[45]\d\d|message)\b"
            ),
            r"(?:i(?:['’]?m| am) )?having (?:an? )?(?:issues?|trouble|problems?)\b",
            r"(?:i(?:['’]?m| am) )?(?:trying|tried) to .{3,120}\b(?:but|getting)\b",
            (
                r"(?:my|the) [\w ]{2,40} (?:doesn['’]?t|does not|won['’]?t|will not|isn['’]?t"
                r"|keeps|stopped|goes"
                r"|crashes|is stuck)"
                r"(?: \w+)? ?(?:work\w*|start\w*|load\w*|respond\w*|open\w*|show\w*|connect\w*"
                r"|crash\w*|freez\w*|black"
                r"|blank|at|when\w*)\b"
            ),
            r"it (?:won['’]?t|wont) (?:start|let|load|open|work|connect|install)\b",
            r"(?:and )?(?:now )?nothing (?:works|starts|happens)\b",
            r"still (?:crashes|nothing works|not working|does ?n['’]?t work)\b",
            # Spanish, Portuguese
            (
                r"(?:c[oó]mo|qu[eé]|cu[aá]l|cu[aá]ndo|d[oó]nde|por qu[eé]"
                r"|cu[aá]nt[oa]s?) (?:puedo|se|hago|cambio|es|est[aá]|son"
                r"|significa|empieza|sale|no|me|hay|funciona|instalo|debo|tengo|encuentro"
                r"|(?:eu )?(?:faço|posso|faz|fa[cç]o))\b"
            ),
            r"(?:alguien|alguno|algui[eé]n) (?:sabe|me|puede|tiene|conoce|que|ha)\b",
            r"(?:se puede|puedo|hay (?:alguna?|forma)|existe alguna?|me pueden?|pueden|puedes)\b",
            r"(?:algu[eé]m|alguém) (?:sabe|me|pode|tem|conhece|consegue)\b",
            r"(?:tem como|d[aá] pra|onde|por ?que|quando|qual|quais|quanto) \w+",
            # French
            (
                r"(?:comment|pourquoi|quand|combien|quel(?:le)?s?|o[uù]) (?:on|je|faire|est|puis"
                r"|peut|fait|sont|faut|ça"
                r"|c['’]est|trouver|il|tu|vous|télécharger)\b"
            ),
            (
                r"(?:est[ -]ce que?|y a[ -]t[ -]il|c['’]est quoi|qu['’]est[ -]ce|savez[ -]vous"
                r"|peut[ -]on)"
            ),
            r"(?:quelqu['’]un|qqn) (?:sait|peut|a|pourrait|connaît|connait)\b",
            # German, Dutch
            (
                r"(?:wie|warum|wieso|weshalb|wo|wann|was|welche[rsmn]?|wer|woher) (?:kann"
                r"|k[oö]nnen|muss|geht|ist|sind|finde|mache|macht"
                r"|bekomme|viele?|lange|heißt|heisst|soll|komme|stelle|funktioniert|das|man"
                r"|bedeutet|hat|ich|liegt)\b"
            ),
            (
                r"(?:wei(?:ß|ss)|kann|kennt|hat|könnte|weiss) (?:jemand|wer|man|mir|einer|ich"
                r"|irgendwer)\b"
            ),
            (
                r"(?:gibt es|gibts|ist (?:das|der|die|es)|geht das|darf man|kann man|brauche ich"
                r"|muss ich|muss man)\b"
            ),
            (
                r"(?:hoe|waarom|waar|wanneer|welke|wat) (?:kan|moet|kom|werkt|is|vind|doe|zijn"
                r"|krijg|lang|veel)\b"
            ),
            r"(?:weet|kan|heeft|kent) (?:iemand|ik|je|men)\b",
            # Italian, Polish
            (
                r"(?:come|dove|quando|perch[eé]|quale|quanto|cosa) (?:si|faccio|posso|trovo|mai"
                r"|non|è|sono|devo|fare|significa)\b"
            ),
            r"(?:qualcuno (?:sa|può|ha|mi)|è possibile|si può|c['’]è (?:un|modo))",
            (
                r"(?:jak|dlaczego|czemu|gdzie|kiedy|kto|ile|czy|co|który) (?:\w+ę|mogę|można|jest"
                r"|ktoś|zmienić|znaleźć|to|się"
                r"|naprawić|zrobić|znajdę|są|da)\b"
            ),
            r"kto[sś] wie\b",
            # Russian, Turkish
            r"(?:почему|зачем|где|когда|сколько|куда|какой|какая|какие|кто|что) \w+",
            r"как (?!всегда|раз|обычно|и |я |только)\w+",
            (
                r"(?:кто[- ]?(?:нибудь|то)|подскажите|помогите|можно ли|есть ли|не могу"
                r"|как)\b(?! (?:всегда|раз|обычно|и |я |только))"
            ),
            r"(?:nasıl|neden|niye|nerede|nereden|ne zaman|hangi|kaç) \w+",
        )
    ),
    re.IGNORECASE,
)
# Anywhere in a clause; looked for only where the script or a word calls for it.
UNSPACED: Final = re.compile(
    "ですか|ますか|ませんか|でしょうか|教えて|どうやって|どこで|吗|怎么|怎麼|如何|为什么|為什麼|请问|請問"
    "|有人知道|哪里|나요|까요|어떻게|왜 |는지|كيف|لماذا|ماذا|(?:^|\\s)هل |أين|متى|หรือ(?:เปล่า|ไหม)|ไหม$|ยังไง"
    "|क्या |कैसे|क्यों|איך|למה "
)
TURKISH: Final = re.compile(
    r"\b(?:m[ıiuü]|var m[ıi]|m[ıiuü](?:y[ıiuü]m|sınız|yor))$", re.IGNORECASE
)
