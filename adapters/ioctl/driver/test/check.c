#include "check.h"

unsigned long checks;
long allocations;
int refuse_memory;

void *wsktck_alloc(size_t size) {
    void *memory = refuse_memory ? NULL : calloc(1, size);
    if (memory != NULL) allocations++;
    return memory;
}

void wsktck_free(void *memory) {
    allocations--;
    free(memory);
}

void wsktck_lock_misused(void) {
    fprintf(stderr, "a lock was taken twice or given back twice\n");
    abort();
}

size_t read_hex(const char *folder, const char *name, uint8_t *bytes, size_t room) {
    char path[4096];
    size_t count = 0;
    unsigned int value;
    FILE *file;
    snprintf(path, sizeof path, "%s/%s.hex", folder, name);
    file = fopen(path, "r");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    while (count < room && fscanf(file, "%2x", &value) == 1) bytes[count++] = (uint8_t)value;
    fclose(file);
    return count;
}
