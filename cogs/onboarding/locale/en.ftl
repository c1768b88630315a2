feature-about = Greets newcomers, with a few first steps, interests and buddies

## The greeting. In braces with quotes: placeholders, to be filled in.

welcome =
    ## Welcome to {"{server}"}!
    Good to have you here, {"{member}"}. You are member {"{members}"}.

    Have a look at {"{rules}"}, then say hello in {"{first_channel}"}. Nobody here was born knowing their way around, so ask whatever you like.
welcome-back =
    ## Welcome back to {"{server}"}!
    Good to see you again, {"{member}"}. You know the way: {"{first_channel}"}.
placeholder-rules = the rules
placeholder-first-channel = any channel
placeholder-introductions = the introductions

step-rules = Read and accept the rules
step-interests = Pick what you are into
step-introduce = Introduce yourself
step-buddy = Meet a buddy who shows you around
steps-all-done = **All done.** Enjoy your time here!
button-rules = Accept the rules
button-interests = Pick interests
button-introduce = Introduce yourself
button-buddy = Meet a buddy
button-mute = No more of these
button-unmute = Send me these again
muted = All right: I will send you no more messages like this from { $server }. The buttons go on working.
unmuted = All right: I may write to you again about { $server }.

channel-greeting = 👋 Welcome to { $server }, { $people }! Press the button for your first steps. Only you will see them.
channel-greeting-many = 👋 Welcome to { $server }! Good to have you here: { $people }. Press the button for your first steps. Only you will see them.
button-begin = Show my first steps

## What can be in the way

server-gone = I am not in that server any more, so there is nothing left to do here.
not-a-member = You are not in { $server } any more. Join it again, and I will greet you anew.
feature-off = { $server } has switched this off for now. Ask its team if you need it.
role-not-given = I may not give or take the role { $role } right now. Please tell a moderator: my own role must be above it, with Manage Roles. Then press again.

## Interests

interests-choose = What are you into? Pick as many as you like, or none: you can change it any time.
interests-nothing-yet = { $server } has no interests to pick yet. Tell me what you would like to see:
interests-placeholder = Pick interests
interests-saved = Saved. You find your people here: { $names }
interests-none = Saved: none for now. Pick again any time.
button-wish = Something else …
wish-title = What else are you into?
wish-label = Topics, separated by commas
wish-placeholder = board games, gardening
wish-saved = Noted: { $topics }. When enough people share one of these, the team hears of it.
wish-empty = I found nothing new in that. Write topics separated by commas, such as: board games, gardening.

## Introductions

introduce-title = Introduce yourself
introduce-about = Who are you?
introduce-reason = What brings you here?
introduce-interests = What are you into? (commas between)
introduce-empty = Tell us a little about yourself: the first field is still empty.
introduced = Your card is up: { $link }. Introduce yourself again any time to change it.
introductions-missing = This server has no channel for introductions yet. A manager can choose one with /onboarding edit.
introductions-closed = I may not write in { $channel }. Please tell a moderator: I need View Channel, Send Messages and Embed Links there.
introduction-on-its-way = Your card is just being sent. Give it half a minute, then try again to change it.
card-author = { $member } says hello
card-reason = What brings me here
card-interests = What I am into

## Buddies

buddy-found = Meet { $buddy }: your buddy here. I have told them, so expect a hello. Say hello first if you like!
buddy-known = Your buddy is { $buddy }. Say hello!
buddy-nobody = Nobody here has volunteered as a buddy yet. Ask your question in any channel: people here like to help. And once you know your way around, be the first: { $offer }
buddy-only-you = You are the only buddy here so far, and there is nobody else to introduce to you. Ask others to volunteer, too: { $offer }
buddy-busy = All our buddies have met as many newcomers today as they can. Try again tomorrow, and meanwhile ask anyone: people here like to help.
button-met = We met, thanks
button-missed = We never met
outcome-met = Wonderful. Thanks for telling me!
outcome-missed = Sorry that it did not work out. Thanks for telling me. Ask the team whenever you need a hand.
outcome-known = You told me already. Thanks!

## Reasons in the audit log

reason-rules = Accepted the rules
reason-interests = Picked interests
reason-rejoined = Came back; roles given back as the server chose

## Why permissions are needed

