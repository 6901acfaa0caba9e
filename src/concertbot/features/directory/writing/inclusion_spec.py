"""What data.inclusion v1 says of structures and services: their columns, and the codes in them.

Facts from its JSON Schemas (1.0.8).
"""

from collections.abc import Mapping
from types import MappingProxyType

PLACE = (
    *("adresse", "complement_adresse", "code_postal", "code_insee", "commune", "latitude", "longitude"),
    *("telephone", "courriel"),
)
STRUCTURE = (
    *("source", "id", "nom", "date_maj", "description", *PLACE, "site_web", "lien_source", "horaires_accueil"),
    *("accessibilite_lieu", "siret", "reseaux_porteurs"),
)
SERVICE = (
    *("source", "structure_id", "id", "nom", "description", "date_maj", "type", "thematiques", "publics"),
    *("publics_precisions", "frais", "frais_precisions", "conditions_acces", "modes_accueil", "modes_mobilisation"),
    *("mobilisable_par", "mobilisation_precisions", "lien_mobilisation", "lien_source", "contact_nom_prenom", *PLACE),
    *("horaires_accueil", "zone_eligibilite", "nombre_semaines", "volume_horaire_hebdomadaire"),
)
LISTS = frozenset(
    {
        *("thematiques", "publics", "modes_accueil", "modes_mobilisation", "mobilisable_par", "zone_eligibilite"),
        *("reseaux_porteurs", "types", "profils", "labels_nationaux", "labels_autres", "justificatifs"),
        *("pre_requis", "modes_orientation_accompagnateur", "modes_orientation_beneficiaire"),
    }
)
NUMBERS = frozenset({"latitude", "longitude", "nombre_semaines", "volume_horaire_hebdomadaire"})
TRUTHS = frozenset({"antenne", "contact_public", "cumulable"})
# What may stand in a column.
CODES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "type": frozenset(
            {"accompagnement", "aide-financiere", "aide-materielle", "atelier", "formation", "information"}
        ),
        "publics": frozenset(
            {
                *("tous-publics", "actifs", "beneficiaires-des-minimas-sociaux", "demandeurs-emploi", "etudiants"),
                *("familles", "femmes", "jeunes", "personnes-en-situation-de-handicap"),
                *("personnes-en-situation-durgence", "personnes-en-situation-juridique-specifique"),
                *("personnes-exilees", "residents-qpv-frr", "seniors"),
            }
        ),
        "frais": frozenset({"gratuit", "payant"}),
        "modes_accueil": frozenset({"a-distance", "en-presentiel"}),
        "modes_mobilisation": frozenset(
            {"envoyer-un-courriel", "se-presenter", "telephoner", "utiliser-lien-mobilisation"}
        ),
        "mobilisable_par": frozenset({"usagers", "professionnels"}),
    }
)
