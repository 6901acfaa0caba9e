help = aide
    .summary = ce que vous pouvez me dire
    .usage = aide [commande]
    .example = aide cherche
help-title = Ce que vous pouvez me dire ({ $role })
help-plain = En message direct, ou en me mentionnant, dites-moi simplement ce que vous cherchez : « psy pour un ado à Ixelles ».
help-hint = Pour en savoir plus sur une commande : { $help } { $about }
help-usage = Cela s'écrit
help-example = Par exemple
help-role = Pour qui
help-try = Essayer : { $example }
help-unknown = Je ne connais pas de commande « { $said } ».

stop = stop
    .summary = arrêter les questions en cours
    .usage = stop
    .example = stop
stop-left = D'accord, on arrête là. Rien n'a été gardé.
stop-nothing = Il n'y a rien à arrêter ici.

language = langue
    .summary = choisir la langue dans laquelle je vous réponds
    .usage = langue fr | nl | en
    .example = langue nl
    .ask-language = En quelle langue voulez-vous que je vous réponde : fr, nl ou en ?
language-set = C'est noté : je vous réponds en { $language }.
language-unknown = Je parle français (fr), néerlandais (nl) et anglais (en) ; je n'ai pas compris « { $said } ».

start = start, commencer
    .summary = commencer la conversation
    .usage = start
    .example = start
start-welcome =
    Bonjour ! Je suis un programme : je cherche avec vous où orienter quelqu'un.
    Dites-moi ce qu'il faut et pour qui, par exemple « psy pour un ado à Ixelles ».
    { $help } montre ce que vous pouvez dire d'autre. En cas de détresse : { $emergency }
