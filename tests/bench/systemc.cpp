// SPDX-License-Identifier: GPL-3.0-or-later
//
// What periodic.c measures, in SystemC: threads (SC_THREAD) that wait for one
// tick, again and again; in ns an expiry.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include <systemc>

static const std::uint64_t expiries = 200000;
static std::uint64_t count;

SC_MODULE(timers)
{
	SC_HAS_PROCESS(timers);

	timers(sc_core::sc_module_name name, unsigned nr) : sc_module(name)
	{
		for (unsigned i = 0; i < nr; i++)
			SC_THREAD(run);
	}

	void run()
	{
		const sc_core::sc_time tick(4, sc_core::SC_MS);

		for (;;) {
			wait(tick);
			count++;
		}
	}
};

int sc_main(int argc, char **argv)
{
	unsigned nr = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 1;
	sc_core::sc_report_handler::set_actions(sc_core::SC_WARNING,
						sc_core::SC_DO_NOTHING);
	timers all("all", nr);
	std::string line;

	sc_core::sc_start(4, sc_core::SC_MS);
	while (std::getline(std::cin, line)) {
		auto start = std::chrono::steady_clock::now();

		count = 0;
		sc_core::sc_start(4.0 * (expiries / nr), sc_core::SC_MS);
		std::chrono::duration<double, std::nano> spent =
			std::chrono::steady_clock::now() - start;
		std::cout << spent.count() / count << std::endl;
	}
	return 0;
}
