feature-about = Setting me up, settings, help, and whether I am well

command-doctor = Check whether I am well in this server, and say what to do where I am not

doctor-title = How I am doing here
doctor-next = What you can do next
doctor-fine = Everything is in order: I see every channel, nothing is overdue and nothing failed.
doctor-findings =
    { $count ->
        [one] One thing needs a look.
       *[other] { $count } things need a look.
    }

finding-failed = A task failed: { $kind }
finding-failed-remedy = Due { $due }, given up after { $attempts ->
        [one] one attempt
       *[other] { $attempts } attempts
    }: { $reason }. Press Retry below once the cause is mended.
finding-failed-more = … and more
finding-failed-more-remedy = { $count ->
        [one] One further task
       *[other] { $count } further tasks
    } failed. Retry the ones above first, then look again.
finding-overdue = { $count ->
        [one] One task is overdue
       *[other] { $count } tasks are overdue
    }
finding-overdue-remedy = They should have run before { $before }. If the number does not fall within a few minutes, ask whoever runs me to look at my logs.
finding-refused =
    Discord does not let me { $action ->
        [send] write messages
        [read] read the history of a channel
        [edit] edit or pin a message
        [delete] delete messages
        [react] react to messages
        [threads] open or manage threads
        [channels] manage channels
        [members] change members, such as timing them out
        [kick] kick members
        [ban] ban or unban members
        [roles] give or manage roles
        [events] manage events
        [invites] manage invites
        [automod] manage AutoMod
        [audit] read the audit log
       *[other] do something that a task needs
    }
finding-refused-remedy =
    Check that my role has { $action ->
        [send] View Channel, Send Messages, Embed Links and Attach Files in every channel that I write to
        [read] View Channel and Read Message History in every channel
        [edit] View Channel and Manage Messages in that channel
        [delete] View Channel and Manage Messages in that channel
        [react] Read Message History and Add Reactions in that channel
        [threads] Create Public Threads, Send Messages in Threads and Manage Threads
        [channels] Manage Channels
        [members] Timeout Members and Manage Nicknames, and stands above the roles of the members concerned
        [kick] Kick Members, and stands above the roles of the members concerned
        [ban] Ban Members, and stands above the roles of the members concerned
        [roles] Manage Roles, and stands above the roles that I give
        [events] Manage Events
        [invites] Create Invite and Manage Server
        [automod] Manage Server
        [audit] View Audit Log
       *[other] the permissions that you gave me when you invited me
    }. I try again as soon as that changes, else { $again }.

finding-blind = I cannot see every channel
finding-blind-remedy = What happens in { $channels } is not counted. Give my role View Channel there if it should be.
finding-content = I am not given what messages say
finding-content-remedy = Activity is counted, but mood and questions are not. Whoever runs me can switch on Message Content in Discord's Developer Portal.

finding-permission = I lack the permission { $permission }
finding-permission-why = { $feature } needs it { $reason }
finding-permission-remedy = { $reasons }. Give { $permission } to my role in Server Settings → Roles, or press the link below.
finding-channel = I may not do all I should in { $name }
finding-channel-remedy = In { $channel } ({ $settings }) I lack { $permissions }. Allow it for my role in the settings of the channel, under Permissions.
finding-gone-channel = { $count ->
    [one] A channel that was chosen is gone: `{ $setting }`
   *[other] { $count } channels that were chosen are gone: `{ $setting }`
}
finding-gone-role = { $count ->
    [one] A role that was chosen is gone: `{ $setting }`
   *[other] { $count } roles that were chosen are gone: `{ $setting }`
}
finding-gone-remedy = Choose another with /settings set key:{ $setting }, or press the button to take it out.
finding-gone-inside-remedy = Choose another: { $about }
finding-alone = No channel is chosen: `{ $setting }`
finding-alone-remedy = { $why } Choose one in /setup, or with /settings set key:{ $setting }.
finding-unset-remedy = { $why } Press the button to let me make one, or choose one with /settings set key:{ $setting }.
finding-role = I cannot give the role { $role }
finding-role-remedy = `{ $setting }` asks me to give it, but it stands above my own. Move my role above it in Server Settings → Roles.
finding-role-managed-remedy = `{ $setting }` asks me to give it, but Discord lets nobody give that one. Choose another with /settings set.
finding-members = I am not told who joins and leaves
finding-members-remedy = Newcomers are not greeted or counted. Whoever runs me can switch on Server Members in Discord's Developer Portal.
finding-migration = My database is of another version than I am
finding-migration-remedy = Whoever runs me should stop every process of mine and start the same, newest version.
finding-lag = My database does not keep up
finding-lag-remedy = What happens waits in my memory until it can be written. Whoever runs me should look at the database and my logs.
finding-storage = My disk is nearly full
finding-storage-remedy = { $free } MB are left; when nothing is, I can keep no more. Whoever runs me should make room.
finding-clock = My clock is wrong
finding-clock-remedy = It differs from Discord's by { $by }, so everything comes too early or too late. Whoever runs me should set the machine's clock by a time server (NTP).

