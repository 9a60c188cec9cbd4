/*
 * model/workbook.c: the sheets of an XLSX file and their rows
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include "model/workbook.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/workbook-private.h"

#define WORKBOOK_PART "xl/workbook.xml"

struct sheet_place { char *name, *relation, *part; bool hidden; };

struct workbook {
	struct archive	*archive;
	struct strings	*strings;
	struct styles	*styles;
	struct sheet_place *sheet;
	size_t		 count, cap;
	char		*strings_part, *styles_part;
	bool		 since_1904;
	long		 cells, empty;	/* cells with text, rows without */
	int		 scratch;
};

static void
open_book(void *arg, const char *name, const char *const *attr)
{
	struct workbook *book = arg;
	const char *value, *state;

	if (strcmp(name, "workbookPr") == 0) {
		value = part_attr(attr, "date1904");
		book->since_1904 = value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0);
	} else if (strcmp(name, "sheet") == 0 && (value = part_attr(attr, "name")) != NULL) {
		struct sheet_place *sheet;
		size_t i;

		book->sheet = mem_grow(book->sheet, book->count, &book->cap, sizeof(*book->sheet));
		sheet = &book->sheet[book->count++];
		memset(sheet, 0, sizeof(*sheet));
		sheet->name = mem_text(value);
		state = part_attr(attr, "state");
		sheet->hidden = state != NULL && strcmp(state, "visible") != 0;
		/* r:id; sheetId has another name, so the prefix matters not. */
		for (i = 0; attr[i] != NULL; i += 2)
			if (strcmp(attr[i], "id") == 0 ||
			    (strlen(attr[i]) > 3 && strcmp(attr[i] + strlen(attr[i]) - 3, ":id") == 0))
				sheet->relation = mem_text(attr[i + 1]);
	}
}

/* A target is relative to xl/, or from the root with a leading slash. */
static char *
part_of_target(const char *target)
{
	return *target == '/' ? mem_text(target + 1) : mem_printf("xl/%s", target);
}

static void
open_relation(void *arg, const char *name, const char *const *attr)
{
	struct workbook *book = arg;
	const char *id = part_attr(attr, "Id"), *target = part_attr(attr, "Target");
	const char *type = part_attr(attr, "Type"), *kind;
	size_t i;

	if (strcmp(name, "Relationship") != 0 || id == NULL || target == NULL || type == NULL)
		return;
	kind = strrchr(type, '/') != NULL ? strrchr(type, '/') + 1 : type;
	if (strcmp(kind, "sharedStrings") == 0 && book->strings_part == NULL)
		book->strings_part = part_of_target(target);
	else if (strcmp(kind, "styles") == 0 && book->styles_part == NULL)
		book->styles_part = part_of_target(target);
	else
		for (i = 0; i < book->count; i++)
			if (book->sheet[i].relation != NULL && book->sheet[i].part == NULL &&
			    strcmp(book->sheet[i].relation, id) == 0)
				book->sheet[i].part = part_of_target(target);
}

/* What cells of every sheet refer to; read when the first of them is. */
static bool
read_tables(struct workbook *book, struct err *err)
{
	if (book->strings == NULL)
		book->strings = strings_read(book->archive,
		    book->strings_part != NULL ? book->strings_part :
		    "xl/sharedStrings.xml", book->scratch, err);
	if (book->strings != NULL && book->styles == NULL)
		book->styles = styles_read(book->archive,
		    book->styles_part != NULL ? book->styles_part :
		    "xl/styles.xml", err);
	return book->styles != NULL;
}

/* What a zip without a workbook is, so that the remedy can be named.  A list of
 * parts that cannot be read belongs to a file that was cut short. */
