/* What the native tests share: a check that says where it failed, the allocator of the core with a count, and hexadecimal files. */
#ifndef WSKTCK_CHECK_H
#define WSKTCK_CHECK_H

#include "wsktck_core.h"

#include <stdio.h>
#include <stdlib.h>

#define CHECK(holds)                                                      \
    do {                                                                  \
        checks++;                                                         \
        if (!(holds)) {                                                   \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #holds);   \
            exit(1);                                                      \
        }                                                                 \
    } while (0)

extern unsigned long checks;
extern long allocations;   /* not freed yet */
extern int refuse_memory;

/* Reads hexadecimal digits, leaving out white space; returns the number of bytes. Exits when the file is not there. */
size_t read_hex(const char *folder, const char *name, uint8_t *bytes, size_t room);

#endif
