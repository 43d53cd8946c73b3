/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal: see terminal.h.
 *
 * Keys are read through a pad of one cell: reading through stdscr would redraw
 * it over the panes after a resize.  Cells are sent in runs of one role, since
 * switching colours is what costs most.
 */
#define _XOPEN_SOURCE_EXTENDED 1
#include "views/terminal.h"

#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <term.h>
#include <unistd.h>
#include <wchar.h>


#define ESCAPE_DELAY 25			/* ms after which ESC is a key */
#define PASTE_MAX 65536u

enum { PASTE_BEGIN = KEY_MAX + 1, PASTE_END };

static struct {
	SCREEN *screen;
	WINDOW *keys;
	const struct theme *theme;
	struct grid shown;		/* what the terminal shows */
	bool all;			/* ... nothing that we know */
	bool colour;
	char paste[PASTE_MAX];
	u32 failures;			/* to read a key, in a row */
	char *progress_line;		/* moves the cursor to the last line */
} t;

/* --- looks ------------------------------------------------------------------- */

/* Without bright colours, bold has to do. */
static short colour_of(s8 colour, attr_t *attrs)
{
	if (colour < 8 || COLORS >= 16)
		return colour;
	*attrs |= A_BOLD;
	return (short)(colour - 8);
}

static attr_t attrs_of(const struct look *look)
{
	return (look->attrs & LOOK_BOLD ? A_BOLD : A_NORMAL) |
	       (look->attrs & LOOK_DIM ? A_DIM : A_NORMAL) |
	       (look->attrs & LOOK_UNDERLINE ? A_UNDERLINE : A_NORMAL) |
	       (look->attrs & LOOK_REVERSE ? A_REVERSE : A_NORMAL);
}

void terminal_theme(const struct theme *theme)
{
	u32 i;

	t.theme = theme;
	t.all = true;
	for (i = 0; t.colour && i < ROLE_NR; i++) {
		const struct look *look = &theme->look[i];
		attr_t ignored = A_NORMAL;

		init_pair((short)(i + 1), colour_of(look->fg, &ignored),
			  colour_of(look->bg, &ignored));
	}
}

static void use_role(u32 role)
{
	const struct look *look = &t.theme->look[role];
	attr_t attrs = attrs_of(look);

	if (t.colour) {
		colour_of(look->fg, &attrs);
		attrs |= (attr_t)COLOR_PAIR((int)role + 1);
	}
	attrset(attrs);
}

/* --- life -------------------------------------------------------------------- */

static void say(const char *sequence)
{
	fputs(sequence, stdout);
	fflush(stdout);
}

static bool can_address(char *why, size_t size)
{
	const char *name = getenv("TERM");
	int error;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		snprintf(why, size, "this is no terminal");
		return false;
	}
	if (setupterm(NULL, STDOUT_FILENO, &error) == ERR) {
		snprintf(why, size, "TERM=%s is not known here",
			 name ? name : "");
		return false;
	}
	if (cursor_address && clear_screen) {
		del_curterm(cur_term);	/* newterm() makes its own */
		return true;
	}
	snprintf(why, size, "a terminal of type %s has no screen",
		 name ? name : "unknown");
	return false;
}

/* Keys of other terminals than TERM says are understood as well: over ssh and
 * inside of screen and tmux, TERM is often wrong about them. */
