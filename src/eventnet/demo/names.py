"""Given and family names by country, for people who don't exist.

Common names, composed at random; `ALREADY_SOMEBODY` keeps the well-known pairs out. A country has
one or more groups of (given names, family names), as some languages fit one to the other.
"""

Group = tuple[str, str]

NAMES: dict[str, tuple[Group, ...]] = {
    "PT": ((
        "Inês Beatriz Leonor Mafalda Catarina Rita Marta Joana Teresa Filipa Luísa Sara Tomás "
        "Duarte Gonçalo Rui Nuno Tiago Vasco Henrique Afonso Miguel Simão Álvaro",
        "Falcão Queirós Bettencourt Noronha Abrantes Loureiro Figueiras Calado Travassos Sequeira "
        "Varela Barroca Pimentel Quaresma-Leal Saldanha Valadão Esteves Cordovil Paiva Brandão",
    ),),
    "ES": ((
        "Nuria Elena Lucía Carmen Aitana Pilar Maite Rocío Íñigo Álvaro Gonzalo Rubén Xavier "
        "Andrés Joaquín Martín",
        "Ibáñez Arriaga Cebrián Montoro Olmedo Zabaleta Peñalver Quintanilla Rovira Saldaña "
        "Urrutia Villanueva",
    ),),
    "FR": ((
        "Camille Élodie Maëlle Solène Agnès Clémence Noémie Yannick Étienne Bastien Loïc Guillaume "
        "Mathieu Rémi",
        "Lefort Garnier Chevallier Marchand Delorme Rousselet Perrault-Noir Besson Charpentier "
        "Thibault Vasseur Guérin",
    ),),
    "DE": ((
        "Anke Friederike Katrin Lena Miriam Sabine Theresa Ulrike Jörg Matthias Sönke Torsten "
        "Florian Henning Lukas Jürgen",
        "Böttcher Dreyer Eickhoff Grothe Hülsmann Kessler Lindner-Voss Möhring Petersen Reimers "
        "Schürmann Tiedemann Wegener Zöllner",
    ),),
    "NL": ((
        "Anouk Femke Marijke Sanne Lotte Tess Bram Joost Maarten Pieter Sjoerd Ruben",
        "van_der_Veen Hoekstra de_Graaf Brouwer Kuipers ter_Horst Dijkstra-Bos Vermeulen Postma "
        "van_Dalen",
    ),),
    "GB": ((
        "Harriet Imogen Philippa Gemma Bronwen Fiona Alistair Callum Owen Rhys Giles Nathan Sushila "
        "Kwame",
        "Ashdown Birtwhistle Cartwright Fenwick Hathersage Kinnaird Llewellyn Marlow Ogilvy "
        "Pemberton Threlfall Whitlock",
    ),),
    "IE": ((
        "Aoife Ciara Niamh Orla Sinéad Cormac Eoin Pádraig",
        "Breathnach Devane Hanrahan Kinsella Mulcahy Ó_Súilleabháin Tierney",
    ),),
    "IT": ((
        "Chiara Federica Giulia Ilaria Serena Valentina Alessio Davide Lorenzo Matteo Niccolò Tommaso",
        "Bellandi Caruso-Ferri Donati Fabbri Guidi Lombardini Marchetti Pellegrino Santoro Vitali",
    ),),
    "PL": (
        ("Agnieszka Bożena Małgorzata Zofia Ewelina", "Wiśniowska Zielińska Kalinowska Łęcka Górska"),
        ("Grzegorz Łukasz Paweł Wojciech", "Jabłoński Krawczyk Sikorowski Żuraw Piątek"),
    ),
    "SE": ((
        "Annika Ebba Linnéa Maja Åsa Björn Göran Oskar Viktor",
        "Ahlström Bergqvist Dahlgren Hägglund Lindahl Nordqvist Söderholm Wallin",
    ),),
    "DK": ((
        "Astrid Freja Karen Mette Jeppe Kasper Rasmus Søren",
        "Bjerregaard Damgaard Holmgaard Kjær Lauridsen Nørskov Østergaard-Friis",
    ),),
    "FI": ((
        "Aino Eeva Henna Päivi Antti Juha Mikko",
        "Hämäläinen Koskela Lehtinen Mäkelä Rautio Väisänen",
    ),),
    "GR": (
        ("Eleni Katerina Ioanna", "Papadaki Kalogera Vlachou"),
        ("Nikos Stavros Manolis", "Anagnostou Mavridis Kotsis"),
    ),
    "UA": (
        ("Oksana Iryna Solomiia", "Kovalchuk Bondar Haidai"),
        ("Taras Bohdan Ostap", "Tkachuk Romaniuk Lysenko"),
    ),
    "TR": (("Ayşe Elif Zeynep Emre Çağlar Oğuz", "Aydoğan Demirtaş Gürsoy Işık Özkan Yıldız"),),
    "BR": ((
        "Anaíra Bruna Júlia Luana Caio Otávio Thiago Raí",
        "Albuquerque Cavalcante Figueiredo Moraes Nogueira Tavares",
    ),),
    "IN": ((
        "Ananya Kavita Lakshmi Meera Arjun Rohan Sanjay Vikram",
        "Bhattacharya Deshpande Iyer Kulkarni Menon Raghunathan",
    ),),
    "KE": (("Achieng Njeri Wanjiku Kamau Otieno Mwangi", "Barasa Kiptoo Muthoni Odhiambo Wekesa"),),
    "NG": (("Adaeze Folake Ngozi Chidi Emeka Tunde", "Adeyemi Eze Nwosu Okonjo Olawale"),),
    "MA": (("Fatima-Zahra Imane Salma Anas Hicham Youssef", "Benkirane Chraibi El_Idrissi Tazi"),),
    "EG": (("Dalia Mariam Karim Omar Heba Sherif", "Abdelrahman Mansour Fawzy Shenouda"),),
    "IL": (("Michal Noa Hadas Amit Yonatan", "Ben-Ami Harari Peretz-Gold Zamir"),),
    "JP": (("Haruka Yuki Aoi Kenji Sota Michiko", "Inoue Kurosaki Takeda Shimizu Ogata"),),
    "CN": (("Xiaomei Yating Jianhong Wei Lifen Haoran", "Ouyang Shen Tang Luo Qiu"),),
    "US": ((
        "Abigail Dolores Marisol Wren Curtis Darnell Elijah Hollis",
        "Achterberg Beaumont Castellanos Drummond Ellery Kowalczyk Whitehorse",
    ),),
}  # fmt: skip

