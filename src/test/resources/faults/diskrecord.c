// Records what one process does to files: LD_PRELOAD this, with DISK_RECORD naming the record, and DISK_RECORD_BELOW the
// beginning of the paths that count. A power cut at any moment can be made from the record (`DiskRecord`).
//
// An entry is: kind u8; inode i64, offset or length i64, length of what follows i32, all in the machine's byte order; then
// bytes. Kinds: 1 write, 2 sync begins (bytes: path), 3 sync has ended, 4 rename (bytes: both paths, a zero between),
// 5 unlink (bytes: path), 6 truncate, 7 a file is there under a path (bytes: path), noted before the first entry about it.
// An entry is written after the call it is about, and before that returns; "sync begins" before. Writes through mmap,
// io_uring and stdio are not seen.
//
// Build: gcc -O2 -fPIC -shared -o diskrecord.so diskrecord.c -ldl -lpthread
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define KNOWN_MAX 65536

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int record = -2;
static ino_t known[KNOWN_MAX];
static int known_count;

struct entry {
  uint8_t kind;
  int64_t inode, at;
  int32_t length;
} __attribute__((packed));

static int is_below(const char *path) {
  const char *below = getenv("DISK_RECORD_BELOW");
  return below != NULL && strncmp(path, below, strlen(below)) == 0;
}

static void put(const void *bytes, size_t length) {
  while (length > 0) {
    long written = syscall(SYS_write, record, bytes, length);
    if (written <= 0) abort();
    bytes = (const char *)bytes + written;
    length -= (size_t)written;
  }
}

static void append(uint8_t kind, ino_t inode, int64_t at, const void *bytes, size_t length) {
  if (record == -2) {
    const char *name = getenv("DISK_RECORD");
    record = name == NULL ? -1 : (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  }
  if (record < 0) return;
  struct entry entry = {kind, (int64_t)inode, at, (int32_t)length};
  put(&entry, sizeof entry);
  put(bytes, length);
}

static void note(ino_t inode, const char *path) {
  for (int i = 0; i < known_count; i++)
    if (known[i] == inode) return;
  if (known_count == KNOWN_MAX) abort();
  known[known_count++] = inode;
  append(7, inode, 0, path, strlen(path));
}

// An inode may be used again for another file.
static void forget(ino_t inode) {
  for (int i = 0; i < known_count; i++)
    if (known[i] == inode) known[i] = known[--known_count];
}

// The path of `fd` if it counts.
static int path_of(int fd, char *path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, size - 1);
  path[length > 0 ? length : 0] = 0;
  return is_below(path);
}

static void about_fd(uint8_t kind, int fd, int64_t at, const void *bytes, size_t length) {
  int before = errno;
  char path[512];
  struct stat status;
  if (path_of(fd, path, sizeof path) && fstat(fd, &status) == 0) {
    pthread_mutex_lock(&lock);
    note(status.st_ino, path);
    if (kind == 2) {
      bytes = path;
      length = strlen(path);
    }
    append(kind, status.st_ino, at, bytes, length);
    pthread_mutex_unlock(&lock);
  }
  errno = before;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (real == NULL) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define SYNC(name) \
  int name(int fd) { \
    REAL(name); \
    about_fd(2, fd, 0, NULL, 0); \
    int result = real(fd); \
    if (result == 0) about_fd(3, fd, 0, NULL, 0); \
    return result; \
  }

SYNC(fsync)
SYNC(fdatasync)

ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(write);
  ssize_t written = real(fd, bytes, size);
  if (written > 0) about_fd(1, fd, lseek(fd, 0, SEEK_CUR) - written, bytes, (size_t)written);
  return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t at) {
  REAL(pwrite);
  ssize_t written = real(fd, bytes, size, at);
  if (written > 0) about_fd(1, fd, at, bytes, (size_t)written);
  return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t at) {
  REAL(pwrite64);
  ssize_t written = real(fd, bytes, size, at);
  if (written > 0) about_fd(1, fd, at, bytes, (size_t)written);
  return written;
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  ssize_t all = 0;
  for (int i = 0; i < count; i++) {
    ssize_t written = write(fd, parts[i].iov_base, parts[i].iov_len);
    if (written < 0) return all > 0 ? all : written;
    all += written;
    if ((size_t)written < parts[i].iov_len) break;
  }
  return all;
}

#define TRUNCATE(name, type) \
  int name(int fd, type length) { \
    REAL(name); \
    int result = real(fd, length); \
    if (result == 0) about_fd(6, fd, length, NULL, 0); \
    return result; \
  }

TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    int fd = real(path, flags, mode); \
    if (fd >= 0 && (flags & O_TRUNC) != 0) about_fd(6, fd, 0, NULL, 0); \
    return fd; \
  }

OPEN(open)
OPEN(open64)

int rename(const char *from, const char *to) {
  REAL(rename);
  char paths[1200];
  struct stat status, replaced;
  // A new file may take the inode at once: what is written to it waits until the old file is forgotten.
  pthread_mutex_lock(&lock);
  int replaces = stat(to, &replaced) == 0;
  int result = real(from, to);
  if (result == 0 && is_below(to) && stat(to, &status) == 0) {
    int length = snprintf(paths, sizeof paths, "%s%c%s", from, 0, to);
    note(status.st_ino, from);
    append(4, status.st_ino, 0, paths, (size_t)length);
    if (replaces) forget(replaced.st_ino);
  }
  pthread_mutex_unlock(&lock);
  return result;
}

int unlink(const char *path) {
  REAL(unlink);
  struct stat status;
  // As with rename.
  pthread_mutex_lock(&lock);
  int counts = is_below(path) && stat(path, &status) == 0;
  int result = real(path);
  if (result == 0 && counts) {
    append(5, status.st_ino, 0, path, strlen(path));
    forget(status.st_ino);
  }
  pthread_mutex_unlock(&lock);
  return result;
}
