"""Organisations that don't exist: the exhibitors with what they show, and those the others are of.

Towns and municipalities are invented as well, so that nobody real is quoted.
"""

from typing import NamedTuple


class Organization(NamedTuple):
    """An organisation: its kind says which roles its people have."""

    name: str
    domain: str
    country: str
    kind: str
    field: str
    shows: str = ""


def _many(kind: str, lines: str) -> tuple[Organization, ...]:
    """Read lines of ``country field domain | name | what it shows``."""
    made = []
    for line in lines.strip().splitlines():
        head, name, *shows = (part.strip() for part in line.split("|"))
        country, field, domain = head.split()
        made.append(Organization(name, f"{domain}.example", country, kind, field, *shows))
    return tuple(made)


EXHIBITORS = _many(
    "exhibitor",
    """
PT water escuta | Escuta Redes | Microphones that live in hydrants and report leaks by street
PT building telhavelha | Telha Velha | Roof tiles, beams and doors from houses that came down
PT energy solcomum | Sol Comum | Bookkeeping for energy communities, from statutes to hourly shares
ES water aljibe | Aljibe Sistemas | Cisterns for squares, schools and very dry summers
ES mobility ruedalenta | Rueda Lenta | Cargo bikes with a service contract that towns can sign
FR energy chaleurdici | Chaleur d'Ici | Waste heat from bakeries, laundries and data rooms
FR building deuxiemepierre | Deuxième Pierre | Cut stone, taken down, measured and sold again
FR data carteouverte | Carte Ouverte | A map that every office of a town hall can write on
DE energy nachbarstrom | Nachbarstrom Werke | Basement batteries that a fire brigade has signed for
DE building lehmwerkost | Lehmwerk Ost | Walls pressed from the soil of your own excavation
DE mobility depotruhe | Depotruhe | Charging plans for bus depots on small connections
DE data zaehlpunkt | Zählpunkt Mitte | Counters that count people and forget them
NL water regenplein | Regenplein | Squares that flood on purpose
NL mobility vrachtfiets | Stadsvracht | Parcel hubs the size of six parking spaces
NL building materialenbank | Materialenbank Noord | Passports for buildings and a bank for what comes out
GB energy draughtworks | The Draught Works | Street-by-street retrofit with one phone number
GB data plainpermit | Plain Permit | Permit forms that people can finish
IE water turlough | Turlough Instruments | Groundwater sensors that last ten winters
IT building calcemadre | Calce Madre | Lime mortars and low-carbon mixes for old walls
IT mobility lineadacqua | Linea d'Acqua | Electric ferries for short crossings
SE energy frostvarme | Frostvärme | Heat pumps for stairwells of six flats
SE building stomme | Stomme Trä | Timber frames for schools that open in September
DK water havnebad | Havnebad Lab | Bathing water forecasts for harbours
PL energy cieplodom | Ciepło Dom | Sensors and advice for homes that are quietly cold
""",
)

FIRMS = _many(
    "firm",
    """
PT water ribeiraalta | Ribeira Alta Engenharia
PT building cantaria | Cantaria & Filhas
PT energy ventoleste | Vento Leste Cooperativa
PT mobility cacilho | Cacilho Mobilidade
PT data pontoaberto | Ponto Aberto
PT shared oficina12 | Oficina Doze
PT building barrovivo | Barro Vivo Arquitectos
PT water salobra | Salobra Consultores
ES energy soldebarrio | Sol de Barrio
ES building entrevigas | Entrevigas Estudio
ES water acequia | Acequia Nueva
ES data datosllanos | Datos Llanos
FR building terracrue | Terra Crue Ateliers
FR mobility lebontrottoir | Le Bon Trottoir
FR water ruisseau | Ruisseau & Co
FR shared passerelle | Passerelle Territoires
DE energy waermepfad | Wärmepfad Planung
DE building wiederbau | Wiederbau Kollektiv
DE water regenrinne | Büro Regenrinne
DE mobility umsteige | Umsteige Institut für Verkehr
DE data klartextkarte | Klartextkarte
NL building tweedehuid | Tweede Huid
NL energy warmtebron | Warmtebron Advies
NL mobility fietsknoop | Fietsknoop
GB mobility kerbandcorner | Kerb & Corner
GB building secondmason | Second Mason
GB water culvert | Culvert & Daughters
GB energy sharedmeter | Shared Meter
IE energy cosheat | Cois Heat Coop
IE data townbook | Townbook
IT water acquabassa | Acqua Bassa Studio
IT building mattonevivo | Mattone Vivo
IT energy tettosole | Tetto Sole
PL building cegla | Cegła i Spółka
PL mobility tramwajnik | Tramwajnik Pracownia
SE data kartrummet | Kartrummet
SE building trasnickeri | Norra Träsnickeriet
DK energy fjernlun | Fjernlun
DK building genbrugssten | Genbrugssten
FI energy lampolinja | Lämpölinja
FI data avoinkatu | Avoin Katu
GR water kymata | Kymata Coastal
GR energy iliosgeitonia | Ilios Geitonia
UA building vidnova | Vidnova Workshop
UA energy teplodim | Teplo Dim
TR water sarnic | Sarnıç Atölye
TR mobility iskele | İskele Ulaşım
BR shared beiramar | Beira Projetos
BR water igarape | Igarapé Soluções
IN water stepwell | Stepwell Systems
IN energy suryachhat | Surya Chhat
KE water majilane | Maji Lane
KE mobility bodalogic | Boda Logic
NG energy lightstreet | Light Street Power
NG data mapyard | Mapyard
MA building pise | Pisé & Chaux
EG water courtyardwater | Courtyard Water Studio
IL water tipatech | Tipa Irrigation Lab
JP building kigumi | Kigumi Frames
JP mobility minatoline | Minato Line
CN building shanmu | Shanmu Timber
CN data hutong | Hutong Sensing
US mobility slowcurb | Slow Curb
US energy porchlight | Porchlight Cooperative
US data opencounter | Counter & Ledger
""",
)

