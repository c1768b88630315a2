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
automod-act-delete = delete the message
automod-act-warn = warn
automod-act-timeout = timeout
automod-act-quarantine = quarantine
automod-act-kick = kick
automod-act-ban = ban
automod-act-nothing = nothing

automod-reason = Automod: { $rules }
automod-reply = { $member }, that message broke a rule here. Please have a look at the rules before you write on.
automod-not-deleted = The message could not be deleted (Discord { NUMBER($code, useGrouping: 0) }): I need Manage Messages there.

## For managers

automod-on = on
automod-off = off
automod-nothing = nothing yet
automod-list-title = Automod
automod-list-about = { $on } of { $count } rules are on. Change them with /automod enable, disable and set; try a text with /automod test.
automod-dry-run-is-on = This is a dry run: I only say what I would do.
automod-enabled = **{ $rule }** is on. What I do: { $acts }.
automod-disabled = **{ $rule }** is off. What you set for it stays.
automod-set = **{ $rule }**: { $setting } is now { $value }.
automod-no-log = There is no mod log yet, so nobody will see it: choose one with /settings, moderation.log\_channel\_id.
automod-no-content = I may not read what people write, so rules about the text rest: see /doctor.
automod-key-unknown = { $given } is no setting of this rule. There are: { $known }.
automod-refused = That cannot be: { $reason } Nothing was changed.
automod-no-such-word = { $given } is not on that list, so nothing was changed.
automod-words = { $list } ({ $count }): { $words }
automod-rule-is-off = **{ $rule }** is off: switch it on with /automod enable.
automod-dry-run-on = From now on I only say in the mod log what I would do.
automod-dry-run-off = From now on automod acts again.
automod-would-title = Automod, dry run
automod-would = About { $member } I would: { $acts }. Because of { $rules }.
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
command-automod-disable = Switch a rule off
command-automod-set = Change a setting of a rule
command-automod-words = Add to a list of words, patterns or domains, take away, or show it
command-automod-test = Try a text: what does every rule make of it?
command-automod-dryrun = Only say what would be done, or act again
option-automod-rule = The rule
option-automod-key = The setting
option-automod-value = The value; several with commas between, none for an empty list
option-automod-list = The list
option-automod-add = What to add; a word* also finds longer words
option-automod-remove = What to take away
option-automod-text = The text to try
option-automod-mode = on: only say what would be done
need-manage-messages = delete messages that break automod's rules
