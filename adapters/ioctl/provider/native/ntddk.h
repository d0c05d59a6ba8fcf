/* As much of the kernel's header as the core of the provider needs to be built and tested outside of a kernel, by the platform in ../test. */
#ifndef WP_NATIVE_NTDDK_H
#define WP_NATIVE_NTDDK_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define C_ASSERT(e) _Static_assert(e, #e)
#define VOID void
#define NTAPI
#define FALSE 0
#define TRUE 1
#define UNREFERENCED_PARAMETER(p) ((void)(p))
#define RtlZeroMemory(to, size) memset(to, 0, size)
#define RtlCopyMemory(to, from, size) memcpy(to, from, size)

typedef void *PVOID;
typedef char CHAR;
typedef unsigned char UCHAR;
typedef unsigned short USHORT;
typedef int32_t LONG;
typedef uint32_t ULONG;
typedef uint64_t ULONGLONG;
typedef uint16_t WCHAR;
typedef WCHAR *PWSTR;
typedef ULONG *PULONG;
typedef size_t SIZE_T;
typedef uintptr_t ULONG_PTR;
typedef uintptr_t KSPIN_LOCK;
typedef int32_t NTSTATUS;
typedef struct _GUID {
    uint32_t Data1;
    uint16_t Data2;
    uint16_t Data3;
    uint8_t Data4[8];
} GUID;
typedef struct _UNICODE_STRING {
    USHORT Length;
    USHORT MaximumLength;
    PWSTR Buffer;
} UNICODE_STRING, *PUNICODE_STRING;
typedef struct _IRP *PIRP;
typedef struct _MDL *PMDL;
typedef struct _EPROCESS *PEPROCESS;
typedef struct _ETHREAD *PETHREAD;
typedef PVOID PSECURITY_DESCRIPTOR;

static inline SIZE_T RtlCompareMemory(const void *a, const void *b, SIZE_T size) {
    SIZE_T i = 0;
    while (i < size && ((const UCHAR *)a)[i] == ((const UCHAR *)b)[i]) i++;
    return i;
}

#define STATUS_SUCCESS ((NTSTATUS)0)
#define STATUS_PENDING ((NTSTATUS)0x00000103)
#define STATUS_EVENT_PENDING ((NTSTATUS)0x40000013)
#define STATUS_BUFFER_OVERFLOW ((NTSTATUS)0x80000005u)
#define STATUS_UNSUCCESSFUL ((NTSTATUS)0xC0000001u)
#define STATUS_INVALID_PARAMETER ((NTSTATUS)0xC000000Du)
#define STATUS_INVALID_DEVICE_REQUEST ((NTSTATUS)0xC0000010u)
#define STATUS_BUFFER_TOO_SMALL ((NTSTATUS)0xC0000023u)
#define STATUS_INSUFFICIENT_RESOURCES ((NTSTATUS)0xC000009Au)
#define STATUS_DEVICE_NOT_READY ((NTSTATUS)0xC00000A3u)
#define STATUS_NOT_SUPPORTED ((NTSTATUS)0xC00000BBu)
#define STATUS_REQUEST_NOT_ACCEPTED ((NTSTATUS)0xC00000D0u)
#define STATUS_CANCELLED ((NTSTATUS)0xC0000120u)
#define STATUS_INVALID_DEVICE_STATE ((NTSTATUS)0xC0000184u)
#define STATUS_INVALID_ADDRESS_COMPONENT ((NTSTATUS)0xC0000207u)
#define STATUS_INVALID_BUFFER_SIZE ((NTSTATUS)0xC0000206u)
#define STATUS_ADDRESS_ALREADY_EXISTS ((NTSTATUS)0xC000020Au)
#define STATUS_CONNECTION_RESET ((NTSTATUS)0xC000020Du)
#define STATUS_DATA_NOT_ACCEPTED ((NTSTATUS)0xC000021Bu)
#define STATUS_NOT_FOUND ((NTSTATUS)0xC0000225u)
#define STATUS_CONNECTION_REFUSED ((NTSTATUS)0xC0000236u)
#define STATUS_CONNECTION_ABORTED ((NTSTATUS)0xC0000241u)
#define STATUS_NOINTERFACE ((NTSTATUS)0xC00002B9u)

#endif
