# The kernel's sentences. Kind, short, and with what to do next.

## Durations

duration-week = { $count ->
    [one] { $count } week
   *[other] { $count } weeks
}
duration-day = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
duration-hour = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
duration-minute = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}
duration-second = { $count ->
    [one] { $count } second
   *[other] { $count } seconds
}
duration-unreadable =
    I cannot read “{ $given }” as a duration. Write a number and a unit, such as 10m, 2h30m, 3d, 1w or “2 hours”.
duration-out-of-bounds =
    “{ $given }” does not fit here. Choose something from { $least } to { $most }.

## Time

zone-unknown =
    “{ $given }” is no time zone that I know. Use an IANA name such as Europe/Berlin, America/New_York or UTC.
date-unreadable =
    I cannot read “{ $given }” as a date and time. Write it like “friday 18:00”, “24 dec 6pm”, “in 3 days at 18:00” or “2027-01-15 18:00”.
date-without-time =
    At what time, on “{ $given }”? Add it, such as “friday 18:00” or “friday 6pm”.
date-ambiguous =
    “{ $given }” can be two dates. Write the month as a word, such as “4 mar 18:00”, or the year first, such as “2027-03-04 18:00”.
date-nonexistent =
    There is no such day as “{ $given }”. Write it like “24 dec 18:00” or “2027-01-15 18:00”.
date-past =
    { $at } is over already. Choose a time that is still to come.
date-far =
    “{ $given }” is too far ahead. Choose a time within the next five years.
week-unreadable =
    “{ $given }” is not a week. Write the year and the week, such as 2020-W10.
week-out-of-range =
    Weeks go from the year { $first } to { $last }. Write one such as 2020-W10.
week-nonexistent =
    There is no week { $week } in { $year }: its weeks go from { $year }-W01 to { $year }-W{ $last }.

## Settings of a server

setting-unknown =
    There is no setting “{ $given }”. The settings here are: { $known }.
setting-refused =
    The setting { $setting } cannot be that: it { $reason }.

## Templates

template-unknown =
    There is no placeholder { $given } here. You can use { $placeholders }; for a brace itself, write { "`{{`" }.
template-brace-open =
    A { "`{`" } is never closed. Placeholders here are { $placeholders }; for a brace itself, write { "`{{`" }.

## What went wrong with a command

# Discord's small print.
error-reference = -# Reference { $reference }
error-unexpected =
    Sorry, something went wrong on my side and I did not finish. Please try again; if it happens again, give the reference below to the people who run me.
error-database-away =
    I cannot reach my notes right now, so I could not do that. Nothing that I have is lost; please try again in a minute.
error-not-allowed = You cannot use this here. If you think you should, ask a manager of this server.
error-need-permission =
    This needs the permission { $permissions }, which you do not have here. If you think you should, ask a manager of this server.
error-i-need-permission =
    I cannot do that here: I lack the permission { $permissions }. Ask a manager to give it to my role, then try again.
error-i-may-not =
    Discord does not let me do that here. Ask a manager to check my permissions and the place of my role, then try again.
error-cooldown = That was quick! You can use this again in { $wait }.
error-bad-option =
    “{ $given }” does not fit that option. Please choose one of the suggestions, or correct it and try again.
error-outdated =
    This command has changed. Wait a minute, or restart Discord, and try again.
error-only-in-server = This works only in a server. Please use it there.

## Who may do what

access-managers =
    This is for the managers of this server: people who can manage the server, or who have a manager role.
access-moderators =
    This is for the moderators of this server: people who can time out members, or who have a moderator role.

hierarchy-self = You cannot do that to yourself.
hierarchy-bot = I cannot do that to myself.
hierarchy-owner = { $member } owns this server, so nobody can do that to them.
hierarchy-above-you =
    { $member } has a role as high as yours or higher, so you cannot do that. Ask somebody with a higher role.
hierarchy-above-me =
    { $member } has a role as high as mine or higher, so I cannot do that. Move my role above theirs in the server settings, then try again.

## Buttons, menus and forms

view-not-yours = These buttons belong to somebody else. Use the command yourself to get your own.
confirm-yes = Yes
confirm-no = Cancel
paginator-previous = ◀ Previous
paginator-next = Next ▶
paginator-page = { $page } / { $pages }
modal-try-again = Edit and try again
embed-more-fields = { $count ->
    [one] and one more
   *[other] and { $count } more
}
dm-closed-fallback = { $member } { $content }

## Features and what they need

feature-off =
    The feature { $feature } is switched off in this server. A manager can switch it on with /feature.

need-view-channel = to see what happens
need-read-message-history = to catch up after I was away
need-send-messages = to answer and to post what you ask for
need-send-messages-in-threads = to answer in threads
need-embed-links = to show reports and cards
need-attach-files = to send charts and files
need-view-audit-log = to tell kicks and bans from people who left by themselves

## Delivery

delivery-unknown =
    I may have written to the channel { $channel } already and cannot read its history to see. Look there; if my message is missing, give me Read Message History and retry.

## What is kept of a member: "Name: explanation", for /privacy

held-messages = Your messages: when and in which channel you wrote, whom you answered or mentioned, how long it was, whether it asked something, its language and mood. Never what you wrote. Each goes after { $retention_days } days.
held-reactions = Your reactions: which emoji on which message, and when. Each goes after { $retention_days } days.
held-voice = Your time in voice: in which channel, when, how long, and how long with others. Each stretch goes after { $retention_days } days.
held-joins = When you joined: until you have it deleted.
held-departures = When you left: and whether by yourself, a kick or a ban. Until you have it deleted.
held-uses = Your use of my commands and buttons: which and when, not what you entered. Each goes after { $retention_days } days.
held-tracking = That tracking is off for you: and since when.
kept-tracking = so that I go on writing nothing of you, until you switch tracking on
held-days = Your activity by day: how many messages, reactions, minutes in voice and uses, without where or what. Until you have it deleted.
held-weeks = Your messages by week: how many. Until you have it deleted.
held-place = Your number: under which I count you in the figures of this server. Until you have it deleted.
held-first = The day of your first message: until you have it deleted.
held-stays = Your memberships: from when to when you were here. Until you have it deleted.
held-tasks = Tasks about you: what I am to do and when, such as a greeting. A finished one goes after { $done_days } days, a failed one after { $dead_days }.
held-settings = Settings you changed: that it was you. A deletion takes your name away, the setting stays.
held-changes = The history of settings: which you changed, when and how. A deletion takes your name away, the change stays.
held-zone = Your time zone: as you chose it with /timezone. Until you have it deleted.
