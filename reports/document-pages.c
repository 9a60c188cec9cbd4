/*
 * reports/document-pages.c: the pages of a document
 * SPDX-License-Identifier: Apache-2.0
 *
 * As in book.c: the first pass finds where pages begin and keeps those places
 * in a spool, the second lays out a page from its parts alone.  A row that is
 * higher than WHOLE lines is cut between two of its lines.
 */
#include "config.h"
#include "reports/document-private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Lines of a page that are not its parts': the head, the foot, the rule that
 * closes a frame at its end. */
enum { FIXED = 3 };
/* A row of more lines is cut; so many stay together at either end. */
enum { WHOLE = 10, ENDS = 3 };
/* A form's beginning: a blank line, the title, the line under it. */
enum { FORM_LINES = 3, SIGN_GAP = 14 };

/* Where a page begins: a part, and the first of its lines; the head of the
 * table that it is of. */
struct start {
	long long	 spool, at, from, head, section;
};
enum { START_FIELDS = 5 };

struct block {
	struct start	 start;
	bool		 form;		/* the first of its section */
};

struct paging {
	struct document	*document;
	size_t		 count, flow_cap, block_cap;
	struct flow_block *flow;
	struct block	*block;
	int		 spool;
	long long	 head;		/* of the open table, -1 */
	int		 head_lines;
	long		 section;
	bool		 whole;
	struct err	*err;
};

/* ---- first pass ---- */

static bool
keep_start(struct paging *paging, const struct start *start)
{
	const long long value[START_FIELDS] = { start->spool, start->at,
		start->from, start->head, start->section };
	char text[START_FIELDS][24];
	const char *list[START_FIELDS];
	int i;

	for (i = 0; i < START_FIELDS; i++) {
		snprintf(text[i], sizeof(text[i]), "%20lld", value[i]);
		list[i] = text[i];
	}
	return spool_add(paging->document->starts, 0, list, START_FIELDS, NULL,
	    paging->err);
}

static bool
page_begins(void *arg, size_t first)
{
	struct paging *paging = arg;
	struct document *document = paging->document;
	const struct block *block = &paging->block[first];

	if (block->form && block->start.section > 0)
		document->section[block->start.section - 1].page =
		    document->flow.pages;
	return keep_start(paging, &block->start) && document_goes_on(document,
	    document->flow.pages, 0, paging->err);
}

/* The blocks before `count` to their pages; the others stay. */
static bool
flush(struct paging *paging, size_t count)
{
	bool ok = flow_add(&paging->document->flow, paging->flow, count,
	    paging->whole, page_begins, paging);

	paging->count -= count;
	if (paging->count == 0)
		return ok;	/* perhaps there never was one */
	memmove(paging->flow, paging->flow + count,
	    paging->count * sizeof(*paging->flow));
	memmove(paging->block, paging->block + count,
	    paging->count * sizeof(*paging->block));
	return ok;
}

static struct flow_block *
add_block(struct paging *paging, long long at, int from, int height)
{
	struct flow_block *flow;
	struct block *block;

	paging->flow = mem_grow(paging->flow, paging->count,
	    &paging->flow_cap, sizeof(*paging->flow));
	paging->block = mem_grow(paging->block, paging->count,
	    &paging->block_cap, sizeof(*paging->block));
	flow = &paging->flow[paging->count];
	block = &paging->block[paging->count++];
	*flow = (struct flow_block){ .height = height };
	*block = (struct block){ .start = { paging->spool, at, from,
		paging->head, paging->section } };
	return flow;
}

/* A row as one block, or line by line. */
static void
add_row(struct paging *paging, const struct document_part *part, long long at)
{
	const struct layout *layout = &paging->document->layout;
	int height = grid_height(layout, &part->row), from = 0, lines;
	bool band = part->row.cell[0].role == GRID_BAND;
	struct flow_block *flow;

	for (; from < height; from += lines) {
		lines = height <= WHOLE ? height : from == 0 ? ENDS :
		    height - from <= ENDS ? height - from : 1;
		flow = add_block(paging, at, from, lines + (from == 0));
		flow->again = (part->kind == DOCUMENT_ENTRY ?
		    paging->head_lines : 0) + (from > 0);
		flow->with_next = band;
	}
}

static bool
add_form(struct paging *paging, const struct document_part *part, long long at)
{
	struct flow_block *flow;

	if (!flush(paging, paging->count))
		return false;
	paging->section = part->section;
	paging->whole = part->whole;
	paging->head = -1;
	flow = add_block(paging, at, 0, FORM_LINES);
	flow->fresh = part->first;
	flow->with_next = true;
	paging->block[paging->count - 1].form = part->first;
	return true;
}

