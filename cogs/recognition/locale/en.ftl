feature-about = Levels for being active with roles that come with them, and leaderboards

command-levels = Levels: what earns XP, and which roles levels give
command-levels-roles = Roles that members get at a level
command-levels-roles-add = Let a level give a role
command-levels-roles-remove = Let a level give no role any more
command-levels-roles-list = Show which level gives which role
command-levels-set = Change what earns XP, or how far levels are apart
option-level = The level, from 1
option-level-role = The role that members get from this level on
option-levels-key = What to change
option-levels-value = The new value: a number, or yes or no
example-levels-roles-add = /levels roles add level:5 role:@Regular
example-levels-roles-remove = /levels roles remove level:5
example-levels-set = /levels set key:xp_block value:5

role-added = Level { $level } gives { $role } now. It begins at { $xp } XP. Members who are there already get the role in the next minutes.
role-replaced = Level { $level } gives { $role } now, in place of { $before }. Members get the new role in the next minutes; the old one stays with who has it.
role-removed = Level { $level } gives no role any more. Who has { $role } keeps it.
role-elsewhere = That role is given by level { $level } already. Remove it there first: `/levels roles remove level:{ $level }`.
roles-too-many = There are { $most } level roles already, and no more are possible. Remove one first.
level-without-role = Level { $level } gives no role. `/levels roles list` shows which levels do.
roles-none = No level gives a role yet. Begin with `/levels roles add`.
role-not-for-people = { $role } cannot be given to members: it belongs to an app, to boosters or to everyone. Choose another role.
roles-no-permission = I may not give roles here. Allow me Manage Roles first, then try again.
role-above-me = { $role } stands above my highest role, so I cannot give it. Move my role above it in Server Settings → Roles.
role-above-you = { $role } does not stand below your own highest role, so you cannot let it be given.
role-has-powers = { $role } has powers over others or the server. Nobody should get those by being active: choose a role without them.

roles-title = Roles of levels
level-line = **Level { $level }** · { $xp } XP · { $role }
level-line-gone = **Level { $level }** · { $xp } XP · its role was deleted: remove or replace it
level-line-above = **Level { $level }** · { $xp } XP · { $role } · I cannot give it: move my role above it
roles-stacked = Members keep the roles of lower levels, too.
roles-highest = Members have the role of their highest level alone.

setting-changed = { $setting } was { $before } and is { $after } now. Everybody's XP and level follow in the next minutes, also for the past.
setting-changed-roles = { $setting } was { $before } and is { $after } now. Everybody's level roles follow in the next minutes.
setting-same = { $setting } is { $after } already: nothing has changed.

reason-level = Role of the member's level
need-manage-roles = to give members the roles of their levels

held-days = Days of activity for XP: in which ten minutes of a day you wrote or spoke, and what you were thanked for. Kept until you delete it.
held-points = Points: your XP and your points on boards. Kept until you delete them.
held-deeds = Good deeds: accepted answers, kudos, events and challenges. Kept until you delete them.
held-judged = Thanks given: what you accepted, thanked for or judged. Your name goes when you delete it.
held-not-shown = Not shown on boards: that you are left out of leaderboards and shout-outs.
kept-not-shown = so that you stay hidden, until you choose to be shown
held-roles-due = Level roles to look at: that your roles are about to be compared with your level. Kept for minutes.

### kudos

command-kudos = Thank somebody in public, for a reason
option-kudos-member = Whom you thank
option-kudos-reason = What for, in a sentence
example-kudos = /kudos member:@Ada reason:explained the rules to me

kudos-public = 💛 { $giver } thanks { $receiver }.
kudos-public-for = 💛 { $giver } thanks { $receiver }: { $reason }
kudos-self = Kudos are for somebody else: choose another member.
kudos-bot = Kudos are for people, not for apps: choose a member.
kudos-why = Say in a few words what you are thankful for.
kudos-enough = You have given { $most ->
        [one] your kudos
       *[other] all { $most } kudos
    } of today. You have new ones tomorrow.
kudos-too-soon = You thanked { $member } not long ago. You can do so again { $again }.
kudos-uncounted = { $member } does not collect kudos here. A message of your own will please them all the same.
kudos-gone = They are not in the server any more.

button-mine = My kudos
mine-title = Your kudos
mine-none = Nobody has thanked you here yet, and you have thanked nobody. `/kudos` is a good beginning.
mine-received = **Received: { $count }**
mine-given = **Given: { $count }**
mine-line = { $member } · { $at }
mine-line-for = { $member } · { $at } · { $reason }

offer = Shall these thanks count as kudos? Only you can press, for 15 minutes.
button-offer = Give kudos
offer-not-yours = These thanks are somebody else's. With `/kudos` you can give your own.
offer-over = That was a while ago. With `/kudos` you can still say thanks.

