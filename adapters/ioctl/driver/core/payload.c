#include "wsktck_core.h"

#define MAGIC 0x57534B44u
#define CODE 16u

uint8_t wsktck_stream_byte(uint64_t key, uint64_t position) {
    uint64_t x = key + position * UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    x ^= x >> 31;
    /* Six bits count, two are mixed: as the Java Payload does, which the vectors hold this to. */
    return (uint8_t)(((key + position) & 0x3Fu) | (x & 0xC0u));
}

void wsktck_stream_fill(uint8_t *bytes, uint64_t key, uint64_t offset, uint32_t length) {
    uint32_t i;
    for (i = 0; i < length; i++) bytes[i] = wsktck_stream_byte(key, offset + i);
}

static void big_endian(uint8_t *bytes, uint64_t value, uint32_t count) {
    while (count-- != 0) {
        bytes[count] = (uint8_t)value;
        value >>= 8;
    }
}

void wsktck_datagram_fill(uint8_t *bytes, uint64_t dg, uint32_t length) {
    uint32_t i = 0;
    if (length >= CODE) {
        big_endian(bytes, MAGIC, 4);
        big_endian(bytes + 4, length, 4);
        big_endian(bytes + 8, dg, 8);
        i = CODE;
    }
    for (; i < length; i++) bytes[i] = (uint8_t)((dg * UINT64_C(0x9E3779B97F4A7C15) + i * UINT64_C(0xBF58476D1CE4E5B9)) >> 56);
}
