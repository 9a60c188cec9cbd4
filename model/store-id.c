/*
 * model/store-id.c: ids that nobody else has, in the order of time
 * SPDX-License-Identifier: Apache-2.0
 *
 * 80 bits as 16 letters: 40 of time in units of 4 ms since 2020 (until 2159),
 * 40 of chance.  Within one unit of time a session goes on from its last
 * chance number, so that indexes grow at their end.
 */
#include "config.h"
#include "model/store-private.h"

#include <assert.h>
#include <errno.h>
#include <sys/random.h>
#include <time.h>

#include "base/mem.h"

#define EPOCH_MS 1577836800000ULL	/* 2020-01-01 UTC */
#define FORTY ((UINT64_C(1) << 40) - 1)

void
id_fill_random(void *data, size_t n)
{
	unsigned char *at = data;
	ssize_t got;

	while (n > 0) {
		got = getrandom(at, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			die("取不到随机数");
		at += got;
		n -= (size_t)got;
	}
}

/* splitmix64: even, and the same for the same seed everywhere. */
static uint64_t
next_seeded(struct store *store)
{
	uint64_t z = store->random += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static uint64_t
chance(struct store *store)
{
	uint64_t number;

	if (store->seeded)
		return next_seeded(store);
	id_fill_random(&number, sizeof(number));
	return number;
}

static uint64_t
tick_now(const struct store *store)
{
	struct timespec now;
	uint64_t ms;

	if (store->seeded)
		return store->tick + 1;
	clock_gettime(CLOCK_REALTIME, &now);
	ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	return ms < EPOCH_MS ? 0 : (ms - EPOCH_MS) / 4 & FORTY;
}

void
store_seed(struct store *store, unsigned long long seed)
{
	store->seeded = true;
	store->random = seed;
	store->tick = store->tail = 0;
}

void
store_new_id(struct store *store, char id[STORE_ID_SIZE])
{
	static const char letter[] = "0123456789abcdefghjkmnpqrstvwxyz";
	uint64_t tick = tick_now(store);
	int i;

	if (tick > store->tick) {
		store->tick = tick;
		store->tail = chance(store) & FORTY >> 1;
	} else {
		/* The same moment, or a clock put back. */
		store->tail += 1 + (chance(store) & 0xfffff);
		if (store->tail > FORTY) {
			store->tick++;
			store->tail = chance(store) & FORTY >> 1;
		}
	}
	for (i = 0; i < 8; i++) {
		id[i] = letter[store->tick >> (35 - 5 * i) & 31];
		id[8 + i] = letter[store->tail >> (35 - 5 * i) & 31];
	}
	id[16] = '\0';
}
