command-doctor = Check whether I am well in this server, and say what to do where I am not

doctor-title = How I am doing here
doctor-fine = Everything is in order: I see every channel, nothing is overdue and nothing failed.
doctor-findings =
    { $count ->
        [one] One thing needs a look.
       *[other] { $count } things need a look.
    }

finding-failed = A task failed: { $kind }
finding-failed-remedy = Due { $due }, given up after { $attempts } attempts: { $reason }. Press Retry below once the cause is mended.
finding-failed-more = … and more
finding-failed-more-remedy = { $count } further tasks failed. Retry the ones above first, then look again.
finding-overdue = { $count } tasks are overdue
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

button-retry = Retry: { $kind }
retried = It is tried again now. Run /doctor in a minute to see whether it worked.
retry-gone = That task is not waiting to be retried any more. Run /doctor to see what is left.
