"""compose.yaml and the Dockerfile: what can be held without a Docker engine."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "compose.yaml").read_text(encoding="utf-8")


def _block(name: str) -> str:
    """The lines under a top-level key."""
    found = re.search(rf"^{re.escape(name)}:.*\n((?:(?:[ #].*)?\n)+)", TEXT, re.MULTILINE)
    assert found, name
    return found[1]


def _entries(block: str) -> dict[str, str]:
    """The entries two spaces in, each with its lines."""
    parts = re.split(r"^  ([\w-]+):", block, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


SERVICES = _entries(_block("services"))
SHARED = _block("x-peil")


def test_the_services_are_those_of_the_guide() -> None:
    assert set(SERVICES) == {"postgres", "elasticsearch", "kibana", "console", "schedule"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_a_health_check_a_limit_and_a_pinned_image(name: str) -> None:
    service = SERVICES[name]
    assert "healthcheck:" in service
    assert re.search(r"mem_limit: \d+[mg]", service)
    image = re.search(r"image: (\S+)", SHARED if "<<: *peil" in service else service)
    assert image
    assert re.search(r":\d+\.\d+(\.\d+)?[\w.-]*$", image[1]), image[1]


def test_no_secret_stands_in_the_file() -> None:
    for name, value in re.findall(r"(\w*(?:PASSWORD|TOKEN|KEY|SECRET)\w*): *(\S*)", TEXT):
        assert name.endswith("_FILE"), name
        assert value.startswith("/run/secrets/"), name
    assert not re.search(r"://[^/@\s]+:[^/@\s]+@", TEXT)


def test_every_secret_that_is_used_is_declared_comes_from_a_file_and_is_used() -> None:
    declared = re.findall(r"^  (\w+): \{ file: \./secrets/[\w.]+ \}$", _block("secrets"), re.MULTILINE)
    used = set(re.findall(r"source: (\w+)", TEXT))
    for line in re.findall(r"secrets: \[(.*)\]", TEXT):
        used |= set(line.split(", "))
    used |= set(re.findall(r"^      - (\w+)$", TEXT, re.MULTILINE))
    assert used == set(declared)
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert "secrets" in (ROOT / ".dockerignore").read_text(encoding="utf-8").split()


def test_nothing_listens_beyond_this_machine_unless_asked_and_stores_not_at_all() -> None:
    ports = {name: re.findall(r"ports: \[(.*)\]", service) for name, service in SERVICES.items()}
    assert {name for name, found in ports.items() if found} == {"kibana", "console"}
    for [found] in (each for each in ports.values() if each):
        assert found.startswith('"${PEIL_LISTEN:-127.0.0.1}:')
    assert re.search(r"inside: \{ internal: true \}", TEXT)


def test_what_talks_talks_over_tls() -> None:
    assert "sslmode=verify-full" in TEXT
    assert "PEIL_ELASTICSEARCH: https://" in TEXT
    assert 'xpack.security.http.ssl.enabled: "true"' in TEXT
    assert "--certificate" in SERVICES["console"]


def test_the_image_is_pinned_takes_hashed_packages_and_runs_as_nobody_in_particular() -> None:
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    images = re.findall(r"^FROM (\S+)", text, re.MULTILINE)
    assert all(re.search(r":3\.11\.\d+-slim-bookworm$", image) for image in images)
    assert "--require-hashes" in text
    assert re.search(r"^USER 10001:10001$", text, re.MULTILINE)


def test_every_setting_in_the_file_is_one_of_peil_s() -> None:
    from peil.settings import Settings

    known = {f"PEIL_{name.upper()}" for name in Settings.model_fields} | {"PEIL_LISTEN"}
    assert set(re.findall(r"PEIL_[A-Z_]+", TEXT)) <= known