static bool
other_zip(struct archive *archive, struct err *err)
{
	if (!archive_has(archive, NULL))
		return err_set(err, ERR_INPUT, WORKBOOK_CUT);
	if (archive_has(archive, "content.xml"))
		return err_set(err, ERR_INPUT, "这是 OpenDocument 文件（如 .ods）。请在表格软件中“另存为”.xlsx 或 CSV，再导入。");
	if (archive_has(archive, "xl/workbook.bin"))
		return err_set(err, ERR_INPUT, "这是二进制工作簿（.xlsb）。请在表格软件中“另存为”.xlsx 或 CSV，再导入。");
	if (archive_has(archive, "[Content_Types].xml"))
		return err_set(err, ERR_INPUT, "这里面没有工作簿，多半是文字或演示文档。请把其中的表格复制到表格软件，另存为 .xlsx 或 CSV 再导入。");
	return err_set(err, ERR_INPUT, "这是压缩包，但不是 .xlsx 工作簿。请解开后导入其中的表格。");
}

struct workbook *
workbook_open(int fd, int scratch, struct err *err)
{
	struct workbook *book = mem_new(sizeof(*book));
	struct part_handler sheets = { open_book, NULL, NULL, book, NULL };
	struct part_handler relations = { open_relation, NULL, NULL, book, NULL };

	book->scratch = scratch;
	book->archive = archive_open(fd, err);
	if (book->archive == NULL)
		goto fail;
	if (!archive_has(book->archive, WORKBOOK_PART)) {
		other_zip(book->archive, err);
		goto fail;
	}
	if (!archive_parse(book->archive, WORKBOOK_PART, &sheets, err) ||
	    !archive_parse(book->archive, "xl/_rels/workbook.xml.rels", &relations, err))
		goto fail;
	if (book->count == 0) {
		err_set(err, ERR_INPUT, "工作簿里没有工作表。");
		goto fail;
	}
	return book;
fail:
	workbook_close(book);
	return NULL;
}

void
workbook_close(struct workbook *book)
{
	size_t i;

	if (book == NULL)
		return;
	for (i = 0; i < book->count; i++) {
		free(book->sheet[i].name);
		free(book->sheet[i].relation);
		free(book->sheet[i].part);
	}
	free(book->sheet);
	free(book->strings_part);
	free(book->styles_part);
	strings_free(book->strings);
	styles_free(book->styles);
	archive_close(book->archive);
	free(book);
}

size_t
workbook_sheets(const struct workbook *book)
{
	return book->count;
}

const char *
workbook_sheet_name(const struct workbook *book, size_t sheet)
{
	assert(sheet < book->count);
	return book->sheet[sheet].name;
}

bool
workbook_sheet_hidden(const struct workbook *book, size_t sheet)
{
	assert(sheet < book->count);
	return book->sheet[sheet].hidden;
}

/* ---- the rows of one sheet ---- */
enum cell_kind { KIND_NUMBER, KIND_SHARED, KIND_INLINE, KIND_TEXT, KIND_BOOL, KIND_ERROR };

struct reading {
	struct workbook	*book;
	size_t		 sheet;
	workbook_fn	 row;
	void		*arg;
	struct err	*err;
	bool		 stop, failed;
	long		 number;
	struct buf	*cell;		/* kept and used again */
	const char	**text;
	uint32_t	*filled;	/* as long as text */
	size_t		 count, cap, text_cap;
	struct merges	*merges;	/* NULL: nothing is filled */
	unsigned char	 from_above[WORKBOOK_COLUMNS_MAX / 8];	/* of this row */
	size_t		 column, next;
	enum cell_kind	 kind;
	long		 style;
	struct buf	 value;
	int		 in_value, in_text, in_phonetic;
	bool		 formula, counted;
};

/* "BC12" -> 54; 0 when there are no letters. */
static size_t
column_of(const char *ref)
{
	size_t column = 0;

	for (; *ref >= 'A' && *ref <= 'Z' && column < WORKBOOK_COLUMNS_MAX; ref++)
		column = column * 26 + (size_t)(*ref - 'A' + 1);
	return column;
}

