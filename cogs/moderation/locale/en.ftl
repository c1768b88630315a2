feature-about = Rules that are kept, fairly, with one ledger of all that was done

### cases

## What can be in the way

only-in-server = This works only in a server. Please use it there.
already-acted = That was done to them just now: it is case #{ $number }. I did nothing more. Look at it with /case show.
already-acted-by = { $moderator } was a moment faster: it is case #{ $number }. I did nothing more. Look at it with /case show.
case-unknown = There is no case #{ $number } here. Find it with /case list.
case-voided-already = Case #{ $number } is void already, so there is nothing left to take back.
case-own = Case #{ $number } is about you, so another moderator must change it.
target-bot = I cannot do that to myself.
target-gone = { $member } is not in this server, so that cannot be done. You can still /note or /ban them.
target-administrator = { $member } is an administrator, and Discord lets nobody give those a timeout. Take the role away first.
i-lack = I need the permission **{ $permission }** for that, so I did nothing. Ask a manager to give it to my role, then try again.
ban-already = { $member } is banned already, so I did nothing. Give a duration to let the ban end.
ban-none = { $member } is not banned, so there is nothing to take back.
timeout-none = { $member } has no timeout, so there is nothing to end.
quarantine-none = This server has no role for quarantine yet. A manager can choose one with /settings set.
quarantine-above = The role { $role } stands above mine, so I cannot give it. Move mine above it, then try again.
done-not-written = It is done, but I cannot reach my notes, so case #{ $number } will say that I do not know how it went. Please do not do it again.
failed-not-written = It was not done, and I cannot reach my notes. Case #{ $number } will say that I do not know how it went. Please try again in a minute.

## What was done, for the moderator

done-note = Noted: case #{ $number } about { $member }.
done-warn = { $member } is warned: case #{ $number }.
done-timeout = { $member } has a timeout { $lasting }: case #{ $number }.
done-untimeout = The timeout of { $member } is over: case #{ $number }.
done-quarantine = { $member } is in quarantine: case #{ $number }.
done-kick = { $member } is kicked: case #{ $number }.
done-ban = { $member } is banned: case #{ $number }.
done-ban-for = { $member } is banned { $lasting }: case #{ $number }.
done-unban = { $member } may come back: case #{ $number }.
done-failed = Discord refused, so nothing was done to { $member } ({ $action }, { $why }). Case #{ $number } says so. Check my permissions and the place of my role, then try again.
done-interrupted = Discord did not answer, so I do not know whether it was done to { $member } ({ $action }, { $why }). Case #{ $number } says so. Please look before you try again.
told-in-vain = They got my message before, so please tell them that it did not happen.
dm-arrived = They were told by direct message.
dm-closed = They take no direct messages, so they were not told.
dm-failed = Discord did not take my message to them, so they were not told.
strikes-now =
    { $count ->
        [one] They have one strike now.
       *[other] They have { $count } strikes now.
    }
followed = That led to case #{ $number }: { $action }.
followed-for = That led to case #{ $number }: { $action } { $lasting }.
followed-not = It should have led to a { $action }, which was not done: { $why } Case #{ $number } says so.
for-duration = for { $duration }
voided = Case #{ $number } is void: its strikes count no more.
voided-too = So is case #{ $number }, which followed from it.
undone-ban = I lifted the ban.
undone-timeout = I ended the timeout.
undone-quarantine = I ended the quarantine.
not-undone = I could not undo on Discord what it did: check my permissions, then do it by hand.
edited = Case #{ $number } has its new reason.
exported =
    { $count ->
        [one] Here is one case.
       *[other] Here are { $count } cases, oldest first.
    }
cases-none = There are no such cases. That is good news, or too narrow a choice.
cases-title =
    { $count ->
        [one] One case
       *[other] { $count } cases
    }
cases-more = The latest { $shown } of { $total }. Narrow it down, or use /case export.

## What the member is told

notice-warn = A warning from { $server }
notice-timeout = You have a timeout in { $server }
notice-untimeout = Your timeout in { $server } is over
notice-kick = You were removed from { $server }
notice-ban = You were banned from { $server }
notice-until = Until
notice-appeal = If you think that this is wrong
notice-appeal-how = Tell the team of the server calmly what happened, and name the number of the case below.
case-number = Case #{ $number }

