### What the console says around the conversation.

console-welcome =
    concertbot, in this terminal. Say what you are looking for, for example “psychologist for a teenager in Ixelles”, or “help”.
    :help shows how to play other people and other rooms; Ctrl-D to leave.
console-help =
    :as nadia         speak as Nadia
    :room ct2         speak in the room ct2 (in a room, begin with ! or with @concertbot)
    :dm               speak to the bot in a direct message
    :who              who is there, with role and language
    :clock 2026-12-01T09:00   stop the clock at that moment
    :file path        send a file
    2                 take choice number 2
    :quit             leave
console-unknown = I do not know “{ $said }”. :help shows what there is.
console-no-file = There is no file { $path }.
console-no-clock = I did not understand that moment: “{ $said }”. For example: :clock 2026-12-01T09:00
console-clock = The clock stands still on { $day } at { $time }.
console-who = In this terminal
console-nobody = Nobody yet. Say something.
console-choices = Choices