TOWNS = _many(
    "town",
    """
PT shared valefundo | Município de Vale Fundo
PT water foznova | Câmara Municipal de Foz Nova
PT mobility altoribeira | Município de Alto da Ribeira
PT energy serradourada | Município de Serra Dourada
ES water villaseca | Ayuntamiento de Villaseca del Mar
ES shared puertoverde | Ayuntamiento de Puerto Verde
FR building montclair | Ville de Montclair-sur-Loue
FR mobility valdorge | Métropole du Val d'Orge-Noire
DE energy lindenhafen | Stadt Lindenhafen
DE shared oberwalden | Stadtwerke Oberwalden
NL water oosterwaard | Gemeente Oosterwaard
NL mobility nieuwbrug | Gemeente Nieuwbrug
GB building harrowmere | Harrowmere Borough Council
GB energy estonvale | Eston Vale Council
IE water portcarrick | Portcarrick County Council
IT shared borgolago | Comune di Borgolago
IT mobility montesanto | Comune di Montesanto Ligure
PL energy jasnowola | Miasto Jasnowola
SE building norrvik | Norrviks kommun
DK water strandby | Strandby Havn Kommune
FI data lahdenranta | Lahdenrannan kaupunki
GR water neapoli | Dimos Nea Limani
UA building zelenyhai | Zelenyi Hai City Council
BR mobility baiadaspedras | Prefeitura de Baía das Pedras
KE data kisiwa | Kisiwa County Government
""",
)

SCHOOLS = _many(
    "school",
    """
PT water baixotejo | Universidade do Baixo Tejo
PT energy politecnicofoz | Politécnico de Foz Nova
ES building escuelanorte | Escuela Técnica de Puerto Verde
FR data ecoleloue | École des Territoires de la Loue
DE energy hslindenhafen | Hochschule Lindenhafen
DE mobility tuoberwalden | Technische Universität Oberwalden
NL water deltaschool | Delta School Oosterwaard
GB data harrowmereuni | University of Harrowmere
IT building politecnicolago | Politecnico di Borgolago
PL energy jasnowolapoly | Politechnika Jasnowolska
SE building norrvikhogskola | Norrviks högskola
FI data lahdentutkimus | Lahdenranta Research Institute
IN water monsooninstitute | Monsoon Institute of Hydrology
NG energy lagoonuni | Lagoon University of Technology
US mobility granitestate | Granite Valley University
JP building hinokilab | Hinoki Structures Laboratory
""",
)

FUNDS = _many(
    "fund",
    """
PT shared marebaixa | Maré Baixa Capital
PT energy pedraclara | Pedra Clara Ventures
ES water faronorte | Faro Norte Inversiones
FR building quatrevents | Quatre Vents Impact
DE energy langelinie | Lange Linie Beteiligungen
DE data erstefunken | Erste Funken
NL shared slowbridge | Slow Bridge Partners
GB mobility millrace | Millrace Capital
GB building foundrylane | Foundry Lane
IE water saltmarsh | Saltmarsh Ventures
IT energy ponticellofondo | Ponticello Fondo Civico
SE shared langsiktig | Långsikt Invest
US shared tenthstreet | Tenth Street Catalytic
IL water sevenwells | Seven Wells Fund
""",
)

CHARITIES = _many(
    "charity",
    """
PT mobility ruasviva | Associação Ruas Vivas
PT energy casaquente | Rede Casa Quente
ES shared sombra | Fundación Sombra
FR water amisdelaloue | Les Amis de la Loue
DE building hausundhand | Haus und Hand e. V.
NL data openstraat | Stichting Open Straat
GB mobility stepfree | Step-Free Journeys
IT shared alberiurbani | Alberi in Città
BR building moradadigna | Morada Digna
KE water womenandwells | Women and Wells Network
""",
)

PLACES = (
    "Vale Fundo", "Foz Nova", "Alto da Ribeira", "Serra Dourada", "Villaseca del Mar",
    "Puerto Verde", "Montclair-sur-Loue", "Lindenhafen", "Oberwalden", "Oosterwaard", "Nieuwbrug",
    "Harrowmere", "Eston Vale", "Portcarrick", "Borgolago", "Montesanto", "Jasnowola", "Norrvik",
    "Strandby", "Nea Limani", "Zelenyi Hai", "Baía das Pedras", "Kisiwa",
)  # fmt: skip
