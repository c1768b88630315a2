feature-about = Levels for being active with roles that come with them, badges, thanks and leaderboards

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
need-manage-roles = to give members the roles of their levels and badges

held-days = Days of activity for XP: in which ten minutes of a day you wrote or spoke, and what you were thanked for. Kept until you delete it.
held-points = Points: your XP and your points on boards. Kept until you delete them.
held-deeds = Good deeds: accepted answers, kudos, events and challenges. Kept until you delete them.
held-judged = Thanks given: what you accepted, thanked for or judged. Your name goes when you delete it; what others earned stays theirs.
held-not-shown = Not shown on boards: that you are left out of leaderboards and shout-outs.
kept-not-shown = so that you stay hidden, until you choose to be shown
noted-offers = Offers of kudos: of the latest thanks in messages I remember, in memory only, who was offered to thank whom, so that it is not offered again that day. That goes with a deletion, or when I restart.
noted-copies = Texts said before: of your latest 32 messages I remember, in memory only, a fingerprint that tells whether another says the same, for what is pasted again earns no XP. That goes with a deletion, when you leave, or when I restart.
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
kudos-not-now = You cannot give { $member } kudos right now: you can thank the same person once { $hours ->
        [one] an hour
        [24] a day
       *[other] in { $hours } hours
    }, and not everybody takes part. A message of your own will please them all the same.
kudos-deleted = What is kept of you here was deleted not long ago, and with it whom you thanked. You can give kudos again { $again }.
kudos-gone = They are not in the server any more.

button-mine = My kudos
mine-title = Your kudos
mine-none = Nobody has thanked you here yet, and you have thanked nobody. `/kudos` is a good beginning.
mine-received = **Received: { $count }**
mine-given = **Given: { $count }**
mine-line = { $member } · { $at }
mine-line-for = { $member } · { $at } · { $reason }

offer = -# Shall these thanks count as kudos? Only you can press, and this goes in 15 minutes.
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

held-kudos-given = Kudos you gave: whom you thanked, when and for what. Kept for as long as the server chose (a year, if it chose nothing), or until you delete them; what others earned by them stays theirs, without your name.
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
figure-recognised-rate = Active members who were recognised
figure-kudos = Kudos given
figure-kudos-givers = People who gave kudos
figure-kudos-receivers = People who got kudos
figure-helpers-unthanked = Helped and was not thanked
figure-kudos-top10-share = Share of kudos that went to the ten who got most
figure-badges-earned = Badges earned
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
### badges

command-badge = Badges: what members can earn, and who has what
command-badge-create = Make a badge: by a rule, or to give by hand; you see who would get it first
command-badge-edit = Change a badge; you see who would get it first
command-badge-delete = Delete a badge
command-badge-list = Show all badges, who got what and why, and begin with a starter set
command-badge-award = Give a member a badge by hand
command-badge-revoke = Take a badge from a member
command-badges = Show the badges of a member, and what is nearest
option-badge = The badge
option-badge-name = What it is called
option-badge-figure = What it is given for; leave it out for a badge that is given by hand
option-badge-tiers = How much of it takes each tier, such as 10, 50, 100
option-badge-emoji = Its emoji
option-badge-role = A role that comes with it
option-badge-about = What it is for, in a few words
option-badge-no-role = Yes: no role comes with it any more
option-badge-member = The member
option-badge-reason = Why: the member reads it
option-badges-member = Whose badges; leave it out for your own
example-badge-create = /badge create name:Regular figure:active_days tiers:30, 100, 365 emoji:📅
example-badge-edit = /badge edit badge:Regular tiers:50, 150
example-badge-delete = /badge delete badge:Regular
example-badge-award = /badge award member:@Ada badge:Helper reason:Saved the meetup
example-badge-revoke = /badge revoke member:@Ada badge:Helper
example-badges = /badges member:@Ada

badge-tier-0 = bronze
badge-tier-1 = silver
badge-tier-2 = gold
badge-tier-3 = platinum
badge-tier-4 = diamond
badge-with-tier = { $badge } ({ $tier })

