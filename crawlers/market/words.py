"""What advertisers write: neutral Dutch (and some English) sentences for one person who works alone, and for a house.

In: a random generator and a person. Out: titles and lines. Nothing explicit, ever.
"""

from random import Random

NAMES = (
    "Anouk", "Belle", "Carla", "Demi", "Esmée", "Fleur", "Gina", "Heleen", "Iris", "Joëlle", "Kim", "Lotte", "Maud",
    "Nina", "Odette", "Paula", "Quirine", "Renée", "Sofie", "Tess", "Uma", "Vera", "Wendy", "Xandra", "Yvonne", "Zoë",
    "Alex", "Bas", "Chris", "Daan", "Floor", "Jip", "Mika", "Noa", "Robin", "Sam",
)  # fmt: skip
TITLES = (
    "{name} in {place}",
    "Ontspannen bij {name}",
    "{name} – massage in {place}",
    "Gezellig gezelschap: {name}",
    "Rust en aandacht bij {name} in {place}",
    "Even bijkomen met {name}",
    "{name}, vriendelijk en rustig",
)
_OPENERS = (
    "Hoi, ik ben {name}.",
    "Welkom, mijn naam is {name} en ik ben {age} jaar.",
    "{name} hier, fijn dat je kijkt.",
    "Ik heet {name} en maak graag tijd voor je.",
    "Hello, my name is {name} and I work by appointment only.",
    "Mijn naam is {name}, rustig en vriendelijk van aard.",
)
_OFFERS = (
    "Ik geef een ontspannende massage met warme olie.",
    "Een goed gesprek en gezelschap, zonder haast.",
    "Voor een rustig uur na een drukke week.",
    "Massage van rug, schouders en nek.",
    "Samen uit eten of een wandeling kan ook.",
    "Een gezellige avond in goed gezelschap.",
    "Thee, muziek en alle aandacht.",
    "A relaxing massage in a quiet room.",
    "Warme handdoeken en een schone kamer staan klaar.",
)
_MANNERS = (
    "Alleen op afspraak.",
    "Graag een dag van tevoren afspreken.",
    "Netjes en op tijd, dat waardeer ik.",
    "Geen anonieme oproepen, dank je wel.",
    "Discretie spreekt vanzelf.",
    "Ik lees berichten in de middag.",
    "Werktijden: dinsdag en donderdag van 10.00 tot 17.00 uur.",
    "Werktijden: ma, wo en vr tussen 11.00 en 19.00 uur.",
    "In het weekend ben ik vrij.",
)
SETTINGS = {
    "incall": ("Ontvangst in {place}.", "Ik ontvang in {place}, in een rustige straat.", "Nette ontvangst in {place}."),
    "home": ("Ik ontvang bij mij thuis in {place}.", "Thuisontvangst in {place}, parkeren kan voor de deur."),
    "outcall": (
        "Alleen escort: ik kom naar u toe, in {place} en omgeving.",
        "Geen ontvangst, ik kom naar je hotel in {place}.",
    ),
    "both": ("Ontvangst in {place}, en ik kom ook naar je toe.",),
}
CONTACTS = ("Bel of app: {}", "Bereikbaar op {}", "Bellen kan op {}", "Mijn nummer is {}", "App me: {}")
CATEGORIES = ("Massage", "Gezelschap")


def title(rng: Random, name: str, place: str) -> str:
    """A title for one person's ad."""
    return rng.choice(TITLES).format(name=name, place=place)


def solo(rng: Random, name: str, age: int, sentence: str) -> tuple[str, ...]:
    """The lines of one person who works alone; `sentence` says where."""
    offers = rng.sample(_OFFERS, rng.randint(1, 3))
    opener = rng.choice(_OPENERS).format(name=name, age=age)
    return (opener, *offers, sentence, *rng.sample(_MANNERS, rng.randint(1, 2)))


def setting(rng: Random, kind: str, place: str) -> str:
    """The sentence that says where one meets: `incall`, `home`, `outcall` or `both`."""
    return rng.choice(SETTINGS[kind]).format(place=place)
