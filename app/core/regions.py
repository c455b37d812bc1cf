"""Parts of the world, by ISO 3166 country: the Nordic and Baltic countries, then the rest of
Europe and the continents as the United Nations' statisticians draw them (M49)."""

from __future__ import annotations

import enum

from app.core.i18n import _l, label


class Region(enum.StrEnum):
    """A part of the world; every country is in one at most."""

    NORDIC = "nordic"
    BALTIC = "baltic"
    EUROPE = "europe"
    ASIA = "asia"
    AFRICA = "africa"
    NORTH_AMERICA = "north_america"
    LATIN_AMERICA = "latin_america"
    OCEANIA = "oceania"


_WRITTEN = {
    Region.NORDIC: "AX DK FI FO GL IS NO SE SJ",
    Region.BALTIC: "EE LT LV",
    Region.EUROPE: (
        "AD AL AT BA BE BG BY CH CY CZ DE ES FR GB GG GI GR HR HU IE IM IT JE LI LU MC MD ME MK MT "
        "NL PL PT RO RS RU SI SK SM UA VA XK"
    ),
    Region.ASIA: (
        "AE AF AM AZ BD BH BN BT CN GE HK ID IL IN IO IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM MN "
        "MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE"
    ),
    Region.AFRICA: (
        "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG "
        "ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TF TG TN TZ UG YT ZA ZM ZW"
    ),
    Region.NORTH_AMERICA: "BM CA PM UM US",
    Region.LATIN_AMERICA: (
        "AG AI AR AW BB BL BO BQ BR BS BV BZ CL CO CR CU CW DM DO EC FK GD GF GP GS GT GY HN HT JM "
        "KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI"
    ),
    Region.OCEANIA: (
        "AS AU CC CK CX FJ FM GU HM KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"
    ),
}
COUNTRIES = {region: tuple(codes.split()) for region, codes in _WRITTEN.items()}
_REGION = {code: region for region, codes in COUNTRIES.items() for code in codes}

label(
    {
        Region.NORDIC: _l("Nordic countries"),
        Region.BALTIC: _l("Baltic countries"),
        Region.EUROPE: _l("Rest of Europe"),
        Region.ASIA: _l("Asia"),
        Region.AFRICA: _l("Africa"),
        Region.NORTH_AMERICA: _l("North America"),
        Region.LATIN_AMERICA: _l("Latin America and the Caribbean"),
        Region.OCEANIA: _l("Oceania"),
    }
)


def region_of(country: str) -> Region | None:
    """The region of an ISO 3166 country; None for Antarctica and what is no country."""
    return _REGION.get(country)