# How many of the people come from where; the host's neighbours are many.
SHARES: dict[str, int] = {
    "PT": 84, "ES": 34, "FR": 30, "DE": 36, "NL": 26, "GB": 28, "IE": 10, "IT": 22, "PL": 14,
    "SE": 14, "DK": 12, "FI": 9, "GR": 8, "UA": 8, "TR": 7, "BR": 12, "IN": 9, "KE": 6, "NG": 6,
    "MA": 6, "EG": 6, "IL": 5, "JP": 6, "CN": 5, "US": 12,
}  # fmt: skip

COUNTRIES: dict[str, str] = {
    "PT": "Portugal", "ES": "Spain", "FR": "France", "DE": "Germany", "NL": "Netherlands",
    "GB": "United Kingdom", "IE": "Ireland", "IT": "Italy", "PL": "Poland", "SE": "Sweden",
    "DK": "Denmark", "FI": "Finland", "GR": "Greece", "UA": "Ukraine", "TR": "Türkiye",
    "BR": "Brazil", "IN": "India", "KE": "Kenya", "NG": "Nigeria", "MA": "Morocco", "EG": "Egypt",
    "IL": "Israel", "JP": "Japan", "CN": "China", "US": "United States",
}  # fmt: skip

ZONES: dict[str, str] = {
    "PT": "Europe/Lisbon", "ES": "Europe/Madrid", "FR": "Europe/Paris", "DE": "Europe/Berlin",
    "NL": "Europe/Amsterdam", "GB": "Europe/London", "IE": "Europe/Dublin", "IT": "Europe/Rome",
    "PL": "Europe/Warsaw", "SE": "Europe/Stockholm", "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki", "GR": "Europe/Athens", "UA": "Europe/Kyiv", "TR": "Europe/Istanbul",
    "BR": "America/Sao_Paulo", "IN": "Asia/Kolkata", "KE": "Africa/Nairobi", "NG": "Africa/Lagos",
    "MA": "Africa/Casablanca", "EG": "Africa/Cairo", "IL": "Asia/Jerusalem", "JP": "Asia/Tokyo",
    "CN": "Asia/Shanghai", "US": "America/New_York",
}  # fmt: skip

