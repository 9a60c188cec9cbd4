/*
 * model/demo.h: an invented register, the same for the same seed
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DEMO_H
#define MODEL_DEMO_H

#include <stdbool.h>

#include "base/err.h"
#include "model/store.h"

/* Creates a store (store_create's refusals) with invented people, families,
 * visits over the years and triggers.  Same seed, same date, same bytes. */
struct store *demo_create(const struct store_options *options, long persons,
	    unsigned long long seed, bool (*progress)(void *arg, long done, long all),
	    void *arg, struct err *err);

#endif
