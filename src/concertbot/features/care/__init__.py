"""Care: the crisis answer.

Crisis wording in what is addressed to the bot gets help lines at once, before anything else, and nothing of it is
kept. `urgence` gives them always, everywhere, even while the database is down.
"""
