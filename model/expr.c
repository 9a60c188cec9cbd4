/*
 * model/expr.c: the live expressions of a form
 * SPDX-License-Identifier: Apache-2.0
 *
 * A check in a definition speaks of blanks by name.  Here each name becomes a
 * parameter of one prepared statement ("later > day" is "?1 > ?2"),
 * so that an expression reads what stands on the screen and nothing else: the
 * statement names no table and the authorizer would refuse one.  A form has
 * three statements, each prepared once and kept: what is shown and required,
 * the checks, the defaults.
 */
#include "config.h"
#include "model/expr.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/value.h"

enum whose { OWN, OF_PERSON, OF_PERIOD, WHOSE };

/* A parameter: which blank of which record. */
struct slot {
	enum whose	 whose;
	size_t		 field;
};

struct expression {
	const char	*sql;		/* as it stands in the definition */
	const struct fielddef *field;
	size_t		 column;	/* of the statement */
	int		 line;
	size_t		 reads, reads_cap;
	size_t		*read;		/* its slots */
};

enum purpose { CONDITIONS, CHECKS, DEFAULTS, PURPOSES };

struct program {
	size_t		 count, cap;
	struct expression *expr;
	size_t		 slots, slot_cap;
	struct slot	*slot;
	struct stmt	*stmt;		/* NULL when there is nothing to ask */
};

struct formexpr {
	struct db	*db;
	const struct formdef *form[WHOSE];	/* person and period: NULL = not readable */
	struct program	 program[PURPOSES];
	size_t		*shown, *required;	/* by blank: column + 1; 0 = none */
	bool		*shown_now, *required_now;	/* of the last question */
	struct builtin	*builtin;
};

/* ---- names into parameters ---- */
static size_t
word_length(const char *p)
{
	size_t n = 0;

	while (isalnum((unsigned char)p[n]) || p[n] == '_')
		n++;
	return n;
}

static const char *
past_blanks(const char *p)
{
	return p + strspn(p, " \t\r\n");
}

/* What is no name: a text in quotes, a comment, a number, a parameter. */
static size_t
other_length(const char *p)
{
	const char *end;

	if (*p == '\'' || *p == '"' || *p == '`') {
		end = strchr(p + 1, *p);
		return end == NULL ? strlen(p) : (size_t)(end - p) + 1;
	}
	if (p[0] == '-' && p[1] == '-')
		return strcspn(p, "\n");
	if (p[0] == '/' && p[1] == '*') {
		end = strstr(p + 2, "*/");
		return end == NULL ? strlen(p) : (size_t)(end - p) + 2;
	}
	if (isdigit((unsigned char)*p))
		return word_length(p);
	if (strchr(":@$?", *p) != NULL)
		return 1 + word_length(p + 1);
	return 1;
}

static bool
field_at(const struct formdef *form, const char *name, size_t len, size_t *at)
{
	if (form == NULL)
		return false;
	for (*at = 0; *at < form->count; ++*at)
		if (strncasecmp(form->field[*at].name, name, len) == 0 &&
		    form->field[*at].name[len] == '\0')
			return true;
	return false;
}

static bool
same_word(const char *word, size_t len, const char *name)
{
	return strlen(name) == len && strncasecmp(word, name, len) == 0;
}

/* Which record a qualifier names; WHOSE when none that may be read. */
static enum whose
whose_find(const struct formexpr *expr, const char *word, size_t len)
{
	enum whose whose;

	for (whose = OWN; whose < WHOSE; whose++)
		if (expr->form[whose] != NULL &&
		    same_word(word, len, expr->form[whose]->name))
			break;
	return whose;
}

static size_t
slot_number(struct program *program, enum whose whose, size_t field)
{
	size_t i;

	for (i = 0; i < program->slots; i++)
		if (program->slot[i].whose == whose && program->slot[i].field == field)
			return i + 1;
	program->slot = mem_grow(program->slot, program->slots, &program->slot_cap,
	    sizeof(*program->slot));
	program->slot[program->slots].whose = whose;
	program->slot[program->slots++].field = field;
	return program->slots;
}

/* At a word: a blank, "form.blank", or a word of SQL.  Returns its length. */
static size_t
word_put(struct formexpr *expr, struct program *program, const char *p, bool plain,
    struct buf *out, struct expression *one)
{
	size_t len = word_length(p), name, field;
	const char *behind = past_blanks(p + len);
	enum whose whose = WHOSE;
	size_t all = len;

