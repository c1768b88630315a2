feature-about = The weekly report, the pulse, and what stands out

## Commands

example-report-weekly = /report weekly week:2026-W10
command-report = The community in figures
command-report-weekly = The report of a week: activity, growth, retention, mood, answers
option-report-week = A week such as 2020-W10; the last full one if you leave it out
command-pulse = How the community is doing right now

example-report-range = /report range from:2020-03-02 to:2020-03-29
example-report-compare = /report compare a:2020-02 b:2020-03
example-report-export = /report export format:csv window:2020-03
command-report-range = The report of any days, weeks or months
command-report-compare = Two stretches of time side by side, figure by figure
command-report-export = The report as a file: web page, table, or data
option-range-from = The first day, week or month: 2020-03-02, 2020-W10 or 2020-03
option-range-to = The last day, week or month; it belongs to the report
option-compare-a = What to compare with: 2020-W10, 2020-03, or 2020-03-02..2020-03-15
option-compare-b = What the figures are of, written alike
option-export-format = What kind of file
option-export-window = 2020-W10, 2020-03, or 2020-03-02..2020-03-15; the last full week if you leave it out
export-html = Web page (also for printing)
export-csv = Table (CSV)
export-json = Data (JSON)

window-unreadable = I cannot read “{ $given }”. Write a week (2020-W10), a month (2020-03), a day (2020-03-02), or two of them with .. between: 2020-03-02..2020-03-15.
window-backwards = { $last } lies before { $first }: swap the two.
window-long = That is { $days } days. A report has { $most } at most: choose a shorter stretch.
window-out-of-range = I know years from { $first } to { $last }.
note-lengths-differ = The two stretches differ in length ({ $first } and { $second } days): compare rates and daily averages rather than sums.

week-in-future = { $week } has not begun yet. The newest full week is { $newest }.
guild-unknown = I know nothing of this server yet. Give me a day, or import its history.

button-details = All figures
button-csv = CSV
button-html = Web page
button-share = Show to everyone
file-attached = Here is the report of { $when } as a file.
shared = Shared: everyone here can see it now.
share-denied = I may not post here: I need to see the channel, send messages, embed links and attach files. Please ask an admin, or share it in another channel.

## Goals

command-report-goal = What a figure of the week shall reach; the report shows how far it is
option-goal-figure = Which figure
option-goal-target = Such as 2500, 40 % or 2h; leave it out to remove the goal
example-report-goal = /report goal figure:retention_rate target:60 %
goal-set = The goal of { $figure }: { $progress }. Each weekly report shows it from now on.
goal-gone = { $figure } has no goal any more.
goal-none = { $figure } has no goal.
goal-no-figure = I know no figure “{ $given }”. Choose one of those that I suggest.
goal-unreadable = I cannot read “{ $given }” as a goal. Write a number such as 2500, or a share such as 40 %.
goal-too-many = There are { $most } goals already. Remove one first: leave its target out.
goal-progress = { $value }, goal: { $bound ->
    [most] at most { $target }
   *[least] at least { $target }
}{ $known ->
    [yes] {" "}({ $percent } %)
   *[no] {""}
}
report-goals = Goals

## Schedule

command-report-schedule = Post the report each week by itself
option-schedule-channel = Where to post it
option-schedule-day = On which day; Monday if you never chose
option-schedule-time = When, in the server's time zone: 09:00
example-report-schedule = /report schedule channel:#team day:Monday time:09:00
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
job-weekly = preparing the weekly report
job-send = sending the weekly report
held-report-by-message = Report by message: that you asked for the weekly report by direct message. Kept until you press the button again, are no manager any more, or delete it.

