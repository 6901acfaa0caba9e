"""The directory of services, and the answer to where to refer somebody.

`cherche psy ado Ixelles`, or plain words to the bot, gives up to five services. `fiche 2` shows one in full,
`compare 1 3` puts some side by side. `concertbot directory import` brings a directory in, `export` out;
`correct` keeps what people know better.
"""
