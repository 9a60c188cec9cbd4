/*
 * ui/keys.c: the one table of keys: bar, help screen and loop read it
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/keys.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "ui/event.h"

#define ANY	(KEYS_DESK | KEYS_LIST | KEYS_FORM | KEYS_TEXT | KEYS_PICK | \
		    KEYS_ASK | KEYS_FILE | KEYS_DUES | KEYS_OWED | KEYS_SETTINGS | IMPORT)
#define IMPORT	(KEYS_FOLDER | KEYS_SIGHT | KEYS_COLUMNS | KEYS_TRIAL | KEYS_CELLS | \
		    KEYS_EXPORT | KEYS_COMPARE)
#define LISTS	(KEYS_LIST | KEYS_FILE | KEYS_DUES | KEYS_OWED)
#define TYPED	(KEYS_FORM | KEYS_ASK | KEYS_LIST | KEYS_PICK | KEYS_FOLDER | KEYS_CELLS)
#define EDITED	(KEYS_FORM | KEYS_ASK | KEYS_CELLS)	/* with all keys of an editor */
#define CTRL(letter) (PRESS_CTRL + (letter))

/* clang-format off */
const struct keydef keys_table[] = {
	{ CMD_HELP, PRESS_F1, CTRL('g'), "帮助", ANY, 0,
	    "本屏说明；在表里是这一栏的填写说明和依据" },
	{ CMD_SAVE, PRESS_F2, CTRL('s'), "保存", KEYS_FORM, HAVE_WRITE,
	    "保存这张表；有问题的栏目照样保存，列入待补" },
	{ CMD_SAVE, PRESS_F2, CTRL('s'), "存为文件", KEYS_TEXT, 0,
	    "把预览的台账存成文件：文本、CSV、PDF、XLSX、HTML" },
	{ CMD_SAVE, PRESS_F2, CTRL('s'), "存为文件", KEYS_EXPORT, 0,
	    "定文件名，导出" },
	{ CMD_GO, PRESS_F2, CTRL('s'), "下一步", KEYS_SIGHT, 0,
	    "看好了，去把各列对到栏目" },
	{ CMD_GO, PRESS_F2, CTRL('s'), "试导入", KEYS_COLUMNS, 0,
	    "按这样的对照试一遍，什么也不写进库" },
	{ CMD_GO, PRESS_F2, CTRL('s'), "导入", KEYS_TRIAL, HAVE_WRITE,
	    "把能导入的写进库，先问一次" },
	{ CMD_GO, PRESS_F2, CTRL('s'), "对账", KEYS_COMPARE, 0,
	    "把名单和库逐人比对，什么也不写，看对账单" },
	{ CMD_SAVE, PRESS_F2, CTRL('s'), "改好", KEYS_CELLS, 0,
	    "留下这一行的改正，原文件不动" },
	{ CMD_FIND, PRESS_F3, CTRL('f'), "查找", LISTS | KEYS_DESK | KEYS_TEXT, 0,
	    "按姓名、拼音、首字母、身份证号尾数、电话、村居查找" },
	{ CMD_FIND_PROBLEM, PRESS_F3, CTRL('f'), "找错", KEYS_FORM, 0,
	    "到下一处有问题或待补的栏目" },
	{ CMD_FIND_PROBLEM, PRESS_F3, CTRL('f'), "找错", KEYS_COLUMNS | KEYS_CELLS, 0,
	    "到下一处要核对的：有疑问的列、有问题的格" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "去处", KEYS_FOLDER, 0,
	    "到别处找：自己的目录、上次的目录、插着的 U 盘" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "更改", KEYS_SIGHT, 0,
	    "换编码、分隔符、工作表、表头行、导入对照，填来文单位" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "更改", KEYS_EXPORT, 0,
	    "换一种表、格式，号码打码还是写全" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "更改", KEYS_COMPARE, 0,
	    "换名单的种类、对账的范围" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "选栏目", KEYS_COLUMNS, HAVE_ROW,
	    "选这一列填到哪个栏目" },
	{ CMD_SWITCH, PRESS_F4, CTRL('o'), "存疑照收", KEYS_TRIAL, 0,
	    "证件号校验位不对、确有此人的照收，再按一次不收" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "选择", KEYS_CELLS, 0,
	    "列出这一格可选的；疑似重复：选是库里的哪一个人，或另建新人" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "排序", KEYS_LIST, 0,
	    "换一种次序：拼音、释放日期、人员编号" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "选择", KEYS_FORM | KEYS_FILE | KEYS_OWED, 0,
	    "列出这一栏可选的内容、以前填过的；在一人一档里选帮教期" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "档案", KEYS_DUES, HAVE_ROW,
	    "打开这个人的一人一档" },
	{ CMD_CHOOSE, PRESS_F4, CTRL('o'), "修改", KEYS_SETTINGS, HAVE_WRITE,
	    "改这一项：先看改了会怎样，再写理由" },
	{ CMD_REFRESH, PRESS_F5, CTRL('l'), "刷新", ANY & ~KEYS_FORM, 0,
	    "重新读取并重画全屏" },
	{ CMD_REFRESH, PRESS_F5, CTRL('l'), NULL, KEYS_FORM, 0,
	    "重画全屏" },
	{ CMD_PRINT, PRESS_F6, CTRL('p'), "打印", LISTS | KEYS_DESK, 0,
	    "预览台账、报表" },
	{ CMD_PRINT, PRESS_F6, CTRL('p'), NULL, KEYS_TEXT, 0,
	    "同 F2：存成文件再打印" },
	{ CMD_NEW, PRESS_F7, CTRL('n'), "新建", KEYS_LIST | KEYS_FILE | KEYS_DESK,
	    HAVE_WRITE, "新建一条" },
	{ CMD_NEW, PRESS_F7, CTRL('n'), "办理", KEYS_DUES | KEYS_OWED, HAVE_ROW | HAVE_WRITE,
	    "填写办理这一项的表，对象已经填好" },
	{ CMD_AGAIN, PRESS_F7, CTRL('n'), "同上次", KEYS_FORM, 0,
	    "把上一次记录里可沿用的内容抄过来，不动您填过的栏目" },
	{ CMD_COMPARE, PRESS_F6, CTRL('p'), "对账", KEYS_COLUMNS, 0,
	    "不导入：和本所的台账逐人对一遍，什么也不写" },
	{ CMD_SWITCH, PRESS_F7, CTRL('n'), "全部", KEYS_FOLDER, 0,
	    "列出全部文件，再按一次只列表格（csv txt tsv xlsx）" },
	{ CMD_TAKE, PRESS_F7, CTRL('n'), "照建议", KEYS_COLUMNS, 0,
	    "各列都照建议的栏目读" },
	{ CMD_AGAIN, PRESS_F7, CTRL('n'), "再试", KEYS_TRIAL, 0,
	    "连同改好的行再试一遍" },
	{ CMD_LEAVE_OUT, PRESS_F8, CTRL('d'), "不读", KEYS_COLUMNS, HAVE_ROW,
	    "这一列不导入" },
	{ CMD_LEAVE_OUT, PRESS_F8, CTRL('d'), "撤改", KEYS_TRIAL, HAVE_ROW,
	    "不要这一行的改正，回到文件里的样子" },
	{ CMD_DELETE, PRESS_F8, CTRL('d'), "删除", LISTS, HAVE_ROW | HAVE_WRITE,
	    "删除这一条（要写理由，留痕可查）" },
	{ CMD_DELETE, PRESS_F8, CTRL('d'), "删草稿", KEYS_DESK, 0,
	    "删掉一张没有保存的表的草稿" },
	{ CMD_DELETE, PRESS_F8, CTRL('d'), "删除", KEYS_FORM, HAVE_SAVED | HAVE_WRITE,
	    "删除这张表（要写理由，留痕可查）" },
	{ CMD_DELETE, PRESS_F8, CTRL('d'), "恢复默认", KEYS_SETTINGS, HAVE_WRITE,
	    "改回默认的值，同样先看影响、写理由" },
	{ CMD_WHY, PRESS_F9, CTRL('w'), "依据", LISTS | KEYS_DESK | KEYS_FORM | KEYS_SETTINGS, 0,
	    "为什么：算到今天的每一步、用到的记录和出处" },
	{ CMD_WHY, PRESS_F9, CTRL('w'), "说明", KEYS_TRIAL, 0,
	    "照样导入而要知道的：和库里不一致的、没有读的列" },
	{ CMD_MENU, PRESS_F10, CTRL('x'), "菜单", ANY & ~(KEYS_PICK | KEYS_ASK), 0,
	    "到别的屏" },
	{ CMD_ABSENT, PRESS_F11, CTRL('t'), "空因", KEYS_FORM, 0,
	    "这一栏问过而没有内容：无、不详、拒绝、未问" },
	{ CMD_BACK, PRESS_ESC, CTRL('q'), "退出", KEYS_DESK, 0,
	    "离开工作台，先问一声" },
	{ CMD_BACK, PRESS_ESC, CTRL('q'), "返回", ANY & ~KEYS_DESK, 0,
	    "回到上一屏；表未保存时先问" },

	{ CMD_ENTER, PRESS_ENTER, PRESS_NONE, NULL, KEYS_DUES | KEYS_OWED, 0,
	    "同 F7：填写办理这一项的表" },
	{ CMD_ENTER, PRESS_ENTER, PRESS_NONE, NULL, KEYS_FOLDER, 0,
	    "进入目录，打开文件；打的是路径时就到那里" },
	{ CMD_ENTER, PRESS_ENTER, PRESS_NONE, NULL,
	    KEYS_SIGHT | KEYS_EXPORT | KEYS_COMPARE, 0,
	    "同 F4：更改这一项" },
	{ CMD_ENTER, PRESS_ENTER, PRESS_NONE, NULL, KEYS_COLUMNS, 0,
	    "同 F4：选这一列填到哪个栏目" },
	{ CMD_ENTER, PRESS_ENTER, PRESS_NONE, NULL, KEYS_TRIAL, 0,
	    "就地改正这一行" },
	{ CMD_ENTER, PRESS_ENTER, PRESS_NONE, NULL,
	    ANY & ~(KEYS_DUES | KEYS_OWED | KEYS_FOLDER | KEYS_SIGHT | KEYS_COLUMNS | KEYS_TRIAL |
	    KEYS_EXPORT | KEYS_COMPARE), 0,
	    "打开所选；在表里到下一栏" },
	{ CMD_NEXT, PRESS_TAB, PRESS_NONE, NULL, ANY, 0,
	    "下一栏；在一人一档里是下一类表" },
	{ CMD_PREV, PRESS_BACKTAB, CTRL('r'), NULL, ANY, 0,
	    "上一栏；在一人一档里是上一类表" },
	{ CMD_UP, PRESS_UP, PRESS_NONE, NULL, ANY, 0, "上一行" },
	{ CMD_DOWN, PRESS_DOWN, PRESS_NONE, NULL, ANY, 0, "下一行" },
	{ CMD_LEFT, PRESS_LEFT, PRESS_NONE, NULL, KEYS_SIGHT, 0, "看左边的列" },
	{ CMD_LEFT, PRESS_LEFT, PRESS_NONE, NULL, ANY & ~KEYS_SIGHT, 0, "左" },
	{ CMD_RIGHT, PRESS_RIGHT, PRESS_NONE, NULL, KEYS_SIGHT, 0, "看右边的列" },
	{ CMD_RIGHT, PRESS_RIGHT, PRESS_NONE, NULL, ANY & ~KEYS_SIGHT, 0, "右" },
	{ CMD_PAGE_UP, PRESS_PAGEUP, PRESS_NONE, NULL, ANY, 0, "上一页" },
	{ CMD_PAGE_DOWN, PRESS_PAGEDOWN, PRESS_NONE, NULL, ANY, 0, "下一页" },
	{ CMD_HOME, PRESS_HOME, CTRL('a'), NULL, ANY, 0, "行首；在列表里是最前" },
	{ CMD_END, PRESS_END, CTRL('e'), NULL, ANY, 0, "行尾；在列表里是最后" },
	{ CMD_BACKSPACE, PRESS_BACKSPACE, PRESS_NONE, NULL, TYPED, 0, "删去前一字" },
	{ CMD_ERASE, PRESS_DELETE, PRESS_NONE, NULL, TYPED, 0, "删去后一字" },
	{ CMD_KILL_END, CTRL('k'), PRESS_NONE, NULL, TYPED, 0, "删到行尾" },
	{ CMD_KILL_ALL, CTRL('u'), PRESS_NONE, NULL, TYPED, 0, "删去整行" },
	{ CMD_WORD_LEFT, PRESS_WORD_LEFT, CTRL('b'), NULL, EDITED, 0,
	    "左移一词" },
	{ CMD_WORD_RIGHT, PRESS_WORD_RIGHT, CTRL(']'), NULL, EDITED, 0,
	    "右移一词" },
	{ CMD_NEWLINE, CTRL('j'), PRESS_NONE, NULL, KEYS_FORM, 0,
	    "在多行的栏目里换行" },
	{ CMD_UNDO, CTRL('z'), PRESS_NONE, NULL, EDITED, 0,
	    "撤销这一栏的改动" },
	{ CMD_REDO, CTRL('y'), PRESS_NONE, NULL, EDITED, 0, "重做" },
	{ CMD_OVERWRITE, PRESS_INSERT, CTRL('v'), NULL, EDITED, 0,
	    "插入、改写切换" },
};
/* clang-format on */
const size_t keys_count = sizeof(keys_table) / sizeof(keys_table[0]);

