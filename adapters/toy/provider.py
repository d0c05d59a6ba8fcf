"""A small WSK provider for datagram sockets on the loopback: the implementation under test. It knows nothing of protocols and tests.

Functions and events bear the names of the headers. A client is whatever has a dispatch table of callables; an IRP has `complete(status, information)`.
"""

import socket as sockets
from collections import deque

SUCCESS = 0x00000000
PENDING = 0x00000103
EVENT_PENDING = 0x40000013
INVALID_PARAMETER = 0xC000000D
INVALID_DEVICE_REQUEST = 0xC0000010
DEVICE_NOT_READY = 0xC00000A3
NOT_SUPPORTED = 0xC00000BB
CANCELLED = 0xC0000120
ADDRESS_ALREADY_EXISTS = 0xC000020A
DATA_NOT_ACCEPTED = 0xC000021B
NOINTERFACE = 0xC00002B9

WSK_FLAG_DATAGRAM_SOCKET = 4
WSK_EVENT_RECEIVE_FROM = 0x100
WSK_EVENT_DISABLE = 0x80000000
WSK_SET_STATIC_EVENT_CALLBACKS = 7
SO_WSK_EVENT_CALLBACK = 0x4002
SIO_WSK_SET_REMOTE_ADDRESS = 0x8F000001
SIO_WSK_QUERY_INSPECT_ID = 0x4F000005
SIO_WSK_SET_SENDTO_ADDRESS = 0x8F000006
MSG_TRUNC = 0x100

LONGEST_DATAGRAM = 65535


def finish(irp, status, information=0):
    """Completes the IRP at once, and returns the same status: a function that has nothing to wait for."""
    if irp is not None:
        irp.complete(status, information)
    return status


class Client:
    """A registration, and the client object that it has captured."""

    def __init__(self, major):
        self.major = major
        self.captures = 0
        self.open = 0
        self.leaving = False
        self.static = 0


class Datagram:
    def __init__(self, data, sender):
        self.data = bytearray(data)
        self.sender = sender


class Socket:
    """A datagram socket."""

    def __init__(self, client, context, dispatch):
        self.client = client
        self.context = context
        self.dispatch = dispatch  # the callable of WskReceiveFromEvent, or None
        self.os = sockets.socket(sockets.AF_INET, sockets.SOCK_DGRAM)
        self.os.setblocking(False)
        self.bound = False
        self.dynamic = False  # enabled by SO_WSK_EVENT_CALLBACK
        self.static = bool(client.static & WSK_EVENT_RECEIVE_FROM)
        self.queue = deque()
        self.receives = deque()  # (irp, bytes of its buffer) of pending WskReceiveFrom
        self.inside = 0  # calls of WskReceiveFromEvent in progress
        self.disabling = False  # as soon as the last of them has returned
        self.disables = []  # IRPs of disable requests that wait for that
        self.retained = []  # lists that the client keeps
        self.remote = None
        self.sendto = None
        self.closing = None  # the IRP of WskCloseSocket