# Names written as their owners write them, which pages and mails have to bear: from the right,
# without spaces, with one letter, and longer than a line. (given, family, country, address)
AS_THEY_ARE: tuple[tuple[str, str, str, str], ...] = (
    ("نور", "الحسيني", "EG", "nour.alhusseini"),
    ("ياسمين", "بن عمر", "MA", "yasmine.benomar"),
    ("عبد الرحمن", "الزياني", "MA", "a.ziani"),
    ("תמר", "לביא-גולן", "IL", "tamar.lavi"),
    ("איתן", "שוהם", "IL", "eitan.shoham"),
    ("真琴", "三上", "JP", "makoto.mikami"),
    ("さくら", "大野木", "JP", "sakura.onogi"),
    ("思源", "顾", "CN", "gu.siyuan"),
    ("欣妍", "欧阳", "CN", "ouyang.xinyan"),
    ("Δέσποινα", "Ραυτοπούλου", "GR", "d.raftopoulou"),
    ("Γιώργος", "Καρράς-Νομικός", "GR", "g.karras"),
    ("Леся", "Мельниченко", "UA", "lesia.melnychenko"),
    ("Андрій", "Заболотний", "UA", "a.zabolotnyi"),
    ("O", "", "IN", "o"),
    ("Maria Antónia Francisca", "de Vasconcellos e Albuquerque-Bettencourt Lobo da Nóbrega", "PT",
        "maria.antonia"),
    ("Wilhelmina-Charlotte", "Freifrau von der Lindenau-Hohenstein zu Espenrode", "DE",
        "w.lindenau"),
)  # fmt: skip

ALREADY_SOMEBODY = frozenset({
    "Rui Costa", "Martín Vitali", "Elena Quintanilla", "Matteo Salvini", "Kenji Inoue",
    "Björn Wallin", "Mikko Koskela", "Oskar Lindahl", "Lucía Villanueva", "Nuno Brandão",
    "Tommaso Donati", "Lorenzo Pellegrino", "Camille Lefort", "Emre Aydoğan", "Thiago Tavares",
    "Gonçalo Paiva", "Mathieu Guérin", "Karim Mansour", "Omar Mansour", "Yuki Takeda",
    "Zofia Kalinowska", "Elif Yıldız", "Wei Tang", "Vikram Menon", "Rui Loureiro",
    "Tiago Brandão", "Carmen Ibáñez", "Nicolas Besson", "Federica Marchetti", "Florian Kessler",
    "Ruben Vermeulen", "Amit Peretz-Gold", "Miguel Noronha", "Davide Santoro", "Taras Romaniuk",
    "Juha Lehtinen", "Haruka Inoue", "Tunde Adeyemi", "Ngozi Okonjo", "Arjun Menon",
    "Sanjay Kulkarni", "Rohan Menon", "Kavita Iyer", "Lakshmi Menon", "Meera Iyer",
    "Fiona Ogilvy", "Philippa Marlow", "Teresa Paiva", "Joana Varela", "Sara Esteves",
    "Catarina Paiva", "Miguel Saldanha", "Nuno Esteves", "Rui Esteves", "Antti Rautio",
    "Giulia Santoro", "Serena Guidi", "Yuki Shimizu", "Chiara Santoro", "Andrés Ibáñez",
    "Elena Cebrián", "Meera Menon", "Omar Abdelrahman", "Matteo Pellegrino", "Tiago Esteves",
    "Rubén Ibáñez", "Mikko Lehtinen", "Mikko Mäkelä", "Bruna Tavares", "Matteo Fabbri",
    "Serena Vitali", "Rui Falcão", "Pieter de Graaf", "Philippa Threlfall", "Päivi Rautio",
    "Juha Väisänen", "Nuno Varela", "Lorenzo Santoro", "Alessio Santoro", "Davide Pellegrino",
    "Álvaro Urrutia", "Tess Brouwer", "Pieter Vermeulen", "Sanne Brouwer",
})  # fmt: skip
