help = hulp
    .summary = wat je me kunt zeggen
    .usage = hulp [opdracht]
    .example = hulp zoek
help-title = Wat je kunt zeggen, als { $role }
help-plain = Zeg me in een rechtstreeks bericht, of met een vermelding, gewoon wat je zoekt: ‘psycholoog voor een jongere in Elsene’.
help-hint = Meer weten over een opdracht: { $help } { $about }
help-usage = Zo zeg je het
help-example = Bijvoorbeeld
help-role = Voor wie
help-try = Proberen: { $example }
help-unknown = Ik ken geen opdracht ‘{ $said }’.

stop = stop
    .summary = met de vragen stoppen
    .usage = stop
    .example = stop
stop-left = Goed, we stoppen ermee. Er is niets bewaard.
stop-nothing = Er valt hier niets te stoppen.

language = taal
    .summary = kiezen in welke taal ik je antwoord
    .usage = taal fr | nl | en
    .example = taal nl
    .ask-language = In welke taal wil je dat ik antwoord: fr, nl of en?
language-set = Genoteerd: ik antwoord je in het { $language }.
language-unknown = Ik spreek Frans (fr), Nederlands (nl) en Engels (en); ‘{ $said }’ begreep ik niet.

start = start, beginnen
    .summary = het gesprek beginnen
    .usage = start
    .example = start
start-welcome = Dag! Ik ben een programma. Zeg gewoon wat u zoekt en voor wie, bijvoorbeeld “psycholoog voor een tiener in Elsene”. { $help } toont wat u nog kunt zeggen. In nood: { $emergency }.
