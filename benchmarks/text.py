"""Text made comparable, the same way for everybody who is measured and does not do it better itself."""

import re
import unicodedata

WRITTEN = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "–": "-", "…": " "})
OTHER = re.compile(r"[^0-9a-z]+")
DOTTED = re.compile(r"\b(?:[a-z]\.){2,}(?:[a-z]\b)?")  # initials

# What carries no meaning in a question of somebody who looks for a service, in French and in Dutch.
STOP = frozenset(
    "a ai as au aurait aux avec avez avoir besoin bien bonjour bonsoir c ca ce cela cet cette chez cherche cherchons"
    " comment connaissez connait d dans de des dire dites dois donner du elle en encore es est et etes eu existe faut"
    " il ils infos info j jour je l la le les leur lui m ma mais me merci mes moi mon ne nos notre nous on ont ou par"
    " pas peut peux pour pouvez pres qu quand que quel quelle quelles quelqu quels qui s sa salut se ses si sont suis"
    " sur svp t ta te tes toi toujours ton trouve trouver tu un une va vers veux voudrais vous y plait avance"
    " aan ben bent beste bij bestaat dag dank dat de den deze die dit een en er gaat geef geven goeiedag haar hallo"
    " heb hebben heeft hebt het hij hoe iemand ik in is kan kent kunnen kunt laat maar me men met mij mijn moet mogen"
    " naar nodig nog of om onze op over te tot u uw van vind vinden voor waar wanneer wat we welke wie wij willen"
    " zeg zegt zijn zoek zoeken zou aub alstublieft".split()
)


def fold(text: str) -> str:
    """Return the text in small letters and digits, without accents, its words one space apart."""
    plain = unicodedata.normalize("NFKD", text.translate(WRITTEN)).encode("ascii", "ignore").decode("ascii")
    joined = DOTTED.sub(lambda found: found.group().replace(".", ""), plain.lower())
    return OTHER.sub(" ", joined).strip()


def telling(text: str) -> list[str]:
    """Return the folded words of a question that carry meaning; all of them when none does."""
    words = fold(text).split()
    return [word for word in words if word not in STOP] or words