need-send-messages = to greet newcomers and post introductions
need-embed-links = to post cards of introductions
need-read-message-history = to never greet twice after a crash
need-manage-roles = to give roles for accepted rules and picked interests

## Commands

command-introduce = Introduce yourself: your card goes to the introductions channel
command-interests = Pick what you are into and find your people
command-buddy = Buddies: greeters who volunteer, and newcomers who ask
command-buddy-offer = Volunteer to show newcomers around
example-buddy-offer = /buddy offer daily:2
option-buddy-daily = How many newcomers a day at most (3 if you leave it out)
command-buddy-stop = Stop being a buddy
command-buddy-ask = Find me somebody who shows me around
command-onboarding = Greeting newcomers
command-onboarding-edit = Change the greeting: texts, first steps, roles, channels
command-onboarding-preview = Send me what a newcomer gets
command-onboarding-resend = Send a member the greeting again
example-onboarding-resend = /onboarding resend member:@newcomer
option-resend-member = Who gets it

buddy-offered = Thank you! I will introduce at most { $daily ->
        [one] one newcomer
       *[other] { $daily } newcomers
    } a day to you. Stop any time with /buddy stop.
buddy-stopped = Done: nobody new is sent to you. Thank you for helping!
buddy-was-none = You are no buddy at the moment. Become one with /buddy offer.
preview-sent = Sent: look at your direct messages. Its buttons work as they do for a newcomer.
resend-bot = Bots need no greeting. Choose a person.
resend-muted = { $member } asked for no more of these messages, so I send none.
resend-closed = { $member } takes no direct messages, and there is no welcome channel that I may write to. Choose one with /onboarding edit.
resent = Sent to { $member } as a direct message.
resent-channel = { $member } takes no direct messages, so I greeted them in the welcome channel.

## What /setup asks

setup-mode = How shall I greet newcomers?
setup-mode-why =
    One press is enough. A direct message comes once, when they have passed screening, and has an off switch; with the button in the welcome channel I contact nobody unasked.
    There is a text ready. You can change it, and the first steps, any time with /onboarding edit.

## The panel

panel-title =
    ## Greeting newcomers
    Every choice is saved at once. See what a newcomer gets with /onboarding preview.
panel-no-channel-dm = ⚠️ Without a welcome channel, who takes no direct messages is not greeted.
panel-no-channel-press = ⚠️ Choose a welcome channel: the button has nowhere to be yet.
panel-mode = **How newcomers are greeted**
panel-steps = **First steps on offer**
panel-welcome-channel-id = **Welcome channel** for the button, and for who takes no direct messages
panel-introductions-channel-id = **Introductions channel** for the cards of /introduce
panel-greeters-channel-id = **Greeters' channel**: who needs a human
panel-first-channel-id = **First channel** to talk in, the placeholder {"{first_channel}"}
panel-rules-role-id = **Role for accepting the rules**
panel-interests = **Interests**: roles that anyone may pick
panel-rejoin-roles = **Roles of those who come back**
panel-texts = Texts …
panel-closed = I may not write in { $channel }. Give my role View Channel and Send Messages there, or choose another.
panel-role = I cannot hand out { $role }: either it stands above my own role, or it has powers such as Manage Messages, which nobody should get by a press of a button. Choose another.
choice-mode-off = Not at all
choice-mode-dm = By one direct message
choice-mode-press = By a button in the welcome channel
choice-steps-rules = Accept the rules
choice-steps-interests = Pick interests
choice-steps-introduce = Introduce yourself
choice-steps-buddy = Meet a buddy
choice-rejoin-roles-none = None come back
choice-rejoin-roles-picked = Those picked here come back
choice-rejoin-roles-all = All come back, except those with powers
texts-title = Texts of the greeting
texts-welcome = For newcomers
texts-welcome-back = For those who come back
texts-help = You can use {"{member}, {server}, {members}, {rules}, {first_channel}, {introductions}"}
texts-saved = Saved. Look at it with /onboarding preview.

## What is sent later

