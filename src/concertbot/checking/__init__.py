"""`concertbot check`: what is missing or wrong, in plain words. It changes nothing and disturbs no running bot."""
