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
    } now, and the figures have moved. The share of corrections is in the report and in `/sentiment overview` as the measured error.
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

### turns

command-sentiment = The mood of the server and its channels
command-overview = How the mood of the server is, against the days before
command-channels = How the mood of each channel is, against the days before
option-days = How many whole days, up to yesterday
example-overview = /sentiment overview days:14 days
example-channels = /sentiment channels days:14 days
days-7 = 7 days
days-14 = 14 days
days-28 = 28 days
days-84 = 84 days

overview-title = Mood of the last { $days } days
overview-few = Fewer than { $people } people wrote what could be scored in these { $days } days, so no mood is shown. Choose more days, or look again when more has been said.
overview-shares = { $positive } % positive · { $neutral } % neutral · { $negative } % negative
overview-n = From { $scored } of { $messages } messages, by { $people } people
overview-error = { $corrected ->
    [0] Measured error: nobody has corrected any of them.
    [one] Measured error: { $percent } %, one of them was corrected.
   *[other] Measured error: { $percent } %, { $corrected } of them were corrected.
}
overview-footer = Whole days up to yesterday. What fewer than { $people } people made is left out.
mood-net =
    { $direction ->
        [up] **{ $net }** ± { $margin }, up from { $before }
        [down] **{ $net }** ± { $margin }, down from { $before }
        [same] **{ $net }** ± { $margin }, about as before ({ $before })
       *[unknown] **{ $net }** ± { $margin }
    }
channels-title = Mood by channel, last { $days } days
channel-line = { $channel } · { $net } · { $scored } messages by { $people } people
channels-few = In no channel that you may read did { $people } or more people write what could be scored in these { $days } days.
channels-held-back =
    { $count ->
        [one] One more channel is left out, so that no mood of fewer than { $people } people shows.
       *[other] { $count } more channels are left out, so that no mood of fewer than { $people } people shows.
    }
chart-days = By day
chart-hours = By hour of the day
chart-positive = positive %
chart-negative = negative %
chart-nothing = Too few people to show
chart-alt = Shares of positive and negative messages by day and by hour of the day, over { $days } days

command-alerts = Which turns of the mood were found, and how they are looked for
example-alerts = /sentiment alerts
job-watch = looking for turns of the mood
job-tell = telling of a turn of the mood
the-server = the server
alert-title = The mood is turning
alert-text = Since { $began } more is negative in { $place } than is usual at these hours: **{ $percent } %** of { $scored } messages by { $people } people, instead of { $usual } %.
alert-footer = Told once. Look at what happened before you act: the figure alone is no reason to.
alert-channel-gone = The channel for turns of the mood is gone. Choose another one with /settings set sentiment.alerts_channel_id.
alert-forbidden = I may not write in the channel for turns of the mood. Let me, or choose another one with /settings set sentiment.alerts_channel_id.
alerts-title = Turns of the mood
alerts-none = No turn was found yet.
alerts-line =
    { $false ->
        [yes] { $began } · { $place }: { $percent } % negative instead of { $usual } % · a false alarm
       *[no] { $began } · { $place }: { $percent } % negative instead of { $usual } %
    }
alerts-off = Nobody is told of turns. Choose a channel with /settings set sentiment.alerts_channel_id.
alerts-on = Told in { $channel }, with a sensitivity of { $sensitivity } of 9 and quiet hours from { $start } to { $end }. Change it with /settings.
button-false-alarm = False alarm
false-alarm-noted = Noted. From now on I look less closely: the sensitivity is { $sensitivity } of 9.
false-alarm-again = Somebody said so already; nothing changes.

command-topics = What people talk about this week, and how they feel about it
example-topics = /sentiment topics
topics-title = Topics of this week
topics-none = Nothing stands out yet: no word was used by { $people } or more people more often than in the weeks before. Look again when more has been said.
topics-footer = More talked about than in the weeks before, by { $people } or more people. Counts are kept, never texts.
topic-line =
    { $scored ->
        [some] **{ $term }** · { $count } messages · mood { $net }
       *[none] **{ $term }** · { $count } messages
    }
alert-topics = What the server talks about this week:
