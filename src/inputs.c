/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of inputs: see inputs.h.
 */
#include "inputs.h"

#include <stdlib.h>
#include <string.h>

static void input_copy(struct input *to, const struct input *from)
{
	*to = *from;
	to->text = strdup(from->text);
}

static void inputs_truncate(struct inputs *inputs, u32 nr)
{
	while (inputs->nr > nr)
		free(inputs->input[--inputs->nr].text);
}

void inputs_free(struct inputs *inputs)
{
	inputs_truncate(inputs, 0);
	free(inputs->input);
	*inputs = (struct inputs){ 0 };
}

static struct input *inputs_add(struct inputs *inputs)
{
	if (inputs->nr == inputs->max) {
		u32 max = inputs->max ? 2 * inputs->max : 16;
		struct input *input = realloc(inputs->input,
					      max * sizeof(*input));

		if (!input)
			return NULL;
		inputs->input = input;
		inputs->max = max;
	}
	return &inputs->input[inputs->nr++];
}

struct input *inputs_insert(struct inputs *inputs, u32 i)
{
	if (!inputs_add(inputs))
		return NULL;
	memmove(&inputs->input[i + 1], &inputs->input[i],
		(inputs->nr - 1 - i) * sizeof(*inputs->input));
	return &inputs->input[i];
}

void inputs_copy(struct inputs *to, const struct inputs *from)
{
	u32 i;

	*to = (struct inputs){ 0 };
	for (i = 0; i < from->nr; i++)
		input_copy(inputs_add(to), &from->input[i]);
}

bool inputs_have_future(const struct inputs *inputs, u32 from)
{
	u32 i;

	for (i = from; i < inputs->nr; i++)
		if (!inputs->input[i].planned)
			return true;
	return false;
}

void inputs_drop_future(struct inputs *inputs, u32 from)
{
	u32 kept = from;
	u32 i;

	for (i = from; i < inputs->nr; i++) {
		if (inputs->input[i].planned)
			inputs->input[kept++] = inputs->input[i];
		else
			free(inputs->input[i].text);
	}
	inputs->nr = kept;
}

static bool same_input(const struct input *a, const struct input *b)
{
	return !position_compare(&a->at, &b->at) && a->cpu == b->cpu &&
	       !strcmp(a->text, b->text);
}

u32 inputs_common(const struct inputs *a, const struct inputs *b)
{
	u32 i = 0;

	while (i < a->nr && i < b->nr &&
	       same_input(&a->input[i], &b->input[i]))
		i++;
	return i;
}