static void
begin_cell(struct reading *r, const char *const *attr)
{
	const char *ref = part_attr(attr, "r"), *kind = part_attr(attr, "t");
	const char *style = part_attr(attr, "s");
	size_t column = ref != NULL ? column_of(ref) : 0;

	/* Without a reference a cell stands behind the one before it, be that
	 * empty. */
	r->column = column > 0 ? column - 1 : r->next;
	r->next = r->column + 1;
	r->style = style != NULL ? atol(style) : 0;
	r->kind = kind == NULL ? KIND_NUMBER : strcmp(kind, "s") == 0 ? KIND_SHARED :
	    strcmp(kind, "inlineStr") == 0 ? KIND_INLINE : strcmp(kind, "b") == 0 ? KIND_BOOL :
	    strcmp(kind, "e") == 0 ? KIND_ERROR : strcmp(kind, "n") == 0 ? KIND_NUMBER : KIND_TEXT;
	r->formula = r->counted = false;
	buf_cut(&r->value, 0);
}

static void
refuse(struct reading *r)
{
	r->failed = r->stop = true;
}

/* A cell of text has its limit, which a string can have passed, too. */
static bool
too_long(struct reading *r, size_t n)
{
	if (n <= WORKBOOK_CELL_MAX)
		return false;
	refuse(r);
	err_set(r->err, ERR_INPUT, "工作表“%s”：第 %ld 行第 %zu 列的内容超过 %u KB；"
	    "请检查这个单元格是否放错了内容，改正后再导入",
	    r->book->sheet[r->sheet].name, r->number, r->column + 1,
	    WORKBOOK_CELL_MAX / 1024);
	return true;
}

/* The cell of this column, empty; NULL: there are too many. */
static struct buf *
new_cell(struct reading *r, size_t column)
{
	if (++r->book->cells > WORKBOOK_CELLS_MAX) {
		refuse(r);
		err_set(r->err, ERR_INPUT, "工作簿超过 %ld 个单元格，不予读取。请拆成几个文件，或另存为 CSV 再导入。",
		    WORKBOOK_CELLS_MAX);
		return NULL;
	}
	while (r->count <= column) {
		if (r->count == r->cap) {
			r->cell = mem_grow(r->cell, r->count, &r->cap, sizeof(*r->cell));
			memset(r->cell + r->count, 0, (r->cap - r->count) * sizeof(*r->cell));
		}
		buf_cut(&r->cell[r->count++], 0);
	}
	buf_cut(&r->cell[column], 0);
	return &r->cell[column];
}

static void
end_cell(struct reading *r)
{
	const char *text;
	struct buf *cell;

	if (r->formula && !r->counted && r->value.len == 0) {
		buf_add(&r->value, WORKBOOK_UNCOUNTED);
		r->kind = KIND_ERROR;
	}
	text = buf_str(&r->value);
	if (r->value.len == 0 || r->column >= WORKBOOK_COLUMNS_MAX)
		return;
	cell = new_cell(r, r->column);
	if (cell == NULL)
		return;
	if (r->kind == KIND_SHARED)
		buf_add(cell, strings_get(r->book->strings, atol(text)));
	else if (r->kind == KIND_NUMBER)
		number_text(text, styles_get(r->book->styles, r->style), r->book->since_1904, cell);
	else if (r->kind == KIND_BOOL)
		buf_add(cell, strcmp(text, "1") == 0 ? "是" : "否");
	else
		strings_meant(cell, text);
	too_long(r, cell->len);
}

static void
empty_row(struct reading *r)
{
	if (++r->book->empty <= WORKBOOK_EMPTY_MAX)
		return;
	refuse(r);
	err_set(r->err, ERR_INPUT, "文件里的空行超过 %ld 行，像是表格被拉到了底；"
	    "请删去空行、另存后再导入", WORKBOOK_EMPTY_MAX);
}

static const char *
get_cell(void *arg, size_t column)
{
	const struct reading *r = arg;

	return column < r->count ? buf_str(&r->cell[column]) : "";
}

static bool
fill_cell(void *arg, size_t column, const char *text)
{
	struct reading *r = arg;
	struct buf *cell = new_cell(r, column);

	if (cell == NULL)
		return false;
	buf_add(cell, text);
	r->from_above[column / 8] |= (unsigned char)(1u << column % 8);
	return true;
}

