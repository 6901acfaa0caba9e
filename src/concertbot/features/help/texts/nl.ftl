help = hulp
    .summary = wat u me kunt zeggen
    .usage = hulp [opdracht]
    .example = hulp zoek
help-title = Wat u me kunt zeggen ({ $role })
help-plain = Schrijf me rechtstreeks, of noem me in de kamer, en zeg gewoon wat u zoekt: ‘psycholoog voor een jongere in Elsene’.
help-hint = Meer weten over een opdracht: { $help } { $about }
help-usage = Zo schrijft u het
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
    .summary = kiezen in welke taal ik u antwoord
    .usage = taal fr | nl | en
    .example = taal nl
    .ask-language = In welke taal wilt u dat ik antwoord: fr, nl of en?
language-set = Genoteerd: ik antwoord u in het { $language }.
language-unknown = Ik spreek Frans (fr), Nederlands (nl) en Engels (en); ‘{ $said }’ begreep ik niet.

start = start, beginnen
    .summary = het gesprek beginnen
    .usage = start
    .example = start
start-welcome =
    Dag! Ik ben een programma: ik zoek samen met u waarheen u iemand kunt doorverwijzen.
    Zeg me wat er nodig is en voor wie, bijvoorbeeld ‘psycholoog voor een jongere in Elsene’.
    { $help } toont wat u nog kunt zeggen. In nood: { $emergency }
