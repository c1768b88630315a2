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
finding-blind = I cannot see every channel
finding-blind-remedy = What happens in { $channels } is not counted. Give my role View Channel there if it should be.
finding-content = I am not given what messages say
finding-content-remedy = Activity is counted, but mood and questions are not. Whoever runs me can switch on Message Content in Discord's Developer Portal.

button-retry = Retry: { $kind }
retried = It is tried again now. Run /doctor in a minute to see whether it worked.
retry-gone = That task is not waiting to be retried any more. Run /doctor to see what is left.
