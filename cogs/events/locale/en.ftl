feature-about = Events and AMAs: planned in minutes, with answers, waitlists and reminders

held-answers = Answers to events: which events you go to, might go to or do not, when you said so, and how you want to be reminded. Kept until you delete them.
held-cohosted = Events you host with others: that you are named as a co-host. Kept until you delete it.
held-hosted = Events you host: what was planned with you as its host. Your name goes when you delete it.
held-planned = Events you planned: what you put on the calendar. Your name goes when you delete it.

### day

held-presence = Events you were at: how long you were in the channel of an event, and when you came and went. Not written while you have switched tracking off; kept until you delete it.
held-checkins = Events you checked in to: that you gave the code of an event, and when. Kept until you delete it.

### after

held-ratings = Answers to surveys after events: how you rated an event, 1 to 5, and your comment, which managers read without your name. Comments are kept for a year unless the server chose otherwise, ratings until you delete them.
held-unasked = Surveys after events: that you want none. Kept until you delete it.

survey-ask = You were at **{ $event }** in { $server }. How was it? 5 is best, and it takes one press; it also helps to hear why.
survey-ask-all = Were you at **{ $event }**? How was it? 5 is best; nobody here sees what you press.
survey-star = { $rating } ★
survey-button-unasked = Do not ask me after events
survey-form-title = You gave { $rating } of 5. Thank you!
survey-form-comment = What was good, what could be better?
survey-form-who = Hosts read it without your name once { $least } people answered. It may stay empty.
survey-thanks = Thank you! You gave **{ $event }** { $rating } of 5. Press again if you change your mind.
survey-gone = This survey is not there any more.
survey-over = The survey of **{ $event }** is over. If there is something to say, the team is glad to hear it directly.
survey-not-there = Only who was at **{ $event }** can rate it, and you are not among those who were seen there. If you were, tell a host.
survey-asked-no-more = You will not be asked after events any more. Press the button again if you want to be.
survey-asked-again = You will be asked after events again.
survey-forbidden = The survey of { $event } could not be posted in its thread: allow me to write there.
survey-title = Survey: { $event }
survey-line = { $rating } ★ · { $count }
survey-comment = “{ $comment }”
survey-no-comments = Nobody left a comment.
survey-none = **{ $event }** was not held yet; there is a survey once it was.

outcome-title = How it went: { $event }
outcome-about = Held { $when }.
outcome-about-series = Held { $when }. In brackets: the one before it in the series, { $last }.
outcome-before = { $value } ({ $before })
outcome-rsvps = Said they come
outcome-came = Came
outcome-came-new = { $new ->
    [0] { $came }
   *[other] { $came }, { $new } for the first time
}
outcome-show-up = Of those who said so
outcome-share = { $missing ->
    [0] { $percent } % came
   *[other] { $percent } % came, { $missing } did not
}
outcome-minutes = Stayed
outcome-mean = { $minutes } min on average
outcome-peak = At once, at most
outcome-talk = Written meanwhile
outcome-written = { $messages ->
    [one] 1 message
   *[other] { $messages } messages
}, { $questions ->
    [one] 1 question
   *[other] { $questions } questions
}
outcome-rating = Rating
outcome-rating-few = { $answers } of { $asked } asked answered; shown from { $least } answers on
outcome-rating-mean = { $mean } of 5, from { $answers } of { $asked } asked
outcome-comments = What they say
outcome-channel-gone = The channel for reports on events is not there any more. Choose another: /settings set events report_channel_id.
outcome-channel-forbidden = I may not write to the channel for reports on events. Allow it there, or choose another: /settings set events report_channel_id.

section-events = Events
figure-events-held = events held
figure-event-rsvps = said they come
figure-event-attended = came
figure-event-people = different people who came
figure-event-show-up = came, of those who said so
figure-event-mean-s = mean stay
figure-event-messages = messages written meanwhile
figure-event-questions = questions asked meanwhile
figure-event-rating = mean rating, 1 to 5
figure-event-ratings = answers to surveys
note-few-ratings = { $count ->
    [one] One answer to surveys after events; ratings are
   *[other] { $count } answers to surveys after events; ratings are
} shown from { $least } on, so that nobody can be told from them.