_Static_assert(CMD_COUNT <= 64, "commands are bits of one word");

const struct keydef *
keys_find(int press, unsigned where)
{
	size_t i;

	if (press == PRESS_NONE)
		return NULL;
	for (i = 0; i < keys_count; i++)
		if ((keys_table[i].where & where) &&
		    (keys_table[i].press == press || keys_table[i].twin == press))
			return &keys_table[i];
	return NULL;
}

const struct keydef *
keys_of(enum command command, unsigned where)
{
	size_t i;

	for (i = 0; i < keys_count; i++)
		if (keys_table[i].command == command && (keys_table[i].where & where))
			return &keys_table[i];
	return NULL;
}

const char *
keys_lacking(const struct keydef *key, unsigned have)
{
	unsigned lacks = key->needs & ~have;

	if (lacks & HAVE_WRITE && key->command == CMD_SAVE)
		return "未保存：库是只读打开的，不能改动。";
	if (lacks & HAVE_WRITE)
		return "库是只读打开的，不能改动。";
	if (lacks & HAVE_ROW)
		return "先用 ↑↓ 选中一条。";
	if (lacks & HAVE_SAVED)
		return "这张表还没有保存过。";
	return NULL;
}

/* ---- names ---- */
struct press_name {
	int		 press;
	const char	*name;		/* for people */
	const char	*plain;		/* for scripts, where it differs */
};