schedule-off = No report is sent by itself. Choose a channel: `/report schedule channel:#team`, or have it sent to you alone with the button below.
schedule-on = The next report is due { $due }.{ $posted ->
    [yes] {" "}It is posted in { $channel }.
   *[no] {""}
}{ $readers ->
    [0] {""}
    [one] {" "}One manager gets it by direct message.
   *[other] {" "}{ $readers } managers get it by direct message.
}{ $outlets ->
    [0] {""}
    [one] {" "}It goes to one place outside Discord.
   *[other] {" "}It goes to { $outlets } places outside Discord.
}
schedule-followed = You get the report by direct message from now on. Press again to stop it.
schedule-unfollowed = You get the report by direct message no more.
schedule-stopped = It is posted in no channel any more.
schedule-closed = I may not post in { $channel }: I need to see it, send messages, embed links and attach files. Please let me, or choose another channel.
schedule-gone = the channel of the weekly report is gone: choose another one with /report schedule
schedule-forbidden = I may not post the weekly report in #{ $channel }: let me send messages, embed links and attach files there
schedule-dm-closed = the weekly report does not reach { $member } by direct message: they take none from this server
button-schedule-follow = Send it to me, or no more
button-schedule-stop = Post it no more

## Outside Discord

command-report-outside = Where the scheduled report goes outside Discord: Slack, Teams, e-mail
outlets-none = The scheduled report goes nowhere outside Discord. Add a place below: each gets the last report at once as a trial, and then each week at the time of `/report schedule`.
outlets-some = The scheduled report also goes to:
outlet-line = • { $outlet }
outlet-drop = Remove a place
outlet-kind-slack = Slack
outlet-kind-teams = Teams
outlet-kind-mail = E-mail
button-outlet-slack = Add Slack
button-outlet-teams = Add Teams
button-outlet-mail = Add e-mail
outlet-form-slack = Send the report to Slack
outlet-form-teams = Send the report to Teams
outlet-form-mail = Send the report by e-mail
outlet-field-slack = Address of an incoming webhook
outlet-field-teams = Address of a workflow's webhook
outlet-field-mail = E-mail address
outlet-added = The report goes to { $place } from now on. The last one is on its way there as a trial; were it refused, `/doctor` would say so.
outlet-gone = It is removed already.
outlet-too-many = There are { $most } places already. Remove one first.
outlet-no-https = The address of a webhook begins with https://.
outlet-no-host = This is no address of a webhook. Copy it from Slack or Teams, all of it.
outlet-not-allowed = The operator of this bot does not let reports go there. Please ask them.
outlet-private = This address lies in a private network. Copy the one that Slack or Teams shows.
outlet-no-mailbox = This is no e-mail address. Write one such as team@example.org.
outlet-not-allowed-any-more = the operator does not let reports go to { $place } any more: remove it with /report outside
outlet-refused = { $place } refused the report{ $status ->
    [0] {""}
   *[other] {" "}({ $status })
}: remove it with /report outside and add it again
outlet-unsure = the report may or may not have arrived at { $place }; so that it is there once at most, it was not sent again
outlet-title = { $guild }: the community report
mail-why = You get this because a manager of { $guild } on Discord gave this address. To get it no more, ask them to remove it with /report outside.

## Figures

section-community = Community
figure-members = Members
figure-active-members = Active members
figure-communicators = Communicators
figure-engagement-rate = Engagement
figure-messages = Messages
figure-dau-mean = Active a day
figure-wau = Active in 7 days
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

note-section-missing = The part “{ $part }” could not be made this time, so its figures are missing here.
note-coverage =
    { $state ->
        [none] I have data of 0 of the { $of } days, so there is nothing to count.
        [running] These days are not over: I have { $observed } of the { $of } so far, today included. Averages a day are of these.
       *[some] I have data of { $observed } of the { $of } days. Averages a day are of these.
    }
note-coverage-before = Of { $length ->
            [week] the week before
           *[days] the days before
        } I have only { $observed } of { $of } days: take the changes with care.
note-short-memory =
    { $span ->
        [both] I know { $days ->
            [one] one day
           *[other] { $days } days
        } of this server so far. What looks back 30 or 90 days (stickiness, regulars, who came back) rests on these.
       *[long] I know { $days } days of this server so far. What looks back 90 days (regulars, who came back) rests on these.
    }