button-clear = Take out of { $setting }
button-allow = Allow me in #{ $channel }
button-invite = Give me what I lack
allow-gone = That channel is gone. Run /doctor to see what is left.
allow-may-not = I may not change that channel's permissions. Allow it for my role in the settings of the channel, under Permissions.
button-retry = Retry: { $kind }
retried = It is tried again now. Run /doctor in a minute to see whether it worked.
retry-gone = That task is not waiting to be retried any more. Run /doctor to see what is left.

## Settings

command-settings = See and change what this server has set
command-settings-show = Show every setting, or those of one feature
command-settings-set = Give a setting a value; it works at once
command-settings-reset = Give a setting its default again
command-settings-history = Show who changed which setting, and when
command-settings-export = Get every setting as a TOML file
command-settings-import = Take settings over from a TOML file; shows the difference and asks first
option-settings-feature = Only the settings of this feature
option-settings-key = Which setting
option-settings-value = Its new value; for lists +x adds, -x removes, commas separate; “none” empties
option-settings-file = A TOML file, as /settings export makes it

settings-title = Settings of this server
settings-intro = Change one with /settings set, or go through them with /setup. A change works at once.
settings-default = · default
setting-changed = Changed
setting-kept = It is that already
difference = `{ $setting }`: { $old } → { $new }

setting-unknown =
    There is no setting “{ $given }”. Choose one of the suggestions, such as { $alike }.
section-unknown =
    There is no feature “{ $given }” with settings. There are: { $known }.
unknown-channel =
    I see no channel “{ $given }” here. Choose one of the suggestions, or write its #name.
unknown-role =
    There is no role “{ $given }” here. Choose one of the suggestions, or write its @name.
ambiguous-channel =
    { $count } channels are called “{ $given }”. Choose the one you mean from the suggestions.
ambiguous-role =
    { $count } roles are called “{ $given }”. Choose the one you mean from the suggestions.

value-on = on
value-off = off
value-none = none (empty)
value-add = Add { $label }
value-remove = Remove { $label }
shown-none = none
shown-usual = as built in
shown-on = on
shown-off = off
shown-gone = deleted ({ $id })

history-title = Changes of settings
history-empty = Nothing was changed yet. What managers change shows up here.
history-nobody = somebody

export-done = Here is every setting. Keep the file, or bring it back with /settings import.
import-title = { $count ->
    [0] This file changes nothing
    [one] This file changes one setting
   *[other] This file changes { $count } settings
}
import-more = { $count ->
    [one] … and one more
   *[other] … and { $count } more
}
import-problems = Left out
import-unknown = `{ $given }` is no setting here.
import-foreign = `{ $setting }` names what is not in this server: { $ids }.
import-no-toml =
    That is no TOML: { $reason }. Take a file that /settings export made and change it.
import-too-large =
    That file is too large for settings: { $limit } KB are allowed. Did you choose the right one?
import-no-text = That file is not UTF-8 text. Save it as UTF-8 and try again.
import-yes = Take over
import-no = Leave as it is
import-done = { $count ->
    [one] Done: one setting is changed and in force.
   *[other] Done: { $count } settings are changed and in force.
}
import-left = Nothing was changed.
import-file-gone = The file is no longer there. Give it to /settings import once more.

## Features

command-feature = Switch a whole feature on or off
option-feature-name = Which feature
option-feature-state = on or off
feature-now-on = { $feature } is on. It works at once.
feature-now-off = { $feature } is off: its commands and buttons are refused, and it does nothing by itself. Switch it on again any time; nothing is lost.
feature-same = { $feature } is { $state } already.
feature-unknown = There is no feature “{ $given }”. There are: { $known }.
feature-always-on = { $feature } is always on: without it nobody could set me up, or get at their data.

