feature-about = Rules that are kept, fairly, with one ledger of all that was done

### cases

log-missed = The team sees no case, and reports, raids and what automod notices may reach nobody.

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
you-lack = You need the permission **{ $permission }** for that, or a role that this server's managers named for moderators, so I did nothing. Ask a manager.
undo-you-lack = The ban stands all the same: to lift it takes the permission **Ban Members**, or a moderator role that managers named. Ask somebody who has it to use /unban.
ban-already = { $member } is banned already, so I did nothing. Give a duration to let the ban end.
ban-none = { $member } is not banned, so there is nothing to take back.
timeout-none = { $member } has no timeout, so there is nothing to end.
role-none = That role is not there (any more). Choose another.
role-above = I cannot give the role { $role }: it stands above mine, or belongs to an integration. Choose another, or move mine above it.
role-of-staff = The role { $role } may moderate, so automod does not give it. Choose another.
quarantine-none = This server has no role for quarantine yet, so nobody can be put there. A manager makes one that sees next to nothing, and chooses it with /settings set, moderation.quarantine\_role\_id.
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
done-not = Nothing was done to { $member } ({ $action }): { $why } Case #{ $number } says so.
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
voided-too = So is case #{ $number }, which would not have followed without it.
undone-ban = I lifted the ban.
undone-timeout = I ended the timeout.
undone-quarantine = I ended the quarantine.
undone-role = I took the role away.
undo-by-hand = The channel was changed by hand, so please change it back by hand where it is to be as before.
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
notice-void-title = Good news from { $server }
notice-void = The { $action } of { $when } (case #{ $number }) was taken back: it counts no more.
notice-appeal-link = Appeal elsewhere
notice-appeal = If you think that this is wrong
notice-appeal-how = Press Appeal and say what happened. Where the team can, somebody who did not act in this case decides. You can also write to the team of the server, with the number of the case below.
case-number = Case #{ $number }

## A case

batch-title = { $count ->
        [one] One case
       *[other] { $count } cases
    } within moments
batch-footer = All that is known of one: /case show. To take one back: /case void.
batch-group = **{ $action }** × { $count } · { $moderator } · { $reason }
batch-group-mixed = **{ $action }** × { $count } · { $moderator } · { $reason }, and other reasons
batch-not-done = not done
case-title = Case #{ $number } · { $action }
case-member = Member
case-moderator = Moderator
case-channel = Where
case-role = Role
case-messages = Messages deleted
case-where-it-is = The message
case-lasts = How long
case-lasts-until = { $duration }, until { $end }
case-rule = Rule
rule = Rule { $rule }
rule-cited = { $rule } · { $title }
case-strikes = Strikes
case-reason = Reason
reason-none = no reason given
case-evidence = Evidence
case-went = How it went
case-followed = It followed from case #{ $number }.
case-ended = Over since { $when }.
case-void = Void since { $when }.
case-line = **#{ $number }** { $when } { $action } · { $member } by { $moderator }: { $reason }{ $rule }
case-line-void = ~~#{ $number } { $when } { $action } · { $member } by { $moderator }: { $reason }{ $rule }~~
moderator-steward = Steward
moderator-discord = Discord's own AutoMod
outcome-begun = Begun, and not finished yet.
outcome-done = Done.
outcome-failed = Not done: Discord refused.
outcome-failed-why = Not done: { $why }
outcome-done-why = Done, but not all of it: { $why }
why-discord = Discord refused (its error { $code }). Check my permissions and the place of my role.
why-held = somebody else was quicker.
outcome-interrupted = Interrupted: it may or may not have been done. Please look.
change-reason-title = Reason changed
change-reason = { $when } by { $moderator }, before: { $before }
change-void-title = Taken back
change-return-title = Came back
change-return = Given back { $when }, when they left and came back.
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
history-unseen = I know of no time that they were here
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
example-warn = /warn member:@Noisy reason:Spamming links rule:2
command-note = Note something about somebody; they are not told
example-note = /note member:@Noisy text:Promised to read the rules
command-timeout = Keep a member from writing and speaking for a while
example-timeout = /timeout member:@Noisy duration:2h reason:Insults rule:1
command-untimeout = End a member's timeout
example-untimeout = /untimeout member:@Noisy reason:It was a misunderstanding
command-kick = Send a member away; they may come back
example-kick = /kick member:@Noisy reason:Insults after two warnings rule:1
command-ban = Send somebody away and keep them out, also somebody who is not here
example-ban = /ban user:@Noisy reason:Scam links duration:30d delete_days:1
command-unban = Let somebody who is banned come back
example-unban = /unban user:@Noisy reason:Appeal upheld
command-case = Cases: what was done to whom, by whom and why
command-case-show = Show a case with all that is known of it
example-case-show = /case show number:12
command-case-edit = Give a case another reason
example-case-edit = /case edit number:12 reason:Scam links in three channels
command-case-void = Take a case back, with its strikes and what it did
example-case-void = /case void number:12 reason:The wrong person
command-case-list = List cases, the latest first
example-case-list = /case list member:@Noisy
command-case-export = Get every case as a file for spreadsheets
command-history = What is known of a member: cases, strikes, memberships, earlier names
example-history = /history member:@Noisy
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
column-rule-title = Title of the rule
column-reason = Reason
column-evidence = Evidence
column-dm = Direct message
column-strikes = Strikes
column-ends-at = Ends (UTC)
column-ended-at = Ended (UTC)
column-voided-at = Void since (UTC)
column-cause = Followed from
column-messages = Messages deleted

## Why permissions are needed

need-moderate-members = to give and end timeouts
need-kick-members = to kick members when a moderator asks
need-manage-roles = to put members into quarantine, give the roles of those who accept the rules or break automod's, and close channels
need-ban-members = to ban, and let bans end

## Strikes

appeal-link-unreadable = A link begins with https://, such as https://example.org/appeal. Leave it empty for none.
escalation-unreadable = I cannot read “{ $given }”. Write how many strikes and what follows, such as: 3 timeout 1h, 5 kick, 7 ban 30d, or 9 ban.
escalation-reason = { $strikes ->
        [one] One strike
       *[other] { $strikes } strikes
    }, with case #{ $number }

## What is kept of a member: "Name: explanation", for /privacy

held-cases = Cases about you: what moderators did, when and why, with what they gave as evidence, and your strikes. Until the server removes me.
kept-cases = so that the rules are kept fairly, until the server removes me; a moderator can void a case that was wrong
held-cases-by-me = Cases you handled as a moderator: which, when and why. Until the server removes me.
kept-cases-by-me = so that who decided stays known, until the server removes me
held-case-changes = Cases you changed as a moderator: which, when and how. Until the server removes me.
held-earlier-names = Your earlier names here: and until when you had them. Until you have it deleted.

### rules

command-rules = Read, write and publish the server's rules
command-rules-show = Show the rules, or one of them
example-rules-show = /rules show number:3
command-rules-edit = Write the rules
command-rules-publish = Publish the rules with a button to accept them
example-rules-publish = /rules publish channel:#rules
option-rules-number = Number of one rule
option-rules-public = Show it to everybody here (else only to you)
option-rules-channel = Channel for the message with the rules (where they stand already if you name none)
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
rules-no-such =
    { $most ->
        [one] There is only one rule.
       *[other] There are only { $most } rules.
    } Look at all of them with /rules show.

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
rules-where = Where shall the rules stand? Name a channel: /rules publish channel:#rules
rules-none-written = No rules are written yet. Begin with /rules edit.

rules-publish-question =
    Compared with what is published, by number: new { $added }, changed { $reworded }, moved { $moved }, taken away { $removed }.
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

need-manage-channels = to close channels, slow them down, and make them what they were

command-lock = Close a channel to all but the team
command-unlock = Open a closed channel again, exactly as it was
command-slowmode = Let members wait between messages
option-channel = Which channel (this one if you name none)
option-channel-reason = Why (the team sees it in the mod log)
option-channel-duration = For how long, such as 30m or 2h (else until /unlock)
option-slowmode-duration = How long to wait between two messages, such as 10s or 2m; or off
option-slowmode-lasts = For how long it stays so, such as 1h (else until you change it)
example-lock = /lock reason:too heated duration:30m
example-unlock = /unlock channel:#general
example-slowmode = /slowmode duration:30s lasts:1h
locked = { $channel } is closed to all but the team (case #{ $number }). Open it again with /unlock.
locked-until = { $channel } is closed to all but the team until { $until } (case #{ $number }). Open it earlier with /unlock.
closed-notice = 🔒 The team has closed this channel for now. Please wait here, or go on in another one.
closed-notice-until = 🔒 The team has closed this channel until { $until }. Please wait here, or go on in another one.
open-notice = 🔓 This channel is open again. Thank you for your patience.
slow-reason = { $pace } between messages
slow-reason-off = no wait between messages
undone-channels = { $count ->
        [one] The channel becomes what it was before, in a moment.
       *[other] { $count } channels become what they were before, in a moment.
    }
locked-already = { $channel } is closed already, with case #{ $number }. Open it with /unlock.
unlocked = { $channel } is open again, exactly as it was (case #{ $number }).
not-locked = { $channel } was not closed by me, so I do not know what it was before. Change its permissions in Discord's channel settings.
slowed = Members wait { $pace } between messages in { $channel } (case #{ $number }). End it with /slowmode off.
slowed-until = Members wait { $pace } between messages in { $channel } until { $until } (case #{ $number }).
slowmode-same = That is so in { $channel } already, so I did nothing.
slowmode-off = Nobody has to wait between messages in { $channel } any more (case #{ $number }).
channel-busy = Somebody else is changing { $channel } just now. Look at it, then try again.
channel-refused = Discord did not let me change { $channel }; case #{ $number } says so. Allow me Manage Channels and Manage Permissions there, and try again.
no-such-channel = This works in text, voice, stage and forum channels. Name one with the option channel.
not-reopened = The channel { $channel } could not be opened again: I may not change it. Allow me Manage Channels and Manage Permissions there, then try this task again.
slowmode-not-ended = The slowmode of { $channel } could not be ended: I may not change the channel. Allow me Manage Channels there, then try this task again.
audit-reason-channel = Case #{ $number } by { $by }: { $reason }
time-is-up = Case #{ $number } is over
command-lockdown = Close or open all channels at once
command-lockdown-on = Close every channel that everyone may talk in
example-lockdown-on = /lockdown on reason:A raid duration:30m
command-lockdown-off = Make every channel what it was before the lockdown
example-lockdown-off = /lockdown off reason:The raid is over
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

### purge

need-manage-messages = to delete messages: with /purge, those that were reported, and those that break automod's rules
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
purge-transcript = The transcript is in the mod log for { $days ->
        [one] one day
       *[other] { $days } days
    }.
transcript-not-deleted = The transcript of case #{ $number } is to go from the mod log, and I may not delete it. Give my role View Channel and Read Message History there, then retry; or delete it by hand.
purge-transcript-here = The transcript is here, for you alone: this server has no mod log that is closed to members. A manager sets one with /settings set.
purge-log = Transcript of case #{ $number }: { $count ->
        [one] one message
       *[other] { $count } messages
    } from { $channel }.
### queue


command-report = Report to moderators
command-modqueue = What waits for moderators: reports and appeals
command-duty = Who is reachable, and who carries how much
command-duty-on = Be on duty from now on
command-duty-off = Be off duty from now on
command-duty-shift = Be on duty at set times, in your own zone
example-duty-shift = /duty shift days:mon-fri from:18:00 to:22:00
command-duty-load = What you carried lately, and where it is too much; managers see everybody
example-duty-load = /duty load days:14
option-duty-days = Days, such as mon-fri, sat sun, daily; “none” ends your shift
option-duty-from = From when, such as 18:00 or 6pm
option-duty-to = Until when, such as 22:00 or 2am
option-duty-window = How many days to look back (7 unless you say otherwise)

## Reporting

report-title = Report to the moderators
report-reason = What is wrong with it?
report-reason-hint = A few words help, but you may leave this empty.
report-own = That is your own message: you can edit or delete it yourself.
report-mine = That is a message of mine. If it is wrong, please tell a manager of the server.
report-too-many = You have sent many reports within an hour. The moderators have them; please wait a little before you send more. If somebody is in danger, please contact Discord or the police.
report-taken = Thank you. The moderators have your report, and I tell you when they have decided. The author does not learn who reported it.
report-again = The moderators have your report of this message already. I tell you when they have decided.
report-decided = Thank you. The moderators have looked at this message already and decided. Your report is kept with it.
report-lost = That message is gone, so I could not keep what it said. Please tell a moderator what happened.

## Cards

card-title-report = Reported message
card-title-hold = Message held back
card-title-appeal = Appeal against case #{ $number }
card-who-report = Author
card-who-hold = Author
card-who-appeal = From
card-where = Where
card-found = Why automod held it back
card-message = [The message]({ $link })
card-acted-by = Acted by
card-case = The case
card-reports =
    { $count ->
        [one] Reported once
       *[other] Reported { $count } times
    }
card-report = { $who }: { $reason }
card-report-silent = { $who }
card-reports-more = and { $count } more
card-state = Where it stands
card-state-open = Waiting for a moderator, since { $since }.
card-state-claimed = { $who } has it, since { $since }.
card-state-acted = { $who } acted on it { $since }.
card-state-dismissed = { $who } found nothing to do { $since }.
card-state-appeal-acted = { $who } granted it { $since }: the case is taken back.
card-state-appeal-dismissed = { $who } let the case stand { $since }.
card-state-hold-acted = { $who } left it out { $since }.
card-state-hold-dismissed = { $who } released it { $since }.
card-state-case = It is case #{ $number }.
card-state-escalated = It has waited too long: anyone may take it now.
card-reply = Told them
card-footer = What was written is kept for { $days ->
        [one] one day
       *[other] { $days } days
    }
card-content-gone = What was written is not kept any more.
card-content-empty = (no text)
card-asked = { $who }, can you look at this? Take it, or hand it over.
card-nobody-on-duty = Nobody is on duty now: whoever sees this first may take it. With /duty on you are asked.
card-button-claim = Take it
card-button-act = Act …
card-button-dismiss = Nothing to do
card-button-release = Release
card-button-drop = Leave it out
card-button-grant = Take the case back …
card-button-decline = Let it stand …
card-button-hand = Hand over …
card-button-back = Give it back

## What can be in the way

released-title = { $member } wrote
released-footer = Held back by automod, and released by a moderator.
card-nowhere = A report or an appeal waits, and I know of no channel for it where only the team reads. Choose one with /settings set, moderation.queue_channel_id: then it comes there by itself. /modqueue shows it meanwhile.
held-release-impossible = A message that was released could not be shown: its channel, or what was written, is gone.
held-release-forbidden = A message that was released could not be shown: I may not write in #{ $channel }.
queue-gone = That is not in the queue any more. Look at what waits with /modqueue.
queue-somebody = somebody
queue-refused-decided = { $who } has decided this already. Look at what waits with /modqueue.
queue-refused-claimed = { $who } has this one. Ask them to hand it over, or take another with /modqueue.
queue-refused-about-them = This is about them, so somebody else decides it.
queue-refused-their-own-case = This appeal is against what you did yourself, so somebody else decides it. Please leave it to another moderator.

## Handing over

hand-to-whom = Who is to look at it?
hand-placeholder = Pick a moderator
hand-no-moderator = { $who } is not a moderator here. Pick somebody who is.
handed = { $who } has it now.
handed-off-duty = { $who } has it now. They are off duty, so the note in the channel does not ping them: it may wait until they are back.
handed-note = { $who }, { $by } hands this over to you: { $link }
handed-note-no-link = { $who }, { $by } hands an item over to you. Look at it with /modqueue.

## Acting

act-title = Act on a report
act-what = What is to happen?
act-what-delete = Delete the message, and no more
act-what-warn = Warn
act-what-timeout = Timeout
act-what-kick = Kick
act-what-ban = Ban
act-reason = Reason
act-reason-hint = The member reads it. It never says who reported.
act-duration = How long (timeouts and bans)
act-duration-hint = Such as 10m, 2h30m, 3d
act-message = The message
act-message-delete = Delete it
act-message-keep = Leave it
act-rule = Number of the rule
act-rule-unreadable = “{ $given }” is no number of a rule. Write one such as 3, or leave it empty.
act-duration-needed = A timeout needs a duration, such as 10m or 2h30m.
act-nobody = The author is not known any more, so only the message can be deleted.
acted = Done: it is case #{ $number }. Who reported it is told that something was done, and not what.
acted-message-kept = I could not delete the message: it is gone, or I may not. Everything else is done.
act-refused = Discord did not let me do it, so this is still yours to decide. Case #{ $number } says what happened: look with /case show.

## What waits

modqueue-title = What waits for moderators
modqueue-empty = Nothing waits. Enjoy the quiet.
modqueue-line = { $kind ->
    [report] Report
    [hold] Held back
   *[appeal] Appeal
    }: { $who } · { $since }{ $escalated ->
    [true] {" "}· waits too long
   *[false] {""}
    }{ $claimed ->
    [true] {" "}· { $by } has it
   *[false] {""}
    }
modqueue-more = and { $count } more, which come up when these are decided
modqueue-pick = Open one
modqueue-option = { $kind ->
    [report] Report
    [hold] Held back
   *[appeal] Appeal against case #{ $number }
    }
modqueue-option-of = { $what } of { $who }
queue-too-long = { $whom } This { $kind ->
    [appeal] appeal
   *[other] report
    } has waited for { $time }: { $link } Anyone may take it now.
queue-too-long-no-link = { $whom } An item has waited for { $time }. Anyone may take it now: /modqueue

## Outcomes

outcome-report-acted = Thank you for your report in { $server }. The moderators looked at it and have done something about it. They do not say what, to be fair to everyone.
outcome-report-dismissed = Thank you for your report in { $server }. The moderators looked at it and found that nothing had to be done. If it goes on, please report it again.
outcome-appeal-acted = Good news from { $server }: your appeal was granted, and the case is taken back.
outcome-appeal-dismissed = The moderators of { $server } have looked at your appeal with care, and the case stands.

## Appeals

appeal-button = Appeal
appeal-title = Appeal against case #{ $number }
appeal-text = Why should it be looked at again?
appeal-text-hint = What happened, as you saw it? A moderator reads this.
appeal-empty = Nothing was written, so nothing was sent. Press Appeal again, and say why the case should be looked at.
appeal-taken = Thank you. Your appeal is with the moderators of { $server }. I write to you when it is decided; should that not reach you, press Appeal again to read it.
appeal-server-gone = I am not in that server any more, so I cannot pass your appeal on. Please write to its team.
appeal-off = { $server } takes no appeals through me at the moment. Please write to its team.
appeal-not-yours = Case #{ $number } is not about you, or nothing that can be appealed against.
appeal-held-open = Your appeal is with the moderators already. I tell you when they have decided.
appeal-held-granted = This case was taken back, so there is nothing left to appeal against.
appeal-held-cap = The moderators have looked at this case as often as the server allows, and it stands.
appeal-held-never = This server takes no appeals through me. Please write to its team.
appeal-held-cooldown = The moderators have looked at this case again, and it stands. You can appeal once more { $until }.
appeal-with-reply = { $said }
    Their answer: { $reply }
appeal-reply = Your answer
appeal-reply-hint = They read it word for word, and not who wrote it.
grant-title = Take case #{ $number } back
decline-title = Let case #{ $number } stand
grant-reason = Appeal granted
granted = Case #{ $number } is taken back, and they are told.

## Duty

duty-on = You are on duty. When something comes up and it is your turn, I ask you.
duty-on-until = You are on duty, until your next shift begins or ends. When something comes up and it is your turn, I ask you.
duty-off = You are off duty. Rest well.
duty-off-last = You are off duty. Rest well. Nobody else is on duty now: what comes up waits for whoever sees it, so a word to the others may help.
duty-shift-set = Your shift: { $days }, { $from }–{ $to } ({ $zone }). You can change your zone with /timezone set.
duty-shift-none = You have no shift any more.
duty-days-unreadable = I cannot read “{ $given }” as days. Write such as mon-fri, sat sun, weekdays, or daily.
duty-time-unreadable = I cannot read “{ $given }” as a time of day. Write such as 18:00 or 6pm.
duty-times-needed = Say from when and until when, too, such as from:18:00 to:22:00.
duty-same = A shift has to end at another time than it begins. For the whole day write 0:00 and 23:59.
duty-not-here = I cannot see you in this server. Please try again in a moment.
duty-load-title =
    { $days ->
        [one] The last day
       *[other] The last { $days } days
    }
duty-load-line = { $cases } by hand · { $items } from the queue, { $minutes } min · { $night } at night
duty-load-hours = { $time } on duty
duty-load-nobody = Nobody did anything, so nobody carried too much.
duty-load-own = What you carried. Managers see it of everybody, to know who needs a rest.
duty-load-note = By name, not by number: this is about who needs a rest.
duty-strain-much = More than is healthy: share it, or call for help.
duty-strain-long = More minutes with the queue than is healthy: hand something over.
duty-strain-night = Much of it at night: find somebody in another zone.
duty-strain-most = Most of it rests on them: let others go on duty, too.

## What is kept of a member, once more

held-queue = Reports of you, messages of yours that automod held back, and your appeals: who decided and how, until the server removes me; what you wrote, for as long as the server chose (30 days unless it says otherwise).
kept-queue = so that nobody sheds a report by having it deleted, until the server removes me; what you wrote there goes before, after as many days as the server chose (30 unless it says otherwise)
noted-automod = Automod: of messages of the last ten minutes I remember, in memory only, who wrote when, and a fingerprint that tells whether two are the same. That goes with a deletion, or when you leave.
noted-raids = Arrivals: of who joined in the last hour I remember name and picture, in memory only, to tell a raid.
held-transcripts = Transcripts of purges: that messages you wrote were deleted by the team, and are kept in its log as a file. File and entry go after the time that the server keeps evidence (30 days unless it says otherwise).
kept-transcripts = as evidence of what was deleted and why; file and entry go by themselves in time
held-queue-handled = Reports and appeals you handled as a moderator: which and when. A deletion takes your name away.
held-reports = Your reports: which message, when and why. The why goes with the message's text, the rest when you have it deleted.
held-duty = When you are on duty: your shift. Until you have it deleted.
held-duty-changes = When you were on duty: what you chose, when, and in which zone. What holds no more goes after { $retention_days } days, all of it when you have it deleted.
### automod

## The rules, as people read them

automod-rule-rate = Messages too fast
automod-rule-duplicates = The same text again and again
automod-rule-copies = The same text by many people
automod-rule-mentions = Too many mentions
automod-rule-invites = Invitations to other servers
automod-rule-links = Links that are not welcome
automod-rule-impostors = Links that pretend to be another site
automod-rule-words = Forbidden words
automod-rule-patterns = Forbidden patterns
automod-rule-caps = Mostly capitals
automod-rule-zalgo = Letters under piles of marks
automod-rule-emoji = Too many emoji
automod-rule-newlines = Too many lines
automod-rule-attachments = Files that are not welcome
automod-rule-newcomers = Risky first messages
automod-rule-late-edits = Links put in long after
automod-rule-names = Names that are not welcome

automod-act-alert = tell moderators
automod-act-reply = answer in the channel
automod-act-slowmode = slow the channel down
automod-act-delete = delete the message
automod-act-hold = hold the message back until a moderator has looked
automod-act-warn = warn
automod-act-role = give a role
automod-act-timeout = timeout
automod-act-quarantine = quarantine
automod-act-kick = kick
automod-act-ban = ban
automod-act-nothing = nothing
automod-pace = { $pace } between messages, for { $lasts }

automod-seen = { $rule }: { $found }
automod-counted = { $value }, from { $limit } on too much
automod-reason = Automod: { $rules }
automod-reply-held = { $member }, I have put that message before the moderators. If it is fine, it appears here.
automod-reply = { $member }, that message broke a rule here. Please have a look at the rules before you write on.
automod-held-files = Files: { $files }
automod-not-slowed = The channel could not be slowed down: I need { $permission } there.
automod-role-unset = No role was given: choose one with /automod set, role_id.
automod-not-deleted = The message could not be deleted (Discord { NUMBER($code, useGrouping: 0) }): I need Manage Messages there.

## For managers

automod-on = on
automod-off = off
automod-nothing = nothing yet
automod-list-title = Automod
automod-list-about = { $on ->
        [one] One of { $count } rules is on.
       *[other] { $on } of { $count } rules are on.
    } Change them with /automod enable, disable and set; try a text with /automod test.
automod-dry-run-is-on = This is a dry run: I only say what I would do.
automod-enabled = **{ $rule }** is on. What I do: { $acts }.
automod-disabled = **{ $rule }** is off. What you set for it stays.
automod-set = **{ $rule }**: { $setting } is now { $value }.
automod-no-log = There is no mod log yet, so nobody will see it: choose one with /settings set, moderation.log\_channel\_id.
automod-no-content = I may not read what people write, so rules about the text rest: see /doctor.
automod-lacks = I may not do all of that yet. I need: { $missing }. Give it to my role, then it works.
automod-key-unknown = { $given } is no setting of this rule. There are: { $known }.
automod-refused = That cannot be: { $reason }
    Nothing was changed.
automod-no-such-word = { $given } is not on that list, so nothing was changed.
automod-list-empty = Its list is still empty, so it finds nothing: add to it with /automod words.
automod-words = { $list } ({ $count }): { $words }
automod-rule-is-off = **{ $rule }** is off: switch it on with /automod enable.
automod-dry-run-on = From now on I only say in the mod log what I would do.
automod-dry-run-off = From now on automod acts again.
automod-would-title = Automod, dry run
automod-would = About { $member } I would: { $acts }. Why: { $rules }.
automod-would-more =
    { $count ->
        [one] One more is not shown, so that this channel stays readable.
       *[other] { $count } more are not shown, so that this channel stays readable.
    }
automod-others-quiet = Nothing to say
automod-others-exempt = Do not hold here
automod-would-next = /automod dryrun off lets me act.
automod-test-acts = What I would do
automod-test-title = What automod makes of it
automod-test-fires =
    { $count ->
        [one] One rule fires.
       *[other] { $count } rules fire.
    }
automod-test-quiet = No rule fires.
automod-fired = Fires: { $measured }
automod-quiet = Quiet: { $measured }
automod-exempt = Does not hold here
automod-would-fire = Off; would fire: { $measured }
automod-would-not = Off; quiet: { $measured }
automod-name-fires = Not as a name: { $measured }
automod-name-quiet = Fine as a name
automod-measured = { $value } of { $limit }
automod-list-words = Forbidden words
automod-list-innocent = Words that are never meant
automod-list-patterns = Patterns (RE2)
automod-list-names = Words no name may have
automod-list-domains = Domains
automod-list-invites = Invitations that are welcome

## Commands

command-automod = What is looked for in messages, and what is done about it
command-automod-list = Show every rule, what it does and what was set
command-automod-enable = Switch a rule on
example-automod-enable = /automod enable rule:invites
command-automod-disable = Switch a rule off
example-automod-disable = /automod disable rule:caps
command-automod-set = Change a setting of a rule
example-automod-set = /automod set rule:mentions key:people value:8
command-automod-words = Add to a list of words, patterns or domains, take away, or show it
example-automod-words = /automod words list:words add:free nitro
command-automod-test = Try a text: what does every rule make of it?
example-automod-test = /automod test text:Join my server, discord.gg/abc
command-automod-dryrun = Only say what would be done, or act again
example-automod-dryrun = /automod dryrun mode:on
option-automod-rule = The rule
option-automod-key = The setting
option-automod-value = The value; several with commas between, none for nothing
option-automod-list = The list
option-automod-add = What to add, several with commas between (but patterns); a word* also finds longer words
option-automod-remove = What to take away
option-automod-text = The text to try
option-automod-mode = on: only say what would be done

### Report

section-moderation = Moderation
figure-cases = Cases
figure-cases-warn = Warnings
figure-cases-timeout = Timeouts
figure-cases-kick = Kicks
figure-cases-ban = Bans
figure-cases-delete = Messages deleted
figure-measures-per-1000 = Measures per 1,000 messages
figure-decision-median-s = Typical wait for a decision
figure-queue-waiting = Waiting for a decision at the end
figure-appeals = Appeals
figure-appeals-upheld = Appeals decided: the case stands
figure-appeals-overturned = Appeals decided: the case is taken back
figure-automod-voided = Automod cases taken back
figure-busiest-share = Load of whoever carries most
figure-queue-time-s = Time with the queue
figure-night-share = Work at night
figure-duty-time-s = Time on duty, all together
figure-done-per-duty-hour = Done per hour on duty
note-strain-much = A moderator had more to do than is healthy. /duty load shows who needs a rest.
note-strain-long = A moderator spent more time with the queue than is healthy. /duty load shows who needs a rest.
note-strain-night = A moderator did much of the work at night. /duty load shows who needs a rest; somebody in another zone may help.
note-strain-most = Most of the moderation rested on one moderator. /duty load shows who needs a rest; let others go on duty, too.

queue-much = { $who } has handled { $count } things within a day ({ $minutes } min with the queue, { $night } at night). Thank you!
queue-much-help = Can somebody else take what comes next? With /duty on others are asked, too.

action-raid = raid
command-raid = See raids, and end them
command-raid-status = Show who joined lately and who belongs together
command-raid-start = Say that a raid is on: greetings wait, and help is at hand
example-raid-start = /raid start reason:Many new accounts at once
command-raid-end = End the raid and make everything what it was
command-raid-cleanup = Ban one cluster of a raid, after a question
example-raid-cleanup = /raid cleanup cluster:1
option-raid-cluster = The number of the cluster, as /raid status shows it
example-raid = /raid cleanup cluster:1
raid-seen = { $count } joined within the hour, many of them new or alike
raid-texts-seen = { $count } accounts wrote nearly the same
raid-title-on = Raid #{ $number }
raid-title-ending = Raid #{ $number } is being ended
raid-title-over = Raid #{ $number } is over
raid-title-stuck = Raid #{ $number } is over
raid-title-none = No raid
raid-about-on = Accounts that belong together are joining, or write the same. Please look at the clusters: innocent people may be among them. Each button acts at once, and everything but bans is undone when the raid ends. It ends by itself after { $minutes } quiet minutes, or with /raid end. Ban a cluster with /raid cleanup.
raid-about-on-alone = A moderator says that a raid is on; I know of no accounts that belong together yet. Each button acts at once, and all of it is undone when the raid ends. It ends by itself after { $minutes } quiet minutes, or with /raid end.
raid-about-ending = I am making everything what it was before.
raid-about-over = Everything is what it was before, but for bans. A cluster can still be banned with /raid cleanup.
raid-about-over-alone = Everything is what it was before, but for bans.
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
raid-no-quarantine-role = There is no role for a quarantine yet. A manager makes one that sees next to nothing, and chooses it as quarantine role with /settings set. Then press again.
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

### native: Discord's own AutoMod

native-offer-button = Discord's own AutoMod …
native-title = Discord's own AutoMod
native-name = Steward: { $what }
native-words = forbidden words
native-patterns = forbidden patterns
native-mentions = too many mentions
native-names = names that are not welcome
native-spam = spam, as Discord sees it
native-presets = Discord's lists of bad words
native-about = What stands there is stopped before anybody reads it, also while I am away. It reads words as they are written: disguises stay with me. What it stops makes no case here; Discord shows it in the mod log.
native-needs = For this I need Manage Server. Give it to my role, then open this again.
native-choose = What shall stand there?
native-put = Put there
native-is-there = It stands there already, and is renewed.
native-fits =
    { $count ->
        [one] One entry fits.
       *[other] { $count } entries fit.
    }
native-left-out =
    { $count ->
        [one] One does not: it is too long, too many, or not written as Discord wants it.
       *[other] { $count } do not: they are too long, too many, or not written as Discord wants them.
    }
native-fits-mentions = Stops messages with more than { $count } mentions.
native-fits-spam = Stops what Discord knows to be spam. I have nothing of the kind.
native-fits-presets = Stops swearing, sexual words and slurs, but for the words that are never meant.
native-not-empty = Nothing to put there yet: add entries with /automod words.
native-not-scoped = Holds in some channels only, which Discord's rules cannot.
native-not-exempt = Does not hold for more roles or channels than Discord takes (20 and 50).
native-went-made = ✅ **{ $what }** stands there now.
native-went-renewed = ✅ **{ $what }** is brought up to date.
native-went-full = ⚠️ **{ $what }**: Discord takes { $count } of this kind, and they are taken. Remove one under Server Settings, AutoMod, then try again.
native-went-refused = ⚠️ **{ $what }**: Discord does not take it: { $why }
native-next = When you change a list, open this again to bring it up to date. Your rules here go on as before. To take one away there: Server Settings, AutoMod.
native-blocked = This message breaks a rule of this server.
audit-native = Put here for { $by }, from /automod list

### What jobs do, for /doctor

job-log = showing a case in the mod log
job-log-batch = showing cases in the mod log
job-gathered = counting messages that were deleted by hand
job-end = ending what a case did
job-rules = showing the rules
job-rules-role = taking the role of those who accept the rules
job-close = closing channels
job-reopen = making channels what they were
job-transcript = deleting a transcript
job-queue-card = showing a report or an appeal to the moderators
job-queue-too-long = calling to mind what waits
job-queue-outcome = telling how a report or an appeal ended
job-queue-forget = forgetting what was reported
job-queue-release = showing a message that was released
job-care = seeing who carries too much
job-much = saying that somebody carries too much
job-duty-forget = forgetting old hours on duty
job-raid-alert = showing a raid to the moderators
job-raid-watch = watching over a raid
job-raid-end = making everything what it was before a raid
job-raid-over = saying that a raid is over
job-raid-sweep = acting on a cluster of a raid

### What is kept of a member, word for word, for /privacy data

held-column-number = case
held-column-action = what
held-column-source = how it came
held-column-outcome = how it went
held-column-dm = message to you
held-column-channel-id = where
held-column-reason = why
held-column-rule = rule
held-column-strikes = strikes
held-column-strikes-until = they count until
held-column-cause = it followed from case
held-column-failure = what did not work
held-column-created-at = when
held-column-ends-at = until
held-column-ended-at = over since
held-column-voided-at = taken back
held-column-role-id = role
held-column-messages = messages deleted
held-column-step = change
held-column-kind = what
held-column-changed-at = when
held-column-before = before
held-column-after = after
held-column-name = name
held-column-version = version
held-column-accepted-at = when
held-column-published-at = when
held-column-cluster = cluster
held-column-traits = because
held-column-quarantine = quarantine
held-column-quarantine-case = case of the quarantine
held-column-ban = ban
held-column-ban-case = case of the ban
held-column-banned-at = banned
held-column-until = until
held-column-case-number = case
held-column-state = where it stands
held-column-opened-at = since
held-column-decided-at = decided
held-column-escalated-at = waited too long since
held-column-content = what was written
held-column-content-until = kept until
held-column-reply = what you were told
held-column-reported-at = when
held-column-moderator-id = by
held-column-started-at = when
held-column-last-at = last one
held-column-ending-at = ending since
held-column-evidence = evidence
held-column-since = since
held-column-message-id = message
held-column-begins = from minute
held-column-ends = to minute
held-column-days = days
held-column-manual = by hand
held-column-manual-at = since
held-column-zone = zone
held-value-outcome-begun = not finished yet
held-value-outcome-done = done
held-value-outcome-failed = not done
held-value-outcome-interrupted = interrupted
held-value-dm-none = none
held-value-dm-arrived = arrived
held-value-dm-closed = you take none
held-value-dm-failed = did not arrive
held-value-kind-reason = another reason
held-value-kind-void = taken back
held-value-kind-return = given back after you came back
held-value-kind-report = a report
held-value-kind-hold = a message held back
held-value-kind-appeal = an appeal
held-value-state-open = waiting
held-value-state-claimed = a moderator has it
held-value-state-acted = something was done
held-value-state-dismissed = nothing was done
held-value-quarantine-wanted = asked for
held-value-quarantine-done = done
held-value-quarantine-left = not done
held-value-quarantine-undo = being taken back
held-value-quarantine-undone = taken back
held-value-ban-wanted = asked for
held-value-ban-done = done
held-value-ban-left = not done
held-value-ban-undo = being taken back
held-value-ban-undone = taken back
held-value-traits-name = like names
held-value-traits-avatar = same picture
held-value-traits-made = made at one time
held-value-traits-text = like messages
held-value-traits-new = a new account