	if (*behind == '.') {
		behind = past_blanks(behind + 1);
		name = word_length(behind);
		whose = whose_find(expr, p, len);
		if (whose != WHOSE && !field_at(expr->form[whose], behind, name, &field))
			whose = WHOSE;
		all = (size_t)(behind - p) + name;
	} else if (*behind != '(' && !plain && field_at(expr->form[OWN], p, len, &field)) {
		whose = OWN;
	}
	if (whose == WHOSE) {
		buf_addn(out, p, all);
		return all;
	}
	name = slot_number(program, whose, field);
	buf_addf(out, "?%zu", name);
	one->read = mem_grow(one->read, one->reads, &one->reads_cap, sizeof(*one->read));
	one->read[one->reads++] = name - 1;
	return all;
}

/* Appends an expression with its blanks as parameters. */
static void
expr_put(struct formexpr *expr, struct program *program, struct expression *one,
    struct buf *out)
{
	bool plain = false;	/* behind AS and COLLATE stands no blank */
	const char *p = one->sql;
	size_t len;

	one->reads = 0;

	while (*p != '\0') {
		if (!isalpha((unsigned char)*p) && *p != '_') {
			len = other_length(p);
			buf_addn(out, p, len);
			p += len;
			continue;
		}
		len = word_length(p);
		if (same_word(p, len, "as") || same_word(p, len, "collate")) {
			buf_addn(out, p, len);
			p += len;
			plain = true;
			continue;
		}
		p += word_put(expr, program, p, plain, out, one);
		plain = false;
	}
}

/* ---- making the statements ---- */
static const char *const wrap_tail[PURPOSES] = {
	[CONDITIONS] = "\n) IS TRUE",
	[CHECKS] = "\n) IS FALSE",
	[DEFAULTS] = "\n)",
};

/* Returns the column. */
static size_t
program_add(struct program *program, const struct fielddef *field, const char *sql,
    int line)
{
	struct expression *one;

	program->expr = mem_grow(program->expr, program->count, &program->cap,
	    sizeof(*program->expr));
	one = &program->expr[program->count];
	memset(one, 0, sizeof(*one));
	one->sql = sql;
	one->field = field;
	one->line = line;
	one->column = program->count;
	return program->count++;
}

static struct stmt *
expr_prepare(struct formexpr *expr, const char *sql, size_t columns, struct err *err)
{
	static const char *const none[] = { NULL };
	struct stmt *stmt = db_query_definition(expr->db, sql, none, NULL, NULL, err);

	if (stmt != NULL && (size_t)stmt_columns(stmt) != columns) {
		stmt_done(stmt);
		err_set(err, ERR_DATA, "括号不成对，请核对");
		return NULL;
	}
	return stmt;
}

/* The whole did not prepare: which expression is it? */
static bool
program_blame(struct formexpr *expr, enum purpose purpose, struct err *err)
{
	struct program *program = &expr->program[purpose];
	struct buf sql = BUF_INIT;
	struct err why;
	struct stmt *stmt;
	size_t i;

	for (i = 0; i < program->count; i++) {
		err_clear(&why);
		buf_cut(&sql, 0);
		buf_add(&sql, "SELECT (");
		expr_put(expr, program, &program->expr[i], &sql);
		buf_add(&sql, wrap_tail[purpose]);
		stmt = expr_prepare(expr, buf_str(&sql), 1, &why);
		if (stmt != NULL) {
			stmt_done(stmt);
			continue;
		}
		err_set(err, ERR_DATA, "%s:%d：栏目“%s”的表达式有误：%s（可用本表栏目%s）：%.200s",
		    program->expr[i].field->file, program->expr[i].line,
		    program->expr[i].field->name, why.text,
		    expr->form[OF_PERIOD] != NULL ? "、person. 和 period. 的栏目" :
		    expr->form[OF_PERSON] != NULL ? "和 person. 的栏目" : "",
		    program->expr[i].sql);
		break;
	}
	buf_clear(&sql);
	return false;
}

static bool
program_prepare(struct formexpr *expr, enum purpose purpose, struct err *err)
{
	struct program *program = &expr->program[purpose];
	struct buf sql = BUF_INIT;
	size_t i;

	if (program->count == 0)
		return true;
	buf_add(&sql, "SELECT ");
	for (i = 0; i < program->count; i++) {
		buf_add(&sql, i > 0 ? ",\n(" : "(");
		expr_put(expr, program, &program->expr[i], &sql);
		buf_add(&sql, wrap_tail[purpose]);
	}
	program->stmt = expr_prepare(expr, buf_str(&sql), program->count, err);
	buf_clear(&sql);
	return program->stmt != NULL || program_blame(expr, purpose, err);
}

