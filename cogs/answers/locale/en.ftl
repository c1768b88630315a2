feature-about = Questions and their answers: what waits, who helps, and an FAQ

menu-question = Mark as question
menu-answer = Mark as answer
command-solved = Say that a question is solved, and by which answer
option-solved-answer = The message that helped: its link or its ID
option-solved-undo = Take it back: the question is open again
example-solved = /solved answer:https://discord.com/channels/1/2/3
command-unanswered = Questions that nobody has answered yet
option-unanswered-channel = Only in this channel or forum
example-unanswered = /unanswered channel:#help
command-helpers = Who has helped the most people
option-helpers-window = Of which time
example-helpers = /helpers window:This week
window-week = Last 7 days
window-month = Last 30 days
window-all = All time

not-human = No member wrote that message. Choose one by a person.
marked = It counts as a question now, until somebody answers it or it is solved.
marked-already = It counts as a question already.
mark-untracked = Its author has switched tracking off, so nothing is kept about the message. Just answer it.
accepted = Noted: this answer helped, and the question is solved. Thank you for saying so!
accepted-already = This answer is noted as helpful already.
button-take-back = Take it back
taken-back = Taken back: the answer does not count as helpful any more.
back-what = There is nothing that you can take back: nobody marked that message as helpful, or it is for the asker, helpers and moderators to take back.
reopened = The question is not solved any more, and no answer counts as helpful.
reopened-already = The question is not marked as solved.
accept-what = I cannot tell which question this answers. Mark the question first, or reply to it.
accept-not-yours = Only who asked, helpers and moderators can say that it helped.
accept-own-question = It is by the person who asked. If the question is solved, use `/solved` without an answer.
accept-own-answer = Somebody else has to say that your answer helped.
solved = The question is solved. Thank you for saying so!
solved-already = The question is solved already.
solve-what = I found no question of yours here in the last day. Use it in the thread of the question, or give the answer's link.
solve-not-yours = Only who asked, helpers and moderators can say that it is solved.
solved-unreadable = I could not find that message. Give its link, or its ID in this channel, and make sure that we both can read it.

open-title = Open questions
open-none = Nothing waits: every question of the last week has an answer.
open-count = { $count ->
    [one] One question waits for an answer.
   *[other] { $count } questions wait for an answer, the oldest first.
}
open-line = • { $channel } · { $member } · { $age } · [go there]({ $link })
open-perhaps = *[perhaps answered]({ $link })*
open-more = … and { $more } more.
open-footer = Of the last 7 days, as far as you may read. What was perhaps answered comes last; say `/solved` if it helped.
waiting-ask = { $people } { $count ->
    [one] A question has waited long enough.
   *[other] { $count } questions have waited long enough.
} Can you help?
waiting-nobody = { $count ->
    [one] A question has waited long enough,
   *[other] { $count } questions have waited long enough,
} and nobody is on duty. Whoever can, please have a look.

helpers-title-week = Helpers of the last 7 days
helpers-title-month = Helpers of the last 30 days
helpers-title-all = Helpers
helper-line = { $place }. { $member } · { $people ->
    [one] one person
   *[other] { $people } people
} helped · { $answers ->
    [one] one answer
   *[other] { $answers } answers
}
helpers-none = No answer was marked as helpful yet. React with ✅ to one that helped you.
button-listing = Leave me out, or name me again
listing-on = You are named among the helpers again.
listing-off = You are not named among the helpers any more. Press again to change that.

reason-tags = What is answered and solved
need-manage-threads = to keep the tags of forum posts in step with their answers
need-read-message-history = to find the question that an answer belongs to

command-faq = Short answers to what is asked often
command-faq-get = Show an answer to everyone
command-faq-set = Write an answer, or change it
command-faq-delete = Delete an answer
command-faq-list = All answers, and how often they were used
option-faq-name = The name of the answer
option-faq-text = The answer; \n begins a new line
example-faq-get = /faq get name:refunds
example-faq-set = /faq set name:refunds text:Write to support within 14 days.
example-faq-delete = /faq delete name:refunds
faq-none = There is no answer called “{ $name }”. Choose one of the suggestions, or ask a moderator to write it.
faq-empty = An answer needs a name and a text.
faq-full = There are { $most } answers already, and no more are possible. Delete one first.
faq-kept = “{ $name }” is kept.
faq-changed = “{ $name }” is changed.
faq-deleted = “{ $name }” is deleted.
faq-list-title = Answers
faq-list-none = There are none yet. Write one with `/faq set`.
faq-line = • **{ $title }** · { $uses ->
    [one] used once
   *[other] used { $uses } times
}

held-marked = Questions of yours that were marked: which message, where and when, without its text. Kept until you delete it.
held-marking = Questions that you marked: that it was you. Your name goes when you delete it.
held-solved = Questions of yours that are solved: which message and when, without its text. Kept until you delete it.
held-solving = Questions that you called solved: that it was you. Your name goes when you delete it.
held-accepted = Answers of yours that helped: which message and when, without its text. Kept until you delete it.
held-answers-to-me = Answers that helped you: which message and when, without its text. Kept until you delete it.
held-accepting = Answers that you accepted: that it was you. Your name goes when you delete it.
held-unlisted = Not named among helpers: that you are left out of that list.
kept-unlisted = so that you stay out of the list, until you choose to be named
held-faq = FAQ: which answers you wrote or changed last. Your name goes when you delete it.

### report

section-answers = Answers
figure-answers-by-staff = First answers by staff
figure-answers-staff-median-s = Typical wait where staff answered
figure-answers-staff-p90-s = Longest waits where staff answered (p90)
figure-answers-members-median-s = Typical wait where members answered
figure-answers-members-p90-s = Longest waits where members answered (p90)
figure-answers-accepted = Answers that helped
figure-answers-helpers = People whose answers helped
figure-answers-people-helped = People who were helped
note-channel = #{ $channel }: { $queries } questions, { $answered } answered within a day; typically after { $wait }, nine in ten of the answered within { $longest }.
note-channel-silent = #{ $channel }: { $queries } questions, and none has an answer yet.
note-staff-now = Staff are those who hold a moderator's or manager's role now, whatever they were when they answered. Figures of a group or a place come from { $people } people or more.
finding-slow-hours = Over twelve weeks, questions asked between { $first } and { $end } waited longest: typically { $wait }, against { $other } at other hours ({ $queries } questions). Helpers who are awake then would shorten it most.
