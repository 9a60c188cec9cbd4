/*
 * reports/pdf-fonts.c: which font has a character, and where its glyph stands
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/pdf-fonts.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cairo-ft.h>
#include <ft2build.h>
#include FT_FREETYPE_H

#include "base/def.h"
#include "base/mem.h"

/* Widths to which a glyph may be narrowed, in parts of its own. */
enum { NARROWEST = 16, NATURAL = 64 };

/* Ems by which a glyph may be wider or narrower than its cells. */
#define SLACK 0.03

struct font {
	int		 fd;		/* -1: it is not there */
	int		 face;
	bool		 tried;
	FT_Face		 ft;		/* NULL: not there */
	struct FT_StreamRec_ stream;	/* what it is read through */
	cairo_font_face_t *cairo;
	cairo_scaled_font_t *scaled[NATURAL + 1];
};

struct chain {
	size_t		 count;
	struct font	*font;
};

struct entry {
	uint32_t	 key;		/* cp, style, cells; 0 = free */
	struct glyph	 glyph;
};

struct fonts {
	FT_Library	 library;
	double		 size;
	struct chain	 chain[2];	/* by enum sheet_style */
	struct font	*first;		/* the first plain one that is there */
	cairo_scaled_font_t *mark;
	struct entry	*entry;		/* a hash table, a power of two */
	size_t		 used, cap;
};

/* ---- the definition ---- */

static bool
read_chain(struct chain *chain, const struct def_file *file,
    const struct def_section *section, struct err *err)
{
	static const char *const keys[] = { "face", "package", NULL };
	const struct def_entry *entry;
	const struct def_pair *face;
	size_t i;
	long n;
	char *end;

	chain->font = mem_resize(chain->font, section->entry_count + 1,
	    sizeof(*chain->font));
	memset(chain->font, 0,
	    (section->entry_count + 1) * sizeof(*chain->font));
	for (i = 0; i < section->entry_count; i++) {
		entry = &section->entry[i];
		if (!def_known(file, entry->attr, entry->count, keys, err))
			return false;
		if (entry->text[0] != '/')
			return def_error(file, entry->line, err,
			    "字体“%s”不是完整路径：请从 / 写起", entry->text);
		face = def_find(entry->attr, entry->count, "face");
		n = face == NULL ? 0 : strtol(face->value, &end, 10);
		if (face != NULL && (end == face->value || *end != '\0' ||
		    n < 0 || n > 255))
			return def_error(file, face->line, err,
			    "face“%s”不能用：请写 0 到 255", face->value);
		chain->font[i].fd = open(entry->text, O_RDONLY | O_CLOEXEC);
		chain->font[i].face = (int)n;
		chain->count = i + 1;
	}
	return true;
}

static bool
read_chains(struct fonts *fonts, const struct def_file *file, struct err *err)
{
	const struct def_section *section;
	size_t i;
	int style;

	for (i = 0; i < file->count; i++) {
		section = &file->section[i];
		style = strcmp(section->name, "plain") == 0 ? SHEET_PLAIN :
		    strcmp(section->name, "bold") == 0 ? SHEET_BOLD : -1;
		if (strcmp(section->kind, "fonts") != 0 || style < 0 ||
		    fonts->chain[style].font != NULL)
			return def_error(file, section->line, err,
			    "[%s %s] 不能用：这里只可有一个 [fonts plain] 和一个"
			    " [fonts bold]", section->kind, section->name);
		if (!read_chain(&fonts->chain[style], file, section, err))
			return false;
	}
	return true;
}

/* ---- fonts ---- */

/* FreeType's own stream maps the whole file: the pages touched for a thousand
 * glyphs of a large font are twice what all the rest takes. */