static void
programs_fill(struct formexpr *expr)
{
	const struct formdef *form = expr->form[OWN];
	const struct fielddef *field;
	size_t i, n;

	for (i = 0; i < form->count; i++) {
		field = &form->field[i];
		if (field->shown != NULL)
			expr->shown[i] = 1 + program_add(&expr->program[CONDITIONS], field,
			    field->shown, field->shown_line);
		if (field->required != NULL && strcmp(field->required, "1") != 0)
			expr->required[i] = 1 + program_add(&expr->program[CONDITIONS],
			    field, field->required, field->required_line);
		for (n = 0; n < field->check_count; n++)
			program_add(&expr->program[CHECKS], field, field->check[n].expr,
			    field->check[n].line);
		if (field->initial != NULL)
			program_add(&expr->program[DEFAULTS], field, field->initial,
			    field->initial_line);
	}
}

/* Whose blanks may stand behind "person." and "period.". */
static bool
owners_find(struct formexpr *expr, struct catalog *catalog, struct err *err)
{
	const struct formdef *form = expr->form[OWN];

	if (form->of != FORM_OF_OFFICE) {
		expr->form[OF_PERSON] = catalog_form(catalog, "person", err);
		if (expr->form[OF_PERSON] == NULL)
			return false;
	}
	if (form->of == FORM_OF_PERIOD) {
		expr->form[OF_PERIOD] = catalog_form(catalog, "period", err);
		if (expr->form[OF_PERIOD] == NULL)
			return false;
	}
	return true;
}

struct formexpr *
formexpr_make(struct db *db, struct catalog *catalog, const struct formdef *form,
    struct err *err)
{
	struct formexpr *expr = mem_new(sizeof(*expr));
	enum purpose purpose;
	bool ok;

	expr->db = db;
	expr->form[OWN] = form;
	expr->shown = mem_new(form->count * sizeof(*expr->shown));
	expr->required = mem_new(form->count * sizeof(*expr->required));
	expr->shown_now = mem_new(form->count * sizeof(bool));
	expr->required_now = mem_new(form->count * sizeof(bool));
	ok = owners_find(expr, catalog, err);
	programs_fill(expr);
	for (purpose = CONDITIONS; ok && purpose < PURPOSES; purpose++)
		ok = program_prepare(expr, purpose, err);
	if (ok)
		expr->builtin = builtin_open(catalog, form, err);
	if (!ok || expr->builtin == NULL) {
		formexpr_close(expr);
		return NULL;
	}
	return expr;
}

void
formexpr_close(struct formexpr *expr)
{
	enum purpose purpose;
	size_t i;

	if (expr == NULL)
		return;
	for (purpose = CONDITIONS; purpose < PURPOSES; purpose++) {
		stmt_done(expr->program[purpose].stmt);
		for (i = 0; i < expr->program[purpose].count; i++)
			free(expr->program[purpose].expr[i].read);
		free(expr->program[purpose].expr);
		free(expr->program[purpose].slot);
	}
	builtin_close(expr->builtin);
	free(expr->shown);
	free(expr->required);
	free(expr->shown_now);
	free(expr->required_now);
	free(expr);
}

int
record_date(const struct record *record, const struct record *period)
{
	const struct formdef *form = record->form;
	size_t i;
	int date;

	for (i = 0; i < form->order_count; i++) {
		const struct fielddef *field = form->order[i].field;
		const char *value = record->value[field - form->field];

		if (field->type == BLANK_DATE && value != NULL &&
		    (date = date_parse(value)) != DATE_NONE)
			return date;
	}
	return period == NULL || period == record ? DATE_NONE : record_date(period, NULL);
}

/* ---- running ---- */
/* A value as its table keeps it; several values as how many they are. */
static void
slot_bind(struct stmt *stmt, int at, const struct fielddef *field, const char *value)
{
	long long n;

	if (fielddef_multi(field)) {
		for (n = value != NULL && *value != '\0'; value != NULL && *value != '\0'; value++)
			n += *value == '\n';
		stmt_int(stmt, at, n);
	} else if (value == NULL) {
		stmt_null(stmt, at);
	} else if (fielddef_stored_int(field) && value_stored(field, value, &n)) {
		stmt_int(stmt, at, n);
	} else {
		stmt_text(stmt, at, value);
	}
}

/* Binds and steps to the one row; stmt_again ends it. */
static bool
program_run(struct formexpr *expr, enum purpose purpose,
    const struct record *const record[WHOSE], struct err *err)
{
	struct program *program = &expr->program[purpose];
	const struct fielddef *field;
	const struct slot *slot;
	size_t i;
	int row;

	for (i = 0; i < program->slots; i++) {
		slot = &program->slot[i];
		field = &expr->form[slot->whose]->field[slot->field];
		assert(record[slot->whose] == NULL ||
		    record[slot->whose]->form->count == expr->form[slot->whose]->count);
		slot_bind(program->stmt, (int)i + 1, field, record[slot->whose] == NULL ?
		    NULL : record[slot->whose]->value[slot->field]);
	}
	row = stmt_step(program->stmt, err);
	assert(row != 0);
	if (row < 0) {
		stmt_again(program->stmt);
		return err_wrap(err, "“%s”的表达式算不出来：", expr->form[OWN]->title);
	}
	return true;
}

static bool
column_true(const struct program *program, size_t column)
{
	return stmt_get_int(program->stmt, (int)column) != 0;
}

bool
formexpr_shown(struct formexpr *expr, const struct record *record,
    const struct record *person, const struct record *period,
    bool *shown, bool *required, struct err *err)
{
	const struct record *const all[WHOSE] = { record, person, period };
	struct program *program = &expr->program[CONDITIONS];
	const struct formdef *form = expr->form[OWN];
	int on = record_date(record, period);
	size_t i;

	if (on == DATE_NONE)
		on = date_today();
	assert(record->form->count == form->count);
	if (program->stmt != NULL && !program_run(expr, CONDITIONS, all, err))
		return false;
	for (i = 0; i < form->count; i++) {
		const struct fielddef *field = &form->field[i];

		shown[i] = (field->since == DATE_NONE || on >= field->since) &&
		    (field->until == DATE_NONE || on <= field->until) &&
		    (expr->shown[i] == 0 || column_true(program, expr->shown[i] - 1));
		required[i] = shown[i] && (expr->required[i] == 0 ?
		    field->required != NULL :
		    column_true(program, expr->required[i] - 1));
	}
	if (program->stmt != NULL)
		stmt_again(program->stmt);
	return true;
}

struct problems {
	struct problem	*list;
	size_t		 count, cap;
};

static void
problem_add(struct problems *problems, const struct fielddef *field, const char *say,
    bool stop)
{
	problems->list = mem_grow(problems->list, problems->count, &problems->cap,
	    sizeof(*problems->list));
	problems->list[problems->count++] = (struct problem){ field, say, stop };
}

/* One blank: empty, else its own checks, else what its type knows. */
static void
blank_problems(struct formexpr *expr, const struct record *record, size_t at, int on,
    size_t column, struct problems *problems)
{
	const struct program *program = &expr->program[CHECKS];
	const struct fielddef *field = &expr->form[OWN]->field[at];
	const char *value = record->value[at], *say;
	size_t n, before = problems->count;

	for (n = 0; n < field->check_count; n++)
		if (column_true(program, column + n))
			problem_add(problems, field, field->check[n].say,
			    field->check[n].stop);
	if (problems->count > before)
		return;
	if (value != NULL)
		say = builtin_judge(expr->builtin, at, value, on);
	else
		say = expr->required_now[at] && record->absent[at] == NULL ?
		    builtin_required : NULL;
	if (say != NULL)
		problem_add(problems, field, say, false);
}

bool
formexpr_problems(struct formexpr *expr, const struct record *record,
    const struct record *person, const struct record *period,
    struct problem **list, size_t *count, struct err *err)
{
	const struct record *const all[WHOSE] = { record, person, period };
	const struct formdef *form = expr->form[OWN];
	struct program *program = &expr->program[CHECKS];
	struct problems problems = { NULL, 0, 0 };
	int on = record_date(record, period);
	size_t i, column = 0;

	*list = NULL;
	*count = 0;
	if (on == DATE_NONE)
		on = date_today();
	if (!formexpr_shown(expr, record, person, period, expr->shown_now,
	    expr->required_now, err))
		return false;
	if (program->stmt != NULL && !program_run(expr, CHECKS, all, err))
		return false;
	for (i = 0; i < form->count; column += form->field[i++].check_count)
		if (expr->shown_now[i])
			blank_problems(expr, record, i, on, column, &problems);
	if (program->stmt != NULL)
		stmt_again(program->stmt);
	*list = problems.list;
	*count = problems.count;
	return true;
}

/* ---- defaults ---- */
#define PASSES 4			/* a default may wait for another */

/* Does the default read a blank of the record that has just got a value? */
static bool
default_follows(const struct program *program, const struct expression *one,
    const bool *changed)
{
	const struct slot *slot;
	size_t i;

	for (i = 0; i < one->reads; i++) {
		slot = &program->slot[one->read[i]];
		if (slot->whose == OWN && changed[slot->field])
			return true;
	}
	return false;
}

/* May the record still get this default? */
static bool
default_waits(const struct formexpr *expr, const struct expression *one,
    const struct record *record, bool derived)
{
	size_t at = (size_t)(one->field - expr->form[OWN]->field);

	return record->value[at] == NULL && record->absent[at] == NULL &&
	    !(derived && one->reads == 0);
}

static bool
defaults_wait(const struct formexpr *expr, const struct record *record, bool derived)
{
	const struct program *program = &expr->program[DEFAULTS];
	size_t i;

	for (i = 0; i < program->count; i++)
		if (default_waits(expr, &program->expr[i], record, derived))
			return true;
	return false;
}

/* Takes the defaults whose blanks are empty; returns how many.  changed: only
 * those that follow from these blanks, which grow; NULL = all. */
static int
defaults_take(struct formexpr *expr, struct record *record, bool derived, bool *changed)
{
	struct program *program = &expr->program[DEFAULTS];
	const struct expression *one;
	int taken = 0;
	size_t i, at;

	for (i = 0; i < program->count; i++) {
		one = &program->expr[i];
		at = (size_t)(one->field - expr->form[OWN]->field);
		if (!default_waits(expr, one, record, derived) ||
		    stmt_is_null(program->stmt, (int)i) ||
		    (changed != NULL && !default_follows(program, one, changed)))
			continue;
		record->value[at] = value_from_stored(one->field,
		    stmt_get(program->stmt, (int)i));
		if (record->value[at] == NULL)
			continue;
		if (changed != NULL)
			changed[at] = true;
		taken++;
	}
	return taken;
}

static bool
defaults_run(struct formexpr *expr, struct record *record, const struct record *person,
    const struct record *period, bool derived, bool *changed, struct err *err)
{
	const struct record *const all[WHOSE] = { record, person, period };
	int pass, taken = 1;

	assert(record->form->count == expr->form[OWN]->count);
	if (expr->program[DEFAULTS].stmt == NULL)
		return true;
	for (pass = 0; pass < PASSES && taken > 0 && defaults_wait(expr, record, derived);
	    pass++) {
		if (!program_run(expr, DEFAULTS, all, err))
			return false;
		taken = defaults_take(expr, record, derived, changed);
		stmt_again(expr->program[DEFAULTS].stmt);
	}
	return true;
}

bool
formexpr_defaults(struct formexpr *expr, struct record *record,
    const struct record *person, const struct record *period, struct err *err)
{
	return defaults_run(expr, record, person, period, false, NULL, err);
}

bool
formexpr_derive(struct formexpr *expr, struct record *record,
    const struct record *person, const struct record *period, struct err *err)
{
	return defaults_run(expr, record, person, period, true, NULL, err);
}

void
formexpr_derives_from(const struct formexpr *expr, const struct record *record,
    bool *person, bool *period)
{
	const struct program *program = &expr->program[DEFAULTS];
	const struct expression *one;
	enum whose whose;
	size_t i, k;

	*person = *period = false;
	for (i = 0; i < program->count; i++) {
		one = &program->expr[i];
		if (!default_waits(expr, one, record, true))
			continue;
		for (k = 0; k < one->reads; k++) {
			whose = program->slot[one->read[k]].whose;
			*person = *person || whose == OF_PERSON;
			*period = *period || whose == OF_PERIOD;
		}
	}
}

bool
formexpr_follow(struct formexpr *expr, struct record *record,
    const struct fielddef *field, const struct record *person,
    const struct record *period, struct err *err)
{
	bool *changed = mem_new(record->form->count * sizeof(bool)), ok;

	changed[field - record->form->field] = true;
	ok = defaults_run(expr, record, person, period, true, changed, err);
	free(changed);
	return ok;
}
