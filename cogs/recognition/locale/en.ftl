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