static unsigned long
read_font(FT_Stream stream, unsigned long at, unsigned char *to,
    unsigned long count)
{
	unsigned long done = 0;
	ssize_t n;

	if (count == 0)			/* a seek: 0 is success */
		return at > stream->size;
	while (done < count) {
		n = pread((int)stream->descriptor.value, to + done,
		    count - done, (off_t)(at + done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += (unsigned long)n;
	}
	return done;
}

static bool
open_face(struct fonts *fonts, struct font *font)
{
	FT_Open_Args args = { .flags = FT_OPEN_STREAM,
		.stream = &font->stream };
	struct stat stat;

	if (font->fd < 0 || fstat(font->fd, &stat) != 0 ||
	    !S_ISREG(stat.st_mode))
		return false;
	font->stream.size = (unsigned long)stat.st_size;
	font->stream.descriptor.value = font->fd;
	font->stream.read = read_font;
	if (FT_Open_Face(fonts->library, &args, font->face, &font->ft) == 0)
		return true;
	font->ft = NULL;
	return false;
}

/* Loads a font when it is first asked for; false when it cannot be had.  Its
 * file was opened at the start: later, nothing can be. */
static bool
ready(struct fonts *fonts, struct font *font)
{
	if (font->tried)
		return font->ft != NULL;
	font->tried = true;
	if (!open_face(fonts, font))
		return false;
	/* Only outlines can be embedded and scaled. */
	if (!FT_IS_SCALABLE(font->ft) ||
	    FT_Select_Charmap(font->ft, FT_ENCODING_UNICODE) != 0) {
		FT_Done_Face(font->ft);
		font->ft = NULL;
		return false;
	}
	font->cairo = cairo_ft_font_face_create_for_ft_face(font->ft,
	    FT_LOAD_NO_HINTING | FT_LOAD_NO_BITMAP);
	return true;
}

/* The font at its size, narrowed to parts of NATURAL. */
static cairo_scaled_font_t *
scaled(struct fonts *fonts, struct font *font, int parts)
{
	cairo_font_options_t *options;
	cairo_matrix_t matrix, ctm;

	if (font->scaled[parts] != NULL)
		return font->scaled[parts];
	options = cairo_font_options_create();
	cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_matrix_init_scale(&matrix, fonts->size * parts / NATURAL,
	    fonts->size);
	cairo_matrix_init_identity(&ctm);
	font->scaled[parts] = cairo_scaled_font_create(font->cairo, &matrix,
	    &ctm, options);
	cairo_font_options_destroy(options);
	return font->scaled[parts];
}

static bool
find_first(struct fonts *fonts, struct err *err)
{
	struct chain *plain = &fonts->chain[SHEET_PLAIN];
	size_t i;

	for (i = 0; i < plain->count && fonts->first == NULL; i++)
		if (ready(fonts, &plain->font[i]) &&
		    FT_Get_Char_Index(plain->font[i].ft, 0x4E2D) != 0)
			fonts->first = &plain->font[i];
	if (fonts->first == NULL)
		return err_set(err, ERR_MISSING, "没有可用的中文字体："
		    "请安装 fonts-babelstone-han 和 fonts-wqy-zenhei"
		    "（apt-get install），或在 BANGJIAO_FONTS 指的文件里写上本机的字体");
	return true;
}

struct fonts *
fonts_open(const char *path, const char *text, size_t length, struct err *err)
{
	struct fonts *fonts = mem_new(sizeof(*fonts));
	struct def_file *file = def_parse(path, text, length, err);
	bool ok = file != NULL;

	if (ok && FT_Init_FreeType(&fonts->library) != 0)
		ok = err_set(err, ERR_SYSTEM, "FreeType 启动失败：请重试");
	ok = ok && read_chains(fonts, file, err) && find_first(fonts, err);
	def_free(file);
	if (ok)
		return fonts;
	fonts_free(fonts);
	return NULL;
}

void
fonts_size(struct fonts *fonts, double size)
{
	assert(fonts->used == 0);
	fonts->size = size;
}

static void
font_clear(struct font *font)
{
	int i;

	for (i = 0; i <= NATURAL; i++)
		cairo_scaled_font_destroy(font->scaled[i]);
	cairo_font_face_destroy(font->cairo);
	/* The face goes with its library, and the file behind it. */
}

static void
close_files(struct chain *chain)
{
	size_t i;

	for (i = 0; i < chain->count; i++)
		if (chain->font[i].fd >= 0)
			close(chain->font[i].fd);
	free(chain->font);
}

void
fonts_free(struct fonts *fonts)
{
	size_t i, k;

	if (fonts == NULL)
		return;
	cairo_scaled_font_destroy(fonts->mark);
	for (k = 0; k < 2; k++)
		for (i = 0; i < fonts->chain[k].count; i++)
			font_clear(&fonts->chain[k].font[i]);
	FT_Done_FreeType(fonts->library);
	/* Faces read through their fonts' streams to the last. */
	for (k = 0; k < 2; k++)
		close_files(&fonts->chain[k]);
	free(fonts->entry);
	free(fonts);
}

/* ---- glyphs ---- */

/* In ems. */
static double
advance_of(const struct font *font, unsigned long index)
{
	if (FT_Load_Glyph(font->ft, (FT_UInt)index,
	    FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) != 0)
		return 0;
	return (double)font->ft->glyph->metrics.horiAdvance /
	    font->ft->units_per_EM;
}

/* Fits a glyph into its cells: as it is, in their middle, by its ink, or
 * narrowed. */
static void
place(struct fonts *fonts, struct font *font, int cells, struct glyph *glyph)
{
	const FT_Glyph_Metrics *metrics;
	double em = font->ft->units_per_EM, room = cells * 0.5;
	double advance, ink, left;
	int parts = NATURAL;

	glyph->dx = 0;
	glyph->odd = false;
	if (FT_Load_Glyph(font->ft, (FT_UInt)glyph->index,
	    FT_LOAD_NO_SCALE | FT_LOAD_NO_BITMAP) == 0) {
		metrics = &font->ft->glyph->metrics;
		advance = (double)metrics->horiAdvance / em;
		ink = (double)metrics->width / em;
		left = (double)metrics->horiBearingX / em;
		if (cells == 0)			/* over the one before */
			glyph->dx = -(ink / 2 + left) - 0.25;
		else if (advance <= room)
			glyph->dx = (room - advance) / 2;
		else if (ink <= room)
			glyph->dx = (room - ink) / 2 - left;
		else
			parts = (int)(NATURAL * room / advance);
		glyph->odd = parts == NATURAL && (advance < room - SLACK ||
		    advance > room + SLACK);
	}
	if (parts < NARROWEST)
		parts = NARROWEST;
	glyph->dx *= fonts->size;
	glyph->blank = FT_Get_Char_Index(font->ft, ' ');
	glyph->blank_advance = fonts->size * parts / NATURAL *
	    advance_of(font, glyph->blank);
	glyph->font = scaled(fonts, font, parts);
}

static bool
search_chain(struct fonts *fonts, struct chain *chain, uint32_t cp, int cells,
    struct glyph *glyph)
{
	struct font *font;
	size_t i;

	for (i = 0; i < chain->count; i++) {
		font = &chain->font[i];
		if (!ready(fonts, font) ||
		    (glyph->index = FT_Get_Char_Index(font->ft, cp)) == 0)
			continue;
		place(fonts, font, cells, glyph);
		return true;
	}
	return false;
}

static struct entry *
find(struct fonts *fonts, uint32_t key)
{
	size_t at = (key * 2654435761u) & (fonts->cap - 1);

	while (fonts->entry[at].key != 0 && fonts->entry[at].key != key)
		at = (at + 1) & (fonts->cap - 1);
	return &fonts->entry[at];
}

static void
grow(struct fonts *fonts)
{
	struct entry *old = fonts->entry;
	size_t cap = fonts->cap, i;

	fonts->cap = cap == 0 ? 1024 : 2 * cap;
	fonts->entry = mem_new(fonts->cap * sizeof(*fonts->entry));
	for (i = 0; i < cap; i++)
		if (old[i].key != 0)
			*find(fonts, old[i].key) = old[i];
	free(old);
}

/* What stands there in a font is its maker's own; the sender meant another. */
static bool
is_private(uint32_t cp)
{
	return (cp >= 0xE000 && cp <= 0xF8FF) || cp >= 0xF0000;
}

const struct glyph *
fonts_glyph(struct fonts *fonts, enum sheet_style style, uint32_t cp,
    int cells)
{
	bool bold = style != SHEET_PLAIN;
	uint32_t key = cp << 4 | (uint32_t)(cells & 3) << 2 | (bold ? 2 : 0) | 1;
	struct entry *entry;

	if (2 * (fonts->used + 1) > fonts->cap)
		grow(fonts);
	entry = find(fonts, key);
	if (entry->key == key)
		return &entry->glyph;
	entry->key = key;
	fonts->used++;
	entry->glyph.missing = is_private(cp) || (!(bold &&
	    search_chain(fonts, &fonts->chain[SHEET_BOLD], cp, cells,
	    &entry->glyph)) && !search_chain(fonts,
	    &fonts->chain[SHEET_PLAIN], cp, cells, &entry->glyph));
	return &entry->glyph;
}

cairo_scaled_font_t *
fonts_mark(struct fonts *fonts, double size)
{
	cairo_font_options_t *options;
	cairo_matrix_t matrix, ctm;

	if (fonts->mark != NULL)
		return fonts->mark;
	options = cairo_font_options_create();
	cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
	cairo_matrix_init_scale(&matrix, size, size);
	cairo_matrix_init_identity(&ctm);
	fonts->mark = cairo_scaled_font_create(fonts->first->cairo, &matrix,
	    &ctm, options);
	cairo_font_options_destroy(options);
	return fonts->mark;
}

unsigned long
fonts_mark_glyph(struct fonts *fonts, char c)
{
	return FT_Get_Char_Index(fonts->first->ft, (FT_ULong)c);
}
