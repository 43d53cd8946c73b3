/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The torture file: all that stepify must understand, and what might lead it
 * astray.  { ( [ ' " are unbalanced here.  A grüß in UTF-8: ✓ “ticks”.
 */
#include "torture.h"

/* Macros with braces, quotes ' and continued lines are nobody's functions. */
#define SQUARE(x)	((x) * (x))
#define OPEN_BRACE	{
#define SWAP(a, b)	do { \
		int tmp_ = (a); /* a comment that
		continues } the directive */ \
		(a) = (b); \
		(b) = tmp_; \
	} while (0)
#if defined(NEVER) && 0
#error "don't { fall for this"
#endif

struct pair {
	int left, right;
	struct { int x[2]; } inner;
};

enum colour { RED, GREEN = 1 << 1, BLUE };

static const struct pair pairs[] = {
	{ .left = 1, .right = 2, .inner = { .x = { [1] = 7 } } },
	[1] = { 3, 4, { { 5, 6 } } },
};

static const char *const names[] = { "{", "}", "/*", "//", "\"", "\\" };
static int (*const no_function)(int) = NULL;

union word { uint32_t whole; unsigned char part[4]; };

int dangling_else(int a, int b)
{
	int r = 0;

	if (a)
		if (b)
			r = 1;
		else
			r = 2;
	if (a) {
		if (b)
			r += 10;
	} else
		r += 20;
	if (a)
		for (int i = 0; i < 2; i++)
			if (b)
				while (b > 0)
					b--;
			else
				do
					r++;
				while (r < 5);
	else
		;
	return r;
}

/*
 * Narration: this paragraph
 *
 *	is indented here, "quoted" \ and says what? ö
 */
int else_if_chain(int x)
{
	if (x == 0)
		return 100;
	else if (x == 1 ||
		 x == 2)
		return 101;
	else if (x == 3) {
		x *= 2;
		return x;
	} else if (x == 4)
		x++;
	else
		x = 9;
	return x;
}

static int twice(int x)
{
	return 2 * x;
}

static notrace int atomically(int x) { if (x) return x; return 1; }

/* This one is not directly above. */

static inline int __annotated(int x)
	__releases(x)
{
	return x + 1;
}

// Two lines of
// this kind.
int switches(int n)
{
	int i, sum = 0;

	do {
		for (i = 0; i < 6; i++) {
			switch (i) {
			case 0:
			case 1:
				sum += 1;
				break;
			case 2 ... 3: {
				sum += 2;
				switch (n ? sum : -1) {
				case ':' == 58 ? 4 : 5:
					sum += 1000;
					fallthrough;
				case '{':
					sum += 10;
					/* fall through */
				default:
					sum++;
				}
				break;
			}
			case 4:
				if (n & 1)
					continue;
				goto next;
			default:
				break;
			}
			sum += 3;
next:			sum += 5;
		}
		switch (n)
		case 2:
			sum++;
	} while (--n > 0);
	return sum;
}

int labels(int n)
{
	/* mark: first-of-labels */
	int i = n;
again:
	i--;
	/* mark: the-test */
	if (i > 3)
		goto again;
	if (i < 0)
out:
		return -1;
	{
		int inner = 5;

		n += inner;
	}
	if (n > 100)
		goto out;
done: really_done:
	if (n > 1000)
		goto done;
	else if (n > 2000)
		goto really_done;
	return n;
}

int loops(int n)
{
	int i, j, k = 0;

	for (i = 0, j = n; i < j; i++, j--)
		k += i;
	for (;;) {
		if (k++ > 3)
			break;
	}
	i = 0;
	for (; i < 2;)
		i++;
	for (int a = 0, *p = &a; *p < 3; ++*p)
		k += a;
	for (j = 0; j < 3; j++)
		;
	while (k-- > 8)
		;
	while (i > 0 &&
	       j > 0) {
		i--;
		j--;
	}
	do
		k++;
	while (k < 3);
	do {
		if (k == 7)
			continue;
		k++;
	} while (k < 7);;
	return k;
}

int macros(int mask)
{
	struct torture_node c = { NULL, 3 }, b = { &c, 2 }, a = { &b, 1 };
	struct torture_node *pos;
	int bit, sum = 0, x = 1, y = 2;

	if (mask)
		list_for_each_node(pos, &a)
			sum += pos->value;
	else
		list_for_each_node(pos, &b)
			if (pos->value == 2)
				sum += SQUARE(pos->value);
	for_each_set_bit(bit, mask) {
		sum += bit;
	}
	for_each_set_bit(bit, mask)
		for_each_set_bit(x, mask)
			sum++;
	SWAP(x, y);
	return sum * 10 + x - y;
}

int declarations(int n)
{
	static const int table[] = { 1, 2, 3 };
	static const char *const words[2] = { "a", "b" };
	struct pair one = { .left = n, .right = twice(n) }, *p = &one;
	struct local { int x; } mine = { 4 };
	int array[SQUARE(2)] = { [0] = 1, [3] = 9 };
	int (*fn)(int) = twice, i __attribute__((unused)), u;
	typedef unsigned short small;
	small s = 7;
	const ktime_t t = 5;
	ktime_t *tp = NULL;
	node_ptr node;
	struct torture_node *heads[2][3];
	enum { LOCAL = 5 };
	char
		*text
		= "multi";

	_Static_assert(sizeof(table) == 3 * sizeof(int), "a ; in a string");
	node = NULL;
	heads[1][2] = node;
	u = fn(1);
	tp = (ktime_t *)&t;
	*p = (struct pair){ .left = 1, .inner.x = { 1, 2 } };
	(*p).right++;
	++p->left;
	return table[1] + array[3] + mine.x + s + (int)*tp + u + LOCAL +
	       one.left + (words[1][0] == 'b') + (heads[1][2] == NULL) +
	       (text[0] == 'm');
}

int expressions(int n)
{
	int a, b, r;

	a = n, b = n + 1;
	r = a > b ? twice(a) : a == b ? twice(b) : twice(twice(n));
	r += (twice(a) > 3 && twice(b) > 3) || twice(r);
	r = __annotated(atomically(r) + atomically(a)) + sizeof(twice(1));
	a <<= 1, b >>= 1, r ^= a | b;
	return r <= 5 ? r : r >= 7 ? (twice(n), twice(r)) : pairs[1].right;
}

int forever(int n)
{
	for (;;) {
		if (n++ > 3)
			return n;
	}
}

int while_true(int n)
{
	while (1) {
		if (n++ > 3)
			return (int)n;
	}
}

int strings(void)
{
	const char *s = "/* no comment */ { \" } // \\";
	char c = '\'', d = '"', e = '{';
	int n = 0;

	while (*s != '\0') {
		if (*s == '}' || *s == '\\' || *s == c ||
		    *s == d || *s == e)	// a } in a comment
			n++;		/* { */
		s++;
	}
	return n + (names[4][0] == '"') + !no_function;
}

int
pointers(int (*fn)(int x, void *), int values[4], char *names_[],
	 int grid[][2])
{
	int r = fn(values[0], NULL);

	if (names_)
		r += *names_[0];
	return r + grid[1][1];
}
