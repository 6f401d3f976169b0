/*
 * supervisor WORKER [FOLDER]: stands over the local engine's worker whose process id is WORKER, its child, and says how
 * it ended. FOLDER is removed at the end. Lambda never starts it.
 *
 * It is process 1 of the worker's namespaces, or an ordinary process that orphans fall to where there are none. It never
 * runs node code and takes nothing from it but the log and a few numbers. It says on ZYGOTE that it is ready, receives
 * there the server's connection, and sleeps until the server half-closes that, or the worker ends. Either way it kills
 * what is left and writes the final report. Linked statically, and without memory of its own to speak of, since there is
 * one beside every worker.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Descriptors that it is started with: a socket to the zygote, and the files in memory that the worker writes to. */
enum { ZYGOTE = 3, LOG = 4, PAGE = 5 };

/* The worker's exit status when what came on the connection was not the protocol; see the engine's turns.py. */
enum { BROKEN_PROTOCOL = 71 };

/* The page's first bytes; see the engine's page.py. Node code may have written anything here. */
struct page {
    uint8_t phase;
    uint8_t exhausted;
    uint8_t unused[6];
    uint64_t start;
    uint64_t dropped_output;
    uint64_t dropped_errors;
};

static const char magic[] = {'\xff', '\xff', '\xff', '\xff', 'T', 'Y', 'E', 'X'};
static const struct timeval report_patience = {.tv_sec = 1};

/* What is watched, and how the worker ended once it has: a wait status, or that it was stopped. */
struct watch {
    pid_t worker;
    int children;   /* readable when a child has ended */
    int connection; /* -1 as long as the worker is nobody's */
    uint32_t log_limit;
    bool stopped;
    int status;
};

/* Nobody looks into this process, and nothing that the worker sends ends or distracts it. */
static int seclude(void)
{
    sigset_t ended;

    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return -1;
    for (int number = 1; number <= SIGRTMAX; number++)
        if (number != SIGCHLD)
            signal(number, SIG_IGN);
    signal(SIGCHLD, SIG_DFL);
    sigemptyset(&ended);
    sigaddset(&ended, SIGCHLD);
    if (sigprocmask(SIG_SETMASK, &ended, NULL) != 0)
        return -1;
    return signalfd(-1, &ended, SFD_NONBLOCK | SFD_CLOEXEC);
}

/* The server's connection, and the most of the log that it wants; -1 when the zygote has gone or wants no worker. */
static int receive_connection(uint32_t *log_limit)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } rights;
    struct iovec data = {log_limit, sizeof *log_limit};
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &rights, .msg_controllen = sizeof rights};
    int connection;

    if (recvmsg(ZYGOTE, &message, MSG_CMSG_CLOEXEC) != (ssize_t)sizeof *log_limit ||
        CMSG_FIRSTHDR(&message) == NULL || rights.header.cmsg_type != SCM_RIGHTS)
        return -1;
    memcpy(&connection, CMSG_DATA(&rights.header), sizeof connection);
    return connection;
}

/* Reaps what has ended, orphans too; whether the worker is among them. */
static bool reap(struct watch *watch)
{
    struct signalfd_siginfo told;
    bool found = false;
    int status;
    pid_t pid;

    while (read(watch->children, &told, sizeof told) > 0)
        ;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        if (pid == watch->worker) {
            watch->status = status;
            found = true;
        }
    }
    return found;
}

/* Sleeps until the server, or for a worker that is still nobody's the zygote, lets go, or the worker ends; notes which. */
static void keep_watch(struct watch *watch)
{
    for (;;) {
        /* Children first: then a worker's end is never seen before the connection that it was given */
        struct pollfd watched[] = {
            {.fd = watch->children, .events = POLLIN},
            {.fd = ZYGOTE, .events = POLLRDHUP | (watch->connection < 0 ? POLLIN : 0)},
            {.fd = watch->connection, .events = POLLRDHUP},
        };

        if (poll(watched, 3, -1) < 0 && errno != EINTR)
            return;
        if (watch->connection < 0 && watched[1].revents != 0) {
            watch->connection = receive_connection(&watch->log_limit);
            if (watch->connection < 0)
                return;
            continue;
        }
        if (watched[1].revents != 0 || watched[2].revents != 0)
            return;
        if (watched[0].revents != 0 && reap(watch)) {
            /* A worker whose connection ended leaves by itself: then it was the server that stopped it */
            watch->stopped = poll(&watched[2], 1, 0) != 0;
            return;
        }
    }
}

/* The parent of a process, 0 if there is no telling, and its state. */
static pid_t parent_of(const char *process, char *state)
{
    char path[64], text[512], *after;
    ssize_t size;
    int file;

    snprintf(path, sizeof path, "/proc/%.20s/stat", process);
    file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return 0;
    size = read(file, text, sizeof text - 1);
    close(file);
    text[size > 0 ? size : 0] = '\0';
    after = strrchr(text, ')'); /* the name before it may hold anything; after it: " S 123", state and parent */
    if (after == NULL || strlen(after) < 5)
        return 0;
    *state = after[2];
    return (pid_t)strtol(after + 4, NULL, 10);
}

/*
 * Kills all below this process; whether any of them was alive. The folder lists processes by their ids, and those of
 * children are higher than their parents' (or they are found next time): whoever forks cannot outrun this.
 */
