"""What holds of reading numbers whatever is written: disguises never turn one number into another."""

import html
import unicodedata

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from enrichment.phones import read_phones
from enrichment.phones.folding import fold
from enrichment.phones.groups import TOKEN, read_token
from peil.records.read import AdText, PhoneReading

UNITS = ["nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen"]
STYLES = ["０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "⓪①②③④⑤⑥⑦⑧⑨", "٠١٢٣٤٥٦٧٨٩", "⁰¹²³⁴⁵⁶⁷⁸⁹", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿"]
ALIKE = {"0": "O", "1": "l", "5": "S", "8": "B"}
HEADS = ["06", "0 6", "+31 6", "+316", "0031 6", "+31 (0)6"]
SEPARATORS = [" ", "-", ".", "*", "/", "|", "_", " - ", ", ", "\n", "❤", "··"]
FRONTS = ["", "Bel ", "Mijn nummer: ", "lief en zacht. ", "📞 "]
BACKS = ["", " bel snel", " voor een afspraak", "!", ". Tot snel", " x"]
LABELS = ["Ordernummer ", "KvK ", "Vergunningnummer: ", "Advertentie-id ", "Referentie ", "Klantnummer: ", "Barcode "]

numbers = st.from_regex(r"6[123458][0-9]{7}", fullmatch=True).map("+31{}".format)


def in_style(group: str, style: str) -> str:
    return "".join(style[int(digit)] for digit in group)


def look_alike(group: str) -> str:
    at = next((at for at, digit in enumerate(group) if digit in ALIKE and len(group) > 1), None)
    return group if at is None else group[:at] + ALIKE[group[at]] + group[at + 1 :]


@st.composite
def written_groups(draw: st.DrawFn, rest: str) -> list[str]:
    groups = []
    while rest:
        size = draw(st.integers(1, 4))
        group, rest = rest[:size], rest[size:]
        ways = [group, group, " ".join(UNITS[int(digit)] for digit in group), look_alike(group)]
        ways += ["".join(f"{digit}\ufe0f\u20e3" for digit in group), "".join(f"&#{ord(digit)};" for digit in group)]
        groups.append(draw(st.sampled_from([*ways, *(in_style(group, style) for style in STYLES)])))
    return groups


@st.composite
def disguised(draw: st.DrawFn) -> tuple[str, str]:
    number = draw(numbers)
    words = [draw(st.sampled_from(HEADS)), *draw(written_groups(number[4:]))]
    written = draw(st.sampled_from(SEPARATORS)).join(words)
    if "&" not in written and draw(st.booleans()):
        written = "\u200b".join(written)
    return number, draw(st.sampled_from(FRONTS)) + written + draw(st.sampled_from(BACKS))


def read(text: str, title: str = "") -> tuple[PhoneReading, ...]:
    return read_phones(AdText("1", title=title, text=text))


@settings(max_examples=400, deadline=None)
@given(disguised())
def test_a_disguised_number_comes_back_or_is_ambiguous_and_is_never_another(case):
    number, text = case
    found = read(text)
    assert {phone.e164 for phone in found if phone.use == "links"} <= {number}


@settings(max_examples=200, deadline=None)
@given(numbers, st.sampled_from(["", " ", "-", ".", "/"]), st.sampled_from(FRONTS), st.sampled_from(BACKS))
def test_a_plain_number_always_comes_back(number, separator, front, back):
    text = f"{front}06{separator}{number[4:]}{back}"
    assert [(phone.e164, phone.use) for phone in read(text)] == [(number, "links")]


@settings(max_examples=200, deadline=None)
@given(numbers, st.sampled_from(LABELS), st.sampled_from(["", " ", "-", "."]))
def test_a_labelled_number_is_never_one_to_join_on(number, label, separator):
    assert not [phone for phone in read(f"{label}06{separator}{number[4:]}") if phone.use == "links"]


@settings(max_examples=200, deadline=None)
@given(numbers, st.from_regex(r"[0-9]{1,4}", fullmatch=True), st.booleans())
def test_a_run_that_goes_on_is_never_cut_to_a_number(number, more, before):
    assume(not (before and more.endswith("31")))
    digits = f"{more}0{number[3:]}" if before else f"0{number[3:]}{more}"
    whole = f"+31{digits[1:]}"
    assert {phone.e164 for phone in read(digits) if phone.use == "links"} <= {whole}


@settings(max_examples=300, deadline=None)
@given(st.text(st.characters(exclude_categories=["Nd", "No", "Nl"]), max_size=200))
def test_no_digits_and_no_number_words_give_nothing(text):
    if all(read_token(token) is None for token in TOKEN.findall(fold(text).text)):
        assert read(text) == ()


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=300), st.text(max_size=60))
def test_reading_never_crashes_and_spans_fit(text, title):
    for phone in read(text, title):
        field = {"title": title, "text": text}[phone.field]
        assert 0 <= phone.start < phone.end <= len(field)
        assert phone.raw.startswith(field[phone.start : phone.end])


@settings(max_examples=300, deadline=None)
@given(st.text("06 +()-./*123456789nulzestweevijf O", max_size=60))
def test_plain_text_reads_the_same_under_nfkc_and_html_escaping(text):
    plain = [(phone.e164, phone.use) for phone in read(text)]
    assert [(phone.e164, phone.use) for phone in read(unicodedata.normalize("NFKC", text))] == plain
    assert [(phone.e164, phone.use) for phone in read(html.escape(text))] == plain


@settings(max_examples=200, deadline=None)
@given(numbers, st.integers(2, 9))
def test_a_number_split_over_title_and_text_is_found_wherever_it_is_split(number, at):
    pairs = f"0{number[3:]}"
    found = read(f"{pairs[at:]} bel mij", title=f"Lisa {pairs[:at]}")
    assert {phone.e164 for phone in found if phone.use == "links"} == {number}


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120))
def test_folding_knows_where_every_character_came_from(text):
    folded = fold(text)
    spans = [folded.span(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
