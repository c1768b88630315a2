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
