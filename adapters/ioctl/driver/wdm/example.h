/*
 * The example extension interface, for providers that offer it: the environment calls a socket, and the client that has registered the interface on it
 * hears of it. WSK itself defines no extension interface. The same one as ExampleExtension in the reference implementation.
 */
#ifndef WSKTCK_EXAMPLE_H
#define WSKTCK_EXAMPLE_H

#include <ntddk.h>

/* NPI_EXAMPLE_INTERFACE_ID: {6F0A5A2C-5D0E-4F6C-9A55-3D1F2B8F7C11} */
#define WSKTCK_EXAMPLE_INTERFACE {0x6F0A5A2C, 0x5D0E, 0x4F6C, {0x9A, 0x55, 0x3D, 0x1F, 0x2B, 0x8F, 0x7C, 0x11}}
/* The bit of its event in SO_WSK_EVENT_CALLBACK under that identifier. */
#define WSKTCK_EXAMPLE_EVENT 0x40u

/* ClientContext of the registration, and how often the socket has been called so far. Returns STATUS_SUCCESS always. */
typedef NTSTATUS(NTAPI *WSKTCK_EXAMPLE_EVENT_ROUTINE)(PVOID, ULONGLONG);

/* The ClientDispatch of a registration. */
typedef struct WSKTCK_EXAMPLE_CLIENT_DISPATCH {
    WSKTCK_EXAMPLE_EVENT_ROUTINE ExampleEvent;
} WSKTCK_EXAMPLE_CLIENT_DISPATCH;

#endif