badge-figure-active_days = active days
badge-figure-streak = longest streak, in days
badge-figure-messages = messages
badge-figure-voice_hours = hours in voice with others
badge-figure-answers = answers accepted
badge-figure-kudos = kudos received
badge-figure-events = events attended
badge-figure-challenges = challenges completed
badge-figure-ideas = ideas adopted
badge-figure-greeted = newcomers helped as a buddy
badge-figure-xp = XP
badge-figure-level = level
badge-figure-years = years in the server
badge-figure-early = among the first members
badge-by-hand = given by hand
badge-rule-active_days = { $amount } { $one ->
    [yes] active day
   *[no] active days
  }
badge-rule-streak = { $amount } { $one ->
    [yes] day in a row
   *[no] days in a row
  }
badge-rule-messages = { $amount } { $one ->
    [yes] message
   *[no] messages
  }
badge-rule-voice_hours = { $amount } { $one ->
    [yes] hour in voice with others
   *[no] hours in voice with others
  }
badge-rule-answers = { $amount } { $one ->
    [yes] accepted answer
   *[no] accepted answers
  }
badge-rule-kudos = { $amount } kudos received
badge-rule-events = { $amount } { $one ->
    [yes] event attended
   *[no] events attended
  }
badge-rule-challenges = { $amount } { $one ->
    [yes] challenge completed
   *[no] challenges completed
  }
badge-rule-ideas = { $amount } { $one ->
    [yes] idea adopted
   *[no] ideas adopted
  }
badge-rule-greeted = { $amount } { $one ->
    [yes] newcomer helped as a buddy
   *[no] newcomers helped as a buddy
  }
badge-rule-xp = { $amount } XP
badge-rule-level = level { $amount }
badge-rule-years = { $amount } { $one ->
    [yes] year in the server
   *[no] years in the server
  }
badge-rule-early = member number { $amount } or earlier

badge-unknown = There is no badge “{ $name }”. Pick one from the list that appears as you type.
badges-too-many = There can be { $most } badges at most. Delete one first.
badge-name-taken = There is a badge “{ $name }” already. Choose another name.
badge-no-figure = “{ $figure }” is nothing that I count. Pick one from the list that appears as you type.
badge-tiers-missing = Say in `tiers` how much it takes, such as `10` or `10, 50, 100`.
badge-tiers-without-figure = A badge that is given by hand has no tiers. Choose a figure, or leave `tiers` out.
badge-tiers-wrong = Tiers are 1 to { $most } whole numbers from { $least } to { $highest }, each harder to reach than the one before, such as `10, 50, 100`. For “among the first members” they go down: `100, 10`.
badge-emoji-wrong = That is no emoji that I can show. Use one from the picker: a usual one, or one of this server.
badge-nothing-to-change = Say what to change: name, tiers, emoji, role or about.
badge-has-all = They have all of { $badge } already.
badge-not-theirs = They do not have that badge.
badge-not-for-bots = Badges are for people, not for apps.

badge-preview = { $about }

    For: { $rule }
    Role: { $role }
badge-no-role = none
badge-no-about = No description.
badge-reach-title = { $tier } · { $count }
badge-reach = { $count ->
    [0] Nobody would have it now.
    [one] 1 member would have it now: { $names }
   *[other] { $count } members would have it now: { $names } { $more ->
        [0] {""}
       *[other] and { $more } more
    }
  }
badge-ask-create = Make this badge? Whoever has reached it gets it in the next minutes, and is told of in one message.
badge-ask-create-hand = Make this badge? You give it with `/badge award`.
badge-ask-edit = Save this? Who has a tier keeps it.
badge-ask-delete = Delete { $emoji } { $badge }? { $count ->
    [0] Nobody has it.
    [one] 1 member has it and loses it.
   *[other] { $count } members have it and lose it.
  } A role that came with it stays with them.