/* What goes down from above into the cells that the row has not itself. */
static bool
fill_row(struct reading *r)
{
	struct merges_cells cells = { get_cell, fill_cell, r };

	if (r->merges == NULL)
		return true;
	memset(r->from_above, 0, sizeof(r->from_above));
	if (merges_row(r->merges, r->number, &cells, r->err))
		return true;
	refuse(r);
	return false;
}

static void
end_row(struct reading *r)
{
	struct workbook_row row = { .number = r->number };
	size_t i;

	if (r->count == 0) {
		empty_row(r);
		return;
	}
	if (!fill_row(r))
		return;
	if (r->text_cap < r->count) {
		r->text_cap = r->cap;
		r->text = mem_resize(r->text, r->text_cap, sizeof(*r->text));
		r->filled = mem_resize(r->filled, r->text_cap, sizeof(*r->filled));
	}
	for (i = 0; i < r->count; i++) {
		r->text[i] = buf_str(&r->cell[i]);
		if ((r->from_above[i / 8] >> i % 8 & 1) != 0)
			r->filled[row.filled_count++] = (uint32_t)i;
	}
	row.count = r->count;
	row.cell = r->text;
	row.filled = r->filled;
	if (!r->row(r->arg, &row))
		refuse(r);
}

static void
open_element(void *arg, const char *name, const char *const *attr)
{
	struct reading *r = arg;
	const char *number;

	if (r->stop)
		return;
	if (strcmp(name, "row") == 0) {
		number = part_attr(attr, "r");
		r->number = number != NULL && atol(number) > 0 ? atol(number) : r->number + 1;
		r->count = r->next = 0;
	} else if (strcmp(name, "c") == 0) {
		begin_cell(r, attr);
	} else if (strcmp(name, "v") == 0) {
		r->in_value++;
		r->counted = true;
	} else if (strcmp(name, "f") == 0) {
		r->formula = true;
	} else if (strcmp(name, "t") == 0) {
		r->in_text++;
	} else if (strcmp(name, "rPh") == 0) {
		r->in_phonetic++;
	}
}

static void
close_element(void *arg, const char *name)
{
	struct reading *r = arg;

	if (r->stop)
		return;
	if (strcmp(name, "row") == 0)
		end_row(r);
	else if (strcmp(name, "c") == 0)
		end_cell(r);
	else if (strcmp(name, "v") == 0)
		r->in_value--;
	else if (strcmp(name, "t") == 0)
		r->in_text--;
	else if (strcmp(name, "rPh") == 0)
		r->in_phonetic--;
	else if (strcmp(name, "sheetData") == 0)
		r->stop = true;
}

static void
text(void *arg, const char *data, size_t n)
{
	struct reading *r = arg;

	if (r->in_value > 0 || (r->kind == KIND_INLINE && r->in_text > 0 && r->in_phonetic == 0))
		if (!r->stop && !too_long(r, r->value.len + n))
			buf_addn(&r->value, data, n);
}

bool
workbook_read(struct workbook *book, size_t sheet, long below, workbook_fn row,
    void *arg, struct err *err)
{
	struct reading r = { .book = book, .sheet = sheet, .row = row,
		.arg = arg, .err = err };
	struct part_handler handler = { open_element, close_element, text, &r, &r.stop };
	size_t i;
	bool done;

	assert(sheet < book->count);
	if (book->sheet[sheet].part == NULL)
		return err_set(err, ERR_INPUT, "工作表“%s”没有内容部分。请在表格软件中打开后另存，再导入。",
		    book->sheet[sheet].name);
	if (below > 0) {
		r.merges = merges_read(book->archive, book->sheet[sheet].part,
		    below, err);
		if (r.merges == NULL)
			return false;
	}
	done = read_tables(book, err) && archive_parse(book->archive,
	    book->sheet[sheet].part, &handler, err) && !r.failed;
	merges_free(r.merges);
	for (i = 0; i < r.cap; i++)
		buf_clear(&r.cell[i]);
	free(r.cell);
	free(r.text);
	free(r.filled);
	buf_clear(&r.value);
	return done;
}
