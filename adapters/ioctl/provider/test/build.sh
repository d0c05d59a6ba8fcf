#!/bin/sh
# Builds the native tests of the provider's core: build.sh PROGRAM [OPTIONS OF THE COMPILER]. The compiler is $CC, or gcc.
set -e
here=$(cd "$(dirname "$0")" && pwd)
to=$1
shift
${CC:-gcc} -std=gnu11 -g -O1 -Wall -Wextra -Wshadow -Werror -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer \
    -I"$here" -I"$here/../core" -I"$here/../native" -I"$here/../../driver/wdm/mingw" "$@" \
    "$here"/../core/*.c "$here"/*.c -o "$to" -lpthread
