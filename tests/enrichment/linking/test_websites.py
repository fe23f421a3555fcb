"""Which web address is one's own."""

import pytest

from enrichment.linking.websites import website_key


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("huis.example", "huis.example"),
        ("https://www.Huis.example/prijzen?x=1", "huis.example"),
        ("http://roos.huis.example/", "roos.huis.example"),
        ("wa.me/31612345678", "wa.me/31612345678"),
        ("https://t.me/", "t.me"),
        ("", ""),
    ],
)
def test_a_domain_is_an_identifier_and_a_public_one_only_with_its_page(address: str, key: str) -> None:
    assert website_key(address) == key
