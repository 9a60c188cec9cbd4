/*
 * command-import.c: files from outside
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <string.h>

#include "base/buf.h"
#include "base/charset.h"
#include "model/import.h"

static void
tell_line(void *arg, const char *line)
{
	message("%s", line);
}

/* What the clerk should know besides the summary. */
static void
tell_rest(const struct import_result *result)
{
	bool file = result->rejects != NULL && strcmp(result->rejects, "-") != 0;

	if (result->resumed > 0)
		message("接着上次中断的地方，从第 %ld 行之后做起", result->resumed);
	if (result->sheet != NULL)
		message("按工作簿读入，工作表“%s”", result->sheet);
	if (result->encoding != NULL && result->delimiter != NULL)
		message("按 %s 编码、以%s分隔读入；不对的话请用 --encoding 指明编码",
		    result->encoding, result->delimiter);
	if (result->conflicts > 0)
		message("冲突 %ld 处：保留了库里的内容，请按上面的说明核对",
		    result->conflicts);
	if (result->rejected > 0 && result->rejects != NULL)
		message("未导入的 %ld 行写在%s%s：请改正后再导入它",
		    result->rejected, file ? " " : "上面",
		    file ? result->rejects : "");
	else if (result->rejected > 0)
		message("有 %ld 行不能导入；要看是哪些行、为什么，请加 --rejects 文件名",
		    result->rejected);
}

bool
command_encoding(const struct cmdline *line, const char **encoding, struct err *err)
{
	const char *asked = line->value[OPTION_ENCODING];

	*encoding = asked != NULL ? charset_name(asked) : NULL;
	return asked == NULL || *encoding != NULL || err_set(err, ERR_INPUT,
	    "不认识的编码“%s”。可用的编码：utf-8 gb18030 utf-16 utf-16le utf-16be big5",
	    asked);
}

void
command_encoding_told(const struct cmdline *line, struct err *err)
{
	if (err->kind == ERR_INPUT && line->value[OPTION_ENCODING] != NULL &&
	    strstr(err->text, "改回按内容认") != NULL)
		message("不写 --encoding 就是按内容认");
}

int
command_import(const struct cmdline *line, struct store *store, struct err *err)
{
	static char doing[] = "导入";
	struct import_options options = {
		.profile = line->word[0], .path = line->word[1],
		.rejects = line->value[OPTION_REJECTS],
		.dry_run = line->value[OPTION_DRY_RUN] != NULL,
		.sender = line->value[OPTION_SENDER], .recall = true,
		.accept_doubtful = line->value[OPTION_DOUBTFUL] != NULL,
		.force = line->value[OPTION_FORCE] != NULL,
		.progress = progress_show, .says = tell_line, .arg = doing
	};
	struct import_result result = { .read = 0 };
	struct buf out = BUF_INIT;
	bool ok;

	if (!command_encoding(line, &options.encoding, err))
		return NOT_DONE;
	ok = import_run(store, &options, &result, err);
	progress_end();
	command_encoding_told(line, err);
	if (ok) {
		tell_rest(&result);
		buf_addf(&out, "读入 %ld 新建 %ld 更新 %ld 未变 %ld 未导入 %ld "
		    "格式规范 %ld 其他行 %ld\n", result.read, result.created,
		    result.updated, result.unchanged, result.rejected,
		    result.mended, result.other);
		ok = output_text(buf_str(&out), err);
		/* What came in is in: this is not "nothing has changed". */
		if (!ok && !options.dry_run) {
			message("名单已经导入，只是结果没有写出来；再运行一次，已导入的不会改变");
			err->kind = ERR_INTERRUPTED;
		}
	}
	buf_clear(&out);
	ok = ok && err->kind == ERR_NONE;
	if (ok && result.rejected > 0) {
		import_result_clear(&result);
		return FINDINGS;
	}
	import_result_clear(&result);
	return ok ? DONE : NOT_DONE;
}
