drill = drill
    .summary = drill
    .usage = drill count 1
    .example = drill count 1
    .ask-what = …