static void define_keys(void)
{
	static const struct {
		const char *bytes;
		int code;
	} keys[] = {
		{ "\033[200~", PASTE_BEGIN }, { "\033[201~", PASTE_END },
		{ "\033[A", KEY_UP }, { "\033OA", KEY_UP },
		{ "\033[B", KEY_DOWN }, { "\033OB", KEY_DOWN },
		{ "\033[C", KEY_RIGHT }, { "\033OC", KEY_RIGHT },
		{ "\033[D", KEY_LEFT }, { "\033OD", KEY_LEFT },
		{ "\033[H", KEY_HOME }, { "\033OH", KEY_HOME },
		{ "\033[F", KEY_END }, { "\033OF", KEY_END },
		{ "\033[1~", KEY_HOME }, { "\033[7~", KEY_HOME },
		{ "\033[4~", KEY_END }, { "\033[8~", KEY_END },
		{ "\033[2~", KEY_IC }, { "\033[3~", KEY_DC },
		{ "\033[5~", KEY_PPAGE }, { "\033[6~", KEY_NPAGE },
		{ "\033[Z", KEY_BTAB },
		{ "\033OP", KEY_F(1) }, { "\033[11~", KEY_F(1) },
		{ "\033[[A", KEY_F(1) },
		{ "\033OQ", KEY_F(2) }, { "\033[12~", KEY_F(2) },
		{ "\033[[B", KEY_F(2) },
		{ "\033OR", KEY_F(3) }, { "\033[13~", KEY_F(3) },
		{ "\033[[C", KEY_F(3) },
		{ "\033OS", KEY_F(4) }, { "\033[14~", KEY_F(4) },
		{ "\033[[D", KEY_F(4) }, { "\033[[E", KEY_F(5) },
		{ "\033[15~", KEY_F(5) }, { "\033[17~", KEY_F(6) },
		{ "\033[18~", KEY_F(7) }, { "\033[19~", KEY_F(8) },
		{ "\033[20~", KEY_F(9) }, { "\033[21~", KEY_F(10) },
		{ "\033[23~", KEY_F(11) }, { "\033[24~", KEY_F(12) },
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (!key_defined(keys[i].bytes))
			define_key(keys[i].bytes, keys[i].code);
}

bool terminal_open(const struct theme *theme, char *why, size_t size)
{
	setlocale(LC_CTYPE, "");	/* what ncurses may send */
	if (!can_address(why, size))
		return false;
	t.screen = newterm(NULL, stdout, stdin);
	if (!t.screen) {
		snprintf(why, size, "the terminal cannot be opened");
		return false;
	}
	cbreak();
	noecho();
	nonl();
	set_escdelay(ESCAPE_DELAY);
	t.keys = newpad(1, 1);
	keypad(t.keys, TRUE);
	meta(t.keys, TRUE);
	t.colour = has_colors() && start_color() == OK;
	if (t.colour)
		use_default_colors();
	mouseinterval(0);
	define_keys();
	terminal_theme(theme);
	say("\033[?2004h");
	return true;
}

/* Where the screen stays when the program ends, the prompt begins on an empty
 * line. */
static void leave_last_line(void)
{
	attrset(A_NORMAL);
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
}

void terminal_close(void)
{
	if (!t.screen)
		return;
	mousemask(0, NULL);
	say("\033[?2004l");
	leave_last_line();
	delwin(t.keys);
	endwin();
	delscreen(t.screen);
	grid_free(&t.shown);
	free(t.progress_line);
	t.progress_line = NULL;
	t.screen = NULL;
}

bool terminal_is_open(void)
{
	return t.screen != NULL;
}

void terminal_size(u32 *width, u32 *height)
{
	*width = COLS > 0 ? (u32)COLS : 1;
	*height = LINES > 0 ? (u32)LINES : 1;
}

bool terminal_utf8(void)
{
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

void terminal_mouse(bool on)
{
	mousemask(on ? BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED |
		  BUTTON5_PRESSED : 0, NULL);
}

void terminal_redraw(void)
{
	t.all = true;
	clearok(curscr, TRUE);
}

/* --- progress, from a signal's handler ------------------------------------------ */

static char *put_text(char *at, const char *text)
{
	while (*text)
		*at++ = *text++;
	return at;
}

static char *put_number(char *at, u64 number, u32 digits)
{
	char text[24];
	u32 n = 0;

	while (number || n < digits) {
		text[n++] = (char)('0' + number % 10);
		number /= 10;
	}
	while (n > 0)
		*at++ = text[--n];
	return at;
}

void terminal_progress(u64 now, u64 steps)
{
	char text[200];
	char *at = text;

	if (!t.progress_line)
		return;
	at = put_text(at, t.progress_line);
	at = put_text(at, " running: ");
	at = put_number(at, now / NSEC_PER_SEC, 1);
	*at++ = '.';
	at = put_number(at, now % NSEC_PER_SEC / 1000000, 3);
	at = put_text(at, " s of virtual time, statement ");
	at = put_number(at, steps, 1);
	at = put_text(at, "; Ctrl-C stops it ");
	if (write(STDOUT_FILENO, text, (size_t)(at - text)) < 0)
		t.all = true;
}

static void prepare_progress(void)
{
	const char *line = tparm(cursor_address, LINES - 1, 0, 0, 0, 0, 0, 0, 0,
				 0);

	free(t.progress_line);
	t.progress_line = line && strlen(line) < 40 ? strdup(line) : NULL;
}

/* --- showing ----------------------------------------------------------------- */

static bool same(const struct cell *a, const struct cell *b)
{
	return a->ch == b->ch && a->role == b->role;
}

/* The cells of row @y from @x on that have one role and differ. */
static u32 send_run(const struct grid *grid, u32 y, u32 x)
{
	const struct cell *row = &grid->cell[(size_t)y * grid->width];
	const u32 role = row[x].role;
	wchar_t text[512];
	u32 n = 0, begin = x;

	while (x < grid->width && row[x].role == role && n < 500) {
		if (row[x].ch)
			text[n++] = (wchar_t)row[x].ch;
		x++;
	}
	use_role(role);
	mvaddnwstr((int)y, (int)begin, text, (int)n);
	return x;
}

static void send_row(const struct grid *grid, u32 y)
{
	const struct cell *row = &grid->cell[(size_t)y * grid->width];
	const struct cell *old = &t.shown.cell[(size_t)y * grid->width];
	u32 x = 0;

	while (x < grid->width) {
		if (!t.all && same(&row[x], &old[x])) {
			x++;
			continue;
		}
		while (x && !row[x].ch)	/* from the left half on */
			x--;
		x = send_run(grid, y, x);
	}
}

void terminal_show(const struct grid *grid)
{
	u32 y;

	if (grid->width != t.shown.width || grid->height != t.shown.height) {
		if (!grid_resize(&t.shown, grid->width, grid->height))
			return;
		t.all = true;
		erase();
		prepare_progress();
	}
	for (y = 0; y < grid->height; y++)
		send_row(grid, y);
	memcpy(t.shown.cell, grid->cell,
	       sizeof(*grid->cell) * grid->width * grid->height);
	t.all = false;
	curs_set(grid->cursor_x >= 0);
	if (grid->cursor_x >= 0)
		move(grid->cursor_y, grid->cursor_x);
	refresh();
}

/* --- keys -------------------------------------------------------------------- */

static u32 key_of(wint_t code)
{
	static const struct {
		int curses;
		u32 key;
	} keys[] = {
		{ KEY_UP, KEYCODE_UP }, { KEY_DOWN, KEYCODE_DOWN },
		{ KEY_LEFT, KEYCODE_LEFT }, { KEY_RIGHT, KEYCODE_RIGHT },
		{ KEY_PPAGE, KEYCODE_PAGE_UP }, { KEY_NPAGE, KEYCODE_PAGE_DOWN },
		{ KEY_HOME, KEYCODE_HOME }, { KEY_END, KEYCODE_END },
		{ KEY_FIND, KEYCODE_HOME }, { KEY_SELECT, KEYCODE_END },
		{ KEY_BTAB, KEYCODE_BACK_TAB }, { KEY_DC, KEYCODE_DELETE },
		{ KEY_IC, KEYCODE_INSERT }, { KEY_ENTER, KEYCODE_ENTER },
		{ KEY_BACKSPACE, KEYCODE_BACKSPACE },
		{ KEY_RESIZE, KEYCODE_RESIZE }, { KEY_MOUSE, KEYCODE_MOUSE },
		{ PASTE_BEGIN, KEYCODE_PASTE },
	};
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if ((wint_t)keys[i].curses == code)
			return keys[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return KEYCODE_F1 + (u32)(code - KEY_F(1));
	return KEYCODE_NONE;
}

static u32 sequence_key(u32 number, wint_t final)
{
	static const struct {
		wint_t final;
		u32 key;
	} arrows[] = {
		{ 'A', KEYCODE_UP }, { 'B', KEYCODE_DOWN },
		{ 'C', KEYCODE_RIGHT }, { 'D', KEYCODE_LEFT },
		{ 'H', KEYCODE_HOME }, { 'F', KEYCODE_END },
	};
	static const u32 numbered[] = {
		[2] = KEYCODE_INSERT, [3] = KEYCODE_DELETE,
		[5] = KEYCODE_PAGE_UP, [6] = KEYCODE_PAGE_DOWN,
	};
	size_t i;

	for (i = 0; i < sizeof(arrows) / sizeof(arrows[0]); i++)
		if (arrows[i].final == final)
			return arrows[i].key;
	return final == '~' && number < sizeof(numbered) / sizeof(numbered[0]) ?
	       numbered[number] : KEYCODE_NONE;
}

/* ESC was read.  Keys with Ctrl or Shift held ("ESC [ 1 ; 5 C") and what else a
 * terminal may report come as sequences that neither ncurses nor we know by
 * name: read as single keys, they would do things that nobody wanted.  They
 * count as the key without Ctrl and Shift, or as none. */
static u32 read_sequence(void)
{
	u32 number = 0;
	bool first = true;
	wint_t ch;
	int got;

	wtimeout(t.keys, 0);
	got = wget_wch(t.keys, &ch);
	if (got == KEY_CODE_YES)
		ungetch((int)ch);
	else if (got == OK && ch != '[' && ch != 'O')
		unget_wch((wchar_t)ch);
	if (got != OK || (ch != '[' && ch != 'O'))
		return KEYCODE_ESCAPE;
	wtimeout(t.keys, ESCAPE_DELAY);
	while (wget_wch(t.keys, &ch) == OK) {
		if (ch >= '@' && ch <= '~')
			return sequence_key(number, ch);
		first &= ch >= '0' && ch <= '9';
		if (first && number < 100)
			number = 10 * number + (u32)(ch - '0');
	}
	return KEYCODE_NONE;
}

/* What stands between the brackets, in UTF-8 whatever the locale. */
static void read_paste(void)
{
	size_t n = 0;
	wint_t ch;
	int got;

	wtimeout(t.keys, 1000);
	for (;;) {
		got = wget_wch(t.keys, &ch);
		if (got == ERR || (got == KEY_CODE_YES && ch == PASTE_END))
			break;
		if (got == KEY_CODE_YES || n + 5 > PASTE_MAX)
			continue;
		if (ch == '\r')
			ch = '\n';
		n += text_encode((u32)ch, t.paste + n);
	}
	t.paste[n] = '\0';
}

static void read_mouse(struct key_event *event)
{
	MEVENT mouse;

	if (getmouse(&mouse) == ERR) {
		event->key = KEYCODE_NONE;
		return;
	}
	event->x = (u32)mouse.x;
	event->y = (u32)mouse.y;
	event->wheel_up = mouse.bstate & BUTTON4_PRESSED;
	event->wheel_down = mouse.bstate & BUTTON5_PRESSED;
}

/* No key came although we waited for one: has a signal come, or is nobody there
 * any more?  Signals do not come a hundred times in a row. */
static bool is_lost(bool waited)
{
	struct pollfd terminal = { .fd = STDIN_FILENO, .events = POLLIN };

	t.failures = waited ? t.failures + 1 : 0;
	if (t.failures > 100)
		return true;
	return poll(&terminal, 1, 0) > 0 &&
	       (terminal.revents & (POLLHUP | POLLERR | POLLNVAL));
}

bool terminal_key(struct key_event *event, int milliseconds)
{
	wint_t ch;
	int got;

	*event = (struct key_event){ 0 };
	wtimeout(t.keys, milliseconds);
	got = wget_wch(t.keys, &ch);
	if (got == ERR) {
		if (is_lost(milliseconds < 0))
			event->key = KEYCODE_LOST;
		return event->key != KEYCODE_NONE;
	}
	t.failures = 0;
	event->key = got == KEY_CODE_YES ? key_of(ch) : (u32)ch;
	if (event->key == '\r')
		event->key = KEYCODE_ENTER;
	if (got == OK && ch == KEYCODE_ESCAPE)
		event->key = read_sequence();
	if (got == OK && ch == 8)
		event->key = KEYCODE_BACKSPACE;
	if (event->key == KEYCODE_PASTE) {
		read_paste();
		event->text = t.paste;
	}
	if (event->key == KEYCODE_MOUSE)
		read_mouse(event);
	return event->key != KEYCODE_NONE;
}
