### Ce que dit la conversation elle-même.

role-nobody = anonyme
role-participant = participant·e
role-facilitator = facilitateur·rice
role-coordinator = coordinateur·rice
role-admin = admin

not-allowed = Cela demande le rôle « { $role } » dans cette concertation. Un·e admin peut vous le donner.
direct-only = Ceci se passe entre nous, pas dans un salon. Écrivez-moi en privé.

wrong-usage = Cela s'écrit : { $prefix }{ $usage }
wrong-example = Par exemple : { $prefix }{ $example }
wrong-option = Je ne connais pas l'option « { $said }: ». Vouliez-vous dire « { $near }: » ?
wrong-number = J'attendais un nombre, et j'ai lu « { $said } ».
wrong-extra = Je n'ai pas compris la fin : « { $said } ».

unknown-near = Je ne connais pas { $said }. Vouliez-vous dire :
unknown-command = Je ne connais pas { $said }. { $help } montre ce que vous pouvez dire.

form-hint = ({ $stop } pour arrêter)
form-leave = Arrêter

choice-closed = Ce choix est fermé. Reposez votre question, s'il vous plaît.
choice-not-yours = Ce choix n'est pas pour vous.
choice-exposed = Une réaction se voit au-delà de ce salon : je n'ai donc pas tenu compte de la vôtre. Répondez plutôt { $number } à mon message.
choice-private = Cela se passe entre nous : écrivez-moi en privé.
too-long =
    Ce message est trop long pour moi (plus de { NUMBER($limit) } caractères). Je n'en ai rien gardé.
    Dites-le en quelques mots, par exemple : psy pour ado à Ixelles
nothing-said = Je n'ai pas pu lire votre message. Dites-moi ce que vous cherchez, par exemple « psy pour ado à Ixelles », ou { $help }.
greetings = bonjour, bonsoir, salut, coucou, hello, merci, merci beaucoup, ok, ça va
greeting = À votre service ! Dites-moi ce que vous cherchez et pour qui, par exemple « psy pour ado à Ixelles ». { $help } montre ce que vous pouvez dire d'autre.
file-unused = J'ai bien reçu le fichier, mais je ne peux rien en faire ici. Je ne l'ai pas gardé.
file-too-large = Je n'ai pas pu prendre ce fichier : je les prends jusqu'à { NUMBER($limit) } Mo.
failed = Quelque chose n'a pas marché de mon côté. Rien n'a été changé : vous pouvez réessayer.
database-down = Je n'ai pas accès à mes données pour le moment, et je n'ai pas gardé votre message. Réessayez dans quelques minutes.
private-waiting = { $name }, j'ai un message privé pour vous. Écrivez-moi, et je vous l'envoie.
private-open = M'écrire