static const struct press_name names[] = {
	{ PRESS_F1, "F1", NULL }, { PRESS_F2, "F2", NULL },
	{ PRESS_F3, "F3", NULL }, { PRESS_F4, "F4", NULL },
	{ PRESS_F5, "F5", NULL }, { PRESS_F6, "F6", NULL },
	{ PRESS_F7, "F7", NULL }, { PRESS_F8, "F8", NULL },
	{ PRESS_F9, "F9", NULL }, { PRESS_F10, "F10", NULL },
	{ PRESS_F11, "F11", NULL }, { PRESS_F12, "F12", NULL },
	{ PRESS_ESC, "Esc", NULL }, { PRESS_ENTER, "Enter", NULL },
	{ PRESS_TAB, "Tab", NULL }, { PRESS_BACKTAB, "Shift-Tab", NULL },
	{ PRESS_BACKSPACE, "Backspace", NULL }, { PRESS_DELETE, "Delete", NULL },
	{ PRESS_INSERT, "Insert", NULL },
	{ PRESS_UP, "↑", "Up" }, { PRESS_DOWN, "↓", "Down" },
	{ PRESS_LEFT, "←", "Left" }, { PRESS_RIGHT, "→", "Right" },
	{ PRESS_HOME, "Home", NULL }, { PRESS_END, "End", NULL },
	{ PRESS_PAGEUP, "PageUp", "PgUp" }, { PRESS_PAGEDOWN, "PageDown", "PgDn" },
	{ PRESS_WORD_LEFT, "Ctrl-←", "Ctrl-Left" },
	{ PRESS_WORD_RIGHT, "Ctrl-→", "Ctrl-Right" },
};

