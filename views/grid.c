/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells: see grid.h.
 *
 * How many columns a character takes is decided here and not by the locale, so
 * that a screen has the same cells on every machine.
 */
#include "views/grid.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define TAB 4u				/* columns of a tab in a pane */

/* --- characters ------------------------------------------------------------ */

static const struct {
	u32 utf8;
	char ascii;
} glyphs[GLYPH_NR] = {
	[GLYPH_HLINE] = { 0x2500, '-' },
	[GLYPH_VLINE] = { 0x2502, '|' },
	[GLYPH_CROSS] = { 0x253c, '+' },
	[GLYPH_CHANGED] = { 0x25c6, '*' },
	[GLYPH_HERE] = { 0x25b6, '>' },
	[GLYPH_BREAK] = { 0x25cf, 'B' },
	[GLYPH_HAND] = { 0x25b2, '^' },
	[GLYPH_EMPTY] = { 0x00b7, '.' },
	[GLYPH_NOW] = { 0x2502, '|' },
	[GLYPH_ARMED] = { 0x25b8, '>' },
	[GLYPH_FIRED] = { 0x2605, '*' },
	[GLYPH_CANCELLED] = { 0x00d7, 'x' },
	[GLYPH_DUE] = { 0x25cb, 'o' },
	[GLYPH_WAITS] = { 0x2248, '~' },
	[GLYPH_UP] = { 0x2191, '^' },
	[GLYPH_DOWN] = { 0x2193, 'v' },
	[GLYPH_CLOSED] = { 0x25b8, '+' },
	[GLYPH_OPEN] = { 0x25be, '-' },
	[GLYPH_DONE] = { 0x2713, 'x' },
	[GLYPH_TODO] = { 0x25a1, ' ' },
	[GLYPH_ELLIPSIS] = { 0x2026, '~' },
	[GLYPH_BULLET] = { 0x2022, '-' },
	[GLYPH_ABOVE] = { 0x250c, '.' },
	[GLYPH_BELOW] = { 0x2514, '\'' },
	[GLYPH_ABOVE_RIGHT] = { 0x2510, '.' },
};

