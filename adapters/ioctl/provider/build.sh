#!/bin/sh
# Builds netio.sys, the WSK provider in C, with mingw-w64: build.sh [FILE [MORE OPTIONS OF THE COMPILER]]; without FILE it is netio.sys here.
set -e
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-netio.sys}
[ $# -eq 0 ] || shift
cc=${CC:-x86_64-w64-mingw32-gcc}
root=$($cc -print-sysroot)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
common="-std=gnu11 -D_WIN32_WINNT=0x0A00 -O2 -g0 -Wall -Wextra -Werror -I$here/core -I$here/wdm"
kernel="-I$root/x86_64-w64-mingw32/include/ddk -I/usr/x86_64-w64-mingw32/include/ddk -I$here/../driver/wdm/mingw"
objects=
for source in "$here"/core/*.c "$here"/wdm/*.c; do
    object=$work/$(basename "$(dirname "$source")")-$(basename "$source" .c).o
    # Three files are of user mode, whose headers and the kernel's do not go together.
    case $source in
    */wdm/threads.c | */wdm/levels.c | */wdm/winsock.c) headers= ;;
    *) headers=$kernel ;;
    esac
    $cc $common $headers "$@" -c -o "$object" "$source"
    objects="$objects $object"
done
$cc -shared -nostdlib -Wl,--subsystem,native -Wl,--entry,DriverEntry -Wl,--image-base,0x150000000 -Wl,--no-insert-timestamp \
    -o "$to" $objects -lntoskrnl -lhal -lws2_32 -lkernel32