## A case

case-title = Case #{ $number } · { $action }
case-member = Member
case-moderator = Moderator
case-channel = Where
case-lasts = How long
case-lasts-until = { $duration }, until { $end }
case-rule = Rule
rule = Rule { $rule }
case-strikes = Strikes
case-reason = Reason
reason-none = no reason given
case-evidence = Evidence
case-went = How it went
case-followed = It followed from case #{ $number }.
case-ended = Over since { $when }.
case-void = Void since { $when }.
case-line = **#{ $number }** { $when } { $action } · { $member } by { $moderator }: { $reason }
case-line-void = ~~#{ $number } { $when } { $action } · { $member } by { $moderator }: { $reason }~~
moderator-steward = Steward
outcome-begun = Begun, and not finished yet.
outcome-done = Done.
outcome-failed = Not done: Discord refused.
outcome-failed-why = Not done: { $why }
outcome-interrupted = Interrupted: it may or may not have been done. Please look.
change-reason-title = Reason changed
change-reason = { $when } by { $moderator }, before: { $before }
change-void-title = Taken back
change-void = { $when } by { $moderator }: { $after }
source-command = By command
source-automod = By automod
source-audit-log = By hand in Discord
source-report = After a report
source-appeal = After an appeal
source-escalation = Because strikes added up
action-note = note
action-warn = warning
action-timeout = timeout
action-untimeout = end of timeout
action-kick = kick
action-ban = ban
action-unban = unban
action-delete = message deleted
action-quarantine = quarantine
action-role = role
action-purge = purge
action-slowmode = slowmode
action-lock = channel locked
action-unlock = channel unlocked
action-lockdown = lockdown
action-raid = raid
button-case-edit = Edit reason
button-case-void = Void
button-case-history = History
form-edit = The reason of case #{ $number }
form-edit-reason = Reason
form-void = Take case #{ $number } back
form-void-reason = Why is it void?

## The history of a member

history-title = History of { $member }
history-strikes = Strikes now
history-cases = Cases
history-no-cases = none
history-memberships = Here
history-unseen = Never seen here
history-here = since { $joined }
history-left = { $joined } – { $left } ({ $cause })
left-left = left
left-kick = kicked
left-ban = banned
history-names = Earlier names
history-name = { $name } (until { $until })

## Reasons in Discord's audit log

audit-reason = Case #{ $number } by { $by }: { $reason }
audit-void = Case #{ $number } was taken back by { $by }
audit-over = Case #{ $number } is over
audit-end = Case #{ $number }: the ban is over

## Jobs that failed

log-gone = The mod log's channel is gone, so case #{ $number } is not in it. Choose another with /settings set, then retry.
log-forbidden = I may not write in { $channel }, so case #{ $number } is not in the mod log. Give my role View Channel, Send Messages and Embed Links there, then retry.
end-forbidden = I may not lift bans, so the one of case #{ $number } goes on. Give my role Ban Members, then retry.
release-forbidden = I may not take the role of the quarantine away, so case #{ $number } goes on. Give my role Manage Roles and a place above it, then retry.
renew-forbidden = I may not renew the timeout of case #{ $number }. Give my role Timeout Members and a place above theirs, then retry.

## Commands

command-warn = Warn a member; they are told why
command-note = Note something about somebody; they are not told
command-timeout = Keep a member from writing and speaking for a while
command-untimeout = End a member's timeout
command-kick = Send a member away; they may come back
command-ban = Send somebody away and keep them out, also somebody who is not here
command-unban = Let somebody who is banned come back
command-case = Cases: what was done to whom, by whom and why
command-case-show = Show a case with all that is known of it
command-case-edit = Give a case another reason
command-case-void = Take a case back, with its strikes and what it did
command-case-list = List cases, the latest first
command-case-export = Get every case as a file for spreadsheets
command-history = What is known of a member: cases, strikes, memberships, earlier names
menu-history = Member history
option-member = Who it is about
option-user = Who it is about; an id works for somebody who is not here
option-reason = Why
option-reason-told = Why; the member is told
option-note = What to remember
option-rule = The number of the rule that was broken
option-evidence = What shows it, such as the link of a message
option-duration = For how long: 10m, 2h30m, 3d, 1w
option-ban-duration = For how long: 3d, 2w (without end if you leave it out)
option-delete-days = Delete what they wrote in the last days (0 if you leave it out)
option-number = The number of the case
option-void-reason = Why it is void
option-list-member = Only cases about this person
option-list-moderator = Only cases by this moderator
option-list-action = Only cases of this kind

