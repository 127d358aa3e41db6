/* Preloaded into the program by no_memory.mjs: the n-th allocation finds no memory, or that and every later one.
 *   NO_MEMORY_AT=n [NO_MEMORY_FOR_GOOD=1]; NO_MEMORY_COUNT=FILE writes how many there were. Reads its environment once, allocates nothing. */
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t), *__libc_memalign(size_t, size_t);

static atomic_long count;
static long at = -1;
static int for_good;

__attribute__((constructor)) static void begin(void) {
    const char *n = getenv("NO_MEMORY_AT");
    for_good = getenv("NO_MEMORY_FOR_GOOD") != NULL;
    atomic_store(&count, 0);
    at = n ? atol(n) : 0;
}

__attribute__((destructor)) static void end(void) {
    const char *path = getenv("NO_MEMORY_COUNT");
    if (!path) return;
    char text[32];
    const int size = snprintf(text, sizeof text, "%ld\n", atomic_load(&count));
    const int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || write(file, text, (size_t)size) != size) return;
    close(file);
}

static int is_out(void) {
    if (at < 0) return 0;
    const long n = atomic_fetch_add(&count, 1) + 1;
    if (at == 0 || (for_good ? n < at : n != at)) return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size) { return is_out() ? NULL : __libc_malloc(size); }
void *calloc(size_t members, size_t size) { return is_out() ? NULL : __libc_calloc(members, size); }
void *realloc(void *old, size_t size) { return size > 0 && is_out() ? NULL : __libc_realloc(old, size); }
void *memalign(size_t alignment, size_t size) { return is_out() ? NULL : __libc_memalign(alignment, size); }
void *aligned_alloc(size_t alignment, size_t size) { return memalign(alignment, size); }
int posix_memalign(void **into, size_t alignment, size_t size) { return (*into = memalign(alignment, size)) ? 0 : ENOMEM; }
