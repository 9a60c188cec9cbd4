/*
 * ui/file-screen.c: choosing a file
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/file-screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/charset.h"
#include "base/mem.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/folder.h"
#include "ui/picker.h"
#include "ui/saving.h"
#include "ui/scroll.h"
#include "ui/width.h"

#define HEAD 4			/* title, folder, what is typed, heads */
#define TYPED_CHARS 1000
#define SIZE_CELLS 8
#define TIME_CELLS 16
#define PLACES_MOST 32
#define INITIALS_SIZE 40

enum { TAG_PLACE = 1 };

struct state {
	char		*title;
	void		(*chosen)(struct ui *ui, const char *path);
	struct folder	 folder;
	struct editor	 typed;
	char		*began;		/* where it began */
	bool		 all;
	size_t		 at, top;	/* among the seen */
};

/* ---- where one stands ---- */
/* A path is no name to look for. */
static bool
is_path(const struct state *state)
{
	return state->typed.text[0] == '/' || state->typed.text[0] == '~';
}

static void
narrow(struct state *state)
{
	folder_narrow(&state->folder, is_path(state) ? "" : state->typed.text, state->all);
	state->at = state->top = 0;
	/* On the newest file, when there is one. */
	while (state->at + 1 < state->folder.seen_count &&
	    state->folder.entry[state->folder.seen[state->at]].kind != FOLDER_FILE)
		state->at++;
	if (state->folder.seen_count > 0 &&
	    state->folder.entry[state->folder.seen[state->at]].kind != FOLDER_FILE)
		state->at = 0;
}

/* Another folder; name: the entry to stand on, NULL = the first. */
static bool
go_to(struct screen *screen, const char *path, const char *name)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	screen_dirty(screen, DIRTY_PAINT);
	if (!folder_read(&state->folder, path, &err)) {
		ui_fail(screen->ui, &err);
		return false;
	}
	editor_set(&state->typed, "");
	narrow(state);
	if (name != NULL)
		state->at = folder_find(&state->folder, name);
	return true;
}

static void
go_up(struct screen *screen)
{
	struct state *state = screen->data;
	char *above = folder_above(&state->folder);
	char *name = mem_text(strrchr(state->folder.path, '/') + 1);

	go_to(screen, above, name);
	free(above);
	free(name);
}

static void
take_path(struct screen *screen, const char *path)
{
	struct state *state = screen->data;
	struct stat st;

	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		go_to(screen, path, NULL);
	else
		state->chosen(screen->ui, path);
}

/* Names of files may be in the charset of the terminal, too. */
static void
take_typed(struct screen *screen)
{
	struct state *state = screen->data;
	char *home = saving_folder();
	char *path = folder_typed(state->typed.text, home);
	struct buf bytes = BUF_INIT;
	struct stat st;
	size_t lost = 0;

	free(home);
	if (path == NULL)
		return;
	if (stat(path, &st) != 0 &&
	    charset_encode(term_charset(), path, "?", &bytes, &lost, NULL) &&
	    lost == 0 && stat(buf_str(&bytes), &st) == 0) {
		free(path);
		path = mem_text(buf_str(&bytes));
	}
	take_path(screen, path);
	buf_clear(&bytes);
	free(path);
}

static void
enter(struct screen *screen)
{
	struct state *state = screen->data;
	const struct folder_entry *entry;
	char *path;

	if (is_path(state)) {
		take_typed(screen);
		return;
	}
	if (state->at >= state->folder.seen_count)
		return;
	entry = &state->folder.entry[state->folder.seen[state->at]];
	if (entry->kind == FOLDER_UP) {
		go_up(screen);
		return;
	}
	path = folder_path(&state->folder, state->at);
	take_path(screen, path);
	free(path);
}

/* ---- other places ---- */
struct places {
	struct picker_item item[PLACES_MOST];
	size_t		 count;
};

static void
add_place(struct places *places, const char *what, const char *path)
{
	struct picker_item *item = &places->item[places->count];
	struct buf label = BUF_INIT;
	struct stat st;
	size_t i;

	if (places->count == PLACES_MOST || stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return;
	for (i = 0; i < places->count; i++)
		if (strcmp(places->item[i].value, path) == 0)
			return;
	buf_addf(&label, "%s  ", what);
	folder_tell(&label, path);
	item->value = mem_text(path);
	item->label = buf_take(&label);
	places->count++;
}

/* Folders below home that desktops make, as they name them. */
static void
add_known(struct places *places, const char *home)
{
	static const struct { const char *what, *name; } known[] = {
		{ "桌面", "桌面" }, { "桌面", "Desktop" }, { "下载", "下载" },
		{ "下载", "Downloads" }, { "文档", "文档" }, { "文档", "Documents" },
	};
	char *path;
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		path = mem_printf("%s/%s", home, known[i].name);
		add_place(places, known[i].what, path);
		free(path);
	}
}