static int
sign_lines(const struct document *document, const char *words)
{
	const struct layout *layout = &document->layout;
	int width = layout->bar[GRID_UNITS], used = 0, lines = 1, item;
	size_t n;

	for (words += strspn(words, " \n"); *words != '\0';
	    words += n, words += strspn(words, " \n")) {
		char *word = mem_textn(words, n = strcspn(words, " \n"));

		item = text_width(word, document->sheet.cell) + 2 + SIGN_GAP;
		if (used > 0 && used + item > width) {
			lines++;
			used = 0;
		}
		used += item;
		free(word);
	}
	return lines;
}

/* What ends a form stays with its last row. */
static void
tie_last(struct paging *paging)
{
	if (paging->count > 1)
		paging->flow[paging->count - 2].with_next = true;
}

static bool
add_part(struct paging *paging, const struct document_part *part, long long at)
{
	struct flow_block *flow;

	switch (part->kind) {
	case DOCUMENT_FORM:
		return add_form(paging, part, at);
	case DOCUMENT_ROW:
		paging->head = -1;
		add_row(paging, part, at);
		break;
	case DOCUMENT_HEAD:
		paging->head = -1;
		paging->head_lines = 1 + grid_height(
		    &paging->document->layout, &part->row);
		flow = add_block(paging, at, 0, paging->head_lines);
		flow->with_next = true;
		paging->head = at;
		break;
	case DOCUMENT_ENTRY:
		/* What stands under a row belongs to it. */
		if (part->row.cell[0].role == GRID_LABEL && paging->count > 0)
			paging->flow[paging->count - 1].with_next = true;
		/* Rows of a table may be many: those before have their place. */
		if (!paging->whole && paging->count > 0 &&
		    !paging->flow[paging->count - 1].with_next &&
		    !flush(paging, paging->count))
			return false;
		add_row(paging, part, at);
		break;
	case DOCUMENT_END:
		flow = add_block(paging, at, 0, 1);
		flow->lead = 1;
		tie_last(paging);
		break;
	case DOCUMENT_SIGN:
		add_block(paging, at, 0, 1 + sign_lines(paging->document,
		    part->words));
		tie_last(paging);
		break;
	}
	return true;
}

bool
document_paginate(struct document *document, struct err *err)
{
	const struct documentdef *def = document->def;
	struct paging paging = { .document = document, .head = -1, .err = err };
	struct document_part part;
	struct spool *spool;
	long long at;
	bool ok = true;
	int got = 0;

	document->sheet.title = def->title;
	if (!layout_paper(def->paper, def->font, &document->sheet, err) ||
	    !grid_init(&document->layout, &document->sheet,
	    document->options->profile, err))
		return err_wrap(err, "%s:%d：", def->file, def->line);
	flow_init(&document->flow, document->sheet.rows - FIXED);
	for (; ok && got >= 0 && paging.spool < SPOOLS; paging.spool++) {
		spool = document->spool[paging.spool];
		spool_seek(spool, 0);
		while (ok && (at = spool_tell(spool),
		    got = document_next(spool, &part, err)) == 1)
			ok = add_part(&paging, &part, at);
		ok = ok && got == 0 && flush(&paging, paging.count);
	}
	free(paging.flow);
	free(paging.block);
	return ok && got == 0;
}

/* ---- second pass ---- */

struct page {
	struct document	*document;
	struct sheet_page *page;
	int		 row;		/* the next line */
	bool		 open;		/* a frame is */
	bool		 first;		/* nothing but the head stands on it */
};

static bool
find_start(struct document *document, long number, struct start *start,
    struct err *err)
{
	const char *const *text;
	size_t count;
	long long size;
	int kind;

	spool_seek(document->starts, 0);
	if (spool_next(document->starts, &kind, &text, &count, err) != 1)
		return false;
	size = spool_tell(document->starts);
	spool_seek(document->starts, size * (number - 1));
	if (spool_next(document->starts, &kind, &text, &count, err) != 1)
		return false;
	start->spool = strtoll(text[0], NULL, 10);
	start->at = strtoll(text[1], NULL, 10);
	start->from = strtoll(text[2], NULL, 10);
	start->head = strtoll(text[3], NULL, 10);
	start->section = strtoll(text[4], NULL, 10);
	return true;
}

/* Page numbers in the place of sections. */
static void
resolve(const struct document *document, struct grid_row *row,
    char number[24])
{
	size_t i;
	long at;

	for (i = 0; i < row->count; i++) {
		if (row->cell[i].role != GRID_PAGE ||
		    *row->cell[i].text == '\0')
			continue;
		at = strtol(row->cell[i].text, NULL, 10);
		assert(at >= 1 && (size_t)at <= document->section_count);
		snprintf(number, 24, "%ld", document->section[at - 1].page);
		row->cell[i].text = number;
	}
}

