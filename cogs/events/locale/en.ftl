feature-about = Events and AMAs: planned in minutes, with answers, waitlists and reminders

held-answers = Answers to events: which events you go to, might go to or do not, when you said so, and how you want to be reminded. Kept until you delete them.
held-cohosted = Events you host with others: that you are named as a co-host. Kept until you delete it.
held-hosted = Events you host: what was planned with you as its host. Your name goes when you delete it.
held-planned = Events you planned: what you put on the calendar. Your name goes when you delete it.

### day

held-presence = Events you were at: how long you were in the channel of an event, and when you came and went. Not written while you have switched tracking off; kept until you delete it.
held-checkins = Events you checked in to: that you gave the code of an event, and when. Kept until you delete it.

noted-codes = Wrong check-in codes: how often you gave a wrong code for an event. Held in memory alone, for ten minutes.

need-create-public-threads = Each event gets a thread to talk in, where its card is.

day-address = 📍 { $address }
day-gone = This event is not there any more.
day-not-yours = This is for the hosts of the event and for managers of the server.
day-is-planned = **{ $name }** has not begun yet. Press **Begin now** when you are ready.
day-is-open = **{ $name }** has begun already.
day-is-held = **{ $name }** is over.
day-is-cancelled = **{ $name }** was cancelled.
day-begun = **{ $name }** has begun. Have a good time! It ends by itself; press **End now** if it is over before.
day-ended = **{ $name }** is over. Thank you for hosting it!
day-minutes = { $minutes } min
day-thread = **{ $name }** begins { $when }: { $place }
    Talk about it here.
day-hosts-told = You host **{ $name }**, which begins { $when }: { $place }
    { $seen ->
        [true] It begins as soon as somebody is there, and ends when everybody has gone. You can also do that yourself:
       *[false] It begins and ends as planned. You can also do that yourself:
    }{ $coded ->
        [true] {" "}Show people the code from **Check-in code**: whoever gives it with `/event checkin` was there.
       *[false] {""}
    }

button-begin = Begin now
button-end = End now
button-code = Check-in code
button-code-again = Show the newest

code-shown = Code of **{ $name }**: `{ $code }`
    The next one comes { $until }; this one is taken two minutes longer. Members type `/event checkin` and the code.
    { $count ->
        [0] Nobody has checked in yet.
        [one] One member has checked in: { $names }
       *[other] { $count } members have checked in, the latest first: { $names }
    }{ $more ->
        [0] {""}
       *[other] {" "}and { $more } more
    }

checkin-done = ✅ You are checked in to **{ $name }**. Enjoy it!
checkin-again = You are checked in to **{ $name }** already. ✅
checkin-wrong = No event that is on now has this code. Codes change every two minutes: look at the newest one, and type it again.
checkin-slow = Those were several wrong codes. Please try again { $until }, or ask the host.
checkin-not-for-you = This event is for { $role }.

remind-text = ⏰ **{ $name }** begins { $when } ({ $at }): { $place }
remind-over = This event has begun or was cancelled, so there is nothing left to remind you of.
remind-not-coming = Say that you come first: then you can be reminded.
remind-when = When shall I remind you?
remind-how = How shall I remind you?
remind-1440 = 1 day before
remind-60 = 1 hour before
remind-15 = 15 minutes before
remind-0 = When it begins
remind-by-dm = By direct message
remind-by-thread = By a mention in the event's thread

attendance-title = Who came to { $name }
attendance-when = { $start } to { $end }
attendance-so-far = Since { $start }, so far
attendance-none-yet = **{ $name }** has not begun yet, so nobody was there.
attendance-nobody = Nobody was seen there.
attendance-came = Came
attendance-shown-up = Of those who said so
attendance-mean = On average
attendance-peak = At once, at most
attendance-share = { $part } of { $whole } ({ $percent } %)
attendance-line = { $attended ->
        [true] ✅
       *[false] ▫️
    } { $member }{ $measured ->
        [true] {" "}· { $minutes }
       *[false] {""}
    }{ $coded ->
        [true] {" "}· checked in
       *[false] {""}
    }{ $going ->
        [true] {""}
       *[false] {" "}· had not answered
    }

command-event-attendance = Who came to an event, and for how long
command-event-checkin = Show that you are at an event, with the code that its host shows
option-attendance-event = The event: its name, or its number
option-checkin-code = The code that the host shows
example-event-attendance = event: Board game night
example-event-checkin = code: ABC DEF
