/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The loop: see screen_run.h.
 *
 * While a command runs, a timer's signal writes how far it is into the last
 * line: the handler calls nothing but write() on text prepared before.  When the
 * terminal is lost (SIGHUP), the session is saved before the program ends.
 */
#include "config.h"

#include "screen_run.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "lesson.h"
#include "savefile.h"
#include "state_dir.h"
#include "views/terminal.h"

#define PLAY_MS 33			/* a step while playing */
#define PROGRESS_MS 300			/* until a run counts as long */

/* Signal handlers take no argument of ours. */
static struct front *volatile running;
static volatile sig_atomic_t busy;	/* a command runs */
static volatile sig_atomic_t pressed;	/* Ctrl-C, while none did */
static volatile sig_atomic_t lost;	/* the signal that ends us */
static volatile sig_atomic_t progressed;

static void interrupt_run(void)
{
	struct front *front = running;

	if (front && front->session)
		front_machine(front)->host->interrupted = 1;
}

static void on_interrupt(int number)
{
	(void)number;
	if (busy)
		interrupt_run();
	else
		pressed = 1;
}

static void on_lost(int number)
{
	lost = number;
	interrupt_run();
}

static void on_alarm(int number)
{
	const int error = errno;
	struct front *front = running;

	(void)number;
	if (front && front->session && front_machine(front)->host->in_cpu) {
		terminal_progress(front_machine(front)->now, machine_steps());
		progressed = 1;
	}
	errno = error;
}

static void catch_signals(void)
{
	static const int deadly[] = { SIGHUP, SIGTERM };
	struct sigaction action = { .sa_handler = on_interrupt };
	size_t i;

	sigaction(SIGINT, &action, NULL);
	action.sa_handler = on_lost;
	for (i = 0; i < sizeof(deadly) / sizeof(deadly[0]); i++)
		sigaction(deadly[i], &action, NULL);
	action.sa_handler = on_alarm;
	action.sa_flags = SA_RESTART;
	sigaction(SIGALRM, &action, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static void watch_progress(bool on)
{
	const struct timeval every = { 0, on ? PROGRESS_MS * 1000 : 0 };
	const struct itimerval timer = { every, every };

	busy = on;
	setitimer(ITIMER_REAL, &timer, NULL);
	if (!on && progressed) {
		progressed = 0;
		terminal_redraw();
	}
}

#define MAX_RESCUED 100

/* A name that no other session has taken: rescued.json, rescued-2.json ...
 * NULL: there is none, or no folder. */
static char *rescue_path(void)
{
	char name[32] = "rescued.json";
	char *path;
	int fd;
	u32 i;

	for (i = 2; i <= MAX_RESCUED; i++) {
		path = state_dir_file(name);
		fd = path ? open(path, O_WRONLY | O_CREAT | O_EXCL, 0600) : -1;
		if (fd >= 0) {
			close(fd);
			return path;
		}
		free(path);
		snprintf(name, sizeof(name), "rescued-%" PRIu32 ".json", i);
	}
	return NULL;
}

/* Nobody is there any more: keep what was done, in a lesson as well, where nobody
 * is asked at the end. */
static void rescue(struct front *front)
{
	char error[600];
	char *path;

	if (!front->changed && !lesson_has_inputs(front))
		return;
	path = rescue_path();
	if (!path)
		fputs("timerscope: no room for another rescued session in the state folder\n",
		      stderr);
	else if (!savefile_write(front, path, error, sizeof(error)))
		fprintf(stderr, "timerscope: %s\n", error);
	free(path);
}

static void show(struct screen *screen)
{
	terminal_show(screen_paint(screen));
}

static void key(struct screen *screen, const struct key_event *event)
{
	const struct theme *theme = screen_theme(screen);
	const bool mouse = screen_mouse(screen);
	u32 width, height;

	if (event->key == KEYCODE_RESIZE) {
		terminal_size(&width, &height);
		screen_resize(screen, width, height);
	}
	watch_progress(true);
	screen_key(screen, event);
	watch_progress(false);
	if (theme != screen_theme(screen))
		terminal_theme(screen_theme(screen));
	if (mouse != screen_mouse(screen))
		terminal_mouse(screen_mouse(screen));
	if (screen_wants_redraw(screen))
		terminal_redraw();
}

static void play(struct screen *screen)
{
	watch_progress(true);
	screen_play_step(screen);
	watch_progress(false);
}

/* false: none came in this time.  Ctrl-C comes as a signal. */
static bool next_key(struct key_event *event, int milliseconds)
{
	const bool came = !pressed && terminal_key(event, milliseconds);

	if (came || !pressed)
		return came;
	pressed = 0;
	*event = (struct key_event){ .key = KEY_CTRL('C') };
	return true;
}

static void loop(struct screen *screen)
{
	struct key_event event;

	while (!screen_done(screen) && !lost) {
		const bool playing = screen_playing(screen);

		show(screen);
		if (next_key(&event, playing ? PLAY_MS : -1)) {
			if (event.key == KEYCODE_LOST)
				lost = SIGHUP;
			else
				key(screen, &event);
		} else if (playing) {
			play(screen);
		}
	}
}

static const struct theme *choose_theme(const struct screen_options *options)
{
	const char *no_color = getenv("NO_COLOR");

	if (options->theme)
		return theme_find(options->theme);
	return theme_find(no_color && *no_color ? "mono" : "dark");
}

bool screen_run(struct front *front, const struct screen_options *options,
		char *why, size_t size)
{
	const struct theme *theme = choose_theme(options);
	struct screen *screen;
	u32 width, height;

	if (!terminal_open(theme, why, size))
		return false;
	terminal_size(&width, &height);
	screen = front->screen ? front->screen :
				 screen_new(front, width, height);
	if (!screen || !screen_resize(screen, width, height)) {
		terminal_close();
		snprintf(why, size, "no memory for a screen");
		return false;
	}
	running = front;
	catch_signals();
	screen_set_theme(screen, theme);
	screen_ascii(screen, front->options.ascii || !terminal_utf8());
	if (options->mouse) {
		screen_set_mouse(screen, true);
		terminal_mouse(true);
	}
	if (options->begin)
		screen_call(screen, options->begin, options->data);
	if (options->lessons)
		screen_list_lessons(screen);
	loop(screen);
	terminal_close();
	if (lost)
		rescue(front);
	running = NULL;
	return true;
}
