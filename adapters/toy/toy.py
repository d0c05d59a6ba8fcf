#!/usr/bin/env python3
"""A toy WSK implementation that WSK TCK can certify, with holes in it that the certificate has to name.

    python3 toy.py [--port PORT] [--fixed | --holes RULE,...]
    ./wsktck certify ioctl:127.0.0.1:PORT --category datagram

Python 3.10 or later and its standard library are all it needs. It offers datagram sockets on the loopback; everything else is answered STATUS_NOT_SUPPORTED. What to read:
wire.py is the protocol's frames, bench.py the client that the tests drive, provider.py the implementation, world.py the threads.

The holes are on unless told otherwise. The certificate is to name each by the rule that it breaks:

    DGM-07   a list that the client keeps with STATUS_PENDING is overwritten by the next datagram
    DGM-08   a callback that returns STATUS_DATA_NOT_ACCEPTED stays enabled
    DGM-14   SIO_WSK_SET_REMOTE_ADDRESS does not keep out what others send
    DGM-19   a WskReceiveFrom whose buffer is too short does not say MSG_TRUNC
    ENA-12   a disable request that has to wait for a callback completes, and the event stays enabled
    CLS-03   WskCloseSocket completes though a callback has not returned

It is a toy in one more respect: it looks at the network only when a request has come, which makes its runs repeatable.
"""

import argparse
import hmac
import os
import pathlib
import socket

from bench import Bench
from provider import Provider
from wire import Protocol
from world import World

HOLES = ("DGM-07", "DGM-08", "DGM-14", "DGM-19", "ENA-12", "CLS-03")
PROTOCOL = pathlib.Path(__file__).resolve().parent.parent / "ioctl" / "protocol" / "protocol.yaml"
LONGEST_LINE = 300


def read(connection, size):
    """So many bytes, or None when the controller has gone."""
    data = b""
    while len(data) < size:
        more = connection.recv(size - len(data))
        if not more:
            return None
        data += more
    return data


def greet(connection, secret):
    """The line with the secret, to the byte: what follows it is frames already."""
    line = b""
    while not line.endswith(b"\n") and len(line) < LONGEST_LINE:
        more = connection.recv(1)
        if not more:
            return False
        line += more
    if not hmac.compare_digest(line, b"WSKTCK " + secret + b"\n"):
        return False
    connection.sendall(b"OK\n")
    return True


def serve(connection, protocol, holes):
    """One session: requests in, answers and records out."""
    world = World()
    provider = Provider(world, holes)

    def send(op, body, tag=0, refusal=0):
        head = {"size": protocol.size("header") + len(body), "version": protocol.version, "op": op, "tag": tag, "refusal": refusal}
        connection.sendall(protocol.encode("header", head) + body)

    bench = Bench(protocol, world, provider, lambda record: send(protocol.enums["op"]["observations"], record))

    def run_to_rest():
        before = -1
        while bench.numbers.get("seq", 0) != before:
            before = bench.numbers.get("seq", 0)
            provider.poll_all()
            world.settle()

    while (head := read(connection, protocol.size("header"))) is not None:
        header = protocol.decode("header", head)
        body = read(connection, header["size"] - len(head))
        if body is None:
            break
        with world.lock:
            # What has come before this request is dealt with before it, and what follows from it before the next one.
            run_to_rest()
            op = protocol.name("op", header["op"])
            if header["version"] != protocol.version:
                send(header["op"] | 0x80, b"", header["tag"], protocol.enums["refusal"]["version"])
            elif op is None or header["op"] >= 0x80:
                send(header["op"] | 0x80, b"", header["tag"], protocol.enums["refusal"]["op"])
            else:
                send(header["op"] | 0x80, bench.ask(op, body), header["tag"])
                run_to_rest()
    with world.lock:
        bench.over = True
        world.lock.notify_all()
        for each in list(provider.sockets):
            each.os.close()


def main():
    options = argparse.ArgumentParser(description="A toy WSK implementation with holes, for ./wsktck certify ioctl:127.0.0.1:PORT.")
    options.add_argument("--port", type=int, default=0, help="where to listen on 127.0.0.1 (default: the system's choice)")
    options.add_argument("--holes", default=",".join(HOLES), help="rules to break, joined by commas (default: all of %(default)s)")
    options.add_argument("--fixed", action="store_true", help="no hole at all")
    options.add_argument("--protocol", default=PROTOCOL, help="protocol.yaml (default: the one beside this folder)")
    given = options.parse_args()
    holes = set() if given.fixed else set(filter(None, given.holes.split(",")))
    if holes - set(HOLES):
        options.error(f"there is no hole {', '.join(sorted(holes - set(HOLES)))}; there are {', '.join(HOLES)}")
    protocol = Protocol(given.protocol)
    secret = os.environ.get("WSKTCK_SECRET", "").encode()
    with socket.create_server(("127.0.0.1", given.port)) as server:
        print(f"listening on 127.0.0.1:{server.getsockname()[1]}", flush=True)
        while True:
            connection, _ = server.accept()
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with connection:
                try:
                    if greet(connection, secret):
                        serve(connection, protocol, holes)
                except ConnectionError as gone:
                    print(f"the controller has gone: {gone}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
