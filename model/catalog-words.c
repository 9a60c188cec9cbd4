/*
 * model/catalog-words.c: names and codes inside SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * SQLite does not know that 'absent' is a code of a table: a misspelt one
 * compares false for ever and nobody is told.  So the words of an expression
 * are read here: label('table', …), setting('name'), and blank = 'code',
 * blank <> 'code', blank IS [NOT] 'code', blank [NOT] IN ('code', …).
 */
#include "config.h"
#include "model/catalog-check.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum token_kind { TOKEN_END, TOKEN_WORD, TOKEN_TEXT, TOKEN_MARK };

struct token {
	enum token_kind	 kind;
	char		 text[80];	/* longer ones are cut: no name is so long */
	int		 line;		/* below the expression's first */
};

struct reading {
	struct catalog	*catalog;
	const struct formdef *own;
	const char	*file;
	int		 line;
	const char	*at;
	int		 below;
};

static void
token_keep(struct token *token, const char *from, size_t len)
{
	if (len >= sizeof(token->text))
		len = sizeof(token->text) - 1;
	memcpy(token->text, from, len);
	token->text[len] = '\0';
}

static void
skip_blanks(struct reading *reading)
{
	for (; *reading->at != '\0'; reading->at++) {
		if (reading->at[0] == '-' && reading->at[1] == '-')
			reading->at += strcspn(reading->at, "\n");
		if (*reading->at == '\n')
			reading->below++;
		else if (*reading->at == '\0' || !isspace((unsigned char)*reading->at))
			return;
	}
}