/* Lines from ... to of a row (to < 0 = its end), with the rule above. */
static void
put_row(struct page *page, struct grid_row *row, int from, int to)
{
	const struct layout *layout = &page->document->layout;
	int height = grid_height(layout, row);
	char number[24];

	resolve(page->document, row, number);
	to = to < 0 || to > height ? height : to;
	grid_rule(layout, page->page, page->row++);
	grid_put(layout, page->page, page->row, row, height, from, to - from);
	page->row += to - from;
	page->open = true;
}

static void
put_form(struct page *page, const struct document_part *part)
{
	const struct layout *layout = &page->document->layout;

	layout_line(layout, page->page, page->row + 1, part->title,
	    TEXT_CENTRE, SHEET_TITLE);
	layout_ends(layout, page->page, page->row + 2, "", part->note);
	page->row += FORM_LINES;
}

static void
put_sign(struct page *page, const char *words)
{
	struct document *document = page->document;
	const struct layout *layout = &document->layout;
	int left = layout->bar[0], at = left, item;
	size_t n;

	page->row++;
	for (words += strspn(words, " \n"); *words != '\0';
	    words += n, words += strspn(words, " \n")) {
		char *word = mem_textn(words, n = strcspn(words, " \n"));
		char *text = mem_printf("%s：", word);

		item = text_width(text, document->sheet.cell) + SIGN_GAP;
		if (at > left && at + item > left + layout->bar[GRID_UNITS]) {
			page->row++;
			at = left;
		}
		sheet_put(&document->sheet, page->page, page->row, at,
		    SHEET_PLAIN, text);
		at += item;
		free(text);
		free(word);
	}
	page->row++;
}

static void
close_frame(struct page *page)
{
	if (page->open)
		grid_rule(&page->document->layout, page->page, page->row++);
	page->open = false;
}

static void
put_part(struct page *page, struct document_part *part, int from, int to)
{
	switch (part->kind) {
	case DOCUMENT_FORM:
		put_form(page, part);
		break;
	case DOCUMENT_ROW:
	case DOCUMENT_HEAD:
	case DOCUMENT_ENTRY:
		put_row(page, &part->row, from, to);
		break;
	case DOCUMENT_END:
		close_frame(page);
		break;
	case DOCUMENT_SIGN:
		put_sign(page, part->words);
		break;
	}
}

/* All parts of a page, up to where the next one begins. */
static bool
put_parts(struct page *page, const struct start *start,
    const struct start *stop, struct err *err)
{
	struct spool *spool = page->document->spool[start->spool];
	struct document_part part;
	int from = (int)start->from, got;
	long long at;

	if (start->head >= 0 && start->head != start->at) {
		spool_seek(spool, start->head);
		if (document_next(spool, &part, err) != 1)
			return false;
		put_part(page, &part, 0, -1);
	}
	spool_seek(spool, start->at);
	for (;; from = 0) {
		at = spool_tell(spool);
		if (stop != NULL && stop->spool == start->spool &&
		    at >= stop->at && (at > stop->at || stop->from == 0))
			break;
		if ((got = document_next(spool, &part, err)) != 1)
			return got == 0;
		put_part(page, &part, from, stop != NULL &&
		    stop->spool == start->spool && at == stop->at ?
		    (int)stop->from : -1);
	}
	return true;
}

/* What stands above and below on every page. */
static void
put_frame(struct page *page, const struct start *start)
{
	struct document *document = page->document;
	const struct layout *layout = &document->layout;
	struct sheet_page *sheet = page->page;
	char *right = mem_printf("第 %ld 页 共 %ld 页", sheet->number, sheet->of);

	layout_ends(layout, sheet, 0, document->head, start->section > 0 ?
	    document->section[start->section - 1].form->title : "");
	layout_ends(layout, sheet, sheet->rows - 1, document->foot, right);
	free(right);
}

static struct sheet_page *
make_page(void *from, long number, struct err *err)
{
	struct document *document = from;
	struct page page = { .document = document, .row = 1 };
	struct start start, stop;
	bool last = number == document->flow.pages;

	assert(number >= 1 && number <= document->flow.pages);
	if (!find_start(document, number, &start, err) ||
	    (!last && !find_start(document, number + 1, &stop, err)))
		return NULL;
	page.page = sheet_page_new(&document->sheet, number,
	    document->flow.pages);
	put_frame(&page, &start);
	if (!put_parts(&page, &start, last ? NULL : &stop, err)) {
		sheet_page_free(page.page);
		return NULL;
	}
	close_frame(&page);
	assert(page.row < page.page->rows);
	return page.page;
}

struct pages
document_pages(struct document *document)
{
	struct pages pages = { &document->sheet, document->flow.pages,
		make_page, document };

	return pages;
}
