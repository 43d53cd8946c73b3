/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Landmarks: see landmark.h.
 */
#include "landmark.h"

#include <stdio.h>
#include <string.h>

#include "linux/program.h"
#include "machine/strings.h"

static const struct step_frame *standing_frame(const struct cpu *cpu)
{
	return cpu->co ? cpu->co->frame : NULL;
}

static void landmark_text(struct landmark *landmark, const char *text, u64 len)
{
	if (len >= sizeof(landmark->text))
		len = sizeof(landmark->text) - 1;
	memcpy(landmark->text, text, len);
	landmark->text[len] = '\0';
}

void landmark_of(const struct machine *m, u32 cpu, struct landmark *landmark)
{
	const struct step_frame *frame = standing_frame(&m->cpu[cpu]);

	*landmark = (struct landmark){ 0 };
	if (!frame || !frame->at)
		return;
	if (frame->func == STEP_FUNC_BODY) {
		const char *text = string_text(m, program_insn(m, frame->at)->text);

		snprintf(landmark->func, sizeof(landmark->func), "script");
		landmark_text(landmark, text, strlen(text));
		return;
	}
	snprintf(landmark->func, sizeof(landmark->func), "%s",
		 step_funcs[frame->func].name);
	landmark->ordinal = step_stmts[frame->at].ordinal;
	landmark_text(landmark, step_files[step_stmts[frame->at].file].text +
		      step_stmts[frame->at].text, step_stmts[frame->at].len);
}