static bool kill_tree(DIR *processes)
{
    static pid_t doomed[4096];
    size_t count = 1;
    struct dirent *process;
    bool alive = false;

    doomed[0] = getpid();
    rewinddir(processes);
    while ((process = readdir(processes)) != NULL) {
        pid_t pid = (pid_t)strtol(process->d_name, NULL, 10);
        char state = 'Z';
        pid_t parent = pid > 0 ? parent_of(process->d_name, &state) : 0;
        size_t i = 0;

        while (i < count && doomed[i] != parent)
            i++;
        if (i == count)
            continue;
        kill(pid, SIGKILL);
        alive |= state != 'Z';
        if (count < sizeof doomed / sizeof doomed[0])
            doomed[count++] = pid;
    }
    return alive;
}

/* None is reaped as long as one lives: so what forks without end runs out of processes that its user may have. */
static void kill_descendants(void)
{
    DIR *processes = opendir("/proc");
    pid_t ended = 0;

    while (processes != NULL && ended == 0) {
        while (kill_tree(processes))
            poll(NULL, 0, 1);
        do
            ended = waitpid(-1, NULL, WNOHANG);
        while (ended > 0);
    }
}

/* Kills and reaps everything that the worker started; what is missed ends with the namespace, or falls to the zygote. */
static void kill_rest(void)
{
    if (getpid() != 1) {
        kill_descendants();
        return;
    }
    kill(-1, SIGKILL);
    while (waitpid(-1, NULL, 0) > 0)
        ;
}

static int remove_entry(const char *path, const struct stat *status, int kind, struct FTW *place)
{
    (void)status;
    (void)kind;
    (void)place;
    remove(path); /* what cannot be removed is left to the end of the sandbox */
    return 0;
}

static bool send_all(int connection, const void *data, size_t size)
{
    const char *next = data;

    while (size > 0) {
        ssize_t sent = send(connection, next, size, MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        next += sent;
        size -= (size_t)sent;
    }
    return true;
}

/* The report's JSON object: why and in which phase the worker ended, and what of its log follows. */
static int describe(const struct watch *watch, off_t size, off_t kept, char *text, size_t room)
{
    static const char *const phases[] = {"idle", "load", "run"};
    struct page page = {0};
    struct rusage used = {0};
    char detail[32] = "";
    const char *reason = "exit";

    if (pread(PAGE, &page, sizeof page, 0) != (ssize_t)sizeof page)
        page = (struct page){0};
    getrusage(RUSAGE_CHILDREN, &used);
    if (watch->stopped) {
        reason = "stopped";
    } else if (WIFSIGNALED(watch->status)) {
        reason = "signal";
        snprintf(detail, sizeof detail, ",\"signal\":%d", WTERMSIG(watch->status));
    } else {
        if (WEXITSTATUS(watch->status) == BROKEN_PROTOCOL)
            reason = "protocol";
        snprintf(detail, sizeof detail, ",\"exit_code\":%d", WEXITSTATUS(watch->status));
    }
    if (!watch->stopped && page.exhausted == 1)
        reason = "memory";
    return snprintf(text, room,
                    "{\"reason\":\"%s\"%s,\"phase\":\"%s\",\"memory_kb\":%ld,\"log_cut\":%" PRIu64
                    ",\"log_start\":%" PRIu64 ",\"blobs\":[%" PRIu64 "]}",
                    reason, detail, phases[page.phase < 3 ? page.phase : 0], used.ru_maxrss,
                    ((uint64_t)(size - kept) + page.dropped_output + page.dropped_errors) & INT64_MAX,
                    page.start < (uint64_t)kept ? page.start : (uint64_t)kept, (uint64_t)kept);
}

/* Found from its end, whatever half-written answer stands before it: magic, object, log, and both lengths. */
static bool send_report(const struct watch *watch)
{
    char text[256];
    struct stat log = {0};
    off_t kept, sent = 0;
    uint32_t lengths[2];
    int size;

    fstat(LOG, &log);
    kept = log.st_size < (off_t)watch->log_limit ? log.st_size : (off_t)watch->log_limit;
    size = describe(watch, log.st_size, kept, text, sizeof text);
    lengths[0] = htonl((uint32_t)size + (uint32_t)kept);
    lengths[1] = htonl((uint32_t)size);
    if (!send_all(watch->connection, magic, sizeof magic) || !send_all(watch->connection, text, (size_t)size))
        return false;
    while (sent < kept)
        if (sendfile(watch->connection, LOG, &sent, (size_t)(kept - sent)) <= 0)
            return false;
    return send_all(watch->connection, lengths, sizeof lengths);
}

/* Tells the server, unless it has gone or does not listen. The worker may have set the connection as it liked. */
static void report(const struct watch *watch)
{
    char unread[4096];

    fcntl(watch->connection, F_SETFL, 0);
    setsockopt(watch->connection, SOL_SOCKET, SO_SNDTIMEO, &report_patience, sizeof report_patience);
    if (!send_report(watch))
        return;
    shutdown(watch->connection, SHUT_WR);
    /* A request that nobody read would turn the end of the stream into a reset */
    while (recv(watch->connection, unread, sizeof unread, MSG_DONTWAIT) > 0)
        ;
}

int main(int count, char **given)
{
    struct watch watch = {.connection = -1, .stopped = true};

    if (count < 2)
        return 64;
    watch.worker = (pid_t)strtol(given[1], NULL, 10);
    watch.children = seclude();
    /* A worker that has ended before there was anybody to be told of it is a blank that failed */
    if (watch.children >= 0 && !reap(&watch) && write(ZYGOTE, "R", 1) == 1)
        keep_watch(&watch);
    kill_rest();
    if (count > 2)
        nftw(given[2], remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    if (watch.connection >= 0)
        report(&watch);
    return 0;
}
