/*
 * reports/confine.h: what a printer in a process of its own may not do
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_CONFINE_H
#define REPORTS_CONFINE_H

#include <stdbool.h>

/* Gives up new rights, core files, other processes; limits time and memory,
 * and without files also the writing of any. */
void	confine(bool files);

#endif
