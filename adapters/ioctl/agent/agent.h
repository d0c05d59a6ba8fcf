/* What the parts of the agent share: agent.c has options and the driver's service, relay.c a session of the device, listen.c controllers that connect. */
#ifndef WSKTCK_AGENT_H
#define WSKTCK_AGENT_H

#include <winsock2.h>
#include <ws2tcpip.h>

#include <windows.h>

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest secret, in bytes. */
#define SECRET_MOST 256

/* Where frames come from and go to. `end` makes a `take` or `give` that waits return, from any thread, and every later one fail. */
typedef struct channel {
    int (*take)(struct channel *, void *, DWORD); /* all of it, or 0 */
    int (*give)(struct channel *, const void *, DWORD);
    void (*end)(struct channel *);
    SOCKET socket;
    volatile LONG ended;
} channel;

typedef struct options {
    const char *driver;
    const char *listen; /* [HOST:]PORT, or NULL for the standard streams */
    int once;
    char secret[SECRET_MOST]; /* padded with zeros */
    size_t secretLength;
} options;

/* Set when the agent is to end: by Ctrl-C, by the end of its input, or after the one session that was asked for. */
extern HANDLE stop;

/* Writes what failed, with the last error, to the error stream; returns 0. */
int fail(const char *what, DWORD error);

/* ---- relay.c ---- */

/* A new session of the driver, or INVALID_HANDLE_VALUE. Waits for the end of the one before, which may take its time. */
HANDLE device_open(void);
/* Relays frames until the channel ends or the device fails, then ends the session. 0 when it was not the channel that ended it. */
int relay(HANDLE device, channel *c);

/* ---- listen.c ---- */

/* Takes the address; nothing is accepted yet. 0 after a message. */
int listen_prepare(const options *o);
/* Serves controllers, one at a time, until `stop` is set. */
void listen_serve(const options *o);

#endif