note-imported = Membership is not known for this time: a member here is anyone who had written before the week was over, and joined with their first message.
note-watched-since = I watch who joins and leaves since { $day }; who left before that is not known.
note-newcomers-open = Newcomers whose first seven days are not over yet: { $open } of { $of }. More of them may take part.
note-queries-open = Questions without an answer whose seven days are not over yet: { $open } of { $of }.
note-no-help-channels = No help channels are set, so questions outside forums are not counted.
note-facts-gone = These days are older than single messages are kept, so questions, answers and activated newcomers cannot be counted any more.

## Findings

finding-messages =
    { $direction ->
        [up] Messages rose by { $percent } % to { $now } (from { $before }); { $channel } gained most (+{ $channel_delta }), above all on { $day } (+{ $day_delta }).
       *[down] Messages fell by { $percent } % to { $now } (from { $before }); { $channel } lost most (−{ $channel_delta }), above all on { $day } (−{ $day_delta }).
    }
finding-messages-here =
    { $direction ->
        [up] Messages rose by { $percent } % to { $now } (from { $before }), above all on { $day } (+{ $day_delta }).
       *[down] Messages fell by { $percent } % to { $now } (from { $before }), above all on { $day } (−{ $day_delta }).
    }
finding-messages-few =
    { $direction ->
        [up] Messages rose to { $now } (from { $before }), above all in { $channel } on { $day }.
       *[down] Messages fell to { $now } (from { $before }), above all in { $channel } on { $day }.
    }
finding-messages-few-here =
    { $direction ->
        [up] Messages rose to { $now } (from { $before }), above all on { $day }.
       *[down] Messages fell to { $now } (from { $before }), above all on { $day }.
    }
finding-first = { $day } was the busiest day ({ $day_count ->
    [one] one message
   *[other] { $day_count } messages
    }), and { $channel } the busiest channel ({ $channel_count }).
finding-first-here = { $day } was the busiest day ({ $day_count ->
    [one] one message
   *[other] { $day_count } messages
    }).
finding-active =
    { $now ->
        [0] Nobody was active
        [one] One member was active
       *[other] { $now } members were active
    }, { $direction ->
        [up] more than the { $before } of { $length ->
            [week] the week before
           *[days] the days before
        }: { $retained } stayed and { $fresh } were new or back.
        [down] fewer than the { $before } of { $length ->
            [week] the week before
           *[days] the days before
        }: { $retained } stayed, { $lost } did not come back { $length ->
            [week] this week
           *[days] in these days
        }.
       *[same] as many as { $length ->
            [week] the week before
           *[days] the days before
        }: { $retained } of them stayed.
    }
finding-lost =
    { $now ->
        [0] No regular is quiet ({ $before } { $length ->
            [week] the week before
           *[days] the days before
        }): all with at least four messages in the 90 days before wrote { $length ->
            [week] this week
           *[days] in these days
        }.
        [one] One regular is quiet ({ $before } { $length ->
            [week] the week before
           *[days] the days before
        }): at least four messages in the 90 days before, none { $length ->
            [week] this week
           *[days] in these days
        }.
       *[other] { $now } regulars are quiet ({ $before } { $length ->
            [week] the week before
           *[days] the days before
        }): at least four messages in the 90 days before, none { $length ->
            [week] this week
           *[days] in these days
        }.
    }
finding-reactivated =
    { $now ->
        [one] One member came back after at least 90 silent days ({ $before } { $length ->
            [week] the week before
           *[days] the days before
        }).
       *[other] { $now } members came back after at least 90 silent days ({ $before } { $length ->
            [week] the week before
           *[days] the days before
        }).
    }
finding-top10 = The ten busiest members wrote { $percent } % of all messages, as in { $length ->
        [week] the week before
       *[days] the days before
    } more than 70 %: the talk hangs on few people.
finding-response =
    { $direction ->
        [up] Answers took longer: typically { $now } instead of { $before }. Questions without an answer so far: { $unanswered } of { $queries }.
       *[down] Answers came faster: typically after { $now } instead of { $before }. Questions without an answer so far: { $unanswered } of { $queries }.
    }
finding-coverage =
    { $direction ->
        [up] More questions were answered within a day: { $answered } of { $queries } ({ $percent } %, { $before } % { $length ->
            [week] the week before
           *[days] the days before
        }).
       *[down] Fewer questions were answered within a day: { $answered } of { $queries } ({ $percent } %, { $before } % { $length ->
            [week] the week before
           *[days] the days before
        }).
    }

usual = Usual are { $low } to { $high } (the { $weeks } weeks before).
finding-joins-unusual =
    { $now ->
        [0] Nobody joined
        [one] One member joined
       *[other] { $now } members joined
    }; usual are { $low } to { $high } (the { $weeks } weeks before).
finding-leaves-unusual =
    { $now ->
        [0] Nobody left
        [one] One member left
       *[other] { $now } members left
    }; usual are { $low } to { $high } (the { $weeks } weeks before).

advice-messages = { $channel } lost most: a question of the day or an event there gives people a reason to write.
advice-active = { $lost } of the { $before } who were active before did not come back. Something with a date, such as an event or a weekly thread, gives a reason to.
advice-lost = Write to two or three of the { $now } in person and ask what they miss: they know the server best.
advice-top10 = All others together wrote { $rest } of { $messages } messages: open questions, and thanks for first messages, bring in more voices.
advice-helpers = Questions asked from { $begins } to { $ends } typically wait { $wait } ({ $asked } of { $of }), others { $others }. { $helpers ->
    [0] Nobody answers
    [one] One person answers
   *[other] { $helpers } people answer
} in those hours: one more helper there is felt most.

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
report-first = There is nothing to compare with yet: these are the first days that I know.
report-nothing = I know nothing of these days yet. Once people talk here, the report fills by itself.
report-notes = Good to know
report-compared = Compared with { $previous }
report-was = was { $before }
details-title = { $section } · { $when }
pulse-title = The pulse of { $guild }
pulse-lead = The last seven days, today included, beside the seven before.
pulse-quiet = It has been quiet these seven days. Say hello and get things going!
pulse-messages = Messages
pulse-active = Active members
pulse-joins = Joined
pulse-mood = Mood
pulse-mood-score = { $mood ->
    [good] 🙂 **Friendly** ({ $score })
    [bad] 🙁 **Tense** ({ $score })
   *[even] 😐 **Even** ({ $score })
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
chart-retention-note = % of a week's joiners (how many) who were active 1, 2, 3 … weeks later
chart-weeks = Week by week
chart-none-activity = Nothing is known of these days yet
chart-none-sentiment = Too few messages were scored
chart-none-retention = Nobody's later weeks are known yet
chart-none-weeks = The first week is not over yet

chart-hours = When people talk
chart-hours-note = messages by weekday and hour; darkest or brightest: { $most } in one hour (•)
chart-growth = Who came and who left, by week
chart-growth-joined = Joined
chart-growth-left = Left
chart-waits = How long questions waited
chart-waits-note = questions by the time to their first answer ({ $total } in all)
chart-waits-5m = up to 5 min
chart-waits-15m = up to 15 min
chart-waits-1h = up to 1 h
chart-waits-4h = up to 4 h
chart-waits-1d = up to 1 day
chart-waits-7d = up to 7 days
chart-waits-none = no answer
chart-funnel = What newcomers did
chart-none-hours = Nobody wrote in these days
chart-none-growth = Nobody came or left while I watched
chart-none-waits = Nobody asked in these days
chart-none-funnel = Nobody joined in these days

alt-hours = Messages by weekday and hour: most on { $day } from { $hour } on ({ $count }); the quietest hour of the day begins at { $quiet }.
alt-growth = In { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
} { $joined } joined and { $left } left. Most joined in { $best } ({ $best_count }), most left in { $worst } ({ $worst_count }).
alt-waits = Time to the first answer of { $total } questions: { $parts }.
alt-funnel = Of those who joined: { $parts }.
alt-title = Report of { $guild }, { $when }.
alt-activity = Messages by day: { $total } in all, most on { $peak } ({ $peak_count }), fewest on { $low } ({ $low_count }). Active members a day: { $least } to { $most }.
alt-sentiment = Mood (messages scored: { $scored }): most positive on { $best } ({ $best_share } positive), most negative on { $worst } ({ $worst_share } negative).
alt-retention = Of the { $size } who joined in { $week }, { $share } were active one week later. { $cohorts ->
    [one] {""}
   *[other] Over the { $cohorts } weeks of joiners shown it is { $overall }.
}
alt-nothing = { $chart }: { $nothing }.
alt-weeks = { $count ->
    [one] In { $first_week }: messages { $first }, active members { $first_active }.
   *[other] Messages went from { $first } in { $first_week } to { $last } in { $last_week }, active members from { $first_active } to { $last_active }.
}

## Presentation: the web page

page-title = { $guild } · { $when }
page-kind = Community report
page-advice = What could help:
page-findings = What stands out
page-headline = At a glance
page-charts = In pictures
page-figures = All figures
page-figures-caption = { $section }: each figure, the counts behind it, and the change
page-column-figure = Figure
page-column-value = Value
page-column-counts = Counts
page-column-before = Before
page-column-change = Change
page-tone-good = (good)
page-tone-bad = (not so good)
page-numbers = The numbers behind the pictures
page-days = By day
page-days-day = Day
page-days-messages = Messages
page-days-active = Active members
page-days-before = Messages the time before
page-days-positive = Positive
page-days-neutral = Neutral
page-days-negative = Negative
page-cohorts = Who joined and was active again, weeks after joining
page-cohorts-week = Joined in
page-cohorts-size = Joined
page-made = Made by Steward on { $date }.
page-promise = This page holds no scripts and loads nothing from elsewhere. Bots never count.

## Presentation: what the figures mean

definition-members = People in the server when the last day was over; bots are not counted.
definition-active-members = Members who wrote, reacted, spoke with somebody for a minute or more in one day, or used a command or a button.
definition-communicators = Members who wrote, or spoke with somebody for a minute or more in one day.
definition-engagement-rate = Active members out of all members.
definition-messages = Messages that people wrote; bots and system messages are not counted.
definition-dau-mean = How many members were active on an average day.
definition-wau = Members active in the last seven days of these.
definition-mau = Members active in the 30 days up to the last day.
definition-stickiness = Members active on an average day out of those active in 30 days: how often people come by.
definition-joins = People who joined the server.
definition-leaves = People who left, were kicked or were banned.
definition-leaves-kicked = People who were kicked.
definition-leaves-banned = People who were banned.
definition-net-growth = People who joined, less those who left.
definition-growth-rate = Net growth out of the members at the start.
definition-activation-rate = Of the joiners, those who wrote three messages or spoke for a minute within seven days.
definition-retention-rate = Of the members active in the week, or days, before, those active again.
definition-lost-regulars = Members with four messages or more in the 90 days before, and none since.
definition-reactivated = Members active after at least 90 silent days.
definition-top10-share = Share of the messages that the ten busiest members wrote. Above 70 % for long, the talk hangs on few people.
definition-queries = Posts in help forums, questions in help channels, and messages marked as questions.
definition-response-median-s = Half of the answered questions had their first answer by another person within this time.
definition-response-p90-s = Nine in ten of the answered questions had their first answer within this time.
definition-response-coverage-24h = Questions answered by another person within 24 hours, out of all questions.
definition-response-coverage-7d = Questions answered by another person within seven days, out of all questions.
definition-sentiment-positive = Scored messages with a positive tone.
definition-sentiment-neutral = Scored messages with an even tone.
definition-sentiment-negative = Scored messages with a negative tone.
definition-sentiment-scored = Messages in English whose tone was scored by a word list (VADER).
definition-sentiment-coverage = Scored messages out of all messages. The lower it is, the less the mood speaks for everybody.
definition-sentiment-net = Positive less negative messages, out of the scored ones: from −1 (all negative) to +1 (all positive).