static bool
word_char(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

static struct token
token_next(struct reading *reading)
{
	struct token token = { TOKEN_END, "", 0 };
	const char *from;
	size_t len;

	skip_blanks(reading);
	token.line = reading->line + reading->below;
	from = reading->at;
	if (*from == '\0')
		return token;
	if (*from == '\'') {
		len = strcspn(from + 1, "'");
		token.kind = TOKEN_TEXT;
		token_keep(&token, from + 1, len);
		reading->at = from + 1 + len + (from[1 + len] == '\'');
		return token;
	}
	for (len = 0; word_char(from[len]); len++)
		;
	token.kind = len > 0 ? TOKEN_WORD : TOKEN_MARK;
	if (len == 0)		/* <> and != are one */
		len = 1 + (strchr("<!", from[0]) != NULL && from[1] != '\0' &&
		    strchr(">=", from[1]) != NULL);
	token_keep(&token, from, len);
	reading->at = from + len;
	return token;
}

static bool
is_word(const struct token *token, const char *word)
{
	return token->kind == TOKEN_WORD && strcasecmp(token->text, word) == 0;
}

static bool
is_mark(const struct token *token, const char *mark)
{
	return token->kind == TOKEN_MARK && strcmp(token->text, mark) == 0;
}

static struct token
token_peek(const struct reading *reading)
{
	struct reading ahead = *reading;

	return token_next(&ahead);
}

/* ---- label and setting ---- */
bool
check_label(struct catalog *catalog, const char *name, const char *file, int line,
    struct err *err)
{
	const struct codetable *table;

	if (strcmp(name, "rule") == 0 || strcmp(name, "rule_title") == 0 ||
	    strcmp(name, "basis") == 0 ||
	    catalog_item(catalog, KIND_TREE, name, false) != NULL ||
	    catalog_item(catalog, KIND_STATES, name, false) != NULL)
		return true;
	return check_codes(catalog, name, file, line, &table, err);
}

/* At the token behind "label", "class_of", "code_in" or "setting". */
static bool
read_call(struct reading *reading, const struct token *function, struct err *err)
{
	struct reading ahead = *reading;
	struct token open = token_next(&ahead), name = token_next(&ahead);
	const struct codetable *table;
	struct err why = ERR_INIT;

	if (!is_mark(&open, "(") || name.kind != TOKEN_TEXT)
		return true;
	if (is_word(function, "label"))
		return check_label(reading->catalog, name.text, reading->file, name.line, err);
	if (is_word(function, "class_of") || is_word(function, "code_in"))
		return check_codes(reading->catalog, name.text, reading->file, name.line,
		    &table, err);
	if (catalog_setting(reading->catalog, name.text, &why) != NULL)
		return true;
	if (why.kind != ERR_MISSING)
		return err_set(err, why.kind, "%s", why.text);
	return err_set(err, ERR_DATA, "%s:%d：%s", reading->file, name.line, why.text);
}

/* ---- codes ---- */
/* The blank that word, or word.blank, names; NULL when it is none with codes. */
static const struct fielddef *
read_blank(struct reading *reading, const struct token *word)
{
	const struct formdef *form = reading->own;
	const struct fielddef *field;
	struct token dot = token_peek(reading), name = *word;

	if (is_mark(&dot, ".")) {
		token_next(reading);
		name = token_next(reading);
		form = catalog_item(reading->catalog, KIND_FORM, word->text, false) == NULL ?
		    NULL : catalog_form(reading->catalog, word->text, NULL);
	}
	if (form == NULL || name.kind != TOKEN_WORD)
		return NULL;
	field = formdef_field(form, name.text);
	return field != NULL && field->type == BLANK_CODE ? field : NULL;
}

static bool
check_code(const struct reading *reading, const struct fielddef *field,
    const struct token *text, struct err *err)
{
	const struct codetable *table;
	const char **known;
	struct buf list = BUF_INIT;
	size_t i;

	if (!check_codes(reading->catalog, field->table, field->file, field->line, &table, err))
		return false;
	if (codetable_code(table, text->text) != NULL)
		return true;
	known = mem_resize(NULL, table->count, sizeof(*known));
	for (i = 0; i < table->count; i++)
		known[i] = table->code[i].code;
	names_join(&list, known, table->count);
	err_set(err, ERR_DATA, "%s:%d：代码表“%s”没有代码“%s”（与栏目“%s”比较），"
	    "请改为：%s", reading->file, text->line, table->name, text->text,
	    field->name, buf_str(&list));
	buf_clear(&list);
	free(known);
	return false;
}

/* Behind a blank: an operator and texts. */
static bool
read_comparison(struct reading *reading, const struct fielddef *field, struct err *err)
{
	struct reading ahead = *reading;
	struct token token = token_next(&ahead);
	bool not = is_word(&token, "not"), in;

	if (not)
		token = token_next(&ahead);
	in = is_word(&token, "in");
	if (!in && !is_mark(&token, "=") && !is_mark(&token, "<>") &&
	    !is_mark(&token, "!=") && !is_word(&token, "is"))
		return true;
	token = token_next(&ahead);
	if (!in) {
		if (is_word(&token, "not"))
			token = token_next(&ahead);
		return token.kind != TOKEN_TEXT || check_code(reading, field, &token, err);
	}
	if (!is_mark(&token, "("))
		return true;
	do {
		token = token_next(&ahead);
		if (token.kind == TOKEN_TEXT && !check_code(reading, field, &token, err))
			return false;
	} while (token.kind == TOKEN_TEXT || is_mark(&token, ","));
	return true;
}

bool
check_sql(struct catalog *catalog, const struct formdef *own, const char *sql,
    const char *file, int line, struct err *err)
{
	struct reading reading = { catalog, own, file, line, sql, 0 };
	const struct fielddef *field;
	struct token token;

	for (token = token_next(&reading); token.kind != TOKEN_END;
	    token = token_next(&reading)) {
		if (token.kind != TOKEN_WORD)
			continue;
		if (is_word(&token, "label") || is_word(&token, "class_of") ||
		    is_word(&token, "code_in") || is_word(&token, "setting")) {
			if (!read_call(&reading, &token, err))
				return false;
			continue;
		}
		field = read_blank(&reading, &token);
		if (field != NULL && !read_comparison(&reading, field, err))
			return false;
	}
	return true;
}

bool
check_field_sql(struct catalog *catalog, const struct formdef *form,
    const struct fielddef *field, struct err *err)
{
	size_t i;

	if (field->required != NULL && !check_sql(catalog, form, field->required,
	    field->file, field->required_line, err))
		return false;
	if (field->shown != NULL && !check_sql(catalog, form, field->shown, field->file,
	    field->shown_line, err))
		return false;
	if (field->initial != NULL && !check_sql(catalog, form, field->initial, field->file,
	    field->initial_line, err))
		return false;
	for (i = 0; i < field->check_count; i++)
		if (!check_sql(catalog, form, field->check[i].expr, field->file,
		    field->check[i].line, err))
			return false;
	return true;
}
