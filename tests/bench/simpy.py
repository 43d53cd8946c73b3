# SPDX-License-Identifier: GPL-3.0-or-later
"""What periodic.c measures, in SimPy: processes that wait for one tick, again
and again; in ns an expiry.  Debian has SimPy 3 (simpy) and 2 (SimPy)."""
import sys
import time

# This file must not be found in the library's place.
sys.path.pop(0)

EXPIRIES = 20000
TICK = 4000000


def with_simpy3(nr):
    import simpy

    env = simpy.Environment()

    def timer():
        while True:
            yield env.timeout(TICK)

    for _ in range(nr):
        env.process(timer())
    return lambda ticks: env.run(until=env.now + ticks * TICK)


def with_simpy2(nr):
    from SimPy import Simulation

    class Timer(Simulation.Process):
        def run(self):
            while True:
                yield Simulation.hold, self, TICK

    simulation = Simulation.Simulation()
    simulation.initialize()
    for _ in range(nr):
        timer = Timer(sim=simulation)
        simulation.activate(timer, timer.run())
    return lambda ticks: simulation.simulate(
        until=simulation.now() + ticks * TICK)


def make(nr):
    try:
        return with_simpy3(nr)
    except ImportError:
        return with_simpy2(nr)


def main():
    nr = int(sys.argv[1])
    run = make(nr)
    run(1)
    for _ in iter(sys.stdin.readline, ""):
        ticks = EXPIRIES // nr
        start = time.perf_counter_ns()
        run(ticks)
        print((time.perf_counter_ns() - start) / (ticks * nr), flush=True)


main()
