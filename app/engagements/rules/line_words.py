"""The words by which a first line is understood, in English, Finnish and Swedish.

All three are read side by side: people mix them in one line. Each kind of engagement has one
pattern, and the first that stands anywhere in the line wins, so the telling ones come first
("working group meeting" is a working group, and "huippukokous" an event).
"""

from __future__ import annotations

import re

from app.engagements.models import EngagementType

T = EngagementType


def _words(*alternatives: str) -> re.Pattern[str]:
    """Whole words; one that ends in a hyphen stands for everything that begins so."""
    parts = "|".join(word[:-1] + r"[\w-]*" if word.endswith("-") else word for word in alternatives)
    return re.compile(rf"(?<!\w)(?:{parts})(?![\w-])", re.IGNORECASE)


TYPES: tuple[tuple[EngagementType, re.Pattern[str]], ...] = (
    (T.ADVOCACY, _words("advocacy(?: meeting)?", "lobb(?:y|ied|ying)", "edunvalvon-",
                        "vaikuttamis-", "intressebevakning-", "påverkans-")),
    (T.SIGNING, _words("signing(?: ceremony)?", "signed", "allekirjoit-", "underteckn-")),
    (T.WORKING_GROUP, _words("(?:working|steering) group(?: meeting)?", "task ?force", "työryhm-",
                             "ohjausryhm-", "arbetsgrupp-", "styrgrupp-")),
    (T.EVENT, _words("conferences?", "seminars?", "webinars?", "congress", "summit",
                     "trade fair", "events?", "huippukoko-", "konferens-", "seminaari-",
                     "webinaari-", "kongress-", "tapahtuma-", "messut", "messuilla", "seminari-",
                     "toppmöte-",
                     "evenemang-", "mässan?")),
    (T.INCOMING_VISIT, _words("(?:incoming |study )?visit (?:from|by)", "incoming visit",
                              "delegation (?:from|of)", "visitors from", "hosted",
                              "vierail(?:u|ivat|i) meillä", "(?:inkommande )?besök (?:från|av)",
                              "delegation från", "inkommande besök")),
    (T.OUTGOING_DELEGATION, _words("(?:study )?(?:visit|trip|travel|delegation) to", "visited",
                                   "travell?ed to", "visit", "(?:työ|opinto)?matka(?:lla)?",
                                   "vierail(?:u|imme|in)", "(?:studie|tjänste)?resa(?: till)?",
                                   "(?:studie)?besök(?: i| hos| till)?", "besökte")),
    (T.CALL, _words("(?:phone |video ?|conference )?call(?:ed)?(?: with)?", "phoned",
                    "(?:video)?puhelu-", "puhelimessa", "soit(?:to|in|imme|ettiin)",
                    "(?:telefon|video)?samtal-", "ringde")),
    (T.CORRESPONDENCE, _words("e-?mail(?:ed)?", "letters?", "correspondence", "wrote(?: to)?",
                              "sähköposti-", "kirje", "kirjeenvaihto-", "viesti", "e-post",
                              "mejl-", "brev-", "skrev(?: till)?")),
    (T.MEETING, _words("meetings?", "met", "lunch", "coffee", "koko(?:us|uksessa)", "tapaami-",
                       "tapasi(?:n|mme)?", "palaver-", "lounas", "möte-", "träff(?:en|ade)?")),
)  # fmt: skip

ONLINE = _words("online", "remote(?:ly)?", "teams", "zoom", "webex", "etänä", "verkossa",
                "på distans", "digitalt")  # fmt: skip
WITH = frozenset({"with", "from", "by", "med", "från", "av", "hos", "to", "till"})
# Behind the names, as Finnish says it.
KANSSA = frozenset({"kanssa", "luona"})
ABOUT = frozenset(
    {"about", "on", "regarding", "re", "concerning", "topic", "subject", "om", "angående",
     "kring", "rörande", "gällande", "ämne", "aiheena", "aihe", "koskien", "liittyen"}
)  # fmt: skip
IN = frozenset({"in", "at", "i", "på"})
AND = frozenset({"and", "ja", "sekä", "och", "samt", "&", "+", "/"})
# What stands before or beside a name and does not belong to it.
FILLERS = frozenset(
    {"the", "a", "an", "our", "their", "en", "ett", "den", "det", "city", "of", "stad", "stads",
     "staden", "kaupunki", "kaupungin", "kaupungista", "oli", "was", "had", "hade", "kävin"}
)  # fmt: skip

# What people write about, and what a focus area of that kind is called: both begin so.
THEMES: tuple[frozenset[str], ...] = (
    frozenset({"digi", "data", "smart", "alyk", "tekoal", "ai", "artificial", "robot", "algor",
               "open", "avoi", "oppen", "cyber", "kyber", "software", "ohjelmisto"}),
    frozenset({"climat", "ilmast", "klimat", "sustain", "kesta", "hallbar", "emission", "paast",
               "utslapp", "energ", "biodiv", "luonno", "environ", "ymparist", "miljo", "circul",
               "kierto", "cirkul", "carbon", "hiili"}),
    frozenset({"innov", "compet", "kilpail", "konkur", "busin", "yritys", "naring", "startup",
               "invest", "econom", "talou", "ekonom", "elinkein", "foretag"}),
    frozenset({"transport", "mobil", "liiken", "liikku", "trafik", "tram", "raitio", "metro",
               "rail", "bike", "cycl", "pyor", "cykel", "kollektiv", "joukko"}),
    frozenset({"educat", "school", "koulu", "skol", "expert", "osaam", "kunnan", "utbild", "learn",
               "oppi", "teach", "opett", "universit", "yliopist", "skill", "larand"}),
    frozenset({"particip", "osallis", "delakt", "segreg", "eriyt", "inclus", "equal", "tasa",
               "jamlik", "housing", "asumi", "bostad", "democra", "demokra", "youth", "nuori",
               "ungdom", "integrat", "kotout"}),
    frozenset({"cultur", "kultt", "kultur", "art", "taide", "taite", "konst", "museum", "museo",
               "music", "musiik", "musik", "librar", "kirjast", "bibliotek", "theat", "teatt"}),
    frozenset({"design", "muotoil", "service", "palvelu", "formgiv"}),
)  # fmt: skip
# Beginnings this short must be the whole word: "ai" is no "aihe", "art" no "article".
WHOLE_WORD = 3
