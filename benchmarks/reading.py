"""Ads a second of the reader beside `phonenumbers.PhoneNumberMatcher` over the same texts, in one run and process.

`python -m benchmarks.reading [ADS] [ROUNDS]` mixes the labelled corpus, market-like ads of 30 to 120 words (plain and
disguised numbers, prices, hours, places) and decoys from a seed, then prints both rates a round. Prints figures; it
is not a test.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import phonenumbers

from enrichment.phones import read_phones
from enrichment.read import read_ad
from peil.records.read import AdText

SEED = 20261124
CASES = Path(__file__).parents[1] / "tests" / "cases"
CORPORA = ("numbers.jsonl", "phones.jsonl")
NAMES = ("Lisa", "Emma", "Sanne", "Kim", "Nova", "Mila", "Roos", "Fleur", "Noor", "Tess")
PLACES = ("Utrecht", "Breda", "Zwolle", "Den Bosch", "Tilburg", "Arnhem", "Groningen", "Leiden", "Almere", "Haarlem")
SENTENCES = (
    "Ik ben {age} jaar en ontvang je graag in mijn nette kamer in {place}",
    "Neem rustig de tijd, even bellen of een berichtje sturen is genoeg",
    "Een half uur kost {price} euro en een heel uur {price} euro",
    "Bereikbaar van {hour}:00 tot 22:00 uur, ook in het weekend",
    "Je kunt gratis parkeren voor de deur en het station ligt op vijf minuten lopen",
    "Geen anonieme nummers en geen sms, alleen bellen of een bericht",
    "Ontspannen massage met warme olie, een douche en schone handdoeken staan klaar",
    "Ik ben 1.70 m lang, spreek Nederlands en een beetje Engels, en houd van gezelligheid",
    "Beste bezoeker, reageren kan ook via het formulier op deze pagina",
    "Discreet, schoon en vriendelijk; vooraf een afspraak maken is prettig voor ons allebei",
    "Na een drukke werkdag is hier één plek waar je even helemaal tot rust komt",
    "Tarieven: 30 min €{price}, 60 min €{price}, langer in overleg",
    "Ook escort in {place} en omgeving, de reiskosten hangen af van de afstand",
    "Very relaxing hour with a friendly lady, English spoken, please call first",
)
DECOYS = (
    "Advertentienummer: 06{n}",
    "KvK 06{n}",
    "Ons kenmerk is 2024-06{n}",
    "Sinds 06-12-2024 online, al 06{n} keer bekeken",
    "IBAN NL06 INGB 06{n}",
    "www.voorbeeld.example/ad/06{n}",
)


def texts(number: int, turn: int = 0) -> list[AdText]:
    """Invented ads, the same for the same number and turn: 60% market-like, 25% corpus lines, 15% decoys."""
    dice = random.Random(SEED + turn)
    corpus = [json.loads(line) for name in CORPORA for line in (CASES / name).open(encoding="utf-8")]
    makers = (_market_ad, lambda dice: _corpus_ad(dice.choice(corpus)), _decoy_ad)
    return [dice.choices(makers, (60, 25, 15))[0](dice) for _ in range(number)]


def _corpus_ad(row: dict[str, str]) -> AdText:
    return AdText("1", row.get("country", "NL"), row.get("title", ""), row.get("text", ""))


def _market_ad(dice: random.Random) -> AdText:
    place = dice.choice(PLACES)
    words = _sentences(dice, place)
    words.insert(dice.randrange(len(words) + 1), f"Bel of app {_written(dice)}")
    return AdText("1", title=f"{dice.choice(NAMES)} ({dice.randrange(21, 45)}) {place}", text=". ".join(words))


def _decoy_ad(dice: random.Random) -> AdText:
    words = [*_sentences(dice, dice.choice(PLACES)), dice.choice(DECOYS).format(n=_eight(dice))]
    return AdText("1", title=dice.choice(NAMES), text=". ".join(words))


def _sentences(dice: random.Random, place: str) -> list[str]:
    """Sentences of 30 to 120 words together."""
    found: list[str] = []
    wanted = dice.randrange(30, 105)
    while sum(len(sentence.split()) for sentence in found) < wanted:
        values = {"age": dice.randrange(21, 45), "price": dice.randrange(5, 25) * 10, "hour": dice.randrange(8, 14)}
        found.append(dice.choice(SENTENCES).format(place=place, **values))
    return found


def _eight(dice: random.Random) -> str:
    return f"{dice.choice('1234')}{dice.randrange(10_000_000):07d}"


def _written(dice: random.Random) -> str:
    """A mobile number, in seven of ten ads in a plain form."""
    n = _eight(dice)
    pairs = [n[at : at + 2] for at in range(0, 8, 2)]
    plain = (f"06{n}", f"06-{n}", f"06 {n}", f"06 {' '.join(pairs)}", f"+316{n}", f"+31 6 {n}")
    odd = (" ".join(f"06{n}"), "06*" + "*".join(pairs), f"06 bel {pairs[0]} me {pairs[1]} nu {pairs[2]} dan {pairs[3]}",
           f"O6-{n}", "".join(f"{digit}\ufe0f\u20e3" for digit in f"06{n}"), "nul zes " + " ".join(pairs))  # fmt: skip
    return dice.choice(plain if dice.random() < 0.7 else odd)


def matched(ad: AdText) -> int:
    """What the peer finds in the ad's words."""
    return sum(1 for _ in phonenumbers.PhoneNumberMatcher(f"{ad.title}\n{ad.text}", ad.country))


def rate(work: Callable[[AdText], object], ads: Sequence[AdText]) -> float:
    """Ads a second of processor time."""
    started = time.process_time()
    for ad in ads:
        work(ad)
    return len(ads) / (time.process_time() - started)


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    for work in (matched, read_phones, read_ad):
        rate(work, texts(500))
    for turn in range(1, rounds + 1):
        ads = texts(number, turn)
        peer, numbers, whole = rate(matched, ads), rate(read_phones, ads), rate(read_ad, ads)
        print(
            f"round {turn}: PhoneNumberMatcher {peer:,.0f} ads/s, numbers {numbers:,.0f} ads/s"
            f" (ratio {numbers / peer:.2f}), whole reading {whole:,.0f} ads/s (ratio {whole / peer:.2f})"
        )
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
