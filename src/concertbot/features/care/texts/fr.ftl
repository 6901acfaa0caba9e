emergency = urgence, sos
    .summary = les lignes d'aide, toujours, partout
    .usage = urgence
    .example = urgence

### La réponse de crise : d'abord le numéro. Ni évaluation, ni question, ni promesse.

crisis-program =
    Je suis un programme : personne ne lit ceci en direct.
    À ces numéros, quelqu'un vous répond, pour vous ou pour la personne qui vous inquiète. Appelez maintenant.
crisis-kept = Je n'ai rien gardé de ce message.

line-suicide = Prévention du suicide
line-emergency = Urgences, danger immédiat
line-poison = Intoxication
line-listening = Écoute
line-young = Enfants et jeunes
line-always = jour et nuit
