drill = drill
    .summary = drill
    .usage = drill 1
    .example = drill 1
    .ask-number = …
drill-done = done { $number }.
