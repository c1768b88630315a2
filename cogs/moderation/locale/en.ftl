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
need-manage-roles = put members into quarantine, and let them out
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
