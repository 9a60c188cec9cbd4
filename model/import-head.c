/*
 * model/import-head.c: what the columns of one file fill
 * SPDX-License-Identifier: Apache-2.0
 *
 * Four say so, each over the one before it: the profile, by its heads; what is
 * remembered of the sender; the choices of a clerk; and which row is the head
 * at all, when he pointed it out.
 */
#include "config.h"
#include "model/import-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/digest.h"
#include "model/table-choice.h"

static bool
named(struct catalog *catalog, const char *kind, const char *name)
{
	const char *const *list;
	size_t count = catalog_names(catalog, kind, &list), i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

const struct profiledef *
import_profile(struct catalog *catalog, const char *name,
    struct profiledef **own, struct err *err)
{
	*own = NULL;
	if (named(catalog, "profile", name) || !named(catalog, "form", name))
		return catalog_profile(catalog, name, err);
	*own = own_profile(catalog, name, err);
	return *own;
}

/* ---- the memory ---- */

bool
recall_begin(struct recall *recall, struct store *store,
    const struct import_options *options, const struct profiledef *profile,
    struct err *err)
{
	memset(recall, 0, sizeof(*recall));
	recall->profile = profile;
	if (options->sender == NULL)
		return true;
	recall->sender = sender_read(options->sender, err);
	if (recall->sender == NULL || !sender_heads(store, recall->sender,
	    profile->name, &recall->list, &recall->count, err))
		return false;
	if (options->recall && recall->count > 0)
		recall->profile = recall->with = tablechoice_profile(profile,
		    recall->list, recall->count);
	return true;
}

void
recall_clear(struct recall *recall)
{
	free(recall->sender);
	sender_heads_free(recall->list, recall->count);
	tablechoice_profile_free(recall->with);
	memset(recall, 0, sizeof(*recall));
}

/* ---- the head ---- */

struct seeking {
	const struct profiledef *profile;
	uint32_t	 delimiter;
	long		 line;
	struct tablehead *head;
};

static bool
seek_row(void *arg, const struct delimited_row *row)
{
	struct seeking *seeking = arg;

	if (row->line == seeking->line)
		seeking->head = tablehead_of(seeking->profile,
		    seeking->delimiter, row);
	return row->line < seeking->line;
}

/* The row that was pointed out. */
static struct tablehead *
head_at(struct tablesource *source, const struct import_options *options,
    const struct profiledef *profile, struct err *err)
{
	struct seeking seeking = { .profile = profile,
		.line = options->head_line };

	/* what was not said is still found by the heads that are known */
	if (options->delimiter == 0 && options->sheet == NULL)
		tablehead_free(tablesource_head(source, profile, NULL));
	seeking.delimiter = tablesource_delimiter(source);
	if (seeking.delimiter == 0)
		seeking.delimiter = ',';
	if (!tablesource_preview(source, TABLEHEAD_ROWS, seek_row, &seeking, err)) {
		tablehead_free(seeking.head);
		return NULL;
	}
	if (seeking.head == NULL)
		err_set(err, ERR_INPUT, "文件前 %d 行里没有第 %ld 行，不能把它当表头；"
		    "请重新指出表头", TABLEHEAD_ROWS, options->head_line);
	else
		seeking.head->cut = tablesource_delimiter(source) != 0;
	tablesource_below(source, options->head_line);
	return seeking.head;
}

static bool
apply(struct tablehead *head, const struct import_options *options,
    struct recall *recall, struct buf *gone, struct err *err)
{
	struct import_choice *choice;
	size_t count = 0;
	bool ok;

	choice = tablechoice_recall(head, recall->profile, recall->list,
	    options->recall ? recall->count : 0, options->choice,
	    options->choice_count, &count, gone);
	recall->special = count > 0 || options->choice_count > 0 ||
	    options->head_line > 0 || options->delimiter != 0;
	/* one list, so that two columns of one target are seen */
	choice = mem_resize(choice, count + options->choice_count + 1,
	    sizeof(*choice));
	if (options->choice_count > 0)
		memcpy(choice + count, options->choice,
		    options->choice_count * sizeof(*choice));
	ok = tablechoice_apply(head, recall->profile, choice,
	    count + options->choice_count, err);
	free(choice);
	return ok;
}

struct tablehead *
recall_head(struct recall *recall, struct tablesource *source,
    const struct import_options *options, struct buf *gone, struct err *err)
{
	struct tablehead *head;

	head = options->head_line > 0 ?
	    head_at(source, options, recall->profile, err) :
	    tablesource_head(source, recall->profile, err);
	if (head != NULL && apply(head, options, recall, gone, err) &&
	    (!recall->special || tablehead_complete(head, recall->profile, err)))
		return head;
	tablehead_free(head);
	return NULL;
}

/* ---- kept ---- */

static const struct import_choice *
choice_of(const struct import_options *options, size_t column)
{
	size_t i;

	for (i = 0; i < options->choice_count; i++)
		if (options->choice[i].column == column)
			return &options->choice[i];
	return NULL;
}

bool
recall_keep(const struct recall *recall, struct store *store,
    const struct import_options *options, const struct tablehead *head,
    struct err *err)
{
	const struct import_choice *choice;
	struct sender_head *list;
	struct buf key = BUF_INIT;
	size_t i, count = 0;
	bool ok;

	assert(recall->sender != NULL);
	list = mem_new((head->count + 1) * sizeof(*list));
	for (i = head->ours; i < head->count; i++) {
		choice = choice_of(options, i);
		buf_cut(&key, 0);
		tablechoice_key(&key, head, i);
		if (key.len == 0 || (choice == NULL && options->recall))
			continue;
		list[count].head = mem_text(buf_str(&key));
		list[count++].field = choice != NULL ? mem_text(choice->field) :
		    NULL;
	}
	ok = store_begin(store, err);
	if (ok && !sender_remember(store, recall->sender, recall->profile->name,
	    list, count, err)) {
		store_rollback(store);
		ok = false;
	}
	ok = ok && store_commit(store, err);
	sender_heads_free(list, count);
	buf_clear(&key);
	return ok;
}

/* What the columns fill in the end, whoever said so. */
void
recall_print(const struct tablehead *head, const char *sheet, struct buf *out)
{
	unsigned char sum[DIGEST_SHORT];
	char hex[2 * DIGEST_SHORT + 1];
	struct digest digest;
	struct buf text = BUF_INIT;
	size_t i;

	buf_addf(&text, "%ld %u", head->line, (unsigned)head->delimiter);
	for (i = 0; i < head->field_count; i++)
		if (head->column[i] != TABLEHEAD_NONE)
			buf_addf(&text, " %zu=%zu", i, head->column[i]);
	digest_init(&digest);
	digest_add_text(&digest, buf_str(&text));
	digest_add_text(&digest, sheet);
	digest_end_short(&digest, sum);
	buf_addf(out, " columns=%s", digest_hex(sum, sizeof(sum), hex));
	buf_clear(&text);
}
