/*
 * base/mem.c: memory that is there or the program is not
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/mem.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#define TRIM_PLAIN (128 * 1024)		/* the C library's own */
#define TRIM_KEEP (4 * 1024 * 1024)

static const char no_memory[] = "内存不足，请关闭其他程序后重试";
static void (*hook_run)(void);

void
die_hook(void (*hook)(void))
{
	hook_run = hook;
}

void
die(const char *why)
{
	static const char head[] = "bangjiao：", tail[] = "。\n";

	if (hook_run != NULL)
		hook_run();
	/* write(2) only: stdio may need the memory that is not there. */
	if (write(STDERR_FILENO, head, sizeof(head) - 1) < 0 ||
	    write(STDERR_FILENO, why, strlen(why)) < 0 ||
	    write(STDERR_FILENO, tail, sizeof(tail) - 1) < 0)
		_exit(2);
	_exit(2);
}

void *
mem_new(size_t size)
{
	void *p = calloc(1, size > 0 ? size : 1);

	if (p == NULL)
		die(no_memory);
	return p;
}

void *
mem_resize(void *old, size_t count, size_t size)
{
	void *p;

	if (size > 0 && count > SIZE_MAX / size)
		die(no_memory);
	size *= count;
	p = realloc(old, size > 0 ? size : 1);
	if (p == NULL)
		die(no_memory);
	return p;
}

char **
mem_texts(const char *const *text, size_t count)
{
	char **list = mem_new((count + 1) * sizeof(*list));
	size_t i;

	for (i = 0; i < count; i++)
		list[i] = mem_text(text[i]);
	return list;
}

void
mem_texts_free(char **list, size_t count)
{
	while (count > 0)
		free(list[--count]);
	free(list);
}

char *
mem_text(const char *text)
{
	return text == NULL ? NULL : mem_textn(text, strlen(text));
}

char *
mem_textn(const char *text, size_t len)
{
	char *copy = mem_resize(NULL, len + 1, 1);

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

char *
mem_printf(const char *fmt, ...)
{
	char *text;
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (n < 0)
		die(no_memory);
	return text;
}

void
mem_keep_freed(bool keep)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, keep ? TRIM_KEEP : TRIM_PLAIN);
	if (!keep)
		malloc_trim(0);
#else
	(void)keep;
#endif
}

void *
mem_grow(void *array, size_t count, size_t *cap, size_t size)
{
	size_t more;

	if (count < *cap)
		return array;
	more = *cap < 8 ? 8 : *cap;
	if (*cap > SIZE_MAX - more)
		die(no_memory);
	*cap += more;
	if (*cap <= count)
		*cap = count + 1;
	return mem_resize(array, *cap, size);
}

/* A block holds many things; one that is large gets a block of its own,
 * behind the first so that the first goes on being filled. */
struct block {
	struct block	*next;
	size_t		 used;		/* from the front: what has to be aligned */
	size_t		 end;		/* behind it: texts, which need not be */
	size_t		 size;
	max_align_t	 room[];
};

struct arena {
	struct block	*first;
};

#define BLOCK_MIN ((size_t)4096)
#define BLOCK_MAX ((size_t)65536)

struct arena *
arena_new(void)
{
	return mem_new(sizeof(struct arena));
}

static struct block *
block_new(size_t size)
{
	struct block *block;

	if (size > SIZE_MAX - sizeof(*block))
		die(no_memory);
	block = mem_new(sizeof(*block) + size);
	block->size = block->end = size;
	return block;
}

/* Makes room for so many bytes; the block that has it. */
static struct block *
room_for(struct arena *arena, size_t size)
{
	struct block *block = arena->first;
	size_t want = block == NULL ? BLOCK_MIN : block->size * 2;

	if (block != NULL && block->end - block->used >= size)
		return block;
	if (want > BLOCK_MAX)
		want = BLOCK_MAX;
	if (block != NULL && size > want / 4) {
		block = block_new(size);
		block->next = arena->first->next;
		arena->first->next = block;
	} else {
		block = block_new(want > size ? want : size);
		block->next = arena->first;
		arena->first = block;
	}
	return block;
}

void *
arena_get(struct arena *arena, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	struct block *block;
	char *p;

	if (size > SIZE_MAX - align)
		die(no_memory);
	size = (size + align - 1) / align * align;
	if (size == 0)
		size = align;
	block = room_for(arena, size);
	p = (char *)block->room + block->used;
	block->used += size;
	return p;
}

char *
arena_text(struct arena *arena, const char *text)
{
	return text == NULL ? NULL : arena_textn(arena, text, strlen(text));
}

char *
arena_textn(struct arena *arena, const char *text, size_t len)
{
	struct block *block;
	char *copy;

	if (len == SIZE_MAX)
		die(no_memory);
	block = room_for(arena, len + 1);
	block->end -= len + 1;
	copy = (char *)block->room + block->end;
	if (len > 0)
		memcpy(copy, text, len);
	return copy;		/* the NUL is there: blocks are zeroed */
}

void
arena_free(struct arena *arena)
{
	struct block *block, *next;

	if (arena == NULL)
		return;
	for (block = arena->first; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}
