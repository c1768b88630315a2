# ruff: noqa: RUF001, SIM905 - looking like others is what these are for
"""Characters that look like Latin letters, collected by hand from what people type.

Compare Unicode's confusables (https://www.unicode.org/reports/tr39/): that list is made for
identifiers and folds far more than a chat can bear.
"""

from __future__ import annotations

from typing import Final

# Not letters of another language in any chat: these always are the Latin letter.
ALWAYS: Final = {
    **dict(zip("łøđħıŧƒɑɡɩʋɯǝɐıʟʀʙɢɪɴʏʜɛ", "lodhitfagivweailrbginyhe", strict=True)),
    **dict(
        zip("ʂƨɓɗƙɳɲʈʐƴɦɟɭɱɾʄɕɠɨɵʉʍȿɀȼɇɍɏƀƈƭʠⱥɋ", "ssbdknntzyhjlmrfcgiouwszcerybctqaq", strict=True)
    ),
    **dict(zip("ᴀᴄᴅᴇꜰᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡᴢꞯ", "acdefjkmopstuvwzq", strict=True)),
    **dict(zip("¢€£¥∂∆√∩∪ℓ₳฿₵Đ₲Ⱨ₭Ⱡ₥₦₱₴₮₩Ӿ", "celydavnulabcdghklmnpstwx", strict=True)),
    **{chr(0x1F170 + n): chr(97 + n) for n in range(26)},  # 🅰 …
    **{chr(0x1F150 + n): chr(97 + n) for n in range(26)},  # 🅐 …
    "🆎": "ab",
    "æ": "ae",
    "œ": "oe",
}

# Letters of other scripts: only where the writer does not write in that script.
OTHER_SCRIPTS: Final = {
    **dict(
        zip("асԁеһіјӏорԛѕѵԝхуүвкмнтгпияшцьзԍғҝ", "acdehijlopqsvwxyybkmhtrnurwubzgfk", strict=True)
    ),
    **dict(zip("αονριικτυχηωβγεϲϳμδσςθ", "aovpiiktuxnwbyecjudoso", strict=True)),
    **dict(zip("օոսցհռզյլ", "onughnqjl", strict=True)),
    **dict(zip("ᎪᏴᏟᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᎩᏃ", "abcdeghijklmprstvwyz", strict=True)),
    **dict(zip("ᗩᗷᑕᗪᖴᕼᒍᒪᗰᑎᑭᑫᖇᔕᑌᐯᗯ᙭ᘔ", "abcdfhjlmnpqrsuvwxz", strict=True)),
    **dict(zip("卂乃匚千卄丨ㄥ爪几ㄖ卩尺丂ㄒㄩ山乂ㄚ乙乇ム", "abcfhilmnoprstuwxyzea", strict=True)),
}

# Those that look exactly so, in small letters or in capitals. A word of only these may be Latin;
# one with any other letter of its script ("привет") is in that script.
EXACT: Final = frozenset("асԁеһіјӏорԛѕѵԝхуүкмтнвαονρικτυχηβεϲϳ") | frozenset(
    char for char in OTHER_SCRIPTS if not ("\u0370" <= char < "\u0530")
)

# What stands for a letter inside a word. "1", "!", "|" and "l" are an i or an l: both are read
# as i. "*" stays, for any vowel.
LEET: Final = {
    **dict(zip("034@5$7891!|6l", "oeaasstbgiiigi", strict=True)),
}

# Pairs of regional indicators that Discord shows as a flag (ISO 3166-1 and the few more).
FLAGS: Final = frozenset(
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq "
    "br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cp cr cu cv cw cx cy cz de dg dj dk "
    "dm do dz ea ec ee eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq "
    "gr gs gt gu gw gy hk hm hn hr ht hu ic id ie il im in io iq ir is it je jm jo jp ke kg kh ki "
    "km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp "
    "mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm "
    "pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx "
    "sy sz ta tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um un us uy uz va vc ve vg vi "
    "vn vu wf ws xk ye yt za zm zw".split()
)
