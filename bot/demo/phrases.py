"""What the made-up people of the demo say: a hobby community that designs board games."""

from __future__ import annotations

GAMES = (
    "Harbour Lights", "Salt & Barley", "Nine Lanterns", "Moss Court", "The Quiet Orchard",
    "Tin Railways", "Foxglove", "Paper Armada", "Low Tide", "Cellar Rats",
)  # fmt: skip
PARTS = (
    "player board", "event deck", "draft phase", "market row", "scoring track", "solo mode",
    "rulebook", "dice tower", "trade phase", "end game", "worker tiles", "opening hand",
)  # fmt: skip
MECHANICS = (
    "worker placement", "set collection", "hidden bidding", "area control", "deck building",
    "push your luck", "tile laying", "trick taking", "roll and write",
)  # fmt: skip

OPENERS: dict[str, tuple[str, ...]] = {
    "general": (
        "Morning all, anyone working on a prototype today?",
        "I changed the {part} in {game} last night.",
        "Has anybody tried {mechanic} with only two players?",
        "Reading an old article about {mechanic}, it is really good.",
        "Playtest report for {game}: {n} players, {m} minutes.",
        "What are you all playing this week?",
        "Thinking about cutting the {part} from {game}.",
        "I finally cracked the {part} in {game}, so happy with it! 🎉",
        "Hot take: {mechanic} is better without luck.",
        "Back from the club, we played {game} {n} times.",
        "The {part} of {game} is still awful and I am out of ideas.",
        "Who is up for a round of {game} this evening?",
        "I have {n} open tasks for {game} and one free evening.",
        "My blind playtest went badly, nobody understood the {part}.",
        "I love how {game} teaches itself in five minutes.",
        "Counting cubes again. I need {n} more for {game}.",
    ),
    "off-topic": (
        "Coffee or tea while you cut cards?",
        "My cat sat on the prototype again 😹",
        "It has been raining here for {n} days.",
        "Anyone else baking this weekend?",
        "I watched a great film about lighthouses yesterday.",
        "The train was late again, what a terrible week.",
        "New desk arrived! So much space for cards.",
        "What music do you put on for game night?",
        "I walked {n} km today and my legs hate me.",
        "Happy birthday to my oldest dice set, {n} years now 🎂",
    ),
    "show-and-tell": (
        "Here is the new art for {game}, I am proud of this one!",
        "Printed the {part} for {game} on linen paper today.",
        "First full prototype of {game} is on the table 🎲",
        "I made wooden tokens for {game}, they turned out lovely.",
        "A small video of the {part} in motion.",
        "My insert for {game} finally fits, all {n} pieces of it.",
        "Box mock-up of {game}. The spine still needs work.",
        "I painted the meeples by hand <:meeple:900000000000000001>, it took {n} hours.",
    ),
}

REPLIES: dict[str, tuple[str, ...]] = {
    "positive": (
        "That is a brilliant idea!",
        "Love it, the {part} looks great.",
        "Thanks, this helps a lot 🙏",
        "Nice work, I would happily play that.",
        "Really good point, thank you.",
        "Haha, that is wonderful.",
        "I enjoyed {game} so much last time.",
        "Great, count me in!",
        "This is the best version so far.",
        "Beautiful. **Very** clear to read, too.",
        "Congratulations, well deserved!",
        "Yes please, sounds fun 😄",
        "You are a hero, that solved it.",
        "I am glad it worked out.",
        "What a lovely theme for {mechanic}.",
        "Excellent, the pacing is perfect now.",
        "Super helpful, cheers!",
        "Awesome :) I will bring snacks.",
        "That made my day.",
        "Good call, players will like it.",
    ),
    "neutral": (
        "How many cards are in the {part}?",
        "We used {n} tokens for that.",
        "I would move the {part} to the second round.",
        "Depends on the player count.",
        "Same here.",
        "It took us {m} minutes with four.",
        "Which printer do you use?",
        "I read about that in a book on {mechanic}.",
        "Maybe {n} instead of {m}?",
        "Tomorrow after eight, then.",
        "Let me look at the sheet.",
        "In {game} it is the other way round.",
        "The second edition changed that.",
        "I am at work, will read it tonight.",
        "Two players or three?",
        "See https://example.org/notes/{n} for the table.",
        "ok",
        "Right, and then you draw again.",
        "Mine is A4, cut into nine.",
        "What happens in a tie?",
        "It is `2d6 + {n}` at the moment.",
        "Did you try it without the {part}?",
    ),
    "negative": (
        "Hm, I do not like the {part} at all, sorry.",
        "That was a boring hour for us.",
        "The {part} is confusing, we got it wrong twice.",
        "Ugh, mine broke after one evening.",
        "I am worried that this is too harsh for new players.",
        "Sadly the ink smeared and ruined the {part}.",
        "I lost badly and felt stupid, not a good sign.",
        "Honestly the {part} is a mess.",
        "It drags, the last round was painful.",
        "We gave up, too many exceptions.",
        "Bad luck decided it, which annoyed everyone.",
        "I hate cutting cards.",
    ),
}