badge-save = Save
badge-keep = Back
badge-delete = Delete
badge-created = { $emoji } { $badge } is there now. { $where }
badge-edited = { $emoji } { $badge } is changed.
badge-gone = That badge is gone already.
badge-draft-gone = That was saved or let go already, or is older than a day. `/badge list` shows what there is.
badge-deleted = { $badge } is gone.
badge-not-saved = Nothing was changed.
badge-awarded = { $member } has { $emoji } { $badge } now.
badge-given-back = { $member } has { $emoji } { $badge } again. Nothing is announced a second time.
badge-revoked = { $member } does not have { $emoji } { $badge } any more. I tell them kindly, and no rule gives it again; `/badge award` does.
badge-where-channel = Who gets it is announced in { $channel }.
badge-where-nowhere = Nobody is told: choose a channel with `/settings set` and `badges_channel_id`.
badge-where-dm = Who gets it is told by direct message.
badge-where-silent = Who gets it finds it with `/badges`.

badges-title = Badges
badges-none = There are no badges yet. Begin with a starter set of eight that reward being here and helping, never raw volume, or make your own with `/badge create`.
badge-line = { $emoji } **{ $badge }** · { $rule } · { $count ->
    [one] 1 member
   *[other] { $count } members
  }{ $state ->
    [given] {" · "}{ $role }
    [gone] {" · its role was deleted: choose another"}
    [above] {" · "}{ $role }{" · I cannot give it: move my role above it"}
   *[none] {""}
  }
badges-starter = Add the starter set
badges-audit = Who got what
starters-added = The starter set is there. Whoever has reached one of them gets it in the next minutes.
starters-there = There are badges already: make more with `/badge create`.

starter-first-steps = First Steps
    .about = Was active on three days
starter-regular = Regular
    .about = Comes back, again and again
starter-on-a-roll = On a Roll
    .about = Active day after day
starter-helper = Helper
    .about = Gave answers that solved it
starter-appreciated = Appreciated
    .about = Was thanked by others
starter-present = Was There
    .about = Joined our events
starter-anniversary = Anniversary
    .about = Years with us
starter-early-bird = Early Bird
    .about = Among the first hundred members

shelf-title = Badges of { $member }
shelf-line = { $emoji } **{ $badge }** · { $at }{ $reasoned ->
    [yes] {" · "}{ $reason }
   *[no] {""}
  }
shelf-empty = No badges yet. They come with time, with helping, and with being here.
shelf-nearest = Nearest
shelf-next = { $emoji } **{ $badge }** · { $value } of { $rule }
shelf-hidden = { $member } does not show their badges.
shelf-only-you = You chose not to be shown: only you see this.

news-title = New badges
news-line = { $emoji } **{ $badge }** · { $named ->
    [0] { $more ->
        [one] 1 member
       *[other] { $more } members
    }
   *[other] { $names }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }
  }{ $reasoned ->
    [yes] {" · "}{ $reason }
   *[no] {""}
  }
badge-told = You have a new badge in { $server }: { $emoji } **{ $badge }**. `/badges` there shows them all.{ $reasoned ->
    [yes] {" "}What for: { $reason }
   *[no] {""}
  }
badge-told-revoked = Your badge { $emoji } **{ $badge }** in { $server } was taken back by its team. If you think that is a mistake, ask them: they can give it back.{ $reasoned ->
    [yes] {" "}Why: { $reason }
   *[no] {""}
  }

badge-audit-title = Who got what
badge-audit-page = Page { $page } of { $pages }
badge-audit-none = Nobody has a badge yet.
badge-audit-somebody = somebody
badge-audit-line = { $emoji } **{ $badge }** · { $member } · { $at } · { $why ->
    [rule] by rule: { $rule }
   *[hand] by { $by }{ $reasoned ->
        [yes] : { $reason }
       *[no] {""}
    }
  }
badge-audit-revoked = ↳ taken back { $at } by { $by }{ $reasoned ->
    [yes] : { $reason }
   *[no] {""}
  }
badge-audit-newer = Newer
badge-audit-older = Older
badge-audit-revoke = Take one back …
badge-audit-revoke-why = Why

held-badges = Badges: which you have, when and for what. Kept until you delete them.
held-badges-given = Badges given: which you gave by hand. Your name goes when you delete it.
held-badges-revoked = Badges taken back: which you took. Your name goes when you delete it.
held-badge-news = Badges to announce: that a badge of yours is about to be announced. Kept for minutes.
held-figures-due = Badges to look at: that what you earned is about to be looked at. Kept for minutes.