## Columns of an export

column-number = Case
column-created-at = When (UTC)
column-action = Action
column-source = Source
column-outcome = Outcome
column-target-id = Member
column-moderator-id = Moderator
column-channel-id = Channel
column-rule = Rule
column-reason = Reason
column-evidence = Evidence
column-dm = Direct message
column-strikes = Strikes
column-ends-at = Ends (UTC)
column-ended-at = Ended (UTC)
column-voided-at = Void since (UTC)
column-cause = Followed from

## Why permissions are needed

need-moderate-members = give and end timeouts
need-kick-members = kick members when a moderator asks
need-manage-roles = put members into quarantine, give the role of those who accept the rules, and close channels
need-ban-members = ban, and let bans end

## Strikes

escalation-unreadable = I cannot read “{ $given }”. Write how many strikes and what follows, such as: 3 timeout 1h, 5 kick, 7 ban 30d, or 9 ban.
escalation-reason = { $strikes } strikes, with case #{ $number }

## What is kept of a member: "Name: explanation", for /privacy

held-cases = Cases about you: what moderators did, when and why, and your strikes. Until the server removes me.
kept-cases = so that the rules are kept fairly, until the server removes me; a moderator can void a case that was wrong
held-cases-by-me = Cases you handled as a moderator: which, when and why. Until the server removes me.
kept-cases-by-me = so that who decided stays known, until the server removes me
held-case-changes = Cases you changed as a moderator: which, when and how. Until the server removes me.
held-earlier-names = Your earlier names here: and until when you had them. Until you have it deleted.

### rules

command-rules = Read, write and publish the server's rules
command-rules-show = Show the rules, or one of them
command-rules-edit = Write the rules
command-rules-publish = Publish the rules with a button to accept them
option-rules-number = Number of one rule
option-rules-public = Show it to everybody here (else only to you)
option-rules-channel = Channel for the message with the rules
example-rules = /rules show number:3
rule-title = { $number }. { $title }
rules-title = Rules of { $server }
rules-version = Version { $version }
button-accept-rules = I accept the rules
rules-accepted = Thank you! You have accepted the rules of { $server }.
rules-accepted-before = You have accepted the rules of { $server } already. Nothing is left to do.
rules-none-published = This server has not published its rules yet. A manager does so with /rules edit and /rules publish.
rules-are-older = The rules have changed since this message. Please read and accept them as they are now: { $link }
rules-role-not-given = I may not give you the role { $role } right now, so nothing was done. My own role must be above it, with Manage Roles. Please tell a manager, then try again.
rules-role-mighty = The role { $role } may do what only the team may, so I do not give it to who accepts the rules. A manager sets another one with /settings set.
reason-rules-accepted = Accepted the rules
reason-rules-again = The rules have changed: to be accepted again
rules-role-not-taken = I may not take the role { $role } from those who have to accept the rules again. Put my own role above it and allow me Manage Roles, then try this task again.
rules-no-such = There are only { $most } rules. Look at all of them with /rules show.

rules-panel-title = The rules as you are writing them
rules-panel-empty = No rules are written yet. Add the first one: a short title, and a sentence or two that say what it means.
rules-panel-next = Only managers see this. /rules publish makes it hold.
rules-panel-edit = Change a rule
rules-panel-remove = Take a rule away
rules-panel-add = Add a rule
rule-form-new = A new rule
rule-form-edit = Change this rule
rule-form-title = Title
rule-form-text = What it means
rule-form-number = Number in the list (empty: stays, or last)
rule-number-refused = The number is a whole one from 1 to { $most }. Leave it empty, and the rule stays where it is.
rules-refused-empty = A rule needs a title. Write it in a few words.
rules-refused-many = That would be more than { $most } rules, which nobody reads. Join some of them.
rules-refused-long = All rules together may have { NUMBER($limit) } characters, so that they fit into one message. Shorten this one, or another.
rules-refused-gone = This rule is not there any more: somebody took it away. Look again with /rules edit.
rules-none-written = No rules are written yet. Begin with /rules edit.

