// Disk faults for one process: LD_PRELOAD this, with the environment variable DISK_FAULT naming a control file.
//
// The file holds words: path=TEXT (only files whose path contains it), sync_fail=ERRNO (fsync and fdatasync fail),
// sync_hang=1 (they do not return until it is taken away), write_fail=ERRNO (writes fail), write_short=1 (writes take
// half of what they are given). No path, no faults. It is read again whenever another file is put in its place. Writes
// through mmap and io_uring are not seen.
//
// Build: gcc -O2 -fPIC -shared -o diskfault.so diskfault.c -ldl -lpthread
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

struct faults {
  int sync_fail, sync_hang, write_fail, write_short;
  char path[256];
};

static struct faults current;
static ino_t last_file;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void read_control(const char *control) {
  FILE *file = fopen(control, "re");
  if (file == NULL) return;
  struct faults fresh;
  memset(&fresh, 0, sizeof fresh);
  char word[300];
  while (fscanf(file, "%299s", word) == 1) {
    sscanf(word, "sync_fail=%d", &fresh.sync_fail);
    sscanf(word, "sync_hang=%d", &fresh.sync_hang);
    sscanf(word, "write_fail=%d", &fresh.write_fail);
    sscanf(word, "write_short=%d", &fresh.write_short);
    sscanf(word, "path=%255s", fresh.path);
  }
  fclose(file);
  current = fresh;
}

// What is to go wrong with `fd` now.
static struct faults faults_of(int fd) {
  static const struct faults none;
  int before = errno;
  struct faults found = none;
  struct stat status;
  char link[64], path[512];
  const char *control = getenv("DISK_FAULT");
  if (control != NULL && stat(control, &status) == 0) {
    pthread_mutex_lock(&lock);
    if (status.st_ino != last_file) {
      last_file = status.st_ino;
      read_control(control);
    }
    found = current;
    pthread_mutex_unlock(&lock);
  }
  if (found.path[0] != 0) {
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    if (strstr(path, found.path) == NULL) found = none;
  } else {
    found = none;
  }
  errno = before;
  return found;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define SYNC(name) \
  int name(int fd) { \
    REAL(name); \
    struct faults faults = faults_of(fd); \
    while (faults.sync_hang != 0) { usleep(10000); faults = faults_of(fd); } \
    if (faults.sync_fail != 0) { errno = faults.sync_fail; return -1; } \
    return real(fd); \
  }

SYNC(fsync)
SYNC(fdatasync)

#define WRITE(name, parameters, arguments) \
  ssize_t name parameters { \
    REAL(name); \
    struct faults faults = faults_of(fd); \
    if (faults.write_fail != 0) { errno = faults.write_fail; return -1; } \
    if (faults.write_short != 0 && size > 1) size /= 2; \
    return real arguments; \
  }

WRITE(write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRITE(pwrite, (int fd, const void *bytes, size_t size, off_t at), (fd, bytes, size, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t size, off64_t at), (fd, bytes, size, at))

ssize_t writev(int fd, const struct iovec *parts, int count) {
  REAL(writev);
  struct faults faults = faults_of(fd);
  if (faults.write_fail != 0) { errno = faults.write_fail; return -1; }
  return real(fd, parts, count);
}
