"""Help: what somebody can say here with their role, how to leave a form, and in which language the bot answers.

`aide` lists the commands of one's role; `aide cherche` explains one. `stop` leaves the open form. `langue nl` makes
the bot answer in Dutch, everywhere.
"""