wall-line = 💛 { $giver } thanks { $receiver }
wall-line-for = 💛 { $giver } thanks { $receiver }: { $reason }
wall-gone = The channel for the wall of thanks is gone: choose another with /settings set recognition.kudos_wall_channel_id.
wall-forbidden = I may not write to the wall of thanks: allow me to see the channel and to send messages there.

told-receiver = Kudos from { $other } in { $server } no longer count. A moderator's reason: { $reason }. Nothing else changes, and you need do nothing.
told-giver = Your kudos for { $other } in { $server } no longer count. A moderator's reason: { $reason }. You can go on thanking others as before.

need-send-messages = to offer kudos, to post the wall of thanks and shout-outs
need-embed-links = to post shout-outs
need-read-message-history = to reply to thanks with an offer of kudos

held-kudos-given = Kudos you gave: whom you thanked, when and for what. Kept for as long as the server chose (a year, if it chose nothing), or until you delete them.
held-kudos-received = Kudos you received: who thanked you, when and for what. Kept for as long as the server chose (a year, if it chose nothing), or until you delete them.
held-kudos-revoked = Kudos you revoked: when, and your reason. Your name goes when you delete it.
held-shoutouts = Shout-outs: in which week you were picked, and for what. Kept for a year and a month, or until you delete them.

### who got what, for managers

button-audit = Kudos: who got what, and why
button-audit-older = Older
button-audit-newer = Newer
audit-title = Kudos: who got what, and why
audit-none = Nobody has given kudos yet.
audit-odd = **Look twice: these may be other accounts of somebody.** A hint is no proof.
audit-odd-line = ⚠️ { $member }: { $reasons }
odd-young = account younger than 30 days, thanks one member alone
odd-silent = hardly active, thanks one member alone
odd-one-sided = most of what one member got
audit-line = { $at } · { $giver } → { $receiver } · worth { $worth } % · { $reason }
audit-revoked = revoked by { $by }: { $reason }
audit-by-press = thanks in a message
audit-option = { $giver } → { $receiver }
audit-pick = Revoke kudos…
kudos-revoked-before = These kudos count no more already.
revoke-title = Revoke kudos
revoke-reason = Why? Both of them will read this.
revoked = Kudos from { $giver } to { $receiver } count no more. Their XP is taken away, and both are told why.

### shout-outs

command-shoutout = The week's highlights: who stood out, and for what
command-shoutout-now = Draft the highlights of the last seven days, to be posted by a press
command-shoutout-schedule = Say when and where the week's highlights are posted
option-shoutout-mode = Whether a manager approves them first
option-shoutout-channel = Where they are posted
option-shoutout-day = The day of the week
option-shoutout-time = The time of day, HH:MM in the server's time zone
option-shoutout-approval = A channel for managers, where the draft is shown first
example-shoutout-schedule = /shoutout schedule channel:#announcements day:Friday time:18:00 approval:#managers
shoutout-mode-ask = a manager approves first
shoutout-mode-send = sent by themselves
shoutout-mode-off = off
weekday-0 = Monday
weekday-1 = Tuesday
weekday-2 = Wednesday
weekday-3 = Thursday
weekday-4 = Friday
weekday-5 = Saturday
weekday-6 = Sunday

shoutouts-off = There are no weekly shout-outs. Choose a channel with `/shoutout schedule`, or see a draft with `/shoutout now`.
shoutouts-on = Shout-outs are posted to { $channel } by themselves, next { $due }.
shoutouts-asked = A draft of the shout-outs is shown in { $desk } each week, next { $due }. Once a manager approves, it is posted to { $channel }.
shoutout-closed = I may not write to { $channel }: allow me to see it, to send messages and to embed links there.

shoutout-title = Highlights of the week
shoutout-week = { $first } to { $last }
shoutout-newcomer = 🌱 **Newcomer of the week** · { $member } joined not long ago and took part on { $figure } days already.
shoutout-helper = 🤝 **Helper of the week** · { $member } made { $figure } different people thankful.
shoutout-host = 🎤 **Host of the week** · { $member } brought { $figure } people together.
shoutout-comeback = 👋 **Welcome back** · { $member } was away for weeks, and took part on { $figure } days again.
shoutout-quiet = 💡 **Few words, great help** · { $member } wrote little, and what they wrote { $figure ->
        [one] solved somebody's question
       *[other] solved the questions of { $figure } people
    }.
part-newcomer = Newcomer of the week
part-helper = Helper of the week
part-host = Host of the week
part-comeback = Welcome back
part-quiet = Few words, great help

