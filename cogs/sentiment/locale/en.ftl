section-sentiment = Mood
figure-sentiment-positive = Positive messages
figure-sentiment-neutral = Neutral messages
figure-sentiment-negative = Negative messages
figure-sentiment-scored = Messages scored
figure-sentiment-coverage = Share of messages scored
figure-sentiment-net = Mood (net)

note-few-people = Fewer than { $people } people wrote, so the mood is not shown.
finding-mood =
    { $direction ->
        [up] The mood rose to { $now } (from { $before } on a scale of −1 to 1), most of all on { $day }.
       *[down] The mood fell to { $now } (from { $before } on a scale of −1 to 1), most of all on { $day }.
    }
