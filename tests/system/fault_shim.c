/* Loaded before the C library (LD_PRELOAD): lets the operations below a folder fail, or ends the
   process at one of them. The test says what and when in a file that both have in memory.

   EDGVOIP_FAULT_CONTROL is that file, EDGVOIP_FAULT_FOLDER what the paths begin with. */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

struct control {
    int after; /* so many operations go well first; counts down */
    int error; /* an errno, 0: all goes well, -1: the process ends */
    int once;  /* the disk is well again after one failure */
};

enum { dies = -1 };

static struct control* control;
static const char* folder;

__attribute__((constructor)) static void begin(void) {
    const char* path = getenv("EDGVOIP_FAULT_CONTROL");
    folder = getenv("EDGVOIP_FAULT_FOLDER");
    if (path == NULL || folder == NULL) return;
    int file = open(path, O_RDWR | O_CLOEXEC);
    if (file < 0) return;
    void* memory = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (memory != MAP_FAILED) control = memory;
    close(file);
}

/* The error that an operation at this path fails with; 0 when it goes well. */
static int error_at_path(const char* path) {
    if (control == NULL || strncmp(path, folder, strlen(folder)) != 0) return 0;
    int error = __atomic_load_n(&control->error, __ATOMIC_SEQ_CST);
    if (error == 0) return 0;
    if (__atomic_fetch_sub(&control->after, 1, __ATOMIC_SEQ_CST) > 0) return 0;
    if (control->once && error != dies) __atomic_store_n(&control->error, 0, __ATOMIC_SEQ_CST);
    return error;
}

static int error_at(int file) {
    if (control == NULL || __atomic_load_n(&control->error, __ATOMIC_SEQ_CST) == 0) return 0;
    char link[64];
    char path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = '\0';
    return error_at_path(path);
}

static int fail(int error) {
    if (error == dies) _exit(137);
    errno = error;
    return -1;
}

ssize_t write(int file, const void* bytes, size_t size) {
    int error = error_at(file);
    if (error == dies) syscall(SYS_write, file, bytes, size / 2); /* in the middle of it */
    return error != 0 ? fail(error) : syscall(SYS_write, file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
    int error = error_at(file);
    if (error == dies) syscall(SYS_pwrite64, file, bytes, size / 2, at);
    return error != 0 ? fail(error) : syscall(SYS_pwrite64, file, bytes, size, at);
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
    return pwrite(file, bytes, size, at);
}

int fsync(int file) {
    int error = error_at(file);
    return error != 0 ? fail(error) : (int)syscall(SYS_fsync, file);
}

int fdatasync(int file) {
    int error = error_at(file);
    return error != 0 ? fail(error) : (int)syscall(SYS_fdatasync, file);
}

int ftruncate(int file, off_t size) {
    int error = error_at(file);
    return error != 0 ? fail(error) : (int)syscall(SYS_ftruncate, file, size);
}

int ftruncate64(int file, off64_t size) {
    return ftruncate(file, size);
}

int rename(const char* from, const char* to) {
    int error = error_at_path(to);
    return error != 0 ? fail(error) : (int)syscall(SYS_rename, from, to);
}

int unlink(const char* path) {
    int error = error_at_path(path);
    return error != 0 ? fail(error) : (int)syscall(SYS_unlink, path);
}

int unlinkat(int in, const char* path, int flags) {
    int error = path[0] == '/' || in == AT_FDCWD ? error_at_path(path) : error_at(in);
    return error != 0 ? fail(error) : (int)syscall(SYS_unlinkat, in, path, flags);
}
