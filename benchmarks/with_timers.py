"""Imported by an engine as a preload: from then on it times itself, see `timers`."""

from benchmarks import timers

timers.start()
