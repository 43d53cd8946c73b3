/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of the field: see topics.h.
 */
#include "topics.h"

#include <string.h>
#include <strings.h>

#include "command.h"
#include "linux/trace.h"

#define TOPIC(name, text, see) { name, text, see },
#define ALIAS(name, topic)
const struct topic topics[] = {
#include "topics.def"
};
#undef TOPIC
#undef ALIAS
const u32 nr_topics = ARRAY_SIZE(topics);

/* Other words for them. */
#define TOPIC(name, text, see)
#define ALIAS(name, topic) { name, topic },
static const struct {
	const char *name, *topic;
} aliases[] = {
#include "topics.def"
};
#undef TOPIC
#undef ALIAS

static bool same_word(struct span word, const char *name)
{
	return strlen(name) == word.len &&
	       !strncasecmp(word.text, name, word.len);
}

static const struct topic *find(struct span word)
{
	u32 i;

	for (i = 0; i < nr_topics; i++)
		if (same_word(word, topics[i].name))
			return &topics[i];
	return NULL;
}

const struct topic *topic_find(struct span word)
{
	const struct topic *topic = find(word);
	size_t i;

	for (i = 0; !topic && i < ARRAY_SIZE(aliases); i++)
		if (same_word(word, aliases[i].name))
			topic = find((struct span){ aliases[i].topic,
						    strlen(aliases[i].topic) });
	return topic;
}

int topic_find_event(struct span word)
{
	int i;

	for (i = 0; i < EVENT_NR; i++)
		if (span_is(word, trace_events[i].name))
			return i;
	return -1;
}

void topics_write_manual(FILE *out)
{
	u32 i;

	fputs(".Sh TOPICS\nWhat\n.Ic help\ntells about the words that displays "
	      "use.\n.Bl -tag -width Ds\n", out);
	for (i = 0; i < nr_topics; i++) {
		fprintf(out, ".It Sy %s\n", topics[i].name);
		command_write_text(out, topics[i].text);
	}
	fputs(".El\n", out);
}
