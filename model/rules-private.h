/*
 * model/rules-private.h: what the files of the rules share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_RULES_PRIVATE_H
#define MODEL_RULES_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>

#include "model/db.h"
#include "model/rule-due.h"
#include "model/rules.h"

/*
 * Rules and tracks are compiled once a session: the parts of a rule are one
 * statement, and so are the states of a track, each restricted to one subject.
 * What they read is known from preparing them, so that a save on a form asks
 * only those that read it.
 */
struct reads {
	size_t	 count, cap;
	char	**table;
	bool	 standing;		/* reads states, so whatever they read */
};

enum rule_part { PART_APPLIES, PART_STARTS, PART_ANSWERED, PART_EXCUSED, PART_UNTIL, PARTS };

struct compiled_rule {
	const struct ruledef *def;
	char		*sql;		/* (part, record, date) of subject ?1 */
	char		*count_sql;	/* NULL: def->count */
	struct reads	 reads;
};

struct compiled_track {
	const struct statetrack *def;
	char		*sql;		/* (place, from, until, record) of subject ?1 */
	struct reads	 reads;
};

struct rules {
	struct store	*store;
	size_t		 rule_count, track_count;
	struct compiled_rule *rule;
	struct compiled_track *track;
	bool		 prepared;	/* what each reads is known */
	int		 as_of_day;	/* what temp.due_as_of was made for */
	long long	 as_of_seen;
};

/* The compiled rules of a session; NULL with err.  rules_named knows names and
 * texts only, which is enough to count and list; rules_of has them prepared,
 * which costs some milliseconds and is for those who compute. */
struct rules *rules_named(struct store *store, struct err *err);
struct rules *rules_of(struct store *store, struct err *err);

/* One whose dues or states are computed. */
struct subject {
	char	id[STORE_ID_SIZE], person[STORE_ID_SIZE], period[STORE_ID_SIZE];
	char	office[STORE_ID_SIZE];
	bool	live;			/* not removed, nor its period, nor its person */
};

struct subjects {
	size_t	 count, cap;
	struct subject *subject;
};

/* All subjects of a form that belong to a person ("" = the office), removed
 * ones too.  form may be "office".  The caller frees the array. */
bool	subjects_of(struct rules *rules, const char *form, const char *person,
	    struct subjects *subjects, struct err *err);

/* ---- facts of one rule for one subject (rule-facts.c) ---- */
struct fact { char record[STORE_ID_SIZE]; int date; };
struct facts {
	bool		 applies;
	char		 applied[STORE_ID_SIZE];	/* the record that says so */
	struct fact	 start, until;		/* date DATE_NONE = none */
	size_t		 answers, excuses, answer_cap, excuse_cap;
	struct fact	*answer, *excuse;	/* by date */
	int		 count;			/* of the rule's unit */
};
bool	facts_load(struct rules *rules, const struct compiled_rule *rule,
	    const char *subject, struct facts *facts, struct err *err);
void	facts_clear(struct facts *facts);
/* What follows from them.  as_of: INT_MAX = all that is known. */
void	facts_judge(struct rules *rules, const struct compiled_rule *rule,
	    const struct facts *facts, int as_of, struct rule_result *result);
/* A date in whatever length it was kept: YYYY-MM-DD…, YYYY-MM, YYYY. */
int	fact_date(const char *text);

/* ---- the rows ---- */
struct due_row {
	char	started_on[DATE_SIZE], due_on[DATE_SIZE], late_from[DATE_SIZE];
	char	until_on[DATE_SIZE];		/* "" = NULL */
	char	cause[STORE_ID_SIZE];		/* "" = NULL */
};
/* The row of a subject, or *owed = false. */
void	due_row_make(const struct facts *facts, const struct rule_result *result,
	    struct due_row *row, bool *owed);

/* Who a person is in lists: number and sort key.  They are read when they are
 * asked for: a due that only moves has them already. */
struct identity {
	struct store	*store;
	const char	*person;	/* borrowed */
	bool		 kept;		/* from his search rows instead of his record */
	bool		 stands;	/* nothing that was saved changes it */
	char		*number, *sort;	/* NULL until loaded */
};
bool	identity_load(struct identity *identity, struct err *err);
void	identity_clear(struct identity *identity);

/* What to do with a difference between the rows that are and those that should
 * be: write it, or say it. */
struct settle {
	bool	  check;
	bool	  fresh;		/* nothing is there yet */
	void	(*finding)(void *arg, const char *text);
	void	 *arg;
	long	  dues, answers, standings;	/* rows that should be */
};
bool	dues_settle(struct rules *rules, const struct compiled_rule *rule,
	    const struct subject *subject, struct identity *identity,
	    struct settle *settle, struct err *err);
bool	track_settle(struct rules *rules, const struct compiled_track *track,
	    const struct subject *subject, struct identity *identity,
	    struct settle *settle, bool *changed, struct err *err);
void	settle_say(struct settle *settle, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
/* All rules and tracks of a person that a save on these forms concerns (count 0
 * = all).  The counts wait for tally_write. */
struct saved { const char *const *form; size_t count; };
bool	rules_settle(struct rules *rules, const char *person, struct saved saved,
	    struct settle *settle, struct err *err);

/* For a day before the newest answer: temp tables due_stale(rule, subject) and
 * due_as_of (like due) hold what was owed then.  *differs: are they needed? */
bool	rules_as_of(struct rules *rules, int day, bool *differs, struct err *err);

/* Prepares a definition's SELECT; a failure names file and line.  reads may be
 * NULL. */
bool	part_prepare(struct store *store, const char *file, int line, const char *sql,
	    struct reads *reads, struct err *err);
void	reads_clear(struct reads *reads);

#endif
