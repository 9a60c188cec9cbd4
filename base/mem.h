/*
 * base/mem.h: memory that is there or the program is not
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>

/* Ends the program with a sentence on standard error and status 2.  Only for
 * a machine without memory.  The hook set by die_hook runs first and may
 * only restore the terminal (async-signal-safe calls). */
void	die(const char *why) __attribute__((noreturn));
void	die_hook(void (*hook)(void));

/* All of these return memory that the caller frees with free(); they never
 * return NULL.  mem_new gives zeroes. */
void	*mem_new(size_t size);
void	*mem_resize(void *old, size_t count, size_t size);	/* checked product */
char	*mem_text(const char *text);			/* NULL stays NULL */
char	*mem_textn(const char *text, size_t len);
/* A list of texts, with room for one more (NULL); mem_texts_free. */
char	**mem_texts(const char *const *text, size_t count);
void	mem_texts_free(char **list, size_t count);	/* NULL allowed with 0 */
char	*mem_printf(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

/* Makes room for one more element in a growing array: returns array, perhaps
 * moved, with *cap >= count + 1.  New room is not cleared. */
void	*mem_grow(void *array, size_t count, size_t *cap, size_t size);

/* What is freed at the top of the heap stays with the process (a few MB at most)
 * until a call with false: a long work that frees and takes the same again does
 * not ask the system each time.  Does nothing where the C library has no say. */
void	mem_keep_freed(bool keep);

/* An arena: many small things with one end.  Zeroed, aligned for any type. */
struct arena;
struct arena *arena_new(void);
void	*arena_get(struct arena *arena, size_t size);
char	*arena_text(struct arena *arena, const char *text);	/* NULL stays NULL */
char	*arena_textn(struct arena *arena, const char *text, size_t len);
void	arena_free(struct arena *arena);		/* NULL allowed */

#endif
