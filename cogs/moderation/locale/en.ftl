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

### queue

command-report = Report to moderators
command-modqueue = What waits for moderators: reports and appeals
command-duty = Who is reachable, and who carries how much
command-duty-on = Be on duty from now on
command-duty-off = Be off duty from now on
command-duty-shift = Be on duty at set times, in your own zone
command-duty-load = What each moderator carried lately, and where it is too much
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
card-message = [The message]({ $link })
card-acted-by = Acted by
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
card-state-appeal-acted = { $who } granted it { $since }: the case is lifted.
card-state-appeal-dismissed = { $who } let the case stand { $since }.
card-state-case = It is case #{ $number }.
card-state-escalated = It has waited too long: anyone may take it now.
card-reply = Told them
card-footer = What was written is kept for { $days } days
card-content-gone = What was written is not kept any more.
card-content-empty = (no text)
card-asked = { $who }, can you look at this? Take it, or hand it over.
card-nobody-on-duty = Nobody is on duty now: whoever sees this first may take it. With /duty on you are asked.
card-button-claim = Take it
card-button-act = Act …
card-button-dismiss = Nothing to do
card-button-grant = Lift the case …
card-button-decline = Let it stand …
card-button-hand = Hand over …
card-button-back = Give it back

## What can be in the way

queue-gone = That is not in the queue any more. Look at what waits with /modqueue.
queue-somebody = somebody
queue-refused-decided = { $who } has decided this already. Look at what waits with /modqueue.
queue-refused-claimed = { $who } has this one. Ask them to hand it over, or take another with /modqueue.
queue-refused-about-them = This is about them, so somebody else decides it.
queue-refused-their-own-case = Whoever acted does not decide the appeal against it where there is somebody else. Please leave it to another moderator.

## Handing over

hand-to-whom = Who is to look at it?
hand-placeholder = Pick a moderator
hand-no-moderator = { $who } is not a moderator here. Pick somebody who is.
handed = { $who } has it now.
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
act-audit-reason = Reported message, case #{ $number }

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
outcome-appeal-acted = Your appeal in { $server } was granted: the case is lifted.
outcome-appeal-dismissed = Your appeal in { $server } was looked at by the moderators: the case stands.

## Appeals

appeal-button = Appeal
appeal-title = Appeal against case #{ $number }
appeal-text = Why should it be looked at again?
appeal-text-hint = Say what happened as you saw it. A moderator reads this.
appeal-empty = Please write why it should be looked at again.
appeal-taken = Thank you. Your appeal is with the moderators of { $server }; where there is one, somebody else than who acted decides it. I write to you then. If I cannot, press Appeal here again to read it.
appeal-server-gone = I am not in that server any more, so I cannot pass your appeal on.
appeal-off = { $server } does not take appeals through me now. Please write to its team.
appeal-not-yours = Case #{ $number } is nothing that you can appeal against.
appeal-held-open = Your appeal is with the moderators already. I tell you when they have decided.
appeal-held-granted = This case was lifted already: there is nothing left to appeal against.
appeal-held-cap = The moderators have looked at this again as often as this server allows. The case stands.
appeal-held-never = This server takes no appeals here. Please write to its team.
appeal-held-cooldown = The moderators have looked at this again, and the case stands. You may appeal once more { $until }.
appeal-with-reply = { $said }
    They say: { $reply }
appeal-reply = A word to them
appeal-reply-hint = They read it as it is. Who decided is not said.
grant-title = Lift case #{ $number }
decline-title = Let case #{ $number } stand
grant-reason = Appeal granted
granted = Case #{ $number } is lifted, and they are told.
grant-not-undone = The case is lifted, but I could not take back the { $action }: { $reason } Please do that by hand.

## Duty

duty-on = You are on duty. When something comes up and it is your turn, I ask you.
duty-on-until = You are on duty, until your next shift begins or ends. When something comes up and it is your turn, I ask you.
duty-off = You are off duty. Rest well.
duty-off-last = You are off duty. Rest well. Nobody else is on duty now: what comes up waits for whoever sees it, so a word to the others may help.
duty-shift-set = Your shift: { $days }, { $from }–{ $to } ({ $zone }). You can change your zone with /timezone set.
duty-shift-none = You have no shift any more.
duty-days-unreadable = I cannot read “{ $given }” as days. Write such as mon-fri, sat sun, weekdays, or daily.
duty-time-unreadable = I cannot read “{ $given }” as a time of day. Write such as 18:00 or 6pm.
duty-same = A shift has to end at another time than it begins. For the whole day write 0:00 and 23:59.
duty-not-here = I cannot see you in this server. Please try again in a moment.
duty-load-title =
    { $days ->
        [one] The last day
       *[other] The last { $days } days
    }
duty-load-line = { $cases } by hand · { $items } from the queue, { $minutes } min · { $night } at night
duty-load-nobody = Nobody did anything, so nobody carried too much.
duty-load-note = By name, not by number: this is about who needs a rest.
duty-strain-much = More than is healthy: share it, or call for help.
duty-strain-night = Much of it at night: find somebody in another zone.
duty-strain-most = Most of it rests on them: let others go on duty, too.

## What is kept of a member, once more

held-queue = Reports of you and your appeals: who decided and how. What you wrote there is kept for as long as the server chose (30 days unless it chose otherwise): the only place where I keep what somebody wrote. Until the server removes me.
kept-queue = so that a report cannot be shed by having it deleted; what was written goes by itself after the time that the server chose
held-queue-claimed = Reports and appeals you took as a moderator: which. A deletion takes your name away.
held-queue-decided = Reports and appeals you decided as a moderator: which, when and how. A deletion takes your name away.
held-queue-appealed = Appeals against what you did as a moderator: which. A deletion takes your name away.
held-reports = Your reports: which message, when and why. What you wrote goes with the evidence, the rest until you have it deleted.
held-duty = When you are on duty: your shift. Until you have it deleted.