## Time zones

command-timezone = Your own time zone
command-timezone-set = Say in which time zone you live
command-timezone-show = See which time zone your times are read in
option-timezone-zone = An IANA name such as Europe/Berlin; type a city
timezone-set = Your times are now read in { $zone }. There it is { $time } right now.
timezone-own = Your times are read in { $zone }, which you chose. There it is { $time } right now.
timezone-server = Your times are read in { $zone }, the zone of this server. There it is { $time } right now. Choose your own with /timezone set.

## Help

command-help = See what you can do here, and how
option-help-command = Tell me more about this command
help-title = What you can do here
help-intro = Tap a command to use it. `/help` with a command's name tells more about it.
help-rules_channel_id = The rules of this server: { $channel }
help-faq_channel_id = Questions and answers: { $channel }
help-entrances = Good to know: { $commands }
help-menu-message = **{ $name }** (press a message for long, or right-click it: Apps)
help-menu-user = **{ $name }** (press a member for long, or right-click them: Apps)
help-required = { $name }
help-optional = { $name } (if you like)
help-example = Example
help-unknown =
    There is no command “{ $given }” that you can use here. Choose one of the suggestions, or see all with /help.
example-settings-show = /settings show feature:onboarding
example-settings-reset = /settings reset key:server.zone
example-settings-history = /settings history key:server.zone
example-settings-import = /settings import file:settings.toml
example-settings-set = /settings set key:server.zone value:Europe/Berlin
example-feature = /feature name:sentiment state:off
example-timezone-set = /timezone set zone:Europe/Berlin
example-help = /help command:timezone set

## The wizard

command-setup = Set me up: time zone, roles, features and channels, in three minutes
option-setup-zone = The time zone of this server; type a city
example-setup = /setup zone:Europe/Berlin

wizard-where = Step { $number } of { $count } · what you choose works at once · leave any time, /setup goes on here
wizard-back = ◀ Back
wizard-next = Next ▶
wizard-finish = Finish and check
wizard-change = Change something

wizard-zone-title = Where does this server live?
wizard-zone-why = Days and weeks begin at midnight there. Choose a zone, or find it by a city.
wizard-zone = Time zone
wizard-zone-now = { $zone }, where it is { $time } now
wizard-zone-search = Find by city
wizard-zone-city = A city or zone
wizard-zone-none = I know no time zone like “{ $given }”. Try a large city nearby, such as Berlin.

wizard-roles-title = Who helps you?
wizard-roles-why = People with these roles may use my commands for managers or moderators, besides those whom Discord lets anyway. None is fine.
wizard-managers = Managers
wizard-moderators = Moderators
wizard-managers-none = whoever may manage the server
wizard-moderators-none = whoever may time out members
wizard-manager-roles = Manager roles
wizard-moderator-roles = Moderator roles

wizard-features-title = What should I do here?
wizard-features-why = Everything chosen is on. What is off does nothing and is asked nothing; you can change it any time with /feature.
wizard-features = Features
wizard-features-list =
    on: { $on }
    off: { $off }
wizard-features-placeholder = Features that are on

wizard-channels-title = Where should I do it?
wizard-channels-why = Choose a channel for each, or let me make one. Where there is none, nobody is told there.
wizard-channels = Channels
wizard-channel-placeholder = { $label }
wizard-create = Create #{ $channel } for me

wizard-answer = Now
answer-gone = That is not to be chosen any more. Run /setup to go on.

wizard-preview-title = This is how I work here
wizard-preview-why = Everything is in force already. Change something, or finish: I then check whether I can do it all.

create-may-not =
    I cannot make channels here: I lack the permission Manage Channels. Give it to my role, or make the channel yourself and choose it in the menu.
create-reason = Asked for by { $user } in /setup
need-manage-channels = to make the channels that you ask for in /setup

## The notice

notice-hello = { $member }, this is for you and whoever manages this server:
notice-title = Thank you for having me
notice-text =
    I am ready, and need three minutes of a manager: press the button, or type { $setup } any time. Until then I only count what happens, never what is said.
    What everybody can do here is in { $help }; what I keep of people, and for how long, is in { $policy }.
    If you ever remove me, everything of this server is erased { $days ->
        [one] a day
       *[other] { $days } days
    } later, unless you invite me again before.
notice-begin = Set me up

## What jobs do, for /doctor

job-notice = telling managers how to set me up