FOREIGN = (
    "¿Alguien juega esta noche? Yo llevo las cartas.",
    "Muchas gracias, me ha gustado mucho el tablero.",
    "Ich habe gestern die neue Anleitung gelesen, sehr schön geschrieben.",
    "Das klingt gut, ich bin morgen Abend dabei.",
    "Je viens de terminer les cartes, c'est magnifique.",
    "On joue à quatre ce soir, si vous voulez.",
    "Que bom, vou testar amanhã com os amigos.",
    "Ho stampato le carte, ma il colore non mi piace.",
    "Świetny pomysł, spróbuję jutro wieczorem.",
    "Wij spelen zaterdag weer met z'n vieren.",
)

QUESTIONS = (
    "How do you balance {mechanic} for two players?",
    "Which paper weight do you use for cards?",
    "Does anyone know how to export the {part} at 300 dpi?",
    "Is there a way to reset the counter in the card sheet?",
    "Can someone look at the wording of my {part}?",
    "Why does my PDF lose the bleed when I print it?",
    "What is a fair price for {n} wooden cubes?",
    "How long should the {part} take with {n} players?",
    "Could anyone explain the tie-break in {game}?",
    "Where do you find people for a blind playtest?",
    "How do I stop a runaway leader in {mechanic}?",
    "My script deals one hand only, why?\n```python\nhand = [deck[0] for _ in range({n})]\n```",
    "Anyone else seeing error {n} when the sheet imports images?",
    "Should the {part} be open or hidden information?",
)

ANSWERS = (
    "Use 300 gsm, it shuffles well.",
    "Set the page size to A4 first, then export. That worked for me.",
    "I would cap it at {n} and test again.",
    "Give the last player one extra coin, it is the usual fix.",
    "There is a setting under *Print*, turn scaling off.",
    "You take the first card each time. Try this:\n```python\nrandom.shuffle(deck)\n```",
    "Ask in the Saturday voice session, people there are happy to help.",
    "In {game} we made it open and it got faster.",
    "Rename the image files without spaces, then import again.",
    "About {m} minutes is good, more than that feels slow.",
    "Send me the sheet and I will have a look.",
    "Write it as *when*, not *if*, that clears it up.",
)

THANKS = (
    "Thank you, that works perfectly!",
    "Great, solved. Thanks a lot 🙏",
    "Ah, of course. Thanks!",
    "Brilliant, you saved my evening.",
    "That helped, cheers 😄",
)

FOLLOW_UPS = (
    "And with three players?",
    "Hm, it still shows the old one here.",
    "Same page size for the back side?",
    "Which version is that?",
)

POST_TITLES = (
    "Two-player variant for {game}?",
    "Printing the {part} at home",
    "Is {mechanic} too random for families?",
    "Wording of the {part} in {game}",
    "Which glue for the {part}?",
    "Balancing the {part} with {n} players",
)

INTRODUCTIONS = (
    "Hi everyone, I am {name}. I have designed games with my kids for {n} years.",
    "Hello! {name} here, happy to have found this place.",
    "Hey, I am {name} and I am working on a game about {mechanic}.",
    "Hi, {name}, graphic designer by day, {mechanic} fan by night 🎲",
    "Good evening, I am {name}. New to this, eager to learn!",
)
WELCOMES = (
    "Welcome, {name}! Great to have you here 👋",
    "Hi {name}, welcome to the harbour!",
    "Welcome! Have a look at the Saturday sessions, they are fun.",
    "Hello and welcome 😄 What is your favourite game?",
)

OUTAGE = (
    "The file vault is down again, this is so frustrating.",
    "I cannot reach my files, error {n} all day. Terrible timing.",
    "Still broken here. I lost the whole evening.",
    "Upload failed for the fifth time, I am really annoyed.",
    "My cards for tomorrow are gone?! This is a disaster.",
    "Why is nobody saying anything about the outage? Bad communication.",
    "Awful. The vault lost my last two versions.",
    "Is the vault down for anyone else?",
    "I hate that we depend on one broken server.",
    "Worst day for this, the jam starts on Friday 😡",
)
OUTAGE_REPLIES = (
    "Same here, nothing loads. Very sad.",
    "It is down for me too, I am losing patience.",
    "No news yet. Sorry, I know it is annoying.",
    "The provider has a failure, it is out of our hands.",
    "Failed again just now.",
    "Ugh. I give up for today.",
    "We know about the problem, please keep a copy at home.",
)

JAM = (
    "The weekend jam is on! Theme: **tides** 🌊",
    "Day two of the jam and I have a playable {part}!",
    "Our jam team needs one more person, fun guaranteed.",
    "My jam game uses {mechanic} and it is already great.",
    "{m} minutes left in the jam, wish me luck!",
    "So many wonderful jam entries this year, wow.",
    "Jam status: {n} cards, zero sleep, best weekend ever 😄",
    "Love the energy in this jam, thank you all.",
)

DICE_BOT = (
    "🎲 Rolled 2d6: {n}",
    "🎲 Rolled 1d20: {n}. Amazing, wonderful, great!",
    "Reminder: the library shelf has {n} new titles.",
)

REACTIONS = ("👍", "❤️", "😂", "🎲", "🎉", "🙏", "👀", "🔥")
