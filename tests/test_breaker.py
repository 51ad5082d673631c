"""A breaker opens after failures in a row, lets one trial through after a while, and closes when that goes well."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from rag.answer.llm.breaker import Breaker, Paused


class Down(Exception):
    pass


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, cool_down=30.0, clock=clock)


def fail(breaker: Breaker, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(Down), breaker.guard(Down):
            raise Down


def succeed(breaker: Breaker) -> None:
    with breaker.guard(Down):
        pass


def is_open(breaker: Breaker) -> bool:
    try:
        with breaker.guard(Down):
            raise KeyError  # neither goes on nor counts as a failure of the service
    except Paused:
        return True
    except KeyError:
        return False


def test_it_stays_closed_below_the_limit(breaker: Breaker):
    fail(breaker, 2)
    succeed(breaker)
    fail(breaker, 2)

    succeed(breaker)


def test_it_opens_after_failures_in_a_row(breaker: Breaker, clock: Clock):
    fail(breaker, 3)

    clock.now += 29.9
    assert is_open(breaker)


def test_after_the_cool_down_a_trial_that_goes_well_closes_it(breaker: Breaker, clock: Clock):
    fail(breaker, 3)
    clock.now += 30.0

    succeed(breaker)

    fail(breaker, 2)
    assert not is_open(breaker)


def test_after_the_cool_down_a_trial_that_fails_opens_it_again(breaker: Breaker, clock: Clock):
    fail(breaker, 3)
    clock.now += 30.0

    fail(breaker)

    clock.now += 29.9
    assert is_open(breaker)


def test_while_the_trial_runs_nobody_else_goes_through(breaker: Breaker, clock: Clock):
    fail(breaker, 3)
    clock.now += 30.0

    with breaker.guard(Down):
        assert is_open(breaker)
    assert not is_open(breaker)


def test_an_error_that_is_not_the_services_is_no_failure(breaker: Breaker):
    for _ in range(5):
        with pytest.raises(KeyError), breaker.guard(Down):
            raise KeyError

    succeed(breaker)


def test_a_trial_that_its_reader_leaves_makes_room_for_the_next(breaker: Breaker, clock: Clock):
    def words() -> Iterator[str]:
        with breaker.guard(Down):
            yield "甲"
            yield "乙"

    fail(breaker, 3)
    clock.now += 30.0
    left = words()
    next(left)
    assert is_open(breaker)
    left.close()

    succeed(breaker)


def test_failures_in_many_threads_are_counted_together(breaker: Breaker):
    together = Barrier(3)

    def call() -> None:
        together.wait(timeout=5)
        fail(breaker)

    threads = [Thread(target=call) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert is_open(breaker)
