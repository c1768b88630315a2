feature-about = Rules that are kept, fairly, with one ledger of all that was done

### cases

## What can be in the way

already-acted = That was done to them just now: it is case #{ $number }. Nothing more was done. Look at it with /case show.
case-unknown = There is no case #{ $number } here. Find it with /case list.
case-voided-already = Case #{ $number } is void already, so there is nothing left to take back.

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
rules-role-not-given = I may not give you the role { $role } right now, so nothing was accepted. Please tell a moderator: my own role must be above it, with Manage Roles. Then press again.
reason-rules-accepted = Accepted the rules
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

need-manage-roles = to give the role of those who accept the rules, and to close channels

held-rules-accepted = Accepted rules: which version of the rules you accepted and when, until you have it deleted or leave no trace of the server.
held-rules-published = Published rules: that you published a version of the rules and when; with a deletion your name goes from it.
held-rules-written = Written rules: that you were the last to write at the rules; with a deletion your name goes from it.

### channels

need-manage-channels = to close channels, to slow them down, and to make them what they were

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
