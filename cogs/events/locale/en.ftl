feature-about = Events and AMAs: planned in minutes, with answers, waitlists and reminders

held-answers = Answers to events: which events you go to, might go to or do not, when you said so, and how you want to be reminded. Kept until you delete them.
held-cohosted = Events you host with others: that you are named as a co-host. Kept until you delete it.
held-hosted = Events you host: what was planned with you as its host. Your name goes when you delete it.
held-planned = Events you planned: what you put on the calendar. Your name goes when you delete it.
need-send-messages = to announce events with a card
need-embed-links = to announce events with a card
need-attach-files = to show an event's picture on its card
need-create-events = to make events scheduled events of Discord's own, too
need-manage-events = to keep Discord's own events in step with what is planned

### planning

command-event = Events: what is planned, and planning it
command-event-create = Plan an event: you see when and how before it is announced
command-event-edit = Change an event; who answered is told of another time or place
command-event-show = Show an event, and answer its invitation
command-event-list = Show a month of events
command-event-cancel = Call an event off; who answered is told
example-event-create = /event create name:Harbour talk start:friday 6pm channel:Lounge repeat:every friday
example-event-edit = /event edit event:Harbour talk start:saturday 7pm
example-event-show = /event show event:Harbour talk
example-event-list = /event list month:december
example-event-cancel = /event cancel event:Harbour talk scope:the next one alone
option-event = Its name or number
option-event-name = What it is called
option-event-kind = What sort of event it is
option-event-start = When it begins: friday 18:00, 24 dec 6pm, 2027-01-15 18:00 …
option-event-duration = How long it takes, such as 90m or 2h; an hour if you say nothing
option-event-end = When it ends, in place of how long it takes
option-event-channel = The voice or stage channel that it is in
option-event-link = A link to it, such as one of Zoom, Teams or Meet
option-event-address = Where people meet; with a channel or link it is hybrid
option-event-capacity = How many can come; who comes later waits for a free place
option-event-repeat = How it repeats: every friday, monthly on the last friday, daily until 31 dec …
option-event-role = Who may come; without it, everyone
option-event-host = Who hosts it; you, if you say nothing
option-event-cohosts = Who hosts it, too: mention them one after the other
option-event-partners = Who it is held with
option-event-picture = A picture for its card, PNG or JPEG
option-event-description = What it is about; you can also write it in the next step
option-event-series = The series that it belongs to
option-event-post-in = The channel for its card
option-event-zone = The time zone of what you wrote, if it is not your own
option-event-like = Another event to take from whatever you do not say
option-event-scope = All that are to come, or the next one alone
option-event-no-channel = Take its channel away
option-event-month = The month, such as december or 2027-01
scope-all = all that are to come
scope-next = the next one alone
cancel-all = all that are to come
cancel-next = the next one alone

kind-webinar = Webinar
kind-ama = AMA
kind-meetup = Meetup
kind-hybrid = Hybrid event
kind-workshop = Workshop
kind-office_hours = Office hours
kind-other = Event

weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

rule-daily = { $every ->
    [one] every day
   *[other] every { $every } days
}
rule-weekly = { $every ->
    [one] every { $days }
   *[other] every { $every } weeks on { $days }
}
rule-by-day = { $every ->
    [one] every month
   *[other] every { $every } months
}{ $day ->
    [31] {" "}on the last day
   *[other] {" "}on day { $day }
}
rule-by-weekday = { $nth ->
    [1] the first
    [2] the second
    [3] the third
    [4] the fourth
   *[-1] the last
} { $weekday } { $every ->
    [one] of every month
   *[other] of every { $every } months
}
rule-at = { $days } at { $time } ({ $zone })
rule-until = until { $day }
rule-times = { $count ->
    [one] once
   *[other] { $count } times
}
rule-unreadable = I cannot read “{ $given }” as how an event repeats. Write it like “every friday”, “every 2 weeks on mon and thu”, “monthly on the last friday” or “daily until 31 dec”.
rule-far = “{ $given }” goes too far ahead. Let it end within five years, or say no end at all.
rule-many = “{ $given }” is not possible: an event repeats from once to 1,000 times. Without a number it repeats until you cancel it.
rule-rare = “{ $given }” is not possible: choose a step from 1 to 52.
rule-over = By “{ $given }” it would never take place. Let it end later.

