"""Where a crawl may connect to: redirects in disguise, names that lead inside, names that change their mind."""

import json
import os
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet._resolver import GAIResolver
from twisted.internet.endpoints import HostnameEndpoint
from twisted.internet.interfaces import IReactorPluggableNameResolver
from twisted.internet.protocol import Factory
from twisted.internet.testing import MemoryReactorClock
from zope.interface import alsoProvides

from crawlers.careful_names import CarefulNames
from crawlers.fetching import redirect_target
from crawlers.hosts import belongs, turn_name
from crawlers.job import CrawlJob
from crawlers.page import Page
from crawlers.public_addresses import forbidden_address
from crawlers.troubles import FetchFailed
from peil.records.seen import Mandate

_ASTRAY = (
    "http://localhost:{port}/ad/9",
    "http://2130706433:{port}/ad/9",
    "http://0x7f000001:{port}/ad/9",
    "http://0177.0.0.1:{port}/ad/9",
    "http://127.1:{port}/ad/9",
    "http://127.0.0.2:{port}/ad/9",
    "http://127.0.0.1.:{port}/ad/9",
    "http://[::1]:{port}/ad/9",
    "http://[::ffff:127.0.0.1]:{port}/ad/9",
    "http://user@127.0.0.1:{port}/ad/9",
    "http://127.0.0.1:{port}@localhost:{port}/ad/9",
    "http://localhost:{port}\\@127.0.0.1:{port}/ad/9",
    "http://127.0.0.1%2elocalhost:{port}/ad/9",
    "//localhost:{port}/ad/9",
    "http://169.254.169.254/latest/",
    "http://10.0.0.1/",
    "ftp://127.0.0.1:{port}/ad/9",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/ad/9",
    "javascript:alert(1)",
    "data:text/html,<h1>9</h1>",
)


def test_charter_01_redirects_to_other_hosts_in_any_disguise_are_refused(proof: Any) -> None:
    proof.site.targets = [target.format(port=proof.site.base.rpartition(":")[2]) for target in _ASTRAY]
    crawled = proof.crawl("/ad/77", *(f"/redirect-to/{number}" for number in range(len(_ASTRAY))))
    assert set(crawled.by_ref()) == {"77"}
    assert crawled.manifest.counts.refused + crawled.manifest.counts.failed == len(_ASTRAY)
    assert "/ad/9" not in proof.site.paths()
    assert {seen.headers["host"] for seen in proof.site.seen} == {proof.site.base.removeprefix("http://")}


@pytest.mark.parametrize(
    ("asked", "location", "target"),
    [
        ("https://a.example/x", "/y#z", "https://a.example/y"),
        ("http://a.example/x", "https://a.example/y", "https://a.example/y"),
        ("http://a.example/x", "", None),
        ("https://a.example/x", "http://a.example/y", "a redirect from https to http is not followed"),
        ("https://a.example/x", "http://[oops/", "a redirect to no address"),
    ],
)
def test_a_redirect_never_leaves_https(asked: str, location: str, target: str | None) -> None:
    page = Page(asked, 302, {"location": location} if location else {}, b"")
    if target is None or target.startswith("http"):
        assert redirect_target(page) == target
    else:
        with pytest.raises(FetchFailed, match=target):
            redirect_target(page)


_CHILD = """
import json, socket, sys
names, real = json.loads(sys.argv.pop()), socket.getaddrinfo
def look_up(host, port, *rest, **more):
    known = names.get(host) or names.get(host.encode('idna').decode()) or [host]
    found = [real(address, port, *rest, **more) for address in known]
    return [one for each in found for one in each]
socket.getaddrinfo = look_up
from crawlers.process import main
sys.exit(main())
"""


def _crawl(proof: Any, host: str, names: dict[str, list[str]], render: str = "html") -> dict[str, Any]:
    """The last word of a crawl of the site under another name, where names lead as `names` says."""
    file = proof.folder / "naam.toml"
    text = proof.site_file(name="naam", delay=1.0, base=f"http://{host}", render=render).read_text()
    file.write_text(text.replace('hosts = ["127.0.0.1"]', f'hosts = ["{host}"]'))
    mandate = Mandate("Gemeente Proef", "x", "y", "z", (host.partition(":")[0],), date(2020, 1, 1), date(2099, 1, 1))
    job = CrawlJob(str(file), str(proof.folder / "runs"), (mandate,), "post@proef.example", timeout_s=5.0)
    return _run(job, _CHILD, json.dumps(names))


def _run(job: CrawlJob, *program: str) -> dict[str, Any]:
    """The last word of the process that a crawl has of its own, begun otherwise than usual."""
    root = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", *program]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=root)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(job.to_line() + "\n")
    child.stdin.flush()
    lines = list(child.stdout)
    child.stdin.close()
    child.wait(30)
    told: dict[str, Any] = json.loads(lines[-1])
    return told


@pytest.mark.parametrize(
    ("host", "leads_to", "address"),
    [
        ("markt.example", ["127.0.0.1"], "127.0.0.1"),
        ("markt.example", ["192.168.1.5"], "192.168.1.5"),
        ("markt.example", ["169.254.169.254"], "169.254.169.254"),
        ("markt.example", ["9.9.9.9", "127.0.0.1"], "127.0.0.1"),
        ("markt.example", ["::ffff:127.0.0.1"], "::ffff:127.0.0.1"),
        ("2130706433", ["2130706433"], "127.0.0.1"),
        ("xn--mrkt-5qa.example", ["10.0.0.1"], "10.0.0.1"),
    ],
)
def test_charter_01_a_name_that_leads_inside_is_refused_and_nothing_is_asked(
    proof: Any, host: str, leads_to: list[str], address: str
) -> None:
    told = _crawl(proof, f"{host}:{proof.site.base.rpartition(':')[2]}", {host: leads_to})
    assert told["state"] == "failed"
    assert f"the host's name leads to {address}, which is not public" in told["why"]
    assert proof.site.seen == []


