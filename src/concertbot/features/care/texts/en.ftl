emergency = emergency, sos
    .summary = help lines, always, everywhere
    .usage = emergency
    .example = emergency

### The crisis answer: the number first. No assessment, no question, no promise.

crisis-program =
    I am a program: nobody reads this live.
    On these numbers somebody answers, for you or for the person you are worried about. Please call now.
crisis-kept = I kept nothing of this message.

line-suicide = Suicide prevention
line-emergency = Emergency, immediate danger
line-poison = Poisoning
line-listening = Listening line
line-young = Children and young people
line-always = day and night