rules-publish-question =
    Compared with what is published: new { $added }, changed { $reworded }, moved { $moved }, taken away { $removed }.
    { $accepted ->
        [0] Nobody has accepted the published rules yet.
        [one] One member has accepted the published rules.
       *[other] { $accepted } members have accepted the published rules.
    } Is this a change of what is allowed, or of the wording alone?
rules-publish-ask = Ask everybody to accept again
rules-publish-wording = Wording alone
rules-publish-not = Do not publish
rules-publish-nothing = Nothing was published. Your changes are kept: go on with /rules edit, or publish them later.
rules-published = Version { $version } of the rules holds now. The message appears in { $channel } in a moment.
rules-not-shown = The rules could not be shown: I may not write in that channel. Allow me View Channel, Send Messages and Embed Links there, then use /rules publish again.
rules-channel-gone = The rules could not be shown: the channel is gone. Use /rules publish with another one.
permissions-missing = I lack permissions in { $channel }: { $missing }. Please give me these there, then try again.


held-rules-accepted = Rules you accepted: which version and when. Until you have it deleted.
held-rules-published = Rules you published: which version and when. With a deletion your name goes from it.

### channels

need-manage-channels = close channels, slow them down, and make them what they were

command-lock = Close a channel to all but the team
command-unlock = Open a closed channel again, exactly as it was
command-slowmode = Let members wait between messages
option-channel = Which channel (this one if you name none)
option-channel-reason = Why (the team sees it in the mod log)
option-channel-duration = For how long, such as 30m or 2h (else until /unlock)
option-slowmode-duration = How long to wait between two messages, such as 10s or 2m; or off
option-slowmode-lasts = For how long it stays so, such as 1h (else until you change it)
example-lock = /lock reason:too heated duration:30m
example-unlock = /unlock
example-slowmode = /slowmode duration:30s lasts:1h
locked = { $channel } is closed to all but the team (case #{ $number }). Open it again with /unlock.
locked-until = { $channel } is closed to all but the team until { $until } (case #{ $number }). Open it earlier with /unlock.
closed-notice = 🔒 The team has closed this channel for now. Please wait here, or go on in another one.
closed-notice-until = 🔒 The team has closed this channel until { $until }. Please wait here, or go on in another one.
undone-channels = { $count ->
        [one] The channel becomes what it was before, in a moment.
       *[other] { $count } channels become what they were before, in a moment.
    }
locked-already = { $channel } is closed already, with case #{ $number }. Open it with /unlock.
unlocked = { $channel } is open again, exactly as it was (case #{ $number }).
not-locked = { $channel } was not closed by me, so I do not know what it was before. Change its permissions in Discord's channel settings.
slowed = Members wait { $pace } between messages in { $channel } (case #{ $number }). End it with /slowmode off.
slowed-until = Members wait { $pace } between messages in { $channel } until { $until } (case #{ $number }).
slowmode-off = Nobody has to wait between messages in { $channel } any more (case #{ $number }).
channel-busy = Somebody else is changing { $channel } just now. Look at it, then try again.
channel-refused = Discord did not let me change { $channel }; case #{ $number } says so. Allow me Manage Channels and Manage Permissions there, and try again.
no-such-channel = This works in text, voice, stage and forum channels. Name one with the option channel.
not-reopened = The channel { $channel } could not be opened again: I may not change it. Allow me Manage Channels and Manage Permissions there, then try this task again.
slowmode-not-ended = The slowmode of { $channel } could not be ended: I may not change the channel. Allow me Manage Channels there, then try this task again.
audit-reason-channel = Case #{ $number } by { $by }: { $reason }
time-is-up = The time of case #{ $number } is up
command-lockdown = Close or open all channels at once
command-lockdown-on = Close every channel that everyone may talk in
command-lockdown-off = Make every channel what it was before the lockdown
example-lockdown = /lockdown on reason:raid duration:1h
lockdown-on = Closing { $count ->
        [one] one channel
       *[other] { $count } channels
    } to all but the team (case #{ $number }). This takes a moment. Open them again with /lockdown off.
lockdown-not-mine = { $count ->
        [one] One channel stays open, because I may not change it.
       *[other] { $count } channels stay open, because I may not change them.
    } Allow me Manage Channels and Manage Permissions there, or close them by hand.
lockdown-already = A lockdown is on already, with case #{ $number }. End it with /lockdown off.
lockdown-nothing = There is no channel that everyone may talk in, so there is nothing to close.
lockdown-forbidden = I may not change a single one of these channels, so nothing was done. Allow me Manage Channels and Manage Permissions, then try again.
lockdown-not-on = No lockdown is on. A single channel opens with /unlock.
lockdown-off = Opening { $count ->
        [one] one channel
       *[other] { $count } channels
    } again, exactly as they were (case #{ $number }). This takes a moment.

### raids

command-raid = See raids, and end them
command-raid-status = Show who joined lately and who belongs together
command-raid-start = Say that a raid is on: greetings wait, and help is at hand
command-raid-end = End the raid and make everything what it was
command-raid-cleanup = Ban one cluster of a raid, after a question
option-raid-cluster = The number of the cluster, as /raid status shows it
example-raid = /raid cleanup cluster:1
raid-seen = { $count } joined within the hour, many of them new or alike
raid-texts-seen = { $count } accounts wrote nearly the same
raid-title-on = Raid #{ $number }
raid-title-ending = Raid #{ $number } is being ended
raid-title-over = Raid #{ $number } is over
raid-title-stuck = Raid #{ $number } is over
raid-title-none = No raid
raid-about-on = Accounts that belong together are joining. Please look at the clusters: innocent people may be among them. Each button acts at once, and everything but bans is undone when the raid ends. It ends by itself after { $minutes } quiet minutes, or with /raid end. Ban a cluster with /raid cleanup.
raid-about-ending = I am making everything what it was before.
raid-about-over = Everything is what it was before, but for bans. A cluster can still be banned with /raid cleanup.
raid-about-stuck = I could not put everything back as it was. /doctor says what is missing and lets you try again.
raid-about-none = If you see one that I do not see, use /raid start.
raid-joins = Joined
raid-joins-counted = { $minute } in the last minute, { $hour } in the last hour
raid-last = Last one of them
raid-cluster = Cluster { $number } · { $count ->
        [one] one account
       *[other] { $count } accounts
    } · { $traits }
raid-cluster-unnumbered = { $count ->
        [one] One account
       *[other] { $count } accounts
    } · { $traits }
raid-trait-name = like names
raid-trait-avatar = same picture
raid-trait-made = made at one time
raid-trait-text = like messages
raid-trait-new = new accounts
raid-quarantined = { $count } in quarantine.
raid-banned = { $count } banned.
raid-measure-invites = Invites
raid-measure-verification = Verification level
raid-measure-lockdown = Channels
raid-measure-on = Changed with case #{ $number }
raid-measure-undone = As before (case #{ $number })
button-raid-invites = Pause invites
button-raid-verification = Raise verification
button-raid-lockdown = Lock channels
button-raid-end = End raid
button-raid-quarantine = Quarantine cluster { $number } ({ $count })
button-raid-undo = Take the bans back
raid-did-invites = Invites paused for a raid
raid-did-verification = Verification level raised for a raid
raid-did-lockdown = Channels closed for a raid
raid-took-invites = Nobody can join by an invite until the raid is over (case #{ $number }).
raid-took-verification = The verification level is higher until the raid is over (case #{ $number }).
raid-took-lockdown = Closing { $count ->
        [one] one channel
       *[other] { $count } channels
    } to all but the team until the raid is over (case #{ $number }). This takes a moment.
raid-measure-taken = That is done already, so I did nothing more. Look at it with /raid status.
raid-measure-refused = Discord did not let me do that; case #{ $number } says so. Check my permissions, then try again.
raid-verification-highest = The verification level is the highest already, so there is nothing to raise.
raid-no-quarantine-role = There is no role for a quarantine yet. Make one that sees next to nothing, set it as quarantine role with /settings, then press again.
raid-quarantine-role-high = I cannot give the role { $role }: move my role above it in Server Settings → Roles, then try again.
raid-quarantining = Putting { $count ->
        [one] one account
       *[other] { $count } accounts
    } into quarantine. This takes a moment; each gets a case.
raid-banning = Banning { $count ->
        [one] one account
       *[other] { $count } accounts
    }. This takes a moment; each gets a case. You can take it back within an hour.
raid-unbanning = Taking back { $count ->
        [one] one ban
       *[other] { $count } bans
    }. Their messages stay deleted, and they have to join again by themselves.
raid-nothing-to-undo = There is no ban of the last hour to take back here. Lift a single one with /unban.
raid-cluster-done = All of cluster { $cluster } is done already, so there is nothing left to do.
raid-cluster-unknown = There is no cluster { $cluster } in the last raid. Look at the numbers with /raid status.
raid-cleanup-title = Ban cluster { $cluster }? { $count ->
        [one] It is one account
       *[other] They are { $count } accounts
    }
raid-cleanup-about = They are banned, and what they wrote within the last hour is deleted. Team members among them are left alone. The bans can be taken back for an hour, the messages cannot.
raid-cleanup-yes = Ban them
raid-cleanup-no = Leave them
raid-cleanup-not = Nobody was banned.
raid-started = Raid #{ $number } is on. Greetings wait until it is over.
raid-already = A raid is on already: #{ $number }. Look at it with /raid status.
raid-none = No raid is on, so there is nothing to end. Start one with /raid start.
raid-none-ever = There was no raid here yet, so there is nothing to clean up.
raid-over-already = That raid is over, so I did nothing. If it goes on, use /raid start.
raid-ending = The raid is ending: I am making everything what it was before. This takes a moment.
raid-over-reason = Raid #{ $number } is over
raid-reason = Raid #{ $number }, cluster { $cluster }
raid-undone-reason = The clean-up of raid #{ $number } was taken back
raid-not-undone = After a raid I could not put this back: { $what }. Allow me Manage Server and Manage Roles, see that my role is high enough, then try this task again.
raid-unban-forbidden = I may not take bans back. Allow me Ban Members, then press the button again.
audit-raid-over = Raid #{ $number } is over
audit-raid-cleanup = Raid #{ $number }: clean-up
audit-raid-again = In quarantine, and came back
held-raids = Raids: whether your account was among those that joined in a raid, why it was thought so, and what was done. Until the server removes me.
kept-raids = so that what was done in a raid can be looked at and undone, until the server removes me
held-raids-ended = Ended raids: that you ended a raid as a moderator; with a deletion your name goes from it.
### purge

need-manage-messages = delete messages, with /purge
command-purge = Delete many messages here, after showing you what would go
option-purge-count = How many at most, the newest first
option-purge-member = Only messages of this person
option-purge-contains = Only messages with this text in them
option-purge-kind = Only messages of this kind
example-purge = /purge count:50 kind:links
purge-kind-any = all
purge-kind-people = from people
purge-kind-bots = from bots
purge-kind-links = with links
purge-kind-invites = with invites
purge-kind-files = with files
purge-kind-embeds = with embeds
purge-not-here = There are no messages to delete here. Use /purge in a channel or thread.
purge-nothing = None of the last messages here is meant. Pinned messages always stay. Ask for more, or for another kind.
purge-title = Delete { $count ->
        [one] one message?
       *[other] { $count } messages?
    }
purge-about = In { $channel }, the oldest from { $oldest }. Pinned messages stay. Nobody can bring deleted ones back.
purge-whose = Whose
purge-author = { $member }: { $count }
purge-old = Older than 14 days
purge-old-slow = { $count } go one by one, which takes a while.
purge-left = These stay
purge-left-why = { $count } more are older than 14 days: Discord lets me delete those only one by one. Use /purge again for them.
purge-yes = Delete { $count }
purge-no = Keep them
purge-kept = Nothing was deleted.
purge-done = { $count ->
        [one] One message is gone
       *[other] { $count } messages are gone
    } (case #{ $number }).
purge-half = Discord stopped me: { $count } of { $total } messages are gone, the others are still there (case #{ $number }). Try again in a moment.
purge-transcript = The transcript is in the mod log.
purge-transcript-here = The transcript is here, for you alone: this server has no mod log that is closed to members. A manager sets one with /settings set.
purge-log = Transcript of case #{ $number }: { $count ->
        [one] one message
       *[other] { $count } messages
    } from { $channel }.