@pytest.mark.service
def test_charter_01_a_browser_asks_nothing_of_a_name_that_leads_inside(proof: Any) -> None:
    host = f"markt.example:{proof.site.base.rpartition(':')[2]}"
    told = _crawl(proof, host, {host.partition(":")[0]: ["127.0.0.1"]}, render="browser")
    assert told["state"] == "failed"
    assert "the host's name leads to 127.0.0.1, which is not public" in told["why"]
    assert proof.site.seen == []


class _Reactor(MemoryReactorClock):
    """A reactor that remembers connections instead of making them, and calls in threads at once."""

    def __init__(self) -> None:
        super().__init__()
        alsoProvides(self, IReactorPluggableNameResolver)

    def installNameResolver(self, resolver: Any) -> Any:  # noqa: N802 - Twisted's name
        self.nameResolver = resolver

    def getThreadPool(self) -> Any:  # noqa: N802 - Twisted's name
        return self

    def callInThreadWithCallback(self, done: Any, work: Any, *args: Any, **more: Any) -> None:  # noqa: N802 - Twisted's name
        done(True, work(*args, **more))

    def callFromThread(self, work: Any, *args: Any, **more: Any) -> None:  # noqa: N802 - Twisted's name
        work(*args, **more)


def test_the_address_connected_to_is_the_one_checked_though_the_name_changes_its_mind() -> None:
    reactor, answers = _Reactor(), [["9.9.9.9"], ["127.0.0.1"], ["9.9.9.10"]]

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        assert host == "markt.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (address, port)) for address in answers.pop(0)]

    reactor.nameResolver = GAIResolver(reactor, getaddrinfo=look_up)
    names = CarefulNames(reactor)
    names.install_on_reactor()
    for _ in range(3):
        HostnameEndpoint(reactor, "markt.example", 443).connect(Factory()).addErrback(lambda _: None)
    assert [client[:2] for client in reactor.tcpClients] == [("9.9.9.9", 443), ("9.9.9.10", 443)]
    assert answers == [], "each connection looked the name up once"


@pytest.mark.parametrize(
    ("host", "address", "forbidden"),
    [
        ("a.example", "9.9.9.9", False),
        ("a.example", "2620:fe::9", False),
        ("a.example", "127.0.0.1", True),
        ("a.example", "0.0.0.0", True),
        ("a.example", "10.1.2.3", True),
        ("a.example", "172.16.0.1", True),
        ("a.example", "100.64.0.1", True),
        ("a.example", "169.254.169.254", True),
        ("a.example", "224.0.0.1", True),
        ("a.example", "255.255.255.255", True),
        ("a.example", "::", True),
        ("a.example", "::1", True),
        ("a.example", "fe80::1%eth0", True),
        ("a.example", "fc00::1", True),
        ("a.example", "ff02::1", True),
        ("a.example", "::ffff:10.0.0.1", True),
        ("a.example", "::ffff:9.9.9.9", False),
        ("a.example", "64:ff9b::7f00:1", True),
        ("a.example", "64:ff9b::909:909", False),
        ("a.example", "2002:7f00:1::", True),
        ("localhost", "127.0.0.1", False),
        ("localhost", "::1", False),
        ("localhost", "10.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", False),
        ("::1", "::1", False),
        ("127.0.0.1", "9.9.9.9", True),
        ("10.0.0.1", "10.0.0.1", True),
    ],
)
def test_only_public_addresses_may_be_connected_to_and_here_only_what_is_here(
    host: str, address: str, forbidden: bool
) -> None:
    assert forbidden_address(host, [address]) == (address if forbidden else "")


@given(st.lists(st.ip_addresses().map(str), max_size=4), st.ip_addresses(v=4).map(str))
def test_an_inner_address_forbids_a_name_whatever_stands_beside_or_around_it(others: list[str], inner: str) -> None:
    wrapped = f"::ffff:{inner}"
    alone = forbidden_address("a.example", [inner])
    assert bool(forbidden_address("a.example", [wrapped])) == bool(alone)
    if alone:
        assert forbidden_address("a.example", [*others, inner])


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://A.example/x", "a.example"),
        ("https://a.example:8443/", "a.example"),
        ("http://127.0.0.1:81/", "127.0.0.1:81"),
        ("https://localhost/", "localhost:443"),
        ("http://[::1]:8080/", "[::1]:8080"),
        ("http://[oops/", ""),
        ("http://a.example:99999/", "a.example"),
    ],
)
def test_a_host_is_one_host_whatever_its_port_and_scheme(url: str, name: str) -> None:
    assert turn_name(url) == name


@given(st.text("abc.:@\\/[]?# \t%2e-", max_size=25))
def test_what_belongs_to_a_site_is_asked_of_that_host_and_no_other(middle: str) -> None:
    url = f"http://{middle}a.example"
    if belongs(url, ("a.example",)):
        assert url.partition("//")[2].partition("/")[0].lower() == "a.example" or turn_name(url) == "a.example"
        assert "@" not in url.partition("//")[2].partition("/")[0]