/* Typographic signs that texts use, for terminals that have none. */
static char plain_char(u32 ch)
{
	static const struct {
		u32 ch;
		char plain;
	} plain[] = {
		{ 0x00a0, ' ' }, { 0x00b7, '.' }, { 0x00d7, 'x' },
		{ 0x2010, '-' }, { 0x2011, '-' }, { 0x2012, '-' },
		{ 0x2013, '-' }, { 0x2014, '-' }, { 0x2018, '\'' },
		{ 0x2019, '\'' }, { 0x201c, '"' }, { 0x201d, '"' },
		{ 0x2022, '-' }, { 0x2026, '~' }, { 0x2190, '<' },
		{ 0x2192, '>' }, { 0x2264, '<' }, { 0x2265, '>' },
	};
	size_t i;

	for (i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		if (plain[i].ch == ch)
			return plain[i].plain;
	return '?';
}

struct range {
	u32 first, last;
};

static bool in_ranges(const struct range *range, size_t nr, u32 ch)
{
	size_t i;

	for (i = 0; i < nr; i++)
		if (ch >= range[i].first && ch <= range[i].last)
			return true;
	return false;
}

/* Zero for marks that join the character before them, two for East Asian wide
 * ones and emoji. */
u32 char_columns(u32 ch)
{
	static const struct range zero[] = {
		{ 0x0300, 0x036f }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
		{ 0x2060, 0x2064 }, { 0x20d0, 0x20f0 }, { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff },
	};
	static const struct range two[] = {
		{ 0x1100, 0x115f }, { 0x2e80, 0xa4cf }, { 0xac00, 0xd7a3 },
		{ 0xf900, 0xfaff }, { 0xfe30, 0xfe6f }, { 0xff00, 0xff60 },
		{ 0xffe0, 0xffe6 }, { 0x1f300, 0x1f64f },
		{ 0x1f900, 0x1f9ff }, { 0x20000, 0x3fffd },
	};

	if (ch < 0x300)
		return 1;
	if (in_ranges(zero, sizeof(zero) / sizeof(zero[0]), ch))
		return 0;
	return in_ranges(two, sizeof(two) / sizeof(two[0]), ch) ? 2 : 1;
}

/* Bytes of the character that begins with @byte, 0 if none does. */
static size_t utf8_length(u8 byte)
{
	if (byte < 0x80)
		return 1;
	if (byte < 0xc2 || byte > 0xf4)
		return 0;
	return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

u32 text_decode(const char *text, size_t max, size_t *len)
{
	static const u32 smallest[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const size_t n = utf8_length((u8)text[0]);
	u32 ch;
	size_t i;

	*len = 1;
	if (!n || n > max)
		return '?';
	if (n == 1)
		return (u8)text[0];
	ch = (u8)text[0] & (0x7fu >> n);
	for (i = 1; i < n; i++) {
		if (((u8)text[i] & 0xc0) != 0x80)
			return '?';
		ch = ch << 6 | ((u8)text[i] & 0x3f);
	}
	if (ch < smallest[n] || ch > 0x10ffff || (ch >= 0xd800 && ch < 0xe000))
		return '?';
	*len = n;
	return ch;
}

size_t text_encode(u32 ch, char *buf)
{
	const size_t n = ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;
	static const u8 lead[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t i;

	for (i = n - 1; i > 0; i--) {
		buf[i] = (char)(0x80 | (ch & 0x3f));
		ch >>= 6;
	}
	buf[0] = (char)(lead[n] | ch);
	return n;
}

u32 text_columns(const char *text, size_t len)
{
	u32 columns = 0;
	size_t at = 0, n;

	while (at < len && text[at]) {
		u32 ch = text_decode(text + at, len - at, &n);

		columns += ch == '\t' ? TAB - columns % TAB : char_columns(ch);
		at += n;
	}
	return columns;
}

/* --- grids ------------------------------------------------------------------ */

void grid_clear(struct grid *grid)
{
	size_t i;

	for (i = 0; i < (size_t)grid->width * grid->height; i++)
		grid->cell[i] = (struct cell){ ' ', ROLE_TEXT };
	grid->cursor_x = grid->cursor_y = -1;
}

bool grid_resize(struct grid *grid, u32 width, u32 height)
{
	struct cell *cell = calloc((size_t)width * height + 1, sizeof(*cell));

	if (!cell)
		return false;
	free(grid->cell);
	grid->cell = cell;
	grid->width = width;
	grid->height = height;
	grid_clear(grid);
	return true;
}

void grid_free(struct grid *grid)
{
	free(grid->cell);
	*grid = (struct grid){ 0 };
}

static void print_char(FILE *file, u32 ch)
{
	char bytes[4];

	fwrite(bytes, 1, text_encode(ch, bytes), file);
}

void grid_print(const struct grid *grid, FILE *file)
{
	u32 x, y;

	for (y = 0; y < grid->height; y++) {
		const struct cell *row = &grid->cell[y * grid->width];
		u32 end = grid->width;

		while (end && row[end - 1].ch == ' ')
			end--;
		for (x = 0; x < end; x++)
			if (row[x].ch)
				print_char(file, row[x].ch);
		putc('\n', file);
	}
}

/* --- canvases ----------------------------------------------------------------- */

struct canvas canvas_of(struct grid *grid, bool ascii)
{
	return (struct canvas){
		grid, 0, 0, grid->width, grid->height, ascii,
	};
}

struct canvas canvas_part(const struct canvas *canvas, u32 x, u32 y, u32 width,
			  u32 height)
{
	struct canvas part = *canvas;

	x = x < canvas->width ? x : canvas->width;
	y = y < canvas->height ? y : canvas->height;
	part.x += x;
	part.y += y;
	part.width = width < canvas->width - x ? width : canvas->width - x;
	part.height = height < canvas->height - y ? height :
						    canvas->height - y;
	return part;
}

static struct cell *cell_at(const struct canvas *canvas, u32 x, u32 y)
{
	const struct grid *grid = canvas->grid;

	if (x >= canvas->width || y >= canvas->height)
		return NULL;
	return &grid->cell[(size_t)(canvas->y + y) * grid->width + canvas->x +
			   x];
}

/* Half a wide character must not stay when the other half is painted over. */
static void mend(const struct canvas *canvas, struct cell *cell)
{
	const struct grid *grid = canvas->grid;
	const size_t x = (size_t)(cell - grid->cell) % grid->width;

	if (!cell->ch && x > 0)
		cell[-1].ch = ' ';
	if (x + 1 < grid->width && !cell[1].ch)
		cell[1].ch = ' ';
}

u32 canvas_put(const struct canvas *canvas, u32 x, u32 y, enum role role,
	       u32 ch)
{
	struct cell *cell = cell_at(canvas, x, y);
	u32 columns;

	if (ch < 0x20 || (ch >= 0x7f && ch < 0xa0))
		ch = '?';
	if (canvas->ascii && ch >= 0x80)
		ch = char_columns(ch) ? (u32)plain_char(ch) : 0x200b;
	columns = char_columns(ch);
	if (!cell || !columns)
		return columns;
	if (columns == 2 && !cell_at(canvas, x + 1, y))
		ch = ' ';
	mend(canvas, cell);
	*cell = (struct cell){ ch, role };
	if (columns == 2 && ch != ' ') {
		mend(canvas, cell + 1);
		cell[0].ch = ch;
		cell[1] = (struct cell){ 0, role };
	}
	return columns;
}

u32 canvas_glyph(const struct canvas *canvas, u32 x, u32 y, enum role role,
		 enum glyph glyph)
{
	return canvas_put(canvas, x, y, role, canvas->ascii ?
			  (u32)glyphs[glyph].ascii : glyphs[glyph].utf8);
}

u32 canvas_ntext(const struct canvas *canvas, u32 x, u32 y, enum role role,
		 const char *text, size_t len)
{
	const u32 begin = x;
	size_t at = 0, n;

	while (at < len && text[at] && x < canvas->width) {
		u32 ch = text_decode(text + at, len - at, &n);

		at += n;
		if (ch != '\t') {
			x += canvas_put(canvas, x, y, role, ch);
			continue;
		}
		do
			x += canvas_put(canvas, x, y, role, ' ');
		while ((x - begin) % TAB && x < canvas->width);
	}
	return x;
}

u32 canvas_text(const struct canvas *canvas, u32 x, u32 y, enum role role,
		const char *text)
{
	return canvas_ntext(canvas, x, y, role, text, strlen(text));
}

u32 canvas_printf(const struct canvas *canvas, u32 x, u32 y, enum role role,
		  const char *format, ...)
{
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return canvas_text(canvas, x, y, role, text);
}

/* How many bytes of @text fit into @width columns, broken at a blank if there
 * is one; at least one character. */
static size_t line_length(const char *text, size_t len, u32 width)
{
	size_t at = 0, blank = 0, n;
	u32 columns = 0;

	while (at < len) {
		u32 ch = text_decode(text + at, len - at, &n);

		if (ch == ' ')
			blank = at;
		columns += char_columns(ch);
		if (columns > width && ch != ' ')
			return blank ? blank : at ? at : n;
		at += n;
	}
	return len;
}

u32 canvas_wrap(const struct canvas *canvas, u32 x, u32 y, enum role role,
		const char *text, bool draw)
{
	const u32 width = canvas->width > x ? canvas->width - x : 1;

	while (*text) {
		size_t paragraph = strcspn(text, "\n");

		do {
			size_t n = line_length(text, paragraph, width);

			if (draw)
				canvas_ntext(canvas, x, y, role, text, n);
			y++;
			text += n;
			paragraph -= n;
			while (paragraph && *text == ' ') {
				text++;
				paragraph--;
			}
		} while (paragraph);
		text += *text == '\n';
	}
	return y;
}

void canvas_role(const struct canvas *canvas, u32 x, u32 y, u32 width,
		 enum role role)
{
	u32 i;

	for (i = 0; i < width; i++) {
		struct cell *cell = cell_at(canvas, x + i, y);

		if (cell)
			cell->role = role;
	}
}

void canvas_fill(const struct canvas *canvas, u32 x, u32 y, u32 width,
		 enum role role, enum glyph glyph)
{
	u32 i;

	for (i = 0; i < width && x + i < canvas->width; i++)
		canvas_glyph(canvas, x + i, y, role, glyph);
}
