feature-about = Events and AMAs: planned in minutes, with answers, waitlists and reminders

held-answers = Answers to events: which events you go to, might go to or do not, when you said so, and how you want to be reminded. Kept until you delete them.
held-cohosted = Events you host with others: that you are named as a co-host. Kept until you delete it.
held-hosted = Events you host: what was planned with you as its host. Your name goes when you delete it.
held-planned = Events you planned: what you put on the calendar. Your name goes when you delete it.

### day

held-presence = Events you were at: how long you were in the channel of an event, and when you came and went. Not written while you have switched tracking off; kept until you delete it.
held-checkins = Events you checked in to: that you gave the code of an event, and when. Kept until you delete it.
