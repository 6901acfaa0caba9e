emergency = nood, sos
    .summary = de hulplijnen, altijd, overal
    .usage = nood
    .example = nood

### Het crisisantwoord: eerst het nummer. Geen beoordeling, geen vraag, geen belofte.

crisis-program =
    Ik ben een programma: niemand leest dit nu mee.
    Bel meteen. Je kunt bellen voor jezelf of voor iemand anders.
crisis-danger = Onmiddellijk gevaar
crisis-kept = Ik heb niets van dit bericht bewaard.
line-hours-always = dag en nacht
