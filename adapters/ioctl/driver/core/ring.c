#include "wsktck_core.h"

void wsktck_ring_init(wsktck_ring *ring, uint8_t *bytes, uint32_t capacity) {
    ring->bytes = bytes;
    ring->capacity = capacity;
    ring->head = 0;
    ring->used = 0;
}

static void copy_in(wsktck_ring *ring, const void *from, uint32_t size) {
    uint32_t at = (uint32_t)(((uint64_t)ring->head + ring->used) % ring->capacity);
    uint32_t first = size < ring->capacity - at ? size : ring->capacity - at;
    if (size == 0) return;
    memcpy(ring->bytes + at, from, first);
    memcpy(ring->bytes, (const uint8_t *)from + first, size - first);
    ring->used += size;
}

static void copy_out(const wsktck_ring *ring, void *to, uint32_t size) {
    uint32_t first = size < ring->capacity - ring->head ? size : ring->capacity - ring->head;
    memcpy(to, ring->bytes + ring->head, first);
    memcpy((uint8_t *)to + first, ring->bytes, size - first);
}

int wsktck_ring_put(wsktck_ring *ring, const void *first, uint32_t firstSize, const void *rest, uint32_t restSize) {
    uint32_t room = ring->capacity - ring->used;
    if (firstSize > room || restSize > room - firstSize) return 0;
    copy_in(ring, first, firstSize);
    copy_in(ring, rest, restSize);
    return 1;
}

uint32_t wsktck_ring_take(wsktck_ring *ring, void *to, uint32_t room, uint32_t *records) {
    uint32_t taken = 0;
    *records = 0;
    while (ring->used != 0) {
        uint32_t size;
        copy_out(ring, &size, sizeof size);
        if (size > room - taken) break;
        copy_out(ring, (uint8_t *)to + taken, size);
        ring->head = (uint32_t)(((uint64_t)ring->head + size) % ring->capacity);
        ring->used -= size;
        taken += size;
        ++*records;
    }
    return taken;
}
