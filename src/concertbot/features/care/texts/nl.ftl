emergency = nood, sos
    .summary = de hulplijnen, altijd, overal
    .usage = nood
    .example = nood

### Het crisisantwoord: eerst het nummer. Geen beoordeling, geen vraag, geen belofte.

crisis-program =
    Ik ben een programma: niemand leest dit nu mee.
    Op deze nummers antwoordt iemand, voor u of voor de persoon over wie u zich zorgen maakt. Bel nu.
crisis-kept = Ik heb niets van dit bericht bewaard.

line-suicide = Zelfmoordpreventie
line-emergency = Noodnummer, onmiddellijk gevaar
line-poison = Vergiftiging
line-listening = Luisterlijn
line-young = Kinderen en jongeren
line-always = dag en nacht
