/*
 * reports/comparison.c: 对账 by the parameters of its sheet
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/comparison.h"

#include <stdlib.h>

#include "base/mem.h"

bool
comparison_run(struct store *store, const struct import_options *import,
    const struct report_value *given, size_t count,
    const struct reportdef **def, struct compare_result *result,
    struct err *err)
{
	struct compare_options options = { .import = import };
	struct compare_value *value;
	char **text;
	size_t i;
	bool ok;

	*def = compare_report(store_catalog(store), import->profile, err);
	if (*def == NULL)
		return false;
	text = params_read(store, *def, given, count, err);
	if (text == NULL)
		return false;
	value = mem_new(((*def)->param_count + 1) * sizeof(*value));
	for (i = 0; i < (*def)->param_count; i++)
		value[i] = (struct compare_value){ (*def)->param[i].name, text[i],
			params_number(&(*def)->param[i]) };
	options.report = *def;
	options.value = value;
	options.count = (*def)->param_count;
	ok = compare_run(store, &options, result, err);
	free(value);
	params_free(*def, text);
	return ok;
}

void
comparison_line(const struct compare_result *result, struct buf *out)
{
	buf_addf(out, "读入 %ld 我方 %ld 一致 %ld 不一致 %ld 他有我无 %ld 我有他无 %ld "
	    "无法比对 %ld 我方无法比对 %ld 其他行 %ld", result->read, result->ours,
	    result->same, result->differing, result->theirs_only,
	    result->ours_only, result->unclear, result->unclear_ours,
	    result->other);
}