class Provider:
    """`holes` names the rules that it is to break."""

    def __init__(self, world, holes):
        self.world = world
        self.holes = holes
        self.sockets = []

    # ---- registration and client object

    def WskRegister(self, version):
        return SUCCESS, Client(version >> 8)

    def WskCaptureProviderNPI(self, client):
        if client.leaving:
            return DEVICE_NOT_READY
        if client.major != 1:
            return NOINTERFACE
        client.captures += 1
        return SUCCESS

    def WskReleaseProviderNPI(self, client):
        client.captures -= 1

    def WskDeregister(self, client):
        client.leaving = True
        self.world.sleep(lambda: client.captures == 0 and client.open == 0)

    def WskControlClient(self, client, code, mask, irp):
        if code != WSK_SET_STATIC_EVENT_CALLBACKS:
            return finish(irp, NOT_SUPPORTED)
        client.static = mask
        return finish(irp, SUCCESS)

    def WskSocket(self, client, flags, context, dispatch, irp):
        if flags != WSK_FLAG_DATAGRAM_SOCKET:
            return finish(irp, NOT_SUPPORTED)
        made = Socket(client, context, dispatch)
        self.sockets.append(made)
        client.open += 1
        return finish(irp, SUCCESS, made)

    # ---- functions of a datagram socket

    def WskBind(self, s, address, irp):
        try:
            s.os.bind(address)
        except OSError:
            return finish(irp, ADDRESS_ALREADY_EXISTS)
        s.bound = True
        return finish(irp, SUCCESS)

    def WskGetLocalAddress(self, s, irp):
        irp.local = s.os.getsockname()
        return finish(irp, SUCCESS)

    def WskSendTo(self, s, data, address, irp):
        to = address or s.remote or s.sendto
        if to is None:
            return finish(irp, INVALID_PARAMETER)
        try:
            return finish(irp, SUCCESS, s.os.sendto(data, to))
        except OSError:
            return finish(irp, INVALID_PARAMETER)

    def WskReceiveFrom(self, s, length, irp):
        irp.on_cancel = lambda: self.cancel_receive(s, irp)
        s.receives.append((irp, length))
        self.poll(s)
        return SUCCESS if irp.completed else PENDING

    def cancel_receive(self, s, irp):
        s.receives = deque(each for each in s.receives if each[0] is not irp)
        irp.complete(CANCELLED)

    def WskControlSocket(self, s, code, mask, address, irp):
        if code == SIO_WSK_SET_REMOTE_ADDRESS:
            s.remote = address
        elif code == SIO_WSK_SET_SENDTO_ADDRESS:
            s.sendto = address
        elif code == SIO_WSK_QUERY_INSPECT_ID:
            return finish(irp, INVALID_DEVICE_REQUEST)  # no datagram socket has one
        elif code != SO_WSK_EVENT_CALLBACK:
            return finish(irp, NOT_SUPPORTED)
        elif mask & ~WSK_EVENT_DISABLE != WSK_EVENT_RECEIVE_FROM or not s.bound:
            return finish(irp, INVALID_DEVICE_REQUEST)
        elif s.static:
            return finish(irp, INVALID_DEVICE_REQUEST)  # beyond the reach of this option
        elif mask & WSK_EVENT_DISABLE:
            return self.disable(s, irp)
        else:
            s.dynamic = True
        return finish(irp, SUCCESS)

    def disable(self, s, irp):
        if s.inside == 0:
            s.dynamic = False
            return finish(irp, SUCCESS)
        s.disabling = True
        if irp is None:
            return EVENT_PENDING
        s.disables.append(irp)
        return PENDING

    def WskRelease(self, s, indication):
        s.retained = [each for each in s.retained if each is not indication]
        return SUCCESS

    def WskCloseSocket(self, s, irp):
        s.closing = irp
        for each, _ in list(s.receives):
            each.complete(CANCELLED)
        s.receives.clear()
        for each in s.disables:
            each.complete(CANCELLED)
        s.disables.clear()
        if s.inside == 0 or "CLS-03" in self.holes:
            self.closed(s)
            return SUCCESS
        return PENDING

    def closed(self, s):
        s.os.close()
        self.sockets.remove(s)
        s.client.open -= 1
        s.closing.complete(SUCCESS)

    # ---- datagrams that come

    def poll_all(self):
        for each in list(self.sockets):
            self.poll(each)

    def poll(self, s):
        """Takes what the host has received, and hands it on."""
        while s.bound and s.closing is None:
            try:
                data, sender = s.os.recvfrom(LONGEST_DATAGRAM)
            except OSError:
                break
            if s.remote is not None and sender != s.remote and "DGM-14" not in self.holes:
                continue
            if s.retained and "DGM-07" in self.holes:
                self.spoil(s.retained[0][0], data)
            s.queue.append(Datagram(data, sender))
        while s.queue and s.receives:
            irp, length = s.receives.popleft()
            self.receive(s.queue.popleft(), length, irp)
        if s.queue and self.enabled(s):
            indication = list(s.queue)
            s.queue.clear()
            s.inside += 1
            self.world.spawn(self.indicate, s, indication)

    @staticmethod
    def spoil(kept, data):
        """The hole of DGM-07: what comes is put where an older datagram lies that the client still has."""
        kept.data[: len(data)] = data[: len(kept.data)]

    def receive(self, datagram, length, irp):
        irp.data = bytes(datagram.data[:length])
        irp.sender = datagram.sender
        irp.flags = MSG_TRUNC if len(datagram.data) > length and "DGM-19" not in self.holes else 0
        irp.complete(SUCCESS, len(irp.data))

    def enabled(self, s):
        return (s.static or s.dynamic and not s.disabling) and s.dispatch is not None and s.closing is None

    def indicate(self, s, indication):
        status = s.dispatch(s.context, 0, indication)
        s.inside -= 1
        if status == PENDING:
            s.retained.append(indication)
        elif status == DATA_NOT_ACCEPTED and not s.static:
            s.queue.extendleft(reversed(indication))  # kept until the client enables the event again
            if "DGM-08" not in self.holes:
                s.dynamic = False
            else:
                self.forget(s, indication)
        if s.inside == 0:
            self.drained(s)

    @staticmethod
    def forget(s, indication):
        """The hole of DGM-08 leaves the event on; so that it does not report the same list for ever, the list is lost."""
        for _ in indication:
            s.queue.popleft()

    def drained(self, s):
        """The last callback in progress has returned."""
        if s.disabling:
            s.disabling = False
            # The hole of ENA-12: a request that had to wait completes and switches nothing off.
            s.dynamic = s.dynamic and "ENA-12" in self.holes
        for each in s.disables:
            each.complete(SUCCESS)
        s.disables.clear()
        if s.closing is not None and s in self.sockets:
            self.closed(s)
