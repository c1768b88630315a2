feature-about = The mood of channels and days, never of a person

section-sentiment = Mood
figure-sentiment-positive = Positive messages
figure-sentiment-neutral = Neutral messages
figure-sentiment-negative = Negative messages
figure-sentiment-scored = Messages scored
figure-sentiment-coverage = Share of messages scored
figure-sentiment-net = Mood (net)
figure-sentiment-corrected = Share corrected by people (measured error)

# The Babel name of the language whose names of days and months fit this file.
calendar-language = en
note-few-people = Fewer than { $people } people wrote what could be scored, so the mood is not shown.
note-facts-gone = These days are older than single messages are kept. It cannot be told any more whether at least { $people } people made the mood, so it is not shown.
finding-gloomy-day = { $day } was gloomy: { $percent } % of the messages were negative, against { $others } % on the other days.
finding-mood =
    { $direction ->
        [up] The mood rose to { $now } (from { $before } on a scale of −1 to 1), brightest on { $day }.
       *[down] The mood fell to { $now } (from { $before } on a scale of −1 to 1), lowest on { $day }.
    }

### Corrections by people

menu-wrong = Wrong sentiment
correct-ask =
    This message counts as { $now ->
        [positive] positive
        [negative] negative
       *[neutral] neutral
    }. What should it count as? Only the figures of its channel and day move, and nobody else sees this.
correct-done =
    It counts as { $now ->
        [positive] positive
        [negative] negative
       *[neutral] neutral
    } now, and the figures have moved. The share of corrections is in the report as the measured error.
correct-undone =
    It counts as { $now ->
        [positive] positive
        [negative] negative
       *[neutral] neutral
    } again, as it was read at first.
correct-positive = Positive
correct-neutral = Neutral
correct-negative = Negative
correct-undo = Undo
correct-not-scored = This message has no mood in the figures, so there is nothing to correct. Only English text by members is read, while single messages are kept.