event-unknown = There is no event “{ $given }” here. `/event list` shows what is planned.
event-gone = That event is gone.
event-over = { $name } is over or was called off. `/event list` shows what is planned.
event-not-for-you = This event is for { $role } alone.
event-starts-in-past = { $at } is over already. Choose a time that is still to come.
event-ends-before = That end lies before the start, { $start }. Choose a later one.
event-length = From { $start } to { $end } is not possible: an event takes from 5 minutes to 14 days.
event-duration-and-end = Say either how long it takes or when it ends, not both.
event-without-name = Give the event a name.
event-text-long = “{ $given } …” is too long: { $most } characters at most.
event-link = “{ $given }” is no link. Paste the whole address, beginning with https://.
event-host = { $host } cannot host an event here. Choose a member of this server who is no app.
event-cohosts = Mention the co-hosts one after the other, { $most } at most, such as @Ada @Bob.
event-picture = That is no picture that I can show. Choose a PNG or JPEG of { $most } MiB at most.
event-channel-hidden = I cannot see { $channel }. Allow me View Channel there, or choose another one.
event-card-closed = I cannot announce the event in { $channel }. Choose a text channel where I may view, send messages and embed links.
event-card-gone = There is no channel to announce the event in. Choose one with `post_in`.
event-changed-meanwhile = Somebody else changed this event meanwhile. Look at it with `/event show`, then try again.
event-next-time-only = Of the next one alone you can change the start, the end and the duration. For the rest choose “all that are to come”.
events-too-many = There are { $most } events planned already, and no more are possible. Cancel one first.
events-off = Events are switched off in { $server }.
event-created = **{ $name }** is planned as event { $number }: { $start }. Its card comes into { $channel }.
event-saved = **{ $name }** is changed: { $start }. Its card follows; who answered is told of another time or place.

draft-right = Is this right? The time is shown by your own clock; everybody sees theirs.
draft-doubled = Clocks in { $zone } go back that night, so this hour comes twice. Which one do you mean?
draft-skipped = Clocks in { $zone } go forward that night, so this hour does not exist. Which one do you mean?
draft-which = Choose the hour
draft-doubled-0 = The first { $time }, before clocks go back ({ $utc } UTC)
draft-doubled-1 = The second { $time }, after clocks go back ({ $utc } UTC)
draft-skipped-0 = { $time }, before clocks go forward ({ $utc } UTC)
draft-skipped-1 = { $time }, after clocks go forward ({ $utc } UTC)
draft-save = Save
draft-text = Write the text
draft-discard = Discard
draft-discarded = Discarded: nothing was changed.
text-title = What it is about
text-name = Name
text-about = Description
text-partners = Partners

when = { $start } to { $end } ({ $away })
place-channel = In { $channel }
place-link = Online: { $link }
place-address = At { $address }
place-none = To be announced
state-open = It is on now.
state-held = It is over. Thank you for coming!
state-cancelled = It was called off.
card-state = State
card-when = When
card-repeats = Repeats
card-then = Then: { $days }
card-where = Where
card-host = Host
card-no-host = To be announced
card-for = For
card-partners = With
card-answers = Who comes
card-counts = { $going ->
    [0] Nobody yet
   *[other] Going: { $going }
}{ $maybe ->
    [0] {""}
   *[other] {" "}· Maybe: { $maybe }
}
card-counts-of = Going: { $going } of { $capacity }{ $offered ->
    [0] {""}
   *[other] {" "}· Offered: { $offered }
}{ $waiting ->
    [0] {""}
   *[other] {" "}· Waiting: { $waiting }
}{ $maybe ->
    [0] {""}
   *[other] {" "}· Maybe: { $maybe }
}
card-going = { $names }
card-going-more = { $names } and { $more } more
card-footer = Event { $number }
card-gone = The card of the event “{ $name }” cannot be posted: its channel is gone.
card-forbidden = The card of the event “{ $name }” cannot be posted in #{ $channel }: allow me View Channel, Send Messages and Embed Links there.

button-going = Going
button-maybe = Maybe
button-no = Not going
button-offer-take = I am coming
button-offer-leave = Leave it to the next
answered-going = You are going to **{ $name }**: { $start }. See you there!
answered-waiting = { $ahead ->
    [0] **{ $name }** is full. You are the next to get a place that becomes free; you will be asked then.
    [one] **{ $name }** is full. One other waits before you; you will be asked when a place is free for you.
   *[other] **{ $name }** is full. { $ahead } others wait before you; you will be asked when a place is free for you.
}
answered-offered = A place for **{ $name }** is kept for you until { $until }. Press “Going” to take it.
answered-maybe = Noted: you might come to **{ $name }**, { $start }.
answered-no = Noted: you are not going to **{ $name }**.
offered = A place is free for you at **{ $name }** in { $server }, { $start }. It is kept for you until { $until }; then it goes to the next.
offer-not-there = That server, or you in it, cannot be found any more.
changed-moved = **{ $name }** in { $server } was moved from { $was } to { $start }. Press **Not going** on its card if you cannot come then.
changed-place = **{ $name }** in { $server }, { $start }, is somewhere else now: { $place }. Press **Not going** on its card if you cannot come there.
changed-host-left = The host of **{ $name }** in { $server }, { $start }, left the server. Choose another with `/event edit host:`.
changed-channel-gone = The channel of **{ $name }** in { $server }, { $start }, was deleted. Choose another with `/event edit channel:`.
changed-cancelled = **{ $name }** in { $server }, { $start }, was called off.

list-title = Events in { $month } { $year }
list-empty = Nothing is planned. Managers plan events with `/event create`.
list-planned = { $start } · **{ $name }** · { $kind } · event { $number }
list-open = { $start } · **{ $name }** · { $kind } · on now · event { $number }
list-held = { $start } · { $name } · { $kind } · over · event { $number }
list-cancelled = { $start } · ~~{ $name }~~ · called off · event { $number }
month-unreadable = “{ $given }” is no month. Write it like “december” or “2027-01”.

cancel-ask-all = Call off **{ $name }** for good? The next time would be { $start }. Who answered is told.
cancel-ask-next = Call off **{ $name }** on { $start } alone? It goes on after that. Who answered is told.
cancel-yes = Call it off
cancel-no = Keep it
cancel-kept = Nothing was changed.
cancelled = **{ $name }** is called off. Who answered is told.
cancelled-next = The next one is { $start }.

native-reason = In step with the event of the same name
native-forbidden = The event “{ $name }” cannot become one of Discord's own: allow me Create Events and Manage Events, also in its channel.

### day

held-presence = Events you were at: how long you were in the channel of an event, and when you came and went. Not written while you have switched tracking off; kept until you delete it.
held-checkins = Events you checked in to: that you gave the code of an event, and when. Kept until you delete it.

noted-codes = Wrong check-in codes: how often you gave a wrong code for an event. Held in memory alone, for ten minutes.

need-create-public-threads = to make a thread to talk in for each event, where its card is

day-address = 📍 { $address }
day-gone = This event is not there any more.
day-not-yours = This is for the hosts of the event and for managers of the server.
day-is-planned = **{ $name }** has not begun yet. Press **Begin now** when you are ready.
day-is-open = **{ $name }** has begun already.
day-is-held = **{ $name }** is over.
day-is-cancelled = **{ $name }** was cancelled.
day-begun = **{ $name }** has begun. Have a good time! It ends by itself; press **End now** if it is over before.
day-ended = **{ $name }** is over. Thank you for hosting it!
day-minutes = { $minutes } min
day-thread = **{ $name }** begins { $when }: { $place }
    Talk about it here.
day-hosts-told = You host **{ $name }**, which begins { $when }: { $place }
    { $seen ->
        [true] From then on it begins as soon as somebody is there, and it ends when everybody has gone.
       *[false] It begins and ends as planned.
    } With the buttons you begin and end it yourself.
day-stage = { $open ->
    [true] I may not open the stage { $stage } for **{ $name }**. Please open it yourself: “Start the stage” in the channel.
   *[false] I may not close the stage { $stage }, now that **{ $name }** is over. Please end it yourself.
    } Next time I can, with Manage Channels, Mute Members and Move Members there.
day-hosts-coded = Show people who are with you the code from **Check-in code**: whoever types it after `/event checkin` was there.

button-begin = Begin now
button-end = End now
button-code = Check-in code
button-code-again = Show the newest

code-shown = Code of **{ $name }**: `{ $code }`
    The next one comes { $until }; this one is taken two minutes longer. Members type `/event checkin` and the code.
    { $count ->
        [0] Nobody has checked in yet.
        [one] One member has checked in: { $names }
       *[other] { $count } members have checked in, the latest first: { $names }
    }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }

checkin-done = ✅ You are checked in to **{ $name }**. Enjoy it!
checkin-again = You are checked in to **{ $name }** already. ✅
checkin-wrong = No event that is on now has this code. Codes change every two minutes: look at the newest one, and type it again.
checkin-slow = Those were several wrong codes. Please try again { $until }, or ask the host.
checkin-not-for-you = This event is for { $role }.

remind-text = ⏰ **{ $name }** begins { $when } ({ $at }): { $place }
remind-over = This event has begun or was cancelled, so there is nothing left to remind you of.
remind-not-coming = Say that you come first: then you can be reminded.
remind-when = When shall I remind you?
remind-how = How shall I remind you?
remind-1440 = 1 day before
remind-60 = 1 hour before
remind-15 = 15 minutes before
remind-0 = When it begins
remind-by-dm = By direct message
remind-by-thread = By a mention in the event's thread

attendance-title = Who came to { $name }
attendance-when = { $start } to { $end }
attendance-so-far = Since { $start }, so far
attendance-none-yet = **{ $name }** has not begun yet, so nobody was there.
attendance-nobody = Nobody was seen there.
attendance-came = Came
attendance-shown-up = Of those who said so
attendance-mean = On average
attendance-peak = At once, at most
attendance-share = { $part } of { $whole } ({ $percent } %)
attendance-line = { $attended ->
        [true] ✅
       *[false] ▫️
    } { $member }{ $measured ->
        [true] {" "}· { $minutes }
       *[false] {""}
    }{ $coded ->
        [true] {" "}· checked in
       *[false] {""}
    }{ $going ->
        [true] {""}
       *[false] {" "}· had not answered
    }

command-event-attendance = Who came to an event, and for how long
command-event-checkin = Show that you are at an event, with the code that its host shows
option-attendance-event = The event: its name, or its number
option-checkin-code = The code that the host shows
example-event-attendance = /event attendance event:Board game night
example-event-checkin = /event checkin code:ABC 7DF

### after

held-ratings = Answers to surveys after events: how you rated an event, 1 to 5, and your comment, which managers read without your name. Comments are kept for a year unless the server chose otherwise, ratings until you delete them.
held-unasked = Surveys after events: that you want none. Kept until you delete it.

survey-ask = You were at **{ $event }** in { $server }. How was it? 5 is best, and it takes one press; it also helps to hear why.
survey-ask-all = Were you at **{ $event }**? How was it? 5 is best; nobody here sees what you press.
survey-star = { $rating } ★
survey-button-unasked = Do not ask me after events
survey-form-title = You gave { $rating } of 5. Thank you!
survey-form-comment = What was good, what could be better?
survey-form-who = Hosts read it without your name once { $least } people answered. It may stay empty.
survey-thanks = Thank you! You gave **{ $event }** { $rating } of 5. Press again if you change your mind.
survey-gone = This survey is not there any more.
survey-over = The survey of **{ $event }** is over. If there is something to say, the team is glad to hear it directly.
survey-not-there = Only who was at **{ $event }** can rate it, and you are not among those who were seen there. If you were, tell a host.
survey-asked-no-more = You will not be asked after events any more. Press the button again if you want to be.
survey-asked-again = You will be asked after events again.
survey-forbidden = The survey of { $event } could not be posted in its thread: allow me to write there.
survey-title = Survey: { $event }
survey-line = { $rating } ★ · { $count }
survey-comment = “{ $comment }”
survey-no-comments = Nobody left a comment.
survey-none = **{ $event }** was not held yet; there is a survey once it was.

outcome-title = How it went: { $event }
outcome-about = Held { $when }.
outcome-about-series = Held { $when }. In brackets: the one before it in the series, { $last }.
outcome-before = { $value } ({ $before })
outcome-rsvps = Said they come
outcome-came = Came
outcome-came-new = { $new ->
    [0] { $came }
   *[other] { $came }, { $new } for the first time
}
outcome-show-up = Of those who said so
outcome-share = { $missing ->
    [0] { $percent } % came
   *[other] { $percent } % came, { $missing } did not
}
outcome-minutes = Stayed
outcome-mean = { $minutes } min on average
outcome-peak = At once, at most
outcome-talk = Written meanwhile
outcome-written = { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}, { $questions ->
    [one] 1 question
   *[other] { $questions } questions
}
outcome-rating = Rating
outcome-rating-few = { $answers } of { $asked } asked answered; shown from { $least } answers on
outcome-rating-mean = { $mean } of 5, from { $answers } of { $asked } asked
outcome-comments = What they say
outcome-channel-gone = The channel for reports on events is not there any more. Choose another: /settings set events report_channel_id.
outcome-channel-forbidden = I may not write to the channel for reports on events. Allow it there, or choose another: /settings set events report_channel_id.

section-events = Events

figure-events-held = Events held
figure-event-rsvps = Said they come
figure-event-attended = Came to events
figure-event-people = Different people who came
figure-event-show-up = Came, of those who said so
figure-event-mean-s = Mean stay at events
figure-event-messages = Messages during events
figure-event-questions = Questions during events
figure-event-rating = Mean rating, 1 to 5
figure-event-ratings = Answers to surveys

note-few-ratings = { $count ->
    [one] One answer to surveys after events; ratings are
   *[other] { $count } answers to surveys after events; ratings are
} shown from { $least } on, so that nobody can be told from them.

command-event-export = Take an event, or all of them, into your own calendar
command-event-survey = What those who came said of an event
command-event-template = Templates that events are made from
command-event-template-save = Keep an event as a template, all but its time
command-event-template-list = The server's templates
command-event-template-delete = Drop a template; events made from it stay

example-event-export = /event export event:Board games
example-event-survey = /event survey event:Board games
example-event-template-save = /event template save event:Board games name:Games night
example-event-template-delete = /event template delete template:Games night

option-export-event = Its name or number; without it, all events
option-export-format = A calendar, or tables of how it went (managers)
option-export-new-address = Make the address to subscribe to anew; the old one ends (managers)
option-template = Its name
option-template-name = What the template is called; events made from it are a series of that name
option-event-list-picture = As a picture, by your own clock

export-ics = Calendar (.ics)
export-csv = Tables of how it went (.csv)
export-which = Say which event you want tables of: choose one from the list that is offered.
export-one = Open this file, and **{ $event }** is in your calendar, at the right hour wherever you are.
export-all = Open this file to take these events into your calendar. It stays as it is now; fetch it again when something changes.
export-address = Subscribe to this address in your calendar, and all events stay up to date there: { $address }
    Whoever knows it can read it, so share it only with people of this server. Events for some roles alone are not in it. The file is the same, as it is now.
export-new-address = The old address ends within a minute. This is the new one, for everybody who shall go on reading: { $address }
export-no-address = Calendars cannot be subscribed to here: whoever runs me has to set events.calendar_port first. `/event export` gives a file.
export-not-held = **{ $event }** was not held yet; there are tables once it was.
export-tables = How **{ $event }** went, { $count ->
    [one] the one time
   *[other] each of the { $count } times
} that it was held, and who came. Who did not come is in no list.

template-choice = { $name } (template)
template-saved = Kept as the template **{ $name }**. Make events from it with `/event create` and its option `like`.
template-replaced = The template **{ $name }** is like **{ $event }** from now on.
template-deleted = The template **{ $name }** is gone. Events made from it stay.
template-unknown = There is no template **{ $name }**. `/event template list` shows those that there are.
template-too-many = There are { $most } templates already. Drop one that nobody uses: `/event template delete`.
template-none = There are no templates yet. `/event template save` keeps an event as one.
template-title = Templates
template-line = **{ $name }** · { $event } · { $kind } · { $minutes } min

### AMA: what cannot be

ama-unknown = There is no such AMA here. Choose one from the list that appears while you type.
ama-closed = This AMA closed { $at }. `/ama transcript` shows what was asked and answered.
ama-cancelled = This AMA was cancelled.
ama-somebody = somebody

ama-ask-with-name-only = This server takes questions with a name only. Ask again without being anonymous.
ama-ask-blocked = You cannot ask questions at AMAs here until { $until }. Moderators decided that because of a question of yours.
ama-ask-enough = You have asked { $most ->
        [one] your one question
       *[other] all { $most } questions
    } that each of us has at this AMA. You can still vote for what others ask.
ama-ask-full = This AMA has all { $most } questions that it can hold. You can still vote for what others ask.
ama-ask-too-soon = Your last question is only just in. You can ask the next one { $again }.
ama-ask-nothing = Your question has no words yet. Write what you would like to know.
ama-ask-too-long = That has { $count } characters, and { $most } are the most. Make it shorter.

ama-question-gone = That question is not there any more. Refresh to see what is.
ama-decided-pending = Question { $number } waits for moderators.
ama-decided-approved = Question { $number } was approved already, by { $by }.
ama-decided-rejected = Question { $number } was rejected already, by { $by }.
ama-decided-answered = Question { $number } was answered already, by { $by }.
ama-decided-skipped = The host passed over question { $number } already.
ama-decided-later = The host promised to answer question { $number } in writing already.
ama-decided-changed = Question { $number } is not waiting for an answer any more. Refresh to see what is.
ama-edit-not-light = That would ask something else. Mend slips or take out names; else reject the question and say why.
ama-pin-not-approved = Only a question that is approved can be pinned. Approve it first.
ama-merge-nothing = These are one question already, or one of them is gone. Refresh to see what is.
ama-merge-impossible = Only questions that wait can be merged, and not into one that was rejected.
ama-answer-nothing = Your answer has no words yet.
ama-answer-too-long = That has { $count } characters, and { $most } are the most. Make it shorter.

### AMA: what is kept

held-questions = Questions you asked at AMAs: their words, also of anonymous ones, when you asked, and what was answered. Kept until you delete them, or for the days after the AMA that the server chose.
held-questions-moderated = Questions at AMAs you decided about: which, and how. Your name goes when you delete it.
held-ama-answers = Answers at AMAs: what you answered. Your name goes when you delete it; the answer belongs to who asked.
held-ama-votes = Votes for questions at AMAs: which questions you would like answered. Kept until you delete them.
held-ama-block = A block from asking at AMAs: because of which question, and until when.
kept-ama-block = so that a block is not ended by deleting data; it goes when its time is over.
held-ama-blocks-made = Blocks from asking you made: because of which question, until when. Your name goes when you delete it.

note-ama = What an AMA leaves in channels: approved questions with the names that were given, answers, and the transcript. When your data are deleted, the answers to your questions and what you were told there go, and the board and the transcript are made anew without them.

### AMA: commands

ama-command = Ask somebody anything: questions, votes, answers and what was answered
ama-command-create = Plan an AMA: who answers, about what, and when
ama-command-ask = Ask a question at an AMA, with or without your name
ama-command-queue = Look at the questions of an AMA: approve, reject, edit, merge, pin
ama-command-open = Begin to answer, and see the next question
ama-command-close = End an AMA: post the transcript and tell those who asked
ama-command-transcript = Read what was asked and answered at an AMA
ama-option-topic = What it is about
ama-option-host = Who answers
ama-option-start = When, in your own time zone: friday 18:00, 24 dec 6pm, in 3 days
ama-option-minutes = How many minutes it takes; 60 if you say nothing
ama-option-about = A few words about the host and the topic
ama-option-channel = Where its board goes; here if you say nothing
ama-option-voice = The voice or stage channel in which the host answers
ama-option-ama = Which AMA
ama-option-question = What you would like to know; leave it out to get a form
ama-option-anonymous = Whether your name stays unknown, to moderators too
ama-example-create = /ama create topic:How we made the harbour map host:@ada start:friday 6pm
ama-example-ask = /ama ask ama:How we made the harbour map question:Which tools did you use? anonymous:True
ama-example-queue = /ama queue ama:How we made the harbour map
ama-example-open = /ama open ama:How we made the harbour map
ama-example-close = /ama close ama:How we made the harbour map
ama-example-transcript = /ama transcript ama:How we made the harbour map

ama-ask-create = **{ $topic }** with { $host } begins { $at } ({ $soon }). Its board goes to { $channel }. Is that right?
ama-ask-doubled = That day clocks go back, and this hour is there twice: { $at } or { $other }. Which one do you mean for **{ $topic }**?
ama-ask-skipped = That day clocks go forward, and this hour is not there. Do you mean { $at } or { $other } for **{ $topic }**?
ama-create-yes = Plan it
ama-create-no = Not now
ama-earlier = The earlier one
ama-later = The later one
ama-not-created = Nothing was planned. Use `/ama create` again when you know more.
ama-created = **{ $topic }** is planned, as number { $number }. Its board appears in { $channel } now, and questions can be asked from now on. Moderators find them in `/ama queue`; the host begins with `/ama open`.
ama-host-impossible = The host must be a person in this server. Choose somebody who is here.
ama-host-only = This is for the host and the moderators. To ask something, press **Ask**.
ama-host-left = ⚠️ The host is not in the server any more. Moderators can answer in their place, or a manager names somebody else with `/event edit`.
ama-channel-impossible = The board needs a text channel. Name one with `channel`.
ama-channel-closed = I cannot write, embed and attach files in { $channel }. Let me, or name another channel.
ama-opened = It is open: questions come up here, most wanted first. This view is yours alone; `/ama open` shows it again.
ama-opened-before = It is open already: here is what comes next.
ama-ask-close = Close **{ $topic }**? Its event is over then, nobody can ask or vote any more, the transcript is posted, and everybody who asked is told what was answered.
ama-close-yes = Close it
ama-close-no = Keep it open
ama-not-closed = It stays open.
ama-closed-now = It is closed, and its event is over. The transcript appears next to the board, and those who asked are told one after the other.
ama-board-forbidden = An AMA cannot be shown: I may not write in its channel. Let me write, embed and attach files there, then retry.
ama-transcript-forbidden = The transcript of an AMA cannot be posted: I may not attach files in its channel. Let me, then retry.
ama-channel-gone = The channel of an AMA is gone, and its board with it.

