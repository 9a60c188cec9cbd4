/*
 * model/wait.h: waiting for another session
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_WAIT_H
#define MODEL_WAIT_H

#include <stdbool.h>

#include "base/err.h"

#define WAIT_LIMIT 10000		/* ms: longer than any write may last */

long long wait_now(void);		/* ms of a clock that only goes on */
/* Sleeps 1 to 5 ms: uneven, so that two who wait do not wake together. */
void	wait_nap(void);

/* The fair lock: sessions that want to write queue up at <store>.lock and are
 * let in in turn, before they ask the engine. */
struct fairlock;
struct fairlock *fairlock_open(const char *path, struct err *err);
void	fairlock_close(struct fairlock *lock);		/* NULL ok */
/* Waits at most WAIT_LIMIT, then ERR_BUSY.  NULL: a private copy, nobody to wait for. */
bool	fairlock_take(struct fairlock *lock, struct err *err);
void	fairlock_give(struct fairlock *lock);		/* also when it is not held */

/* For those who only read: a look at the line.  NULL when nobody has ever written
 * there, or it may not be looked at. */
struct fairlock *fairlock_look(const char *path);
bool	fairlock_wanted(struct fairlock *look);		/* somebody writes, or is in line */
/* Until those in line are through, WAIT_LIMIT at most. */
void	fairlock_let(struct fairlock *look);

#endif
