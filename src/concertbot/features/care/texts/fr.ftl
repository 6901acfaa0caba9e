emergency = urgence, sos
    .summary = les lignes d'aide, toujours, partout
    .usage = urgence
    .example = urgence

### La réponse de crise : d'abord le numéro. Ni évaluation, ni question, ni promesse.

crisis-program =
    Je suis un programme : personne ne lit ceci en direct.
    Appelez maintenant. Vous pouvez appeler pour vous ou pour quelqu'un d'autre.
crisis-danger = Danger immédiat
crisis-kept = Je n'ai rien gardé de ce message.
line-hours-always = jour et nuit