#define NAMES (sizeof(names) / sizeof(names[0]))

const char *
keys_name(int press)
{
	static char ctrl[64][8];
	size_t i;

	for (i = 0; i < NAMES; i++)
		if (names[i].press == press)
			return names[i].name;
	if (press >= PRESS_CTRL + '@' && press <= PRESS_CTRL + '~') {
		i = (size_t)(press - PRESS_CTRL - '@');
		memcpy(ctrl[i], "Ctrl-?", 7);
		ctrl[i][5] = (char)(press - PRESS_CTRL);
		if (press >= PRESS_CTRL + 'a' && press <= PRESS_CTRL + 'z')
			ctrl[i][5] -= 'a' - 'A';
		return ctrl[i];
	}
	return "";
}

int
keys_press(const char *name)
{
	size_t i;
	char c;

	for (i = 0; i < NAMES; i++)
		if (strcasecmp(names[i].name, name) == 0 ||
		    (names[i].plain != NULL && strcasecmp(names[i].plain, name) == 0))
			return names[i].press;
	if (strncasecmp(name, "Ctrl-", 5) == 0 && name[5] != '\0' && name[6] == '\0') {
		c = name[5];
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (c >= '@' && c <= '~')
			return PRESS_CTRL + c;
	}
	return PRESS_NONE;
}