buddy-told = 🤝 { $newcomer } is new in { $server } and looks for a buddy. I told them to expect a hello from you. Thank you!
buddy-how = A week ago I introduced you to { $buddy }, your buddy in { $server }. Did you meet?
suggestion = 💡 { $count } members would like a place for **{ $topic }**. Shall I make one? I would create a role and a channel, and give the role to those who asked.
button-suggest-made = Create role and channel
button-suggest-no = Not now
suggestion-made = ✅ There it is: { $role } with { $channel }. Those who asked have the role, and it is in /interests now.
suggestion-refused = Not now: no place for **{ $topic }** was made.
suggestion-decided = Somebody has decided on that already.
interest-not-allowed = I may not create roles and channels here. Give my role Manage Roles and Manage Channels, then try again.
reason-interest = A place for an interest
need-manage-channels = to create a channel for an interest when a manager asks

## The funnel

command-onboarding-funnel = How far newcomers come, and which invites bring those who stay
example-onboarding-funnel = /onboarding funnel days:90
option-funnel-days = How many days back (30 if you leave it out)
funnel-title = How newcomers settle in
funnel-window = Who joined { $window }. In brackets: as many days before.
funnel-now = these days
funnel-before = the days before
funnel-none = Nobody joined yet
funnel-joined = Joined
funnel-screened = Passed screening
funnel-accepted = Accepted the rules
funnel-introduced = Introduced themselves
funnel-wrote = Wrote a first message
funnel-day7 = Active on day 7
funnel-first-message = Typical wait until the first message
funnel-stage = **{ $share }** ({ $before })
    { $count } of { $of }
funnel-compared = **{ $now }** ({ $before })
funnel-sources = By invite: joined · wrote · active on day 7
funnel-source = { $name }: { $joined } · { $wrote } · { $day7 }
funnel-waiting =
    { $count ->
        [one] One greeting is on its way.
       *[other] { $count } greetings are on their way.
    }
source-invite = Invite { $code }
source-vanity = The server's own link
source-unknown = Unknown: Discord did not tell

section-onboarding = Newcomers
figure-newcomers = Joined
figure-newcomers-screened = Passed screening
figure-newcomers-accepted = Accepted the rules
figure-newcomers-introduced = Introduced themselves
figure-newcomers-wrote = Wrote a first message
figure-newcomers-day7 = Active on day 7
figure-newcomers-first-message-s = Typical wait until the first message
figure-greetings-open = Greetings on their way
note-invites = Members who came by { $best } stay most: { $best_share } % were active on day 7, against { $worst_share } % by { $worst }.
note-wishes = Interests that members wish for and that have no place yet: { $topics }.
note-day7 = Nobody who joined has had a seventh day yet, so who stays is not known yet.

funnel-no-invites = I may not see how often invites are used, so where newcomers come from stays unknown. Give my role Manage Server if you want to know; from then on I tell.

nudge =
    ### A gentle reminder from { $server }
    A few first steps are left. They take a minute, and this is the only reminder.
unanswered = 👋 { $member } wrote their first message in { $channel }, and nobody has answered for { $minutes ->
        [one] a minute
       *[other] { $minutes } minutes
    }. A hello from a human would do good: { $link }

panel-new-interest = New interest …
interest-title = A new interest
interest-name = What is it about?
interest-taken = There is an interest { $name } already, or the name says nothing. Choose another name.
interest-made = Made: { $role } with { $channel }, for all who pick it in /interests.

## What is kept of a member: "Name: explanation", for /privacy

held-newcomer = Your first steps: when you joined, how you were greeted, which steps you have done, and by which invite you came. Until you have it deleted.
held-contact = Whether I may write to you: that you wanted no more messages, or that your direct messages are closed. Until you have it deleted.
held-kept-roles = Your roles: so that you get them back when you leave and return, where the server gives them back. Until you have it deleted.
held-introduction = Your introduction: where your card is, not what it says. Until you have it deleted; then I take the card away, too, where I may.
held-wishes = Topics you asked for: so that the team hears when enough people share one. Until you have it deleted.
held-buddy = That you volunteer as a buddy: since when, and for how many newcomers a day. Until you have it deleted.
held-my-buddy = Who your buddy is: and whether you met. Until one of you has it deleted.
held-buddy-of = Whose buddy you are: and whether you met. Until one of you has it deleted.

## What jobs do, for /doctor

job-welcome = greeting a newcomer
job-gathered = greeting newcomers together
job-buddy = telling a greeter of a newcomer
job-outcome = asking how it went with a greeter
job-nudge = reminding a newcomer of the first steps
job-unanswered = showing an introduction that nobody answered
job-suggest = suggesting interests
job-resend = greeting somebody again
