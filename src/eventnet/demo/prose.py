"""Headlines and bios: sentences that hold together, composed so that no two people sound alike."""

from dataclasses import dataclass
from random import Random

from eventnet.demo.organizations import PLACES, Organization
from eventnet.demo.subjects import BY_NAME, Subject

JOBS: dict[str, str] = {
    "exhibitor": "Founder|Head of sales|Product lead|Managing partner|Field engineer|Chief engineer|"
    "Customer projects|Technical director|Co-founder",
    "firm": "Partner|Project engineer|Architect|Planner|Managing director|Analyst|Senior consultant|"
    "Co-founder|Site lead|Researcher in practice|Apprentice planner|Surveyor|Hydrologist|Economist",
    "town": "Head of climate|Deputy mayor|Procurement officer|Head of public works|Energy manager|"
    "City architect|Head of water services|Chief digital officer|Mobility planner|"
    "Resilience officer|Councillor|District engineer|Head of housing",
    "school": "Professor|Doctoral researcher|Lecturer|Lab manager|Postdoc|Reader|Research engineer|"
    "Master's student|Head of department",
    "fund": "Partner|Investment manager|Principal|Analyst|Venture lead|Founding partner|"
    "Head of impact",
    "charity": "Director|Campaigner|Programme lead|Community organiser|Volunteer coordinator|"
    "Trustee|Policy officer",
}

OPENINGS = (
    "I spend my working days {doing}.",
    "For {years} years I have been {doing}, first on site and now mostly in meetings.",
    "At {org} I am responsible for {doing}.",
    "My team of {few} is {doing}, and we prefer small steps that stay.",
    "I came to {doing} by way of {past}, which still helps.",
    "Officially my job is {doing}; in practice it is patience.",
    "{org} asked me {years} years ago to start {doing}, and I have not finished.",
    "Trained as {trade}, I now make a living from {doing}.",
    "Between two parental leaves I moved from {past} to {doing}.",
    "Half of my week goes into {doing}, the other half into explaining why.",
    "In our corner of {org} it is all about {doing}.",
    "After {past} I wanted work that can be touched, and found it in {doing}.",
    "What I do at {org} fits in one line: {doing}.",
    "I grew up near {place}, and {doing} is how I came back.",
    "People call me when {doing} gets stuck between two departments.",
    "I am new at {org}, and what I was hired for is {doing}.",
    "{Few} of us are {doing}, across {few2} districts, and I keep the list.",
    "Nobody plans a career in {doing}; I slipped in through {past}.",
    "I write, draw and argue about {doing}.",
    "Since {place} had its bad year, {doing} is all I do.",
)
EVIDENCE = (
    "{Done}.",
    "Worth telling: {done}.",
    "What I am proud of: {done}.",
    "The short version: {done}.",
    "It can work: {done}.",
    "Something that works: {done}.",
    "One result to show: {done}.",
    "It took longer than planned, but {done}.",
)
WISHES = (
    "In Lisbon I would like to meet somebody who has tried {seek} at scale.",
    "I am looking for partners in {seek}, ideally ones who have failed at it once.",
    "If you know {seek} from the inside, I owe you a coffee.",
    "My open question is {seek}: who pays, and who keeps it running?",
    "I bring experience in {offer} and hope to trade it for {seek}.",
    "We need help with {seek} before the autumn; we can give {offer} in return.",
    "Ask me about {offer}. I will ask you about {seek}.",
    "There is a budget for {seek} and no good offer yet.",
    "I can show you what {offer} really costs, line by line.",
    "Happy to open our files on {offer} to anyone who is starting.",
    "I would swap a day of {offer} for a day of {seek}.",
    "Talk to me if {seek} keeps you awake as well.",
    "We have a street ready for {seek} and a council that said yes.",
    "I collect honest stories about {seek}, above all the ones without a happy end.",
    "Two of our projects wait for {seek}; both could start this year.",
    "What I can offer is {offer}, and a site visit for whoever passes {place}.",
)
REMARKS = (
    "Outside work I keep bees on a roof in {place}.",
    "I travel by train and arrive with a full notebook.",
    "I would rather walk than sit: meet me for a lap around the dock.",
    "I answer mail on Thursdays, and in person at once.",
    "On Sundays I sing second alto, loudly.",
    "I am better at listening before ten in the morning.",
    "I repair radios, which teaches the same lessons as pipes.",
    "My sketchbook has more bus stops in it than faces.",
    "I speak four languages, all of them with an accent.",
    "If you see somebody photographing drain covers, that is me.",
    "I still own the bicycle with which I did my first survey.",
    "I teach a class of twelve-year-olds once a month; they ask the better questions.",
    "I play five-a-side with the people who audit me.",
    "Please bring numbers; I will bring biscuits from {place}.",
    "My grandmother ran a ferry, and I have her timetable on the wall.",
    "I have sat on both sides of a tender and prefer the side with the window.",
    "I believe in minutes, maintenance and lunch.",
    "There is always a tape measure in my bag.",
    "I once stopped a project I loved, and it was the right thing.",
    "I am learning to say no in Portuguese.",
    "I grow tomatoes that no neighbour envies.",
    "My dog has attended more public hearings than most councillors.",
    "I keep a list of benches, with ratings.",
    "I read contracts for pleasure, slowly.",
)
PASTS = (
    "carpentry", "a newspaper", "shipbuilding", "teaching mathematics", "the fire service",
    "a bakery", "software", "nursing", "insurance", "set design", "the merchant navy", "law",
    "farming", "a bicycle workshop", "military engineering", "journalism", "theatre lighting",
    "chemistry", "the railway", "a building site",
)  # fmt: skip
TRADES = (
    "a geologist", "an electrician", "an architect", "a civil engineer", "a sociologist",
    "an accountant", "a landscape gardener", "a physicist", "a plumber", "a lawyer",
    "a cartographer", "a biologist", "an economist", "a mason", "a statistician",
)  # fmt: skip