static void
choose_place(struct screen *screen)
{
	struct state *state = screen->data;
	struct places places = { .count = 0 };
	struct picker picker = { .title = "到哪里找", .item = places.item };
	char *home = saving_folder(), **stick = folder_sticks();
	size_t i;

	memset(places.item, 0, sizeof(places.item));
	add_place(&places, "自己的目录", home);
	add_place(&places, "上次的目录", state->began);
	for (i = 0; stick != NULL && stick[i] != NULL; i++)
		add_place(&places, "U 盘", stick[i]);
	add_known(&places, home);
	add_place(&places, "临时目录", "/tmp");
	picker.count = places.count;
	picker_open(screen->ui, &picker, TAG_PLACE);
	for (i = 0; i < places.count; i++) {
		free((char *)places.item[i].value);
		free((char *)places.item[i].label);
	}
	folder_sticks_free(stick);
	free(home);
}

/* ---- drawing ---- */
static void
draw_name(struct screen *screen, int row, int col, int cells, const char *name,
    enum role role)
{
	struct buf line = BUF_INIT;

	folder_short(&line, name, cells, width_cell);
	draw_pad(screen->win, row, col, cells, buf_str(&line), TEXT_LEFT, role);
	buf_clear(&line);
}

static void
draw_entry(struct screen *screen, size_t nth, int row)
{
	struct state *state = screen->data;
	const struct folder_entry *entry = &state->folder.entry[state->folder.seen[nth]];
	bool current = nth == state->at;
	enum role role = current ? ROLE_CURRENT : ROLE_TEXT;
	int cells = screen->cols - 2 - SIZE_CELLS - TIME_CELLS - 3;
	time_t changed = (time_t)entry->changed;
	char size[24] = "", when[24] = "", *name;
	struct tm tm;

	if (entry->kind == FOLDER_FILE)
		folder_size(entry->size, size, sizeof(size));
	if (entry->kind != FOLDER_UP && localtime_r(&changed, &tm) != NULL)
		strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
	name = entry->kind == FOLDER_UP ? mem_text("../  上一层") :
	    mem_printf("%s%s", entry->shown, entry->kind == FOLDER_INSIDE ? "/" : "");
	draw_fill(screen->win, row, 0, 1, current ? '>' : ' ', ROLE_TEXT);
	draw_name(screen, row, 2, cells, name, role);
	draw_pad(screen->win, row, 3 + cells, SIZE_CELLS, size, TEXT_RIGHT, ROLE_TEXT);
	draw_pad(screen->win, row, 5 + cells + SIZE_CELLS, TIME_CELLS, when, TEXT_LEFT,
	    ROLE_TEXT);
	free(name);
}

static void
draw_nothing(struct screen *screen, int row)
{
	struct state *state = screen->data;
	const struct folder *folder = &state->folder;
	char *line;

	if (state->typed.text[0] != '\0' && !is_path(state))
		line = mem_printf("没有名字里有“%s”的。Ctrl-U 重输%s。", state->typed.text,
		    state->all ? "" : "，F7 列出全部文件");
	else if (folder->others > 0 && !state->all)
		line = mem_printf("这个目录里没有表格（csv txt tsv xlsx），别的文件有 %zu 个："
		    "F7 列出全部，F4 到别处找。", folder->others);
	else
		line = mem_text("这个目录是空的。F4 到别处找，也可以直接打或粘贴文件的路径。");
	draw_wrapped(screen->win, row, 2, 3, screen->cols - 4, line, ROLE_TEXT);
	free(line);
}

static void
draw_heads(struct screen *screen)
{
	struct state *state = screen->data;
	int cells = screen->cols - 2 - SIZE_CELLS - TIME_CELLS - 3;

	draw_text(screen->win, 1, 0, 6, "目录：", ROLE_LABEL);
	draw_name(screen, 1, 6, screen->cols - 7, state->folder.shown, ROLE_TEXT);
	draw_text(screen->win, 2, 0, 6, is_path(state) ? "路径：" : "查找：", ROLE_LABEL);
	editor_view(&state->typed, screen->cols - 8, 1);
	edit_draw(screen, &state->typed, 2, 6, screen->cols - 8, 1, true);
	draw_pad(screen->win, 3, 2, cells, "名称", TEXT_LEFT, ROLE_LABEL);
	draw_pad(screen->win, 3, 3 + cells, SIZE_CELLS, "大小", TEXT_RIGHT, ROLE_LABEL);
	draw_pad(screen->win, 3, 5 + cells + SIZE_CELLS, TIME_CELLS, "修改时间", TEXT_LEFT,
	    ROLE_LABEL);
}

static size_t
view(const struct screen *screen)
{
	return screen->rows > HEAD + 1 ? (size_t)(screen->rows - HEAD) : 1;
}

