/* What the files of this folder share; without the kernel's types, since some are compiled with user mode's headers. */
#ifndef WP_GLUE_H
#define WP_GLUE_H

#include "wp_net.h"
#include "wp_platform.h"

/* TCP and UDP of Winsock. */
extern const wp_net wp_winsock;

/* See levels.c; both are called by one thread at a time. */
void wp_levels_keep(void);
void wp_levels_forget(void);

/* Names through Winsock: texts end with a zero, hints and result are ADDRINFOEXW. They answer 0, or an error of Winsock. */
int wp_winsock_resolve(const uint16_t *node, const uint16_t *service, const void *hints, void **result);
void wp_winsock_free(void *result);
int wp_winsock_name(const void *address, uint32_t length, uint16_t *node, uint32_t nodeRoom, uint16_t *service, uint32_t serviceRoom, uint32_t flags);

#endif
