feature-about = Events and AMAs: planned in minutes, with answers, waitlists and reminders

held-answers = Answers to events: which events you go to, might go to or do not, when you said so, and how you want to be reminded. Kept until you delete them.
held-cohosted = Events you host with others: that you are named as a co-host. Kept until you delete it.
held-hosted = Events you host: what was planned with you as its host. Your name goes when you delete it.
held-planned = Events you planned: what you put on the calendar. Your name goes when you delete it.

### AMA: what cannot be

ama-unknown = There is no such AMA here. Choose one from the list that appears while you type.
ama-closed = This AMA closed { $at }. `/ama transcript` shows what was asked and answered.
ama-cancelled = This AMA was cancelled.
somebody = somebody

ask-with-name-only = This server takes questions with a name only. Ask again without being anonymous.
ask-blocked = You cannot ask questions at AMAs here until { $until }. Moderators decided that because of a question of yours.
ask-enough = You have asked { $most ->
        [one] your one question
       *[other] all { $most } questions
    } that each of us has at this AMA. You can still vote for what others ask.
ask-full = This AMA has all { $most } questions that it can hold. You can still vote for what others ask.
ask-too-soon = Your last question is only just in. You can ask the next one { $again }.
ask-nothing = Your question has no words yet. Write what you would like to know.
ask-too-long = That has { $count } characters, and { $most } are the most. Make it shorter.

question-gone = That question is not there any more. Refresh to see what is.
decided-pending = Question { $number } waits for moderators.
decided-approved = Question { $number } was approved already, by { $by }.
decided-rejected = Question { $number } was rejected already, by { $by }.
decided-answered = Question { $number } was answered already, by { $by }.
decided-skipped = The host passed over question { $number } already.
decided-later = The host promised to answer question { $number } in writing already.
decided-changed = Question { $number } is not waiting for an answer any more. Refresh to see what is.
edit-not-light = That would ask something else. Mend slips or take out names; else reject the question and say why.
pin-not-approved = Only a question that is approved can be pinned. Approve it first.
merge-nothing = These are one question already, or one of them is gone. Refresh to see what is.
merge-impossible = Only questions that wait can be merged, and not into one that was rejected.
answer-nothing = Your answer has no words yet.
answer-too-long = That has { $count } characters, and { $most } are the most. Make it shorter.

### AMA: what is kept

held-questions = Questions you asked at AMAs: their words, also of anonymous ones, when you asked, and what was answered. Kept until you delete them, or for the days after the AMA that the server chose.
held-questions-moderated = Questions at AMAs you decided about: which, and how. Your name goes when you delete it.
held-ama-answers = Answers at AMAs: what you answered. Your name goes when you delete it; the answer belongs to who asked.
held-ama-votes = Votes for questions at AMAs: which questions you would like answered. Kept until you delete them.
held-ama-block = A block from asking at AMAs: because of which question, and until when.
kept-ama-block = so that a block is not ended by deleting data; it goes when its time is over.
held-ama-blocks-made = Blocks from asking you made: because of which question, until when. Your name goes when you delete it.
