/*
 * /opt/bootstrap [SCRIPT [ARGUMENT...]]: starts the layer's Python on a script, by default the Runtime API's client.
 *
 * CPython 3.6 reads its locale before any Python code runs, and without one its text is ASCII; so what it needs in the
 * environment is set here. Linked statically: nothing of the machine is needed, not even a shell.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char python[] = "/opt/py36/bin/python3.6";
static char client[] = "/opt/py36/runtime/bootstrap.py";
static char unbuffered[] = "-u";
static char without_user_site[] = "-s";

static const struct {
    const char *name;
    const char *value;
    int overwrite;
} variables[] = {
    {"LOCPATH", "/opt/py36/lib/locale", 1},
    {"LC_CTYPE", "C.UTF-8", 1},
    {"LANG", "en_US.UTF-8", 0},
    {"TZ", ":UTC", 0},
    {"HOME", "/tmp", 1},
    {"AWS_EXECUTION_ENV", "AWS_Lambda_python3.6", 1},
    {"LAMBDA_TASK_ROOT", "/var/task", 0},
    {"LAMBDA_RUNTIME_DIR", "/var/runtime", 0},
    {"SSL_CERT_FILE", "/opt/py36/etc/cacert.pem", 0},
    {"MARIADB_PLUGIN_DIR", "/opt/python/lib/python3.6/site-packages/mysqlclient.libs/plugin", 0},
    {"PYTHONDONTWRITEBYTECODE", "1", 0},
};

/*
 * What opens the function's role, or what AWS tells of the function: nodes get none of it, not even by reading the
 * environment that their process began with.
 */
static const char *const credentials[] = {
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_LAMBDA_METADATA_API", "AWS_LAMBDA_METADATA_TOKEN",
};

int main(int count, char **given)
{
    char **arguments;
    int used = 0;

    for (size_t i = 0; i < sizeof variables / sizeof variables[0]; i++) {
        if (setenv(variables[i].name, variables[i].value, variables[i].overwrite) != 0) {
            perror("bootstrap: environment");
            return 127;
        }
    }
    for (size_t i = 0; i < sizeof credentials / sizeof credentials[0]; i++)
        unsetenv(credentials[i]);
    arguments = calloc((size_t)count + 5, sizeof *arguments);
    if (arguments == NULL) {
        perror("bootstrap: arguments");
        return 127;
    }
    arguments[used++] = python;
    arguments[used++] = unbuffered;
    arguments[used++] = without_user_site;
    if (count < 2)
        arguments[used++] = client;
    for (int i = 1; i < count; i++)
        arguments[used++] = given[i];
    execv(python, arguments);
    fprintf(stderr, "bootstrap: cannot start %s: %s\n", python, strerror(errno));
    return 127;
}