shoutout-draft-title = Shout-outs of the week
shoutout-is-draft = A draft: nobody else has seen it. Nobody is named twice within four weeks, and nobody who does not want to be.
shoutout-is-going = Approved: on its way to its channel.
shoutout-is-posted = Posted.
shoutout-is-skipped = Skipped: nothing is posted for this week.
shoutout-nobody = Nobody stood out in these seven days who was not named lately. Kudos, accepted answers and new members make highlights.
shoutout-nobody-else = Nobody else fits there this week. You can leave it out.
shoutout-empty = Nobody is left in it: skip this week instead.
shoutout-over = This draft was posted or skipped already.
shoutout-gone = The channel for shout-outs is gone: choose another with /shoutout schedule.
shoutout-forbidden = I may not post shout-outs to their channel: allow me to see it, to send messages and to embed links.
button-shoutout-post = Post
button-shoutout-skip = Skip this week
menu-shoutout-swap = Swap a person…
menu-shoutout-out = Leave one out…

### the weekly report

section-recognition = Recognition
figure-recognised-rate = active members who were recognised
figure-kudos = kudos given
figure-kudos-givers = people who gave kudos
figure-kudos-receivers = people who got kudos
figure-helpers-unthanked = helped and was not thanked
figure-kudos-top10-share = share of kudos that went to the ten who got most
figure-badges-earned = badges earned
note-unthanked = { $count ->
        [one] One person
       *[other] { $count } people
    } helped others and got no kudos. A word from you goes a long way.

### boards

card-place = #{ $place }
card-of = of { $count }
card-level = Level { $level }
card-xp = { $xp } XP
card-left = { $xp } XP to level { $level }
card-streak = 🔥 { $days ->
    [one] { $days } day
   *[other] { $days } days
} in a row
card-more = +{ $count }
card-alt = { $name }: level { $level }, { $xp } XP, { $left } XP to level { $next }.
card-alt-place = Place { $place } of { $members }.
card-alt-streak = Active { $days } days in a row.
card-alt-badges = Badges: { $badges }.

command-leaderboard = Who is ahead, and where you are
option-board = What to compare; XP if left out
option-board-window = Since when; all time if left out
example-leaderboard = /leaderboard board:kudos window:month
command-rank = Your level, XP and place as a picture
option-rank-member = Somebody else
example-rank = /rank member:@Ada
command-profile = What you did here so far, and whether boards show you
example-profile = /profile member:@Ada
rank-bot = { $name } is an app, and apps earn no XP. Choose a member.

board-xp = XP
board-helpful = Helpful answers
board-kudos = Kudos
board-events = Events attended
board-voice = Time in voice
board-streak = Longest streak
window-week = This week
window-month = This month
window-all = All time
window-week-of = week of { $day }
window-month-of = { $month }
board-title = { $board } · { $window }
board-line = { $place } { $name } · { $points }{ $mine ->
    [true] {" "}◀
   *[false] {""}
}
board-left = somebody who left
board-around = Around { $name }
board-footer = Page { $page } of { $pages } · { $members ->
    [one] { $members } member
   *[other] { $members } members
}
board-mine = You have place **{ $place }** of { $members }.
board-ahead = { $points } more for the next place.
board-hidden = Boards and shout-outs leave you out, and nobody sees your place. Your XP and level stay, and go on growing. Press the button to be shown again.
board-empty-xp = Nobody has earned XP in this time. Say hello: each ten minutes in which somebody writes or speaks count.
board-empty-helpful = No answer was accepted as helpful in this time. Look for a question that you can answer.
board-empty-kudos = Nobody was thanked in this time. Did somebody help you? Thank them.
board-empty-events = Nobody attended an event in this time. Come to the next one.
board-empty-voice = Nobody spoke with others in this time. Join a voice channel, and bring somebody.
board-empty-streak = Nobody was active on two days in a row in this time. Come by today and tomorrow.
board-none-xp = You have no XP here in this time. Say hello: each ten minutes in which you write or speak count.
board-none-helpful = None of your answers was accepted as helpful in this time. Look for a question that you can answer.
board-none-kudos = Nobody thanked you in this time. It begins with helping somebody.
board-none-events = You attended no event in this time. Come to the next one.
board-none-voice = You did not speak with others in this time. Join a voice channel where somebody is.
board-none-streak = You were not active on two days in a row in this time. Come by today and tomorrow.
button-board-first = First
button-board-back = Previous
button-board-on = Next
button-board-mine = My place
button-board-hide = Leave me out of boards
button-board-show = Show me on boards

points-xp = { $count } XP
points-helpful = { $count ->
    [one] { $count } answer
   *[other] { $count } answers
}
points-kudos = { $count } kudos
points-events = { $count ->
    [one] { $count } event
   *[other] { $count } events
}
points-voice = { $hours ->
    [0] { $minutes } min
   *[other] { $hours } h { $minutes } min
}
points-streak = { $count ->
    [one] { $count } day
   *[other] { $count } days
}

profile-title = Profile of { $name }
profile-level = **Level { $level }** · { $xp } XP · { $left } XP to level { $next }
profile-place-name = Place by XP
profile-place = { $place } of { $members }
profile-no-place = { $hidden ->
    [true] Not shown on boards
   *[false] None yet
}
profile-streak = { $now } days now · { $best } days at most
profile-badges = Badges
