#!/bin/sh
# Makes the corpus anew, from the vectors of the protocol alone: corpus.sh [RUNS]. Needs clang with its runtime (Debian: clang, libclang-rt-14-dev) and perl.
# The seeds are the vectors; each target is run on them for RUNS executions, and of all that this found the smallest set with the same coverage is kept.
set -eu
cd -- "$(dirname -- "$0")"
runs=${1:-2000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

# The bytes of a vector.
vector() { perl -0777 -ne 's/\s//g; print pack "H*", $_' "../../protocol/vectors/$1.hex"; }

# Step and operands of session_fuzz.c, as hexadecimal.
step() { perl -e 'print pack "H*", $ARGV[0]' "$1"; }

# A reaction without actions (op 3, 32 bytes, a frame to be repaired) of the mode $1 on the event 5 of socket 2, or on the completion of IRP 2.
reaction() { perl -e 'print pack "CVvvVV(v)8", 1, 32, 0, 3, 9, 0, $ARGV[0], 5, 2, 0xFFFF, 2, 0, 0, 0' "$1"; }

mkdir "$work/decode" "$work/session"
for name in hello call-connect call-control react resume cancel read mark reserve counters; do
    vector $name >"$work/decode/$name"
    # hello, the frame, then: a hold of socket 4, callbacks on socket 2, a completion, records, a fetch, an accepted socket, the frame once more.
    {
        step 00 && vector hello
        step 0504 && step 0504
        step 00 && vector $name
        step 020205 && step 0202 && step 0427
        step 071000 && step 070000 && step 084004
        step 0a01 && step 0906 && step 0300
        step 00 && vector $name
        step 0600
    } >"$work/session/$name"
done

# Reactions that are replaced, and asked for before and after.
for mode in 1 2 3; do
    {
        step 00 && vector hello
        reaction $mode && step 020205 && reaction $mode && step 020205 && step 0402
        step 0301 && step 0300 && reaction $mode && step 0402 && step 0300
    } >"$work/session/mode-$mode"
done

for target in decode session; do
    case $target in decode) most=1000 ;; *) most=800 ;; esac
    clang -std=c11 -O1 -g -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=all -I../../protocol -I../core -I../test \
        ../core/decode.c ../core/ring.c ../core/payload.c ../core/session.c ../test/check.c ${target}_fuzz.c -o "$work/$target-fuzz"
    "$work/$target-fuzz" -seed=1 -runs="$runs" -max_len=$most -verbosity=0 -artifact_prefix="$work/" "$work/$target"
    rm -rf "corpus/$target"
    mkdir -p "corpus/$target"
    "$work/$target-fuzz" -set_cover_merge=1 -max_len=$most -verbosity=0 -artifact_prefix="$work/" "corpus/$target" "$work/$target"
    echo "$target: $(ls "corpus/$target" | wc -l) inputs, $(cat "corpus/$target"/* | wc -c) bytes"
done
