"""What the columns of a plain spreadsheet most likely hold, by their names in several languages."""

from collections.abc import Sequence

from eventnet.arrivals.readers.mapping import SEVERAL, Field, Mapping
from eventnet.arrivals.readers.text import plain

# English, German, French, Spanish, Portuguese, Italian, Dutch, Polish; then other scripts.
WORDS: dict[Field, str] = {
    "name": "name, full name, attendee name, attendee, participant, participant name, person, "
    "contact, contact name, contact person, teilnehmer, teilnehmerin, ansprechpartner, "
    "ansprechperson, "
    "nom complet, nom et prénom, participante, nombre completo, nombre y apellidos, nome, "
    "nome completo, nome e cognome, partecipante, deelnemer, naam, volledige naam, uczestnik, "
    "imię i nazwisko, ім'я, имя, ονοματεπώνυμο, الاسم, שם, 氏名, 名前, お名前, 姓名, 이름",
    "given_name": "given name, first name, firstname, forename, vorname, prénom, nombre, "
    "primeiro nome, nome próprio, voornaam, imię, الاسم الأول, שם פרטי, 名",
    "family_name": "family name, last name, lastname, surname, nachname, familienname, "
    "nom de famille, nom, apellido, apellidos, apelido, sobrenome, cognome, achternaam, nazwisko, "
    "фамилия, прізвище, επώνυμο, اسم العائلة, שם משפחה, 姓",
    "email": "email, e mail, email address, e mail address, mail, attendee email, work email, "
    "contact email, e mail adresse, mailadresse, courriel, adresse e mail, adresse mail, "
    "correo, correo electrónico, endereço de e mail, correio eletrónico, indirizzo e mail, "
    "e mailadres, adres e mail, электронная почта, почта, пошта, البريد الإلكتروني, "
    'דוא"ל, אימייל, メールアドレス, メール, 邮箱, 電子郵件, 电子邮件, 이메일',
    "organization": "organization, organisation, company, company name, exhibitor, employer, "
    "institution, affiliation, firm, firma, unternehmen, aussteller, société, entreprise, "
    "organisme, exposant, empresa, organización, organização, expositor, entidade, azienda, "
    "ente, espositore, bedrijf, organisatie, exposant, instytucja, компания, организация, "
    "οργανισμός, εταιρεία, الشركة, המפעל, חברה, ארגון, 会社, 会社名, 公司, 单位, 회사",
    "headline": "headline, job title, position, role at work, function, tagline, "
    "what is your job title, what do you do, funktion, berufsbezeichnung, stellenbezeichnung, "
    "fonction, poste, cargo, puesto, função, ruolo, qualifica, functie, functietitel, "
    "stanowisko, должность, посада, θέση, المسمى الوظيفي, תפקיד, 役職, 职位",
    "country": "country, home country, country code, land, pays, país, paese, kraj, страна, "
    "країна, χώρα, البلد, מדינה, 国, 国家, 국가",
    "ticket": "ticket, ticket type, ticket name, product, role, category, registration type, "
    "ticketart, ticketkategorie, rolle, kategorie, billet, type de billet, catégorie, entrada, "
    "tipo de entrada, categoría, bilhete, tipo de bilhete, categoria, biglietto, bilet",
    "reference": "ticket number, ticket no, ticket id, reference, booking reference, id, "
    "registration number, registration id, ticketnummer, buchungsnummer, référence, "
    "numéro de billet, referencia, referência, número do bilhete, riferimento",
    "status": "status, ticket status, registration status, attendee status, "
    "teilnehmerstatus, statut",
    "stand": "stand, stand number, stand no, stand name, booth, booth number, standnummer, "
    "messestand, stand nr, numéro de stand, número de stand, stoisko",
    "website": "website, web, web site, homepage, url, link, site, site web, sitio web, sítio, "
    "sito, sito web, webseite, webpagina, strona www",
    "topics": "topics, topics of interest, interests, tags, themes, keywords, expertise, themen, "
    "interessen, schlagworte, sujets, thèmes, intérêts, centres d'intérêt, temas, intereses, "
    "interesses, temi, interessi, thema's, onderwerpen, tematy, темы, 興味",
    "language": "language, locale, sprache, langue, idioma, língua, lingua, taal, język",
    "order": "order, order number, order no, bestellnummer, commande, numéro de commande, pedido, "
    "encomenda, ordine",
    "buyer_name": "buyer, buyer name, purchaser, purchaser name, ordered by, käufer, besteller, "
    "acheteur, comprador, acquirente",
    "buyer_given_name": "buyer first name, purchaser first name",
    "buyer_family_name": "buyer last name, purchaser last name",
    "buyer_email": "buyer email, buyer e mail, purchaser email, order email, billing email, "
    "invoice email, e mail des käufers, besteller e mail, e mail de l'acheteur, "
    "correo del comprador, e mail do comprador",
    "buyer_organization": "invoice company, billing company, buyer company",
}
KNOWN: dict[str, Field] = {
    plain(word): field for field, words in WORDS.items() for word in words.split(",")
}
# A question on a form is longer than a name; these words in it tell what it asks.
ASKED: tuple[tuple[str, Field], ...] = (
    ("buyer", "buyer_email"),
    ("e mail", "email"),
    ("email", "email"),
    ("job title", "headline"),
    ("topics", "topics"),
    ("interested in", "topics"),
    ("interests", "topics"),
    ("organisation", "organization"),
    ("organization", "organization"),
    ("company", "organization"),
)


def guess(header: Sequence[str]) -> Mapping:
    """Return the mapping that the names in ``header`` suggest, for a person to correct."""
    columns: list[Field | None] = []
    for title in header:
        field = guess_field(title)
        columns.append(None if field in columns and field not in SEVERAL else field)
    if "given_name" not in columns and "family_name" in columns and "name" in columns:
        # "Nome, Apelido", "Naam, Achternaam": beside a family name, the name is the given one.
        columns[columns.index("name")] = "given_name"
    return Mapping("sheet", tuple(columns))


def guess_field(title: str) -> Field | None:
    """Return what a column of this name most likely holds, or None."""
    words = plain(title.partition(" – ")[0])
    if words in KNOWN:
        return KNOWN[words]
    for asked, field in ASKED:
        if f" {asked} " in f" {words} ":
            return field
    return None