/* ---- what is printed from the table ---- */
size_t
keys_bar(unsigned where, unsigned long long commands, int cells,
    struct keys_slot slot[KEYS_BAR])
{
	size_t i, n = 0;
	int col = 0;

	for (i = 0; i < keys_count && n < KEYS_BAR; i++) {
		if (keys_table[i].label == NULL || !(keys_table[i].where & where) ||
		    !(commands & CMD_BIT(keys_table[i].command)))
			continue;
		slot[n].key = &keys_table[i];
		slot[n].col = col;
		slot[n].name = text_width(keys_name(keys_table[i].press), text_cell_wide);
		slot[n].label = text_width(keys_table[i].label, text_cell_wide);
		if (col + slot[n].name + slot[n].label > cells)
			break;
		col += slot[n].name + slot[n].label + 1;
		n++;
	}
	return n;
}

void
keys_help(struct buf *out, unsigned where, unsigned long long commands,
    text_cell_fn cell)
{
	struct buf name = BUF_INIT;
	size_t i;

	for (i = 0; i < keys_count; i++) {
		if (!(keys_table[i].where & where) || !(commands & CMD_BIT(keys_table[i].command)))
			continue;
		buf_add(&name, keys_name(keys_table[i].press));
		if (keys_table[i].twin != PRESS_NONE)
			buf_addf(&name, " 或 %s", keys_name(keys_table[i].twin));
		text_pad(out, buf_str(&name), 22, TEXT_LEFT, cell);
		if (keys_table[i].label != NULL)
			buf_addf(out, "%s：", keys_table[i].label);
		buf_addf(out, "%s\n", keys_table[i].help);
		buf_cut(&name, 0);
	}
	buf_clear(&name);
}