### AMA: the board

ama-board-title = Ask me anything: { $topic }
ama-board-host = { $host } answers { $at } ({ $soon }).
ama-board-collecting = 📥 **Questions are open.** Ask now, and vote for what you would like to hear.
ama-board-live = 🎙️ **Live.** You can still ask and vote.
ama-board-closed = ✅ **Closed.** Thank you all.
ama-board-cancelled = **Cancelled.**
ama-board-wanted = **Most wanted**
ama-board-line-free = **{ $count }** ▲ { $text }
ama-board-line-pinned = 📌 **{ $count }** ▲ { $text }
ama-board-more = { $count ->
    [one] … and one more: press **Vote** to see it.
   *[other] … and { $count } more: press **Vote** to see them.
}
ama-board-empty = No question waits to be voted for. Ask yours.
ama-board-answered = **Answered: { $count }**
ama-board-footer = { $count ->
    [0] Moderators look at each question first.
    [one] Moderators look at each question first. One waits for them.
   *[other] Moderators look at each question first. { $count } wait for them.
}
ama-button-ask = Ask
ama-button-ask-anonymously = Ask anonymously
ama-button-vote = Vote
ama-button-host = For the host
ama-button-transcript = Transcript
ama-button-faq = Keep the answers as FAQ
ama-button-refresh = Refresh
ama-button-before = Back
ama-button-more = More
ama-button-back = All questions
ama-form-ask = Ask a question
ama-form-anon = Ask anonymously
ama-form-question = What would you like to know?
ama-asked-named = Your question is in, as number { $number }. Moderators look at it first, then everybody can vote for it. I tell you what was answered.
ama-asked-anonymous = Your question is in, as number { $number }, and nobody sees your name, moderators neither. They look at it first, then everybody can vote for it. I tell you by direct message what was answered.
ama-asked-anonymously = anonymous
ama-ballot-title = What would you like to hear?
ama-ballot-how = Choose below what you want answered; take a vote back by choosing it again. One vote a question.
ama-ballot-mine = ✅ **{ $count }** ▲ { $text }
ama-ballot-other = ▫️ **{ $count }** ▲ { $text }
ama-ballot-empty = There is no question to vote for now.
ama-ballot-choose = Your votes
ama-answer-shown = **{ $question }**
    -# asked by { $asker }

    { $answer }
    -# answered by { $host }
ama-outcome-written = { $answer }
ama-outcome-answered = *Answered in voice.*
ama-outcome-approved = *There was no time for it.*
ama-outcome-skipped = *The host passed over it.*
ama-outcome-later = *The host promised to answer it in writing.*
ama-closing-title = What was answered: { $topic }
ama-closing-text = { $count ->
    [0] Nothing was answered at the AMA with { $host }.
    [one] One question was answered at the AMA with { $host }. The transcript is below.
   *[other] { $count } questions were answered at the AMA with { $host }. The transcript is below.
}
ama-closing-promised = { $count ->
    [one] One more is answered in writing later.
   *[other] { $count } more are answered in writing later.
}
ama-faq-kept = { $count ->
    [one] { $kept ->
        [0] The answer was kept before.
       *[other] The answer is kept as FAQ now.
    }
   *[other] Of { $count } answers { $kept } are new in the FAQ.
}
ama-faq-nowhere = Nobody keeps FAQ on this server now.

### AMA: moderators

