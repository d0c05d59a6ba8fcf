/* A stand-in for java.exe: tells a version, or what it was called with, and ends with the code that it is told. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char **argv)
{
    const char *version = getenv("STAND_IN_VERSION");
    const char *code = getenv("STAND_IN_CODE");

    if (argc == 2 && strcmp(argv[1], "-version") == 0) {
        fprintf(stderr, "openjdk version \"%s\" 2023-10-17\n", version == NULL ? "17.0.9" : version);
        return 0;
    }
    for (int i = 1; i < argc; i++)
        printf("[%s]\n", argv[i]);
    return code == NULL ? 0 : atoi(code);
}