static void
file_draw(struct screen *screen)
{
	struct state *state = screen->data;
	const struct folder *folder = &state->folder;
	size_t rows = view(screen), i, n = 0;
	char place[80];

	for (i = 0; i < folder->seen_count; i++)
		n += folder->entry[folder->seen[i]].kind != FOLDER_UP;
	snprintf(place, sizeof(place), "%s%zu 个%s", state->all ? "全部文件  " : "",
	    n, folder->more ? "，还有没列出的" : "");
	screen_title(screen, state->title, place);
	draw_heads(screen);
	state->top = scroll_top(state->top, state->at, rows);
	for (i = 0; i < rows && state->top + i < folder->seen_count; i++)
		draw_entry(screen, state->top + i, HEAD + (int)i);
	if (n == 0)
		draw_nothing(screen, HEAD + 1 + (int)folder->seen_count);
}

/* ---- keys ---- */
static void
edit(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	char *before;

	if (command == CMD_BACKSPACE && state->typed.text[0] == '\0') {
		go_up(screen);
		return;
	}
	before = mem_text(state->typed.text);
	edit_command(&state->typed, command);
	if (strcmp(before, state->typed.text) != 0)
		narrow(state);
	free(before);
}

static void
file_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t rows = view(screen);

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_ENTER: enter(screen); break;
	case CMD_CHOOSE: choose_place(screen); break;
	case CMD_SWITCH:
		state->all = !state->all;
		narrow(state);
		break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default:
		if ((CMD_BIT(command) & SCROLL_COMMANDS) == 0)
			edit(screen, command);
		state->at = scroll_move(state->at, state->folder.seen_count, rows, command);
		break;
	}
}

static void
file_type(struct screen *screen, const char *text, bool pasted)
{
	struct state *state = screen->data;
	char *path = pasted ? folder_typed(text, NULL) : NULL;

	/* A path that was copied is the whole of it. */
	if (path != NULL)
		editor_set(&state->typed, "");
	edit_type(screen->ui, &state->typed, path != NULL ? path : text, pasted);
	free(path);
	narrow(state);
	screen_dirty(screen, DIRTY_PAINT);
}

static void
file_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - HEAD);

	if (row < HEAD || at >= state->folder.seen_count)
		return;
	state->at = at;
	screen_dirty(screen, DIRTY_PAINT);
	enter(screen);
}

/* Something may have been put there meanwhile. */
static void
file_load(struct screen *screen)
{
	struct state *state = screen->data;
	char *path = mem_text(state->folder.path), *name = NULL;
	struct err err = ERR_INIT;

	if (state->at < state->folder.seen_count)
		name = mem_text(state->folder.entry[state->folder.seen[state->at]].name);
	if (!folder_read(&state->folder, path, &err))
		ui_fail(screen->ui, &err);
	narrow(state);
	if (name != NULL)
		state->at = folder_find(&state->folder, name);
	free(path);
	free(name);
}

static void
file_result(struct screen *screen, const struct result *result)
{
	screen_dirty(screen, DIRTY_DATA | DIRTY_PAINT);
	if (result->tag == TAG_PLACE && result->kind == RESULT_CHOSEN)
		go_to(screen, result->text, NULL);
}

static bool
file_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct file_choice *choice = arg;
	struct state *state = mem_new(sizeof(*state));
	char *home = saving_folder();

	state->title = mem_text(choice->title);
	state->chosen = choice->chosen;
	editor_init(&state->typed, false, TYPED_CHARS, width_cell);
	screen->data = state;
	if ((choice->folder != NULL && folder_read(&state->folder, choice->folder, NULL)) ||
	    folder_read(&state->folder, home, NULL) || folder_read(&state->folder, "/", err)) {
		state->began = mem_text(state->folder.path);
		narrow(state);
		free(home);
		return true;
	}
	free(home);
	screen->ops->close(screen);
	return false;
}

static void
file_close(struct screen *screen)
{
	struct state *state = screen->data;

	folder_clear(&state->folder);
	editor_clear(&state->typed);
	free(state->began);
	free(state->title);
	free(state);
}

static void
file_help(struct screen *screen, struct buf *out)
{
	buf_add(out, "打名字的一部分或拼音首字母，只列相符的；以 / 或 ~ 开头打路径，回车就到。"
	    "也可以把文件的路径粘贴进来。新到的文件排在前面。什么也没打时，退格键回上一层。\n");
}

static const struct screen_ops file_ops = {
	.title = "选文件",
	.where = KEYS_FOLDER,
	.commands = SCROLL_COMMANDS |
	    CMD_BIT(CMD_LEFT) | CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_BACKSPACE) |
	    CMD_BIT(CMD_ERASE) | CMD_BIT(CMD_KILL_END) | CMD_BIT(CMD_KILL_ALL) |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_SWITCH) |
	    CMD_BIT(CMD_BACK),
	.open = file_make,
	.close = file_close,
	.load = file_load,
	.draw = file_draw,
	.command = file_command,
	.type = file_type,
	.click = file_click,
	.result = file_result,
	.help = file_help,
};

bool
file_screen_open(struct ui *ui, const struct file_choice *choice)
{
	return screen_open(ui, &file_ops, choice, 0);
}
