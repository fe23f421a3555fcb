"""Ads whose digits are no telephone number, though they could be dialled: labelled, counted, priced, dated, measured.

In: dice. Out: labelled ads without a number to join on. All are invented.
"""

import random

from benchmarks.disguises import Page, Written, mobile, page
from peil.records.read import AdText


def _list(items: str) -> tuple[str, ...]:
    return tuple(items.split("|"))


LABELS = {
    "nl": _list(
        "Bestelnummer|Bestelnr.|Uw bestelling|Ordernummer|Advertentienr.|Advertentienummer:|"
        "Advertentie-id|Vergunningnummer|Vergunning nr.|Vergunning:|KvK|KvK-nummer:|K.v.K. nr|BTW|"
        "BTW-nr.|IBAN|Ondernemingsnummer|BSN|Klantnummer|Klant nr.|Dossiernummer|Dossier|Zaaknummer|"
        "Kenmerk:|Ons kenmerk|Referentie|Ref.|Factuurnummer|Boekingsnummer|Boekingscode:|"
        "Reserveringsnummer|Ticketnummer|Lidnummer|Profielnummer|Artikelnummer|EAN|Barcode|"
        "Track & trace|Paspoortnummer|Rijbewijs|Serienummer|Het nummer van uw bestelling is|"
        "Uw advertentie heeft nummer|Registratienummer|Ingeschreven onder nummer|Contractnummer|"
        "Polisnummer"
    ),
    "en": _list(
        "Order number|Order no.|Order id:|Your order|Ad id|Ad no.|Listing id|Licence number|License no|"
        "Permit|Company number|VAT number|VAT no.|IBAN|Account number|Customer no.|Case number|"
        "Reference|Ref:|Your reference is|Invoice|Invoice no.|Booking reference|Booking code|Ticket|"
        "Member id|Tracking number|Passport no.|Barcode|The number of your order is|"
        "Registered under number|Profile id|Serial number|Product code"
    ),
    "de": _list(
        "Bestellnummer|Auftragsnummer:|Anzeigen-ID|Anzeigennummer|Anzeige Nr.|Genehmigung|Lizenznummer|"
        "Handelsregister|Handelsregisternummer|HRB|Steuernummer|Steuer-Nr.|USt-IdNr.|IBAN|Kontonummer|"
        "Kundennummer|Kunden-Nr.|Aktenzeichen|Referenz|Referenznummer|Rechnung Nr.|Rechnungsnummer|"
        "Buchungsnummer|Buchungscode|Mitgliedsnummer|Sendungsnummer|Ausweisnummer|Artikelnummer|"
        "Ihre Bestellung hat die Nummer|Die Bestellnummer lautet|Vertragsnummer|Inserat Nr.|Inserats-ID"
    ),
    "fr": _list(
        "Numéro de commande|Commande n°|Votre commande n°|Annonce n°|Numéro d'annonce :|Réf. annonce|"
        "Référence|Réf. :|Licence|Numéro de licence|Autorisation n°|SIRET|SIREN|TVA|N° TVA|IBAN|"
        "Numéro de compte|N° client|Numéro de client|Numéro de dossier|Dossier n°|Facture n°|"
        "Numéro de facture|Réservation n°|Numéro de réservation|N° d'entreprise|Numéro d'entreprise|"
        "RCS Paris|Numéro de suivi|Passeport n°|Le numéro de votre commande est le|Code-barres|"
        "ID annonce"
    ),
    "es": _list(
        "Número de pedido|Pedido nº|Anuncio nº|Referencia|Ref.|ID del anuncio|Licencia|NIF|CIF|IBAN|"
        "Cuenta|Número de cliente|Factura|Reserva nº|Expediente"
    ),
    "ro": _list(
        "Număr comandă|Comanda nr.|ID anunț|Anunț nr.|Referință|Licență|CUI|CNP|IBAN|Cont|Factura nr.|"
        "Rezervare|Dosar nr."
    ),
    "hu": _list(
        "Rendelési szám|Rendelésszám|Hirdetés azonosító|Hirdetésszám|Adószám|Engedélyszám|Számlaszám|"
        "Ügyfélszám|Hivatkozási szám|Cégjegyzékszám"
    ),
    "pl": _list(
        "Numer zamówienia|Zamówienie nr|Numer ogłoszenia|ID ogłoszenia|NIP|REGON|PESEL|Konto|"
        "Numer konta|Faktura nr|Rezerwacja|Numer klienta|Licencja"
    ),
}
BEHIND = {
    "nl": _list(
        "{n} is uw bestelnummer|{n} is ons KvK-nummer|{n} (klantnummer)|"
        "{n} is het nummer van de advertentie|{n} is het vergunningnummer|{n} keer bekeken|{n} views|"
        "{n} = ordernummer|{n} als referentie"
    ),
    "en": _list(
        "{n} is your order number|{n} is the booking reference|{n} (ad id)|{n} views|{n} times viewed|"
        "{n} is our licence number"
    ),
    "de": _list(
        "{n} ist Ihre Bestellnummer|{n} lautet die Anzeigennummer|{n} (Kundennummer)|{n} Aufrufe|"
        "{n} mal gesehen|{n} ist die Nummer Ihrer Bestellung"
    ),
    "fr": _list(
        "{n} est votre numéro de commande|{n} est la référence|{n} (réf.)|{n} vues|{n} est le numéro de l'annonce"
    ),
    "es": _list("{n} es el número de pedido|{n} visitas"),
    "ro": _list("{n} este numărul comenzii|{n} vizualizări"),
    "hu": _list("{n} megtekintés"),
    "pl": _list("{n} to numer zamówienia|{n} wyświetleń"),
}
COUNTED = {
    "nl": _list("gezien {n} keer|al {n} keer bekeken|Bekeken: {n}"),
    "en": _list("viewed {n} times|Views: {n}"),
    "de": _list("Aufrufe: {n}|{n} mal aufgerufen"),
    "fr": _list("vu {n} fois|Vues : {n}"),
    "es": _list("visto {n} veces"),
    "ro": _list("văzut de {n} ori"),
    "hu": _list("Megtekintések: {n}"),
    "pl": _list("wyświetlono {n} razy"),
}
SHAPES = _list(
    "06 100 80 50|06 100 150 80|30 min 80, 60 min 150, 90 min 200|90-60-90|"
    "maten 90-60-90, 1.70 m, 58 kg|ma 06:00-12:00|ma 06:00-12:00 di 08:00-20:00 wo 10:00-22:00|"
    "06-12-2025|06/12/2025 - 08/12/2025|06.12.25, 07.12.25, 08.12.25|2019-2020-2021-2022|"
    "06/2019 - 12/2023|52.3702{a}, 4.8952{a}|https://voorbeeld.example/ad/06{b}|"
    "voorbeeld.example/foto/06{b}.jpg|lisa06{b}@post.example|@lisa_06{b}|#06{b}|EAN 06{b}123|"
    "NL91 ABNA 06{c} 12|IBAN NL91ABNA06{b}|DE89 3704 0044 06{c} 00|BTW NL0{b}B01|USt DE06{a}123|"
    "BE 04{a}.123.456|1012 AB 06 12 34|06 {a} ** **|06-xx xx xx {a}|06{b}12|06 {c} 12 34 56|€ 06{b}|"
    "{b}06|0900-{a}|0800 {a}|088-{a}123|097{b}|112|10 20 30 40 50 60 70 80|"
    "06, 08, 10, 12, 14 en 16 uur|1e uur 150, 2e uur 250, 3e uur 350, 4e 400|"
    "een uur, twee dames, drie kamers, vier handen, vijf sterren, zes dagen, zeven, acht|"
    "zwei Damen, drei Zimmer, vier Hände, fünf Sterne, sechs Tage|"
    "one two three four five six seven eight nine ten|vanaf 06:30 tot 22:15, za 08:00 tot 23:45|"
    "ISBN 978-06-{c}|v06.12.98.34.76|192.168.06.{a}|06:12:34:56:78:90|t/m 06-12, 08-12, 12-12 en 16-12|"
    "kamer 06, 12, 34, 56 en 78|06-12 jaar, 34-56 kg, 78-90 cm"
)


