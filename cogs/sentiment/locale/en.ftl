feature-about = The mood of channels and days, never of a person

section-sentiment = Mood
figure-sentiment-positive = Positive messages
figure-sentiment-neutral = Neutral messages
figure-sentiment-negative = Negative messages
figure-sentiment-scored = Messages scored
figure-sentiment-coverage = Share of messages scored
figure-sentiment-net = Mood (net)

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
