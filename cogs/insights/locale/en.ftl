## Commands

command-report = The community in figures
command-report-weekly = The report of a week: activity, growth, retention, mood, answers
option-report-week = A week such as 2020-W10; the last full one if you leave it out
command-pulse = How the community is doing right now

week-in-future = { $week } has not begun yet. The newest full week is { $newest }.
guild-unknown = I know nothing of this server yet. Give me a day, or import its history.
report-expired = That report cannot be made any more: { $reason }

button-details = All figures
button-csv = CSV
button-html = Web page
button-share = Show to everyone
file-attached = Here is the report of { $week } as a file.
shared = Shared: everyone here can see it now.
share-denied = I may not post here: I need to see the channel, send messages, embed links and attach files. Please ask an admin, or share it in another channel.

## Figures

section-community = Community
figure-members = Members
figure-active-members = Active members
figure-communicators = Communicators
figure-engagement-rate = Engagement
figure-messages = Messages
figure-dau-mean = Active a day
figure-wau = Active this week
figure-mau = Active in 30 days
figure-stickiness = Stickiness
figure-joins = Joined
figure-leaves = Left
figure-leaves-kicked = … of these kicked
figure-leaves-banned = … of these banned
figure-net-growth = Net growth
figure-growth-rate = Growth rate
figure-activation-rate = Newcomers activated
figure-retention-rate = Retention
figure-lost-regulars = Regulars gone quiet
figure-reactivated = Came back
figure-top10-share = Share of the ten busiest
figure-queries = Questions asked
figure-response-median-s = Typical wait for an answer
figure-response-p90-s = Longest waits (p90)
figure-response-coverage-24h = Answered within a day
figure-response-coverage-7d = Answered within a week

note-coverage = I have data of { $observed } of the { $of } days of this week.
note-imported = Membership is not known for this time: a member here is anyone who had written before the week was over.
note-no-help-channels = No help channels are set, so questions outside forums are not counted.

## Findings

finding-messages =
    { $direction ->
        [up] Messages rose by { $percent } % to { $now } (from { $before }); { $channel } gained most (+{ $channel_delta }), above all on { $day } (+{ $day_delta }).
       *[down] Messages fell by { $percent } % to { $now } (from { $before }); { $channel } lost most (−{ $channel_delta }), above all on { $day } (−{ $day_delta }).
    }
finding-first = { $day } was the busiest day with { $day_count } messages, and { $channel } the busiest channel with { $channel_count }.
finding-active =
    { $direction ->
        [up] { $now } members were active, more than the { $before } of the week before: { $retained } stayed and { $fresh } were new or back.
        [down] { $now } members were active, fewer than the { $before } of the week before: { $retained } stayed, { $lost } did not come back this week.
       *[same] { $now } members were active, as many as the week before: { $retained } of them stayed.
    }
finding-lost =
    { $count ->
        [one] One regular went quiet: at least four messages in the 90 days before, none this week.
       *[other] { $count } regulars went quiet: at least four messages in the 90 days before, none this week.
    }
finding-reactivated =
    { $count ->
        [one] One member came back after at least 90 silent days.
       *[other] { $count } members came back after at least 90 silent days.
    }
finding-top10 = The ten busiest members wrote { $percent } % of all messages: the talk hangs on few people.
finding-response =
    { $direction ->
        [up] Answers took longer: typically { $now } instead of { $before }, and { $unanswered } of { $queries } questions found none.
       *[down] Answers came faster: typically after { $now } instead of { $before }; { $unanswered } of { $queries } questions found none.
    }

## Presentation

# The Babel name of the language whose names of days and months fit this file.
calendar-language = en
period-day = { $first } { $first_month } { $first_year }
period-month = { $first }–{ $last } { $last_month } { $last_year }
period-months = { $first } { $first_month } – { $last } { $last_month } { $last_year }
period-years = { $first } { $first_month } { $first_year } – { $last } { $last_month } { $last_year }
period-weekday = { $weekday } { $day } { $month }

# Numbers and their units are held together by no-break spaces.
short-second = { $count } s
short-minute = { $count } min
short-hour = { $count } h
short-day = { $count } d
counts = { $part } of { $whole }
change-points = { $points } pp
change-none = no change

report-title = { $guild }: how the week went
report-title-days = { $guild }: how these days went
report-when = **{ $when }**
report-first = This is the first report, so there is nothing to compare with yet.
report-nothing = Nothing is known of these days yet. The report fills as people talk.
report-notes = Good to know
report-footer = Compared with { $previous }
report-was = was { $before }
report-by = Steward, { $date }
details-title = { $section } · { $when }
pulse-title = The pulse of { $guild }
pulse-lead = The last seven days, today included, beside the seven before.
pulse-quiet = It has been quiet these seven days. Say hello and get things going!
pulse-messages = Messages
pulse-active = Active members
pulse-joins = Joined
pulse-mood = Mood
pulse-mood-score = { $mood ->
    [good] 🙂 Friendly
    [bad] 🙁 Tense
   *[even] 😐 Even
}
pulse-busiest = Busiest channel

## Presentation: charts

chart-activity = Activity by day
chart-activity-messages = Messages
chart-activity-active = Active members
chart-activity-before-week = The week before
chart-activity-before-days = The days before
chart-sentiment = Mood by day
chart-sentiment-positive = Positive %
chart-sentiment-negative = Negative %
chart-sentiment-n = n = scored
chart-retention = Who joined, and came back
chart-retention-column = { $count ->
    [1] 1 week
   *[other] { $count }
}
chart-retention-row = { $week } ({ $size })
chart-retention-note = Of those who joined in a week (how many), the % who were active 1, 2, 3 … weeks later
chart-weeks = Week by week
chart-none-activity = Nothing is known of these days yet
chart-none-sentiment = Too few messages were scored
chart-none-retention = Nobody's later weeks are known yet
chart-none-weeks = The first week is not over yet

alt-title = Report of { $guild }, { $when }.
alt-activity = Messages by day: { $total } in all, most on { $peak } ({ $peak_count }), fewest on { $low } ({ $low_count }). Active members a day: { $least } to { $most }.
alt-sentiment = Mood: { $positive } of { $scored } scored messages positive, { $negative } negative.
alt-sentiment-days = Most positive on { $best } ({ $best_share }), most negative on { $worst } ({ $worst_share }).
alt-retention = Of the { $size } who joined in { $week }, { $share } were active one week later; over all cohorts shown it is { $overall }.
alt-weeks = { $count ->
    [one] One week: { $first } messages and { $first_active } active members in { $first_week }.
   *[other] { $count } weeks: from { $first } messages and { $first_active } active members in { $first_week } to { $last } and { $last_active } in { $last_week }.
}
