import re

import pytest

from rag.errors import ServeError
from ui.listen import is_local, listen, page_address


@pytest.mark.parametrize(("host", "port"), [("203.0.113.7", 0), ("no such host", 0), ("127.0.0.1", 70000)])
def test_an_address_that_is_not_ours_is_refused_in_words(host: str, port: int) -> None:
    with pytest.raises(ServeError, match="无法在地址"):
        listen(host, port)


def test_port_zero_takes_a_free_port() -> None:
    with listen("127.0.0.1", 0) as listener:
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*/", page_address(listener))


def test_an_address_for_all_networks_is_shown_as_one_that_opens_here() -> None:
    with listen("0.0.0.0", 0) as listener:
        assert page_address(listener).startswith("http://127.0.0.1:")


@pytest.mark.parametrize(("host", "local"), [("127.0.0.1", True), ("127.0.0.2", True), ("0.0.0.0", False)])
def test_only_a_loopback_address_is_this_machine_alone(host: str, local: bool) -> None:
    with listen(host, 0) as listener:
        assert is_local(listener) is local