# In the languages of some of those who come; (country, words). Each is used once.
IN_THEIR_LANGUAGE: tuple[tuple[str, str], ...] = (
    ("PT", "Trabalho há onze anos com redes de água em concelhos pequenos, onde cada fuga tem nome "
     "e morada. Gostava de conhecer quem já convenceu uma assembleia municipal a pagar manutenção "
     "antes de obra nova. Em troca, mostro as nossas contas sem maquilhagem."),
    ("PT", "Sou arquitecta e passo mais tempo em demolições do que em inaugurações. Guardamos "
     "portas, azulejos e vigas, e sabemos quanto custa guardá-los. Procuro câmaras com um armazém "
     "vazio e vontade de o encher devagar."),
    ("PT", "Coordeno uma comunidade de energia com cento e doze vizinhos, três escolas e uma "
     "padaria. Aprendemos a fazer estatutos curtos e assembleias ainda mais curtas. Quero falar "
     "com quem está a começar e com quem já se cansou."),
    ("PT", "Fiz a tese sobre sombra nas ruas e agora planto-a. Metade das árvores morre no "
     "terceiro verão, e quase sempre por razões que se resolvem com um vizinho e um balde."),
    ("PT", "Na minha junta, os autocarros passam quando o motorista pode. Procuro soluções "
     "pequenas, que caibam num orçamento de freguesia e numa rua com dois metros e meio."),
    ("ES", "Llevo quince años guardando agua de lluvia en sitios donde nadie la espera: patios, "
     "escuelas, una plaza de toros. Busco ayuntamientos con sed y con paciencia, y alguien que "
     "sepa contar bien los beneficios."),
    ("ES", "Soy economista y mido proyectos que otros inauguran. Cuando un piloto no funciona lo "
     "publico también, con el permiso de todos. Me interesa conocer a quien quiera ser medido."),
    ("FR", "Je démonte des bâtiments depuis vingt ans et je sais à qui revendre presque tout, sauf "
     "le plâtre. Je cherche des communes qui voudraient écrire le réemploi dans leurs marchés sans "
     "effrayer les petites entreprises."),
    ("FR", "Élue d'une ville de neuf mille habitants, je m'occupe de chaleur, d'arbres et de "
     "patience. Nous avons un réseau de chaleur qui fuit, une belle équipe et peu d'argent. Vos "
     "échecs m'intéressent autant que vos réussites."),
    ("FR", "Cartographe, j'essaie de faire travailler six services sur un seul plan. Nous avons "
     "commencé par les bancs publics, puis les arbres, et maintenant tout le monde veut en être."),
    ("DE", "Ich plane Wärmenetze für Orte, in denen man sich beim Bäcker darüber streitet. Vier "
     "sind gebaut, eines ist gescheitert, und gerade davon erzähle ich gern. Ich suche Städte mit "
     "Abwärme und einem Kämmerer, der rechnen will."),
    ("DE", "Als Zimmerin habe ich gelernt, dass jedes Holz eine Herkunft hat. Heute schreibe ich "
     "Ausschreibungen, in denen das auch steht. Wer gebrauchte Träger lagert, prüft oder versichert, "
     "ist mein Gespräch in Lissabon."),
    ("DE", "Unsere Busse laden nachts auf einem Anschluss, der für die Hälfte gedacht war. Den "
     "Ladeplan haben die Fahrerinnen gezeichnet. Ich zeige ihn gern und suche Häfen und Müllhöfe "
     "mit demselben Problem."),
    ("IT", "Mi occupo di malte di calce e di muri che nessuno vuole demolire. Cerco comuni con "
     "facciate vincolate, inverni umidi e un tecnico curioso; porto campioni, prezzi e qualche "
     "errore istruttivo."),
    ("NL", "Ik leg pleinen aan die onder water mogen staan, en leg daarna uit waarom dat geen fout "
     "is. Zoek gemeenten met natte kelders, en bewoners die graag meetekenen voor er iets vaststaat."),
    ("EG", "أعمل مع أحياء قديمة على إعادة استخدام المياه في الساحات والحدائق الصغيرة. تعلّمنا أن "
     "الصيانة أهم من التصميم، وأن الجيران هم أفضل المهندسين. أبحث عن مدن تريد أن تجرّب معنا مشروعًا "
     "صغيرًا يمكن قياسه."),
    ("IL", "אני חוקרת השקיה בערים חמות ומודדת כמה מים עץ רחוב באמת צריך. מחפשת עיריות שמוכנות לתת "
     "לנו רחוב אחד לשנתיים, ושותפים שיודעים לבנות חיישנים פשוטים וזולים."),
    ("JP", "木造の学校を夏休みの間に建て替える仕事をしています。接合部は釘を使わず、解体してまた使えます。"
     "リスボンでは、木材の再利用や公共調達に取り組む自治体や設計者の方々とお話ししたいです。"),
)  # fmt: skip