ama-queue-title = Questions for: { $topic }
ama-queue-counts = **Waiting: { $pending }** · approved { $approved } · answered { $answered } · skipped { $skipped } · rejected { $rejected }
ama-queue-line = `#{ $number }` { $text } · { $asker }
ama-queue-line-alike = { $line } · like `#{ $number }`
ama-queue-empty = Nothing waits for you.
ama-queue-pick-waiting = Waiting ({ $count }): look at one
ama-queue-pick-ready = Approved ({ $count }): look at one
ama-queue-pick-rejected = Rejected ({ $count }): look at one
ama-queue-option = { $count ->
    [one] one vote
   *[other] { $count } votes
}
ama-card-title = Question { $number }
ama-card-asker = Asked by
ama-card-state = Where it stands
ama-card-votes = Votes
ama-card-as-asked = As it was asked
ama-card-reason = Why it was rejected
ama-card-merged = Merged into it
ama-card-merged-into = merged into { $number }
ama-card-alike = Asks much the same
ama-card-alike-line = `#{ $number }` { $text }
ama-card-more = { $count ->
    [one] … and one more
   *[other] … and { $count } more
}
ama-card-blocked = Whoever asked this cannot ask for now.
ama-card-merge = Merge it into …
ama-card-pending = waits for you
ama-card-approved = approved
ama-card-rejected = rejected
ama-card-answered = answered
ama-card-skipped = the host passed over it
ama-card-later = the host answers in writing later
ama-button-q-approve = Approve
ama-button-q-reject = Reject
ama-button-q-edit = Edit
ama-button-q-pin = Pin
ama-button-q-unpin = Unpin
ama-button-q-split = Split off
ama-button-q-block = Block who asked
ama-button-q-unblock = Unblock who asked
ama-form-reject = Reject a question
ama-form-reason = Why? Who asked reads this.
ama-form-edit = Edit a question
ama-form-wording = The question: mend slips, keep what it asks
ama-done-approve = Question { $number } is approved.
ama-done-reject = Question { $number } is rejected, and who asked is told why.
ama-done-edit = Question { $number } has its new wording.
ama-done-merge = Question { $number } is one with question { $into } now; their votes add up.
ama-done-split = Question { $number } stands for itself again.
ama-done-pin = Question { $number } comes up first.
ama-done-unpin = Question { $number } comes up by its votes again.
ama-done-block = Whoever asked question { $number } cannot ask for now. Nobody sees who that is.
ama-done-unblock = Whoever asked question { $number } can ask again.

### AMA: the host

ama-host-title = Your questions
ama-host-none = No question waits for you. New ones appear with **Refresh**, once moderators have approved them.
ama-host-none-closed = Everything is answered that was promised.
ama-host-next-approved = Next: question { $number }
ama-host-next-later = Promised: question { $number }
ama-host-merged = Others asked much the same
ama-host-footer = Waiting: { $waiting } · promised in writing: { $promised }
ama-button-h-write = Answer in writing
ama-button-h-voice = Answered in voice
ama-button-h-skip = Skip
ama-button-h-later = Follow up later
ama-form-write = Your answer
ama-form-answer = Everybody can read this
ama-done-write = Your answer to question { $number } is posted.
ama-done-voice = Question { $number } is answered.
ama-done-skip = Question { $number } is skipped.
ama-done-later = Question { $number } waits for your answer in writing, also after the end.

### AMA: what askers are told

ama-news-title = Your questions in { $server }: { $topic }
ama-news-asked = > { $text }
ama-news-rejected = The moderators did not take it: { $reason }
ama-news-link = [Everything that was answered]({ $link })
ama-news-in-thread = { $member }, here is what was answered:

### AMA: the transcript

ama-somebody-gone = a former member
ama-transcript-language = en
ama-transcript-head = { $server } · answered by { $host } · { $when }
ama-transcript-counts = { $count ->
    [one] One question
   *[other] { $count } questions
}, { $answered } answered
ama-transcript-answered = Answered
ama-transcript-later = To be answered in writing
ama-transcript-open = Not answered
ama-transcript-anonymous = anonymous
ama-transcript-asked = Asked by { $asker } · { $count ->
    [one] one vote
   *[other] { $count } votes
}
ama-transcript-also = Also asked:
ama-transcript-none = Nothing was asked.
ama-transcript-is-answered = Answered in voice.
ama-transcript-is-approved = There was no time for it.
ama-transcript-is-skipped = The host passed over it.
ama-transcript-is-later = The host promised to answer it in writing.
