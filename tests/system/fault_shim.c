/* Loaded before the C library (LD_PRELOAD): makes the n-th operation on the files of a test fail,
   or ends the process there. A page of a file, shared with the test, says what and when.

   FAULT_CONTROL is that file, FAULT_HOME the folder of the files. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { op_write = 1, op_sync = 2, op_truncate = 4, op_open = 8, op_rename = 16, op_unlink = 32 };
enum { at_log = 1, at_database = 2, at_beside = 4, at_quarantine = 8, at_spool = 16 };

/* As tests/system/test_storage_faults.py writes it. */
struct control {
    int armed;
    int operations; /* bits of op_… */
    int places;     /* bits of at_… */
    int error;      /* an errno; 0: the process ends */
    int nth;        /* counted from 1 */
    int sticky;     /* every operation from the n-th on */
    int half;       /* half of the bytes of a write are written first */
    int counted;
    int fired;
    char fired_at[220];
};

static struct control* control;
static const char* home;

__attribute__((constructor)) static void begin(void) {
    const char* path = getenv("FAULT_CONTROL");
    home = getenv("FAULT_HOME");
    if (path == NULL || home == NULL) return;
    long file = syscall(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (file < 0) abort();
    void* page = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, (int)file, 0);
    if (page == MAP_FAILED) abort();
    syscall(SYS_close, file);
    control = page;
}

static int place_of(const char* path) {
    size_t length = strlen(home);
    if (strncmp(path, home, length) != 0) return 0;
    const char* rest = path + length;
    if (*rest == '\0' || strcmp(rest, "/") == 0) return at_beside;
    if (strncmp(rest, "/quarantine", 11) == 0) return at_quarantine;
    if (strncmp(rest, "/spool", 6) == 0) return at_spool;
    if (strcmp(rest, "/edgvoip.db") == 0) return at_database;
    if (strcmp(rest, "/edgvoip.db-wal") == 0) return at_log;
    return strncmp(rest, "/edgvoip.db", 11) == 0 ? at_beside : 0;
}

static int strikes(int operation, const char* path) {
    if (control == NULL || !__atomic_load_n(&control->armed, __ATOMIC_ACQUIRE)) return 0;
    if ((control->operations & operation) == 0) return 0;
    if ((control->places & place_of(path)) == 0) return 0;
    int n = __atomic_add_fetch(&control->counted, 1, __ATOMIC_ACQ_REL);
    if (n < control->nth || (n > control->nth && !control->sticky)) return 0;
    if (__atomic_fetch_add(&control->fired, 1, __ATOMIC_ACQ_REL) == 0) {
        snprintf(control->fired_at, sizeof control->fired_at, "%d %s", operation,
                 path + strlen(home));
    }
    return 1;
}

static int fail(void) {
    if (control->error == 0) syscall(SYS_exit_group, 137);
    errno = control->error;
    return -1;
}

static int strikes_file(int operation, int file) {
    if (control == NULL || !__atomic_load_n(&control->armed, __ATOMIC_ACQUIRE)) return 0;
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return strikes(operation, path);
}

static int strikes_name(int operation, int folder, const char* name) {
    if (control == NULL || !__atomic_load_n(&control->armed, __ATOMIC_ACQUIRE)) return 0;
    if (folder == AT_FDCWD || name[0] == '/') return strikes(operation, name);
    char link[64];
    char path[8192];
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t length = readlink(link, path, 4096);
    if (length < 0) return 0;
    snprintf(path + length, sizeof path - (size_t)length, "/%s", name);
    return strikes(operation, path);
}

ssize_t write(int file, const void* bytes, size_t size) {
    if (strikes_file(op_write, file)) {
        if (control->half) syscall(SYS_write, file, bytes, size / 2);
        return fail();
    }
    return syscall(SYS_write, file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    if (strikes_file(op_write, file)) {
        if (control->half) syscall(SYS_pwrite64, file, bytes, size / 2, at);
        return fail();
    }
    return syscall(SYS_pwrite64, file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    return pwrite(file, bytes, size, at);
}

int fsync(int file) {
    return strikes_file(op_sync, file) ? fail() : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    return strikes_file(op_sync, file) ? fail() : (int)syscall(SYS_fdatasync, file);
}

int ftruncate(int file, off_t size) {
    return strikes_file(op_truncate, file) ? fail() : (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate64(int file, off64_t size) {
    return ftruncate(file, size);
}

static int open_at(int folder, const char* name, int flags, mode_t mode) {
    if (strikes_name(op_open, folder, name)) return fail();
    return (int)syscall(SYS_openat, folder, name, flags, mode);
}

static mode_t mode_of(int flags, va_list more) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(more, mode_t) : 0;
}

int open(const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(AT_FDCWD, name, flags, mode);
}

int open64(const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(AT_FDCWD, name, flags, mode);
}

int openat(int folder, const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(folder, name, flags, mode);
}

int openat64(int folder, const char* name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    mode_t mode = mode_of(flags, more);
    va_end(more);
    return open_at(folder, name, flags, mode);
}

int rename(const char* from, const char* to) {
    if (strikes_name(op_rename, AT_FDCWD, to)) return fail();
    return (int)syscall(SYS_rename, from, to);
}

int unlink(const char* name) {
    if (strikes_name(op_unlink, AT_FDCWD, name)) return fail();
    return (int)syscall(SYS_unlink, name);
}

int unlinkat(int folder, const char* name, int flags) {
    if (strikes_name(op_unlink, folder, name)) return fail();
    return (int)syscall(SYS_unlinkat, folder, name, flags);
}
