### What the conversation itself says.

role-nobody = anonymous
role-participant = participant
role-facilitator = facilitator
role-coordinator = coordinator
role-admin = admin

not-allowed = That needs the role “{ $role }” in this concertation. An admin can give it to you.
direct-only = That stays between us, not in a room. Please write to me in private.

wrong-usage = Write it like this: { $prefix }{ $usage }
wrong-example = For example: { $prefix }{ $example }
wrong-option = I do not know the option “{ $said }:”. Did you mean “{ $near }:”?
wrong-number = I expected a number and read “{ $said }”.
wrong-extra = I did not understand the end: “{ $said }”.

unknown-near = I do not know { $said }. Did you mean:
unknown-command = I do not know { $said }. { $help } shows what you can say.

form-hint = ({ $stop } to leave)
form-leave = Leave

choice-closed = This choice is closed. Please ask again.
choice-not-yours = This choice is not for you.
choice-exposed = A reaction can be seen beyond this room, so I left yours out. Please answer { $number } to my message instead.
choice-private = That stays between us: please write to me in private.
too-long =
    That message is too long for me (over { NUMBER($limit) } characters). I kept nothing of it.
    Say it in a few words, for example: psychologist for a teenager in Ixelles
nothing-said = I could not read your message. Tell me what you are looking for, for example “psychologist for a teenager in Ixelles”, or { $help }.
greetings = hi, hey, hello, good morning, good evening, thanks, thank you, thx, okay
greeting = At your service! Tell me what you are looking for and for whom, for example “psychologist for a teenager in Ixelles”. { $help } shows what else you can say.
file-unused = I received the file, but I can do nothing with it here. I did not keep it.
file-too-large = I could not take that file: I take files of up to { NUMBER($limit) } MB.
failed = Something went wrong on my side. Nothing was changed: you can try again.
database-down = I cannot reach my data right now, and I did not keep your message. Please try again in a few minutes.
private-waiting = { $name }, I have a private message for you. Write to me, and I will send it.
private-open = Write to me