@dataclass(frozen=True)
class Words:
    """What a person is known by: headline and bio."""

    headline: str
    bio: str


def job_title(random: Random, organization: Organization) -> str:
    """Return what the person does at the organisation."""
    return random.choice(JOBS[organization.kind].split("|"))


def headline(random: Random, job: str, organization: Organization, subject: Subject) -> str:
    """Return the line under a name: a job, or better what it is for."""
    doing = fill(random, subject.doing)
    return random.choice(
        (
            f"{job}, {subject.name.lower() if subject.name[:2] != 'AI' else subject.name}",
            f"{job} · {doing}",
            f"{doing[0].upper()}{doing[1:]}",
            f"{job} at {organization.name}, {doing}",
        )
    )


def bio(
    random: Random,
    organization: Organization,
    subject: Subject,
    offers: list[str],
    seeks: list[str],
) -> str:
    """Return three or four sentences about the person: 20 to 60 words."""
    while True:
        done = fill(random, random.choice(subject.done))
        facts = {
            "doing": fill(random, subject.doing),
            "org": organization.name,
            "done": done,
            "Done": done[0].upper() + done[1:],
            "seek": spoken(random.choice(seeks)),
            "offer": spoken(random.choice(offers)),
            "years": random.choice(("four", "six", "seven", "nine", "twelve", "fifteen", "twenty")),
            "few": random.choice(("three", "four", "five", "six", "eight", "eleven")),
            "Few": random.choice(("Three", "Four", "Five", "Six", "Eight")),
            "few2": random.choice(("two", "seven", "nine", "thirteen")),
            "past": random.choice(PASTS),
            "trade": random.choice(TRADES),
            "place": random.choice(PLACES),
        }
        opening, evidence, wish, remark = (
            random.choice(sentences).format(**facts)
            for sentences in (OPENINGS, EVIDENCE, WISHES, REMARKS)
        )
        shape = random.choice(("oew", "oewr", "owe", "ewr", "ore", "oer", "eow", "wor", "ow"))
        words = " ".join(
            {"o": opening, "e": evidence, "w": wish, "r": remark}[part] for part in shape
        )
        words = words[0].upper() + words[1:]
        if organization.shows and random.random() < 0.5:
            words = f"{organization.shows}: that is what we bring. {words}"
        if 20 <= len(words.split()) <= 60:
            return words


def fill(random: Random, text: str) -> str:
    """Put numbers and a place into the words of a subject."""
    return text.format(
        n=random.choice((14, 18, 23, 27, 31, 36, 42, 48, 55, 61, 74, 86, 95, 120, 160, 210, 340)),
        m=random.choice(("two", "three", "four", "five", "six", "seven", "eight", "nine")),
        town=random.choice(PLACES),
    )


def spoken(name: str) -> str:
    """Return a topic as it stands in a sentence."""
    assert name in BY_NAME  # noqa: S101 — a slip in our own lists, not somebody's input
    return name if name.startswith(("AI", "European")) else name[0].lower() + name[1:]