### tiers of members

tiers-open = Tiers
tiers-title = Tiers of members
tiers-none = There are no tiers yet. Members reach a tier by what they do within a season, keep it through the next, and fall by one at most, after a time of grace.
tiers-too-many = There can be { $most } tiers at most.
tiers-season = This season ends { $ends }. `/settings set` changes its length (`season_months`) and the grace (`grace_seasons`).
tier-line = **{ $tier }** · { $needs } · { $count ->
    [one] 1 member
   *[other] { $count } members
  }{ $perked ->
    [yes] {" · "}{ $perks }
   *[no] {""}
  }{ $state ->
    [given] {" · "}{ $role }
    [gone] {" · its role was deleted: take the tier away and add it again"}
    [above] {" · "}{ $role }{" · I cannot give it: move my role above it"}
   *[none] {""}
  }
tiers-add = Add a tier above
tiers-drop = Take the highest away …
tiers-moves = Who rose and fell
tier-not-highest = Tiers have changed since: open them again to see which is the highest.
tiers-ask-drop = Take { $tier } away? Who holds it holds the tier below then. The role stays with them.
tier-dropped = { $tier } is gone.
tier-added = { $tier } is there. Whoever has done that in this season reaches it in the next minutes.
tier-form = A tier above the others
tier-form-name = What it is called
tier-form-needs = What it takes within a season: all of
tier-form-needs-about = Such as: active_days 20, kudos 3. Or voice_hours, answers, events, challenges, xp
tier-form-perks = What comes with it, in a few words
tier-form-role = A role, which can open channels
tier-needs-wrong = I could not read what it takes. Write figures and whole numbers, such as `active_days 20, kudos 3`; there are { $figures }.
tier-not-theirs = They hold no tier.
tier-taken = { $member } holds no tier until the next season. I tell them kindly.
tier-nothing = no tier

tier-mine-title = Tier
tier-mine = **{ $tier }**
tier-mine-grace = **{ $tier }**, in grace: reach it again until { $ends } to keep it.
tier-mine-keep = To keep it this season: { $needs }
tier-mine-next = Next, **{ $tier }**: { $needs }
tier-perks = { $perks }

tier-told-up = You reached **{ $after }** in { $server }, thank you for being there! It is yours through the next season; `/badges` there shows where you stand.{ $perked ->
    [yes] {" "}With it: { $perks }
   *[no] {""}
  }
tier-told-grace = A season in { $server } has ended, and it was a quieter one for you. You keep **{ $before }**: reach it again until { $ends }. `/badges` there shows how.
tier-told-down = A new season has begun in { $server }, and you hold { $after } now in place of **{ $before }**. It is open to you again: `/badges` there shows how.
tier-told-taken = The team of { $server } has taken back your tier **{ $before }**. The next season is open to you again. If you think that is a mistake, ask them.{ $reasoned ->
    [yes] {" "}Why: { $reason }
   *[no] {""}
  }

moves-title = Who rose and fell
moves-none = Nobody has reached a tier yet.
move-line = { $member } · { $at } · { $state ->
    [up] rose from { $before } to **{ $after }**: { $done }
    [grace] keeps **{ $before }** in grace: { $done }
    [down] fell from **{ $before }** to { $after }: { $done }
   *[taken] lost **{ $before }** by { $by }{ $reasoned ->
        [yes] : { $reason }
       *[no] {""}
    }
  }
moves-take = Take somebody's tier …

held-standing = Tier: which one you hold, and until when. Kept until you delete it.
held-moves = Changes of your tier: when it rose or fell, and for what. Kept until you delete them.
held-tiers-taken = Tiers taken: whose you took. Your name goes when you delete it.

## What jobs do, for /doctor

job-shoutouts = preparing the shout-outs of a week
job-shoutout-post = posting shout-outs
job-roles = giving the roles of levels
job-recount = counting points anew
job-upkeep = keeping points in order
job-figures = granting badges by figures
job-everybody = granting a badge to everybody who earned it
job-news = announcing badges
job-told = telling somebody of a badge
job-wall = showing thanks on the wall
job-offer = taking back an offer to thank
job-revoked = telling of thanks that were taken back