def decoy_ad(dice: random.Random) -> Written:
    """One ad with digits that are no number."""
    here = page(dice)
    digits, _ = mobile(here.country, dice)
    trunk = {"HU": "06", "PL": "", "ES": "", "PT": "", "LU": "", "CZ": "", "IT": ""}.get(here.country, "0")
    number = _grouped(f"{trunk}{digits}", dice)
    way = dice.choices(("label", "behind", "counted", "shape"), (6, 2, 1, 2))[0]
    return Written(AdText("1", here.country, "Nova", _text(way, number, here)), frozenset(), f"decoy {way}")


def _text(way: str, number: str, here: Page) -> str:
    dice = here.dice
    if way == "label":
        written = f"{dice.choice(LABELS[here.language])}{dice.choice((' ', ' ', ': ', ' : ', ' = '))}{number}"
    elif way == "shape":
        shapes = (
            SHAPES
            if here.country == "NL"
            else [shape for shape in SHAPES if not shape.startswith(("06", "097", "{b}"))]
        )
        written = dice.choice(shapes).format(
            a=f"{dice.randrange(10_000):04d}", b=f"1{dice.randrange(10_000_000):07d}", c=f"{dice.randrange(10_000):04d}"
        )
    else:
        written = dice.choice((BEHIND if way == "behind" else COUNTED)[here.language]).format(n=number)
    return dice.choice(("{}", "Welkom! {}", "Nova. {}.", "{}\nTot snel", "Hallo, {}")).format(written)


def _grouped(digits: str, dice: random.Random) -> str:
    head = 2 if digits.startswith("06") else 4
    rest = digits[head:]
    pairs = [rest[at : at + 2] for at in range(0, len(rest), 2)]
    return dice.choice(
        (
            digits,
            f"{digits[:head]}-{rest}",
            f"{digits[:head]} {rest}",
            " ".join((digits[:head], *pairs)),
            ".".join((digits[:head], *pairs)),
        )
    )
