emergency = emergency, sos
    .summary = help lines, always, everywhere
    .usage = emergency
    .example = emergency

### The crisis answer: the number first. No assessment, no question, no promise.

crisis-program =
    I am a program: nobody reads this live.
    Call now. You can call for yourself or for somebody else.
crisis-danger = Immediate danger
crisis-kept = I kept nothing of this message.
line-hours-always = day and night
