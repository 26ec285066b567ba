"""How a training hears that it is to stop."""

import signal

import pytest
from sizewise.runs.signals import StopSignals


@pytest.fixture
def signals():
    # Whoever runs the tests may have had a closed terminal ignored (nohup).
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    signals = StopSignals()
    yield signals
    signals.restore()
    signal.signal(signal.SIGHUP, before)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGUSR1", "SIGINT", "SIGHUP", "SIGXCPU"])
def test_a_signal_is_remembered(signals, name):
    assert signals.caught is None
    signal.raise_signal(signal.Signals[name])
    assert signals.caught == name


def test_a_second_ctrl_c_interrupts_at_once(signals):
    signal.raise_signal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_handlers_are_given_back():
    before = signal.getsignal(signal.SIGTERM)
    signals = StopSignals()
    assert signal.getsignal(signal.SIGTERM) != before
    signals.restore()
    assert signal.getsignal(signal.SIGTERM) == before


def test_a_closed_terminal_that_is_ignored_stays_so():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        signals = StopSignals()
        signal.raise_signal(signal.SIGHUP)
        signals.restore()
        assert signals.caught is None
    finally:
        signal.signal(signal.SIGHUP, before)
