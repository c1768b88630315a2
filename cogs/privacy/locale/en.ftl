feature-about = What I keep of people, to see, take along and delete

command-privacy = Your data: see them, take them along, have them deleted
command-policy = What I keep of people here, and for how long
command-data = What I keep of you
command-export = Take everything that I keep of you along, as a ZIP of JSON and CSV
command-delete = Have everything of you deleted
command-tracking = Whether I count what you do here
example-privacy-tracking = /privacy tracking state:off
option-tracking-state = off: from now on I write nothing of you

## The policy

policy-title = What I keep, and for how long
policy-never = I count what happens in this server so that its team can look after it. **What you write is never stored.** Where that has an exception, such as for a message that was reported, it is said below, with how long it is kept. The mood of a message is read off and the words are dropped; mood is shown for channels and days only, never for a person, and never for fewer than five people. Of your names I keep only those named below; else I know you by your id. This is everything I keep of a member:
policy-others = Beside that I keep names of channels, settings, and daily counts of messages by channel, which name nobody.
policy-delete = **If you have it deleted**, all of that is gone when I answer, also from the figures of past weeks; what stays there counts people without naming them. Messages in the server stay, yours and mine, unless it says otherwise above. Backups that whoever runs me made earlier still hold it. For { $days } days I keep a fingerprint of your id, so that nothing from before comes back when I read history again. This alone is kept by name:
policy-server = **If this server removes me**, everything of it is erased { $days ->
        [one] after one day
       *[other] after { $days } days
    }, unless I am invited again before.
policy-do = **What you can do**: { $commands }

## What is kept of me

data-title = What I keep of you here
data-nothing = I keep nothing of you in this server.
data-tracked = What you do here is counted.
data-untracked = Tracking is off: what you do here is not counted.
data-entries =
    { $count ->
        [one] One entry
       *[other] { $count } entries
    }

## The export

export-running = Your export is being made already. It comes as soon as it is whole.
export-progress = Collecting what I keep of you: { $percent } %. If it takes longer than fifteen minutes, or I am restarted meanwhile, it comes by direct message: please keep yours open.
export-done =
    { $count ->
        [one] Here is everything that I keep of you in this server, each part as JSON and as CSV. The file READ-ME.txt says what is what.
       *[other] Here is everything that I keep of you in this server, in { $count } archives, each part as JSON and as CSV. READ-ME.txt in the first says what is what.
    }
export-by-dm = Here is everything that I keep of you in { $server }, as you asked. The file READ-ME.txt says what is what.
export-unsure = I was stopped just as I handed you your data from { $server }. If you have no file from me there, ask once more: { $export }
export-read-me = What Steward keeps of you, file by file. Instants are UTC in ISO 8601, ids are those of Discord.

## Deleting

delete-title = Delete everything that I keep of you?
delete-question =
    It is gone from every table and every figure at once, and nobody can bring it back. Your own choices, such as your time zone, go with it. This alone is kept, where there is any:
    { $kept }
delete-yes = Delete everything
delete-no = Keep it
delete-not = Nothing was deleted.
delete-done-title = It is gone
delete-done =
    { $count ->
        [0] Everything that I kept of you is deleted.
        [one] Everything that I kept of you is deleted, with one fact of what you did.
       *[other] Everything that I kept of you is deleted, with { $count } facts of what you did.
    }
delete-kept =
    Kept:
    { $kept }
delete-fingerprint =
    For { $days } days I keep a fingerprint of your id, so that nothing from before comes back when I read history again. It names nobody, and goes by itself.
delete-again = What you do here from now on is counted again. Press the button if you do not want that.

## Tracking

tracking-on = Tracking is on: from now on what you do here is counted again, never what you write.
tracking-off = Tracking is off: I count nothing of you any more, and what I had counted is deleted.
tracking-off-offer = Tracking is off: from now on I write nothing of what you do here, and greet you no more when you come back. What you give me on purpose, such as your time zone or an introduction, is kept until you delete it. What was counted before is still there; the button deletes that, too.
tracking-forget = Delete what was counted before
tracking-stop = Count nothing of me any more
tracking-forgotten =
    { $count ->
        [0] Nothing had been counted. Tracking stays off.
        [one] One fact is deleted, with your share in every figure. Tracking stays off.
       *[other] { $count } facts are deleted, with your share in every figure. Tracking stays off.
    }

## What jobs do, for /doctor

job-export = handing over the export of a member
