/*
 * tests/base/mem-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/mem.h"

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/base/test.h"

static void
hook(void)
{
	if (write(STDERR_FILENO, "H", 1) != 1)
		_exit(9);
}

/* Runs what in a child; its status, with what it said in said. */
static int
run_child(void (*what)(void), char *said, size_t size)
{
	int pipes[2], status;
	size_t len = 0;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(pipes[1], STDERR_FILENO);
		what();
		_exit(0);
	}
	close(pipes[1]);
	while (len < size - 1 && (n = read(pipes[0], said + len, size - 1 - len)) > 0)
		len += (size_t)n;
	said[len] = '\0';
	close(pipes[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
die_hooked(void)
{
	die_hook(hook);
	die("没有内存");
}

/* Sizes that the compiler cannot see through. */
static volatile size_t huge = SIZE_MAX;

static void
die_of_product(void)
{
	mem_resize(NULL, huge / 2, 4);
}

static void
die_of_growth(void)
{
	size_t cap = huge / 2 + 2;

	mem_grow(NULL, cap, &cap, 1);
}

static void
die_of_arena(void)
{
	static struct arena *volatile arena;	/* known to a search for leaks */

	arena = arena_new();
	arena_get(arena, huge - 3);
}

static void
mem__die__restores_then_speaks_then_ends(void **state)
{
	char said[200];

	assert_int_equal(run_child(die_hooked, said, sizeof(said)), 2);
	assert_string_equal(said, "Hbangjiao：没有内存。\n");
}

static void
mem__resize__product_that_overflows_dies(void **state)
{
	char said[200];

	assert_int_equal(run_child(die_of_product, said, sizeof(said)), 2);
	assert_int_equal(run_child(die_of_growth, said, sizeof(said)), 2);
	assert_int_equal(run_child(die_of_arena, said, sizeof(said)), 2);
	assert_tells(said, "内存不足");
}

static void
mem__new__gives_zeroes_even_for_nothing(void **state)
{
	char *p = mem_new(100), zero[100] = { 0 };

	assert_memory_equal(p, zero, 100);
	free(p);
	p = mem_new(0);
	assert_non_null(p);
	free(p);
}

static void
mem__text__copies_and_keeps_null(void **state)
{
	char *p;

	assert_null(mem_text(NULL));
	p = mem_text("张三");
	assert_string_equal(p, "张三");
	free(p);
	p = mem_textn("abc", 2);
	assert_string_equal(p, "ab");
	free(p);
	p = mem_textn(NULL, 0);
	assert_string_equal(p, "");
	free(p);
	p = mem_printf("%s-%d", "村", 3);
	assert_string_equal(p, "村-3");
	free(p);
}

static void
mem__grow__keeps_what_was_there(void **state)
{
	size_t count, cap = 0;
	int *list = NULL;

	for (count = 0; count < 1000; count++) {
		list = mem_grow(list, count, &cap, sizeof(*list));
		assert_true(cap > count);
		list[count] = (int)count;
	}
	for (count = 0; count < 1000; count++)
		assert_int_equal(list[count], (int)count);
	free(list);
}

static void
mem__texts__copies_each_and_keeps_null(void **state)
{
	const char *from[] = { "一", NULL, "" };
	char **list = mem_texts(from, 3);

	assert_string_equal(list[0], "一");
	assert_ptr_not_equal(list[0], from[0]);
	assert_null(list[1]);
	assert_string_equal(list[2], "");
	assert_null(list[3]);
	mem_texts_free(list, 3);
	mem_texts_free(NULL, 0);
}

/* Things and texts by turns: they share blocks from both ends. */
static void
arena__get__is_zeroed_aligned_and_apart(void **state)
{
	struct arena *arena = arena_new();
	char *p[500], *text[500], want[80];
	size_t i, j, size;

	for (i = 0; i < 500; i++) {
		size = i * 37 % 3000 + (i % 50 == 0 ? 100000 : 0);
		p[i] = arena_get(arena, size);
		assert_int_equal((uintptr_t)p[i] % _Alignof(max_align_t), 0);
		for (j = 0; j < size; j++)
			assert_int_equal(p[i][j], 0);
		memset(p[i], (int)(i % 250 + 1), size);
		snprintf(want, sizeof(want), "%0*zu", (int)(i % 70 + 1), i);
		text[i] = arena_text(arena, want);
	}
	for (i = 0; i < 500; i++) {
		size = i * 37 % 3000 + (i % 50 == 0 ? 100000 : 0);
		for (j = 0; j < size; j++)
			assert_int_equal((unsigned char)p[i][j], i % 250 + 1);
		snprintf(want, sizeof(want), "%0*zu", (int)(i % 70 + 1), i);
		assert_string_equal(text[i], want);
	}
	arena_free(arena);
	arena_free(NULL);
}

static void
arena__text__ends_with_nul(void **state)
{
	struct arena *arena = arena_new();
	int i;

	for (i = 0; i < 3000; i++)
		assert_string_equal(arena_textn(arena, "一二三四五", 6), "一二");
	assert_null(arena_text(arena, NULL));
	assert_string_equal(arena_text(arena, "村居"), "村居");
	assert_string_equal(arena_textn(arena, "", 0), "");
	arena_free(arena);
}

/* Blocks that the heap gives from its top, and takes back there. */
#define TOP_BLOCKS 32
#define TOP_SIZE ((size_t)70000)

static char *
fill_top(void)
{
	void *block[TOP_BLOCKS];
	char *end;
	int i;

	for (i = 0; i < TOP_BLOCKS; i++)
		memset(block[i] = mem_new(TOP_SIZE), 1, TOP_SIZE);
	end = sbrk(0);
	while (--i >= 0)
		free(block[i]);
	return end;
}

/* In a child, where nothing else lies on the top.  Not every C library, nor a
 * checker of memory, has such a heap: 7. */
static void
keep_freed(void)
{
	const ptrdiff_t most = TOP_BLOCKS * TOP_SIZE / 2;
	char *start, *end;

	mem_keep_freed(true);
	start = sbrk(0);
	end = fill_top();
	if (end - start < most)
		_exit(7);
	if ((char *)sbrk(0) != end || fill_top() != end || (char *)sbrk(0) != end)
		_exit(1);		/* it went back, or more was asked for */
	mem_keep_freed(false);
	if (end - (char *)sbrk(0) < most)
		_exit(2);		/* it stayed */
	end = fill_top();
	if (end - (char *)sbrk(0) < most)
		_exit(3);		/* it stays from now on */
}

static void
mem__keep_freed__holds_what_is_freed_until_told(void **state)
{
	char said[64];
	int status = run_child(keep_freed, said, sizeof(said));

	if (status == 7)
		skip();
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mem__die__restores_then_speaks_then_ends),
		cmocka_unit_test(mem__resize__product_that_overflows_dies),
		cmocka_unit_test(mem__new__gives_zeroes_even_for_nothing),
		cmocka_unit_test(mem__text__copies_and_keeps_null),
		cmocka_unit_test(mem__texts__copies_each_and_keeps_null),
		cmocka_unit_test(mem__grow__keeps_what_was_there),
		cmocka_unit_test(mem__keep_freed__holds_what_is_freed_until_told),
		cmocka_unit_test(arena__get__is_zeroed_aligned_and_apart),
		cmocka_unit_test(arena__text__ends_with_nul),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
