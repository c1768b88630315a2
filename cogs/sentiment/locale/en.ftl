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
