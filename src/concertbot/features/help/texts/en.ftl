help = help
    .summary = what you can say to me
    .usage = help [command]
    .example = help find
help-title = What you can say to me ({ $role })
help-plain = In a direct message, or when you mention me, simply tell me what you are looking for: “psychologist for a teenager in Ixelles”.
help-hint = To know more about a command: { $help } { $about }
help-usage = Write it like this
help-example = For example
help-role = For whom
help-try = Try: { $example }
help-unknown = I know no command “{ $said }”.

stop = stop
    .summary = leave the questions I am asking
    .usage = stop
    .example = stop
stop-left = All right, we leave it there. Nothing was kept.
stop-nothing = There is nothing to leave here.

language = language
    .summary = choose the language in which I answer you
    .usage = language fr | nl | en
    .example = language nl
    .ask-language = In which language shall I answer you: fr, nl or en?
language-set = Noted: I answer you in { $language }.
language-unknown = I speak French (fr), Dutch (nl) and English (en); I did not understand “{ $said }”.

start = start, begin
    .summary = begin the conversation
    .usage = start
    .example = start
start-welcome =
    Hello! I am a program: I help you find where to refer somebody.
    Tell me what is needed and for whom, for example “psychologist for a teenager in Ixelles”.
    { $help } shows what else you can say. In distress: { $emergency }
