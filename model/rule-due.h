/*
 * model/rule-due.h: from the facts of one subject to what it owes
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_RULE_DUE_H
#define MODEL_RULE_DUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "model/catalog.h"

/* Pure arithmetic: no store, no clock. */
struct rule_facts {
	const struct ruledef *rule;
	int		 count;		/* of rule->unit: its number, or what its SQL says */
	int		 launch;	/* 启用日, DATE_NONE */
	int		 start, until;	/* earliest of each, DATE_NONE */
	const int	*answer;	/* ascending */
	size_t		 answers;
	const int	*excuse;	/* ascending */
	size_t		 excuses;
	int		 as_of;		/* answers and excuses after it are not known; INT_MAX */
	int	       (*workdays)(void *arg, int from, int n);
	void		*arg;
};

enum rule_verdict {
	RULE_OWED,
	RULE_NO_START,		/* no date to count from */
	RULE_ANSWERED,		/* within: done, at `answer` */
	RULE_EXCUSED,		/* within: excused, at `excuse` */
	RULE_HISTORY,		/* within: fell due before 启用日: 历史未记 */
	RULE_ENDED,		/* `until` comes before or on the due date */
	RULE_NOT_IN_FORCE	/* the rule's own since and until */
};

struct rule_result {
	enum rule_verdict verdict;
	int	span_from;	/* first day of the span to be answered */
	int	due, late_from;	/* last allowed day is late_from - 1 */
	int	answer;		/* the answer that counted, DATE_NONE */
	int	excuse;		/* the last excuse that counted, DATE_NONE */
	bool	launched;	/* 启用日 moved the first span */
};

void	rule_due(const struct rule_facts *facts, struct rule_result *result);

/* The one definition of overdue: how many days late something is on a day
 * whose lateness begins on late_from; 0 = not late. */
int	rule_days_late(int late_from, int on);

/* Months of a calendar grid: 1 3 6 12; 0 for the others. */
int	rule_grid_months(enum rule_every every);

#endif
