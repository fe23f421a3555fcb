import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.names import MUNICIPAL_KINDS, NATIONAL_KINDS, IndexName, Names, is_dutch
from peil.errors import PeilBug, SettingsError

years = st.none() | st.integers(1000, 9999)
versions = st.none() | st.integers(1, 10_000)
codes = st.from_regex(r"GM[0-9]{4}", fullmatch=True)
municipal = st.builds(IndexName, st.sampled_from(MUNICIPAL_KINDS), codes, years, versions)
national = st.builds(IndexName, st.sampled_from(NATIONAL_KINDS), st.just(""), years, versions)
prefixes = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z0-9]{1,6}){0,2}", fullmatch=True)


@given(municipal | national, prefixes)
def test_a_name_that_is_written_is_read_back(name: IndexName, prefix: str) -> None:
    names = Names(prefix)
    assert names.read(names.write(name)) == name


@given(st.text(alphabet="peil-adsflgrunv0123456789m", max_size=30) | st.text(max_size=30))
def test_a_name_that_is_read_is_written_back(text: str) -> None:
    name = Names().read(text)
    assert name is None or Names().write(name) == text


@pytest.mark.parametrize(
    "text",
    [
        "peil-ads",
        "peil-ads-gm03440",
        "peil-ads-gm344",
        "peil-ads-GM0344",
        "peil-runs-gm0344",
        "peil-ads-gm0344-v0",
        "peil-ads-gm0344-extra",
        "peil-cases-gm0344",
        "other-ads-gm0344",
        "peil-ads-gm0344-v1 ",
    ],
)
def test_a_name_outside_the_grammar_is_not_ours(text: str) -> None:
    assert Names().read(text) is None


def test_no_other_deployments_index_is_read_as_ours() -> None:
    written = Names("t12ab-peil").write(IndexName("ads", "GM0344", version=2))
    assert written == "t12ab-peil-ads-gm0344-v2"
    assert Names().read(written) is None


@pytest.mark.parametrize("name", [IndexName("ads"), IndexName("runs", "GM0344"), IndexName("ads", "BE:Gent")])
def test_what_the_grammar_lacks_gets_no_name(name: IndexName) -> None:
    with pytest.raises(PeilBug):
        Names().write(name)


@pytest.mark.parametrize("prefix", ["", "Peil", "peil-", "-peil", "peil_x", "pe il", "peil-*", "1peil"])
def test_a_prefix_that_makes_no_index_names_is_refused(prefix: str) -> None:
    with pytest.raises(SettingsError, match="single hyphens"):
        Names(prefix)


def test_a_foreign_place_has_no_index() -> None:
    assert [is_dutch(gm) for gm in ("GM0344", "BE:Antwerpen", "", "GM03444")] == [True, False, False, False]
