"""The client of the provider: does what requests say and records what it does and sees. Another implementation can keep this file and replace provider.py."""

import threading
import time

import provider as wsk

# Datagrams that this client sends have numbers above this, so that they are none of the bench's.
DATAGRAMS_FROM = 1 << 32
HOLD_SECONDS = 20
WAIT_SECONDS = 1
MASK64 = (1 << 64) - 1
MORE_PROCESSING_REQUIRED = 0xC0000016
NOT_IMPLEMENTED = 0xC0000002


def payload(dg, length):
    """The bytes of a datagram: from 16 bytes on they begin with a magic number, their length and the datagram's number, big-endian."""
    head = b"WSKD" + length.to_bytes(4, "big") + dg.to_bytes(8, "big") if length >= 16 else b""
    mixed = (dg * 0x9E3779B97F4A7C15 + i * 0xBF58476D1CE4E5B9 for i in range(len(head), length))
    return head + bytes((each & MASK64) >> 56 for each in mixed)


class Irp:
    """An IRP that carries one call. What the provider writes besides status and information are members of it."""

    def __init__(self, bench, name, call, given):
        self.bench = bench
        self.name = name  # the index that the bench knows it by
        self.number = bench.next("irp")
        self.call = call
        self.given = given
        self.completed = False
        self.on_cancel = None
        self.local = self.sender = self.data = self.flags = None

    def complete(self, status, information=0):
        self.bench.complete(self, status, information)


class Place:
    """What the bench knows a socket by, and what this client keeps for it."""

    def __init__(self, client):
        self.client = client
        self.handle = None
        self.closing = False
        self.lists = []  # (number of the callback, list) of every callback; None once the list is no longer the client's


class Bench:
    """One session."""

    def __init__(self, protocol, world, provider, send):
        self.protocol = protocol
        self.world = world
        self.provider = provider
        self.send = send  # takes a record's bytes
        self.enum = protocol.enums
        self.none = protocol.values["none"]
        self.numbers = {}
        self.clients = {}  # index -> provider's Client
        self.sockets = {}  # index -> Place
        self.irps = {}  # index -> the last Irp of that name
        self.once = []
        self.otherwise = {}
        self.completions = {}
        self.holds = []  # of callbacks that are held: their subject, and the actions with which they go on
        self.queues = {}  # calls that wait for the thread of that index
        self.inside = 0
        self.calling = 0
        self.allow = 0
        self.over = False
        self.local = threading.local()

    def next(self, what):
        self.numbers[what] = self.numbers.get(what, 0) + 1
        return self.numbers[what]

    # ---- records

    def record(self, kind, elements=(), **members):
        """Members that are given are marked as present, where the schema has them."""
        p = self.protocol
        values = dict.fromkeys(("worker", "event", "client", "socket", "via", "acceptSocket", "category", "table"), self.none)
        values["worker"] = getattr(self.local, "worker", self.none)
        values.update(kind=self.enum["kind"][kind], seq=self.next("seq"), t=time.monotonic_ns(), thread=threading.get_ident())
        for name, value in members.items():
            if value is None:
                continue
            values[p_member(name)] = value
            if name in p.observed and kind != "skip":
                values["present"] = values.get("present", 0) | 1 << p.observed.index(name)
        tail = b"".join(self.element(*each) for each in elements)
        values.update(elements=len(elements), size=p.size("observation") + len(tail))
        self.send(p.encode("observation", values) + tail)

    def element(self, data, sender):
        p = self.protocol
        padded = data + bytes(-len(data) % 8)
        head = {
            "size": p.size("element") + len(padded),
            "length": len(data),
            "captured": len(data),
            "controlLength": p.values["noControl"],
            "from": to_wire(sender),
        }
        return p.encode("element", head) + padded

    def skip(self, invocation, reason):
        self.record("skip", fn=invocation["fn"], client=invocation["client"], socket=invocation["socket"], reason=self.enum["reason"][reason])

    def irql(self):
        return getattr(self.local, "irql", 0)

    # ---- requests

    def ask(self, op, body):
        """Does what the request says. Returns the body of the answer."""
        p = self.protocol
        if op == "hello":
            self.allow = p.decode("hello", body)["allow"]
            limits = {name: p.limits[name] for name in ("ring", "clients", "sockets", "irps", "threads")}
            return p.encode("welcome", {"protocol": p.version, "frameLimit": p.limits["frame"], "pointerSize": 8, "clock": 10**9, **limits})
        if op == "counters":
            return p.encode("counted", self.counted())
        values = p.decode(op, body) if op in p.structs else {}
        if op in ("react", "resume"):
            at = range(p.size(op), len(body), p.size("action"))
            values["actions"] = [p.decode("action", body, each) for each in at]
        getattr(self, "ask_" + op)(values)
        return b""

    def counted(self):
        pending = sum(1 for each in self.irps.values() if not each.completed)
        return {
            "recorded": self.numbers.get("seq", 0),
            "fetched": self.numbers.get("seq", 0),
            "clients": len(self.clients),
            "sockets": sum(1 for each in self.sockets.values() if each.handle is not None),
            "irps": pending,
            "inside": self.inside,
            "holds": len(self.holds),
            "calls": self.calling,
        }

    def ask_call(self, values):
        """Each thread makes its calls one after the other. It is there only while it has one."""
        queue = self.queues.setdefault(values["thread"], [])
        queue.append(values["invocation"])
        if len(queue) == 1:
            self.world.spawn(self.work, values["thread"], queue)

    def work(self, thread, queue):
        self.local.worker = thread
        while queue and not self.over:
            self.invoke(queue[0])
            queue.pop(0)

    def ask_react(self, values):
        mode = self.protocol.name("mode", values["mode"])
        key = (values["event"], values["socket"], values["client"])
        if mode == "once":
            self.once.append((key, values["actions"]))
        elif mode == "otherwise":
            self.otherwise[key] = values["actions"]
        else:
            self.completions[values["irp"]] = values["actions"]

    def ask_resume(self, values):
        held = [each for each in self.holds if each["subject"] == (values["socket"], values["client"]) and each["more"] is None]
        if values["nth"] <= len(held):
            held[values["nth"] - 1]["more"] = values["actions"]

    def ask_cancel(self, values):
        irp = self.irps.get(values["irp"])
        if irp is None or irp.completed:
            return
        fn = self.enum["function"]["IoCancelIrp"]
        about = {"call": self.next("call"), "fn": fn, **self.about(irp.given)}
        self.record("call", irql=self.irql(), irp=irp.number, **about)
        if irp.on_cancel is not None:
            irp.on_cancel()
        self.record("return", status=wsk.SUCCESS, **about)

    def ask_read(self, values):
        place = self.sockets[values["socket"]]
        cb, indication, _ = self.list_of(place, values["list"]) or (0, None, None)
        about = {"client": place.client, "socket": values["socket"]}
        if indication is None:
            self.record("skip", reason=self.enum["reason"]["noList"], **about)
        else:
            self.record("read", elements(indication), datagrams=True, cb=cb, **about)

    def ask_mark(self, values):
        self.record("mark", token=values["token"])

    def ask_reserve(self, values):
        """Nothing here is ever accepted."""

    # ---- calls

    def about(self, invocation):
        return {name: invocation[name] for name in ("client", "socket") if invocation[name] != self.none}

    def invoke(self, invocation):
        """Makes the call, or records one skip: the bench waits for one or the other."""
        name = self.protocol.name("function", invocation["fn"])
        was = self.irql()
        if invocation["irql"] != self.enum["irql"]["unchanged"]:
            self.local.irql = max(was, invocation["irql"])
        socket_function = invocation["fn"] > self.enum["function"]["WskGetNameInfo"]
        reason = self.unable_socket(invocation, name) if socket_function else self.unable_client(invocation, name)
        if reason is None and invocation["irp"] in self.irps and not self.irps[invocation["irp"]].completed:
            reason = "irpBusy"
        if reason is None and "irpStack" in self.protocol.given(invocation) and invocation["irpStack"] == 0:
            reason = "notSupported"
        if reason is None and "irpArmed" in self.protocol.given(invocation) and not invocation["irpArmed"]:
            reason = "dangerous"
        if reason is None:
            self.make(name, invocation)
        else:
            self.skip(invocation, reason)
        self.local.irql = was

    def unable_client(self, i, name):
        """Why the function of registration or of the client object cannot be called."""
        client = self.clients.get(i["client"])
        if name == "WskRegister":
            return "nameTaken" if client is not None else None
        if client is None:
            return "noClient"
        if name == "WskQueryProviderCharacteristics":
            return "incomplete" if not self.allow & self.enum["allow"]["complete"] else None
        if name not in ("WskCaptureProviderNPI", "WskDeregister") and client.captures == 0:
            return "noProvider"
        if name == "WskFreeAddressInfo":
            return "noList"
        if name == "WskControlClient" and i["code"] == self.protocol.names["code.WskControlClient"]["WSK_RELEASE_SD"]:
            return "noDescriptor"
        if name in ("WskSocket", "WskSocketConnect"):
            return "nameTaken" if i["socket"] in self.sockets else "dangerous" if i["irp"] == self.none else None
        return None

    FUNCTIONS = ("WskControlSocket", "WskCloseSocket", "WskBind", "WskGetLocalAddress", "WskSendTo", "WskReceiveFrom", "WskRelease")

    def unable_socket(self, i, name):
        """Why the function of the socket cannot be called."""
        place = self.sockets.get(i["socket"])
        if place is None or place.handle is None:
            return "noSocket"
        i["client"] = place.client
        if place.closing:
            return "dangerous"  # a client calls nothing after WskCloseSocket
        if name not in self.FUNCTIONS:
            return "noFunction"
        if name == "WskRelease":
            return "noList" if self.list_of(place, i["list"]) is None else None
        if i["irp"] == self.none and name != "WskControlSocket":
            return "dangerous"
        return None

    @staticmethod
    def list_of(place, which):
        """0 means the oldest list that is retained, n that of the nth callback on the socket, while it is there."""
        if which == 0:
            return next((each for each in place.lists if each is not None and each[2]), None)
        return place.lists[which - 1] if which <= len(place.lists) else None

    def make(self, name, i):
        """The call, between its two records."""
        p = self.protocol
        given = p.given(i)
        about = {"call": self.next("call"), "fn": i["fn"], **self.about(i)}
        arguments = {each: i[each] for each in given if each in p.observed and not (each == "context" and i[each] == 0)}
        irp = None
        if i["irp"] != self.none:
            irp = self.irps[i["irp"]] = Irp(self, i["irp"], about["call"], i)
            arguments.update(irp=irp.number, irpStack=i["irpStack"] if "irpStack" in given else 1, irpArmed=1)
        data = None
        if name == "WskSendTo":
            arguments["dg"] = DATAGRAMS_FROM + self.next("dg")
            data = payload(arguments["dg"], i["length"])
        indication = None
        if name == "WskRelease":
            indication = self.list_of(self.sockets[i["socket"]], i["list"])
            arguments["list"] = indication[0]
        self.record("call", irql=self.irql(), **about, **arguments)
        self.calling += 1
        status = self.enter(name, i, irp, data, indication)
        self.calling -= 1
        size = 0 if "sizeReturned" in given and status != wsk.PENDING else None
        self.record("return", status=status, size=size, **about)

    def enter(self, name, i, irp, data, indication):
        """Into the provider."""
        client = self.clients.get(i["client"])
        place = self.sockets.get(i["socket"])
        p = self.provider
        match name:
            case "WskRegister":
                version = i["version"] if "version" in self.protocol.given(i) else 0x100
                status, self.clients[i["client"]] = p.WskRegister(version)
                return status
            case "WskDeregister":
                p.WskDeregister(client)
                del self.clients[i["client"]]
                return wsk.SUCCESS
            case "WskCaptureProviderNPI":
                return p.WskCaptureProviderNPI(client)
            case "WskReleaseProviderNPI":
                p.WskReleaseProviderNPI(client)
                return wsk.SUCCESS
            case "WskControlClient":
                return p.WskControlClient(client, i["code"], i["mask"], irp)
            case "WskSocket":
                self.sockets[i["socket"]] = Place(i["client"])
                return p.WskSocket(client, i["flags"], i["context"], self.dispatch(i), irp)
            case "WskBind":
                return p.WskBind(place.handle, from_wire(i["address"]), irp)
            case "WskGetLocalAddress":
                return p.WskGetLocalAddress(place.handle, irp)
            case "WskSendTo":
                return p.WskSendTo(place.handle, data, from_wire(i["address"]), irp)
            case "WskReceiveFrom":
                return p.WskReceiveFrom(place.handle, i["length"], irp)
            case "WskControlSocket":
                return p.WskControlSocket(place.handle, i["code"], i["mask"], from_wire(i["address"]), irp)
            case "WskRelease":
                place.lists[place.lists.index(indication)] = None
                return p.WskRelease(place.handle, indication[1])
            case "WskCloseSocket":
                place.closing = True
                return p.WskCloseSocket(place.handle, irp)
            case _:
                return wsk.finish(irp, wsk.NOT_SUPPORTED)

    def complete(self, irp, status, information):
        """The completion routine."""
        i = irp.given
        name = self.protocol.name("function", i["fn"])
        about = {"irp": irp.number, "call": irp.call, "fn": i["fn"], **self.about(i)}
        self.inside += 1
        more = {}
        seen = ()
        if name == "WskSocket":
            if status == wsk.SUCCESS:
                self.sockets[i["socket"]].handle = information
                more["category"] = self.enum["category"]["datagram"]
            information = int(status == wsk.SUCCESS)
        elif name == "WskCloseSocket":
            self.sockets[i["socket"]].handle = None
        elif name == "WskGetLocalAddress":
            more["address"] = to_wire(irp.local)
        elif name == "WskReceiveFrom" and status == wsk.SUCCESS:
            more.update(datagrams=True, flags=irp.flags)
            seen = [(irp.data, irp.sender)]
        self.record("irp", seen, irql=self.irql(), status=status, information=information, **about, **more)
        actions = self.completions.pop(irp.name, [])
        self.perform(actions, {"subject": (i["socket"], i["client"]), "event": None, "list": None, "cb": 0})
        irp.completed = True
        self.record("irpExit", status=MORE_PROCESSING_REQUIRED, **about)
        self.inside -= 1

    # ---- callbacks

    def dispatch(self, invocation):
        """The socket's table: WskReceiveFromEvent, where the client has it."""
        if not invocation["entries"] >> self.enum["event"]["WskReceiveFromEvent"] & 1:
            return None
        return lambda context, flags, indication: self.receive_from_event(invocation["socket"], context, flags, indication)

    def receive_from_event(self, index, context, flags, indication):
        place = self.sockets[index]
        event = self.enum["event"]["WskReceiveFromEvent"]
        about = {"cb": self.next("cb"), "event": event, "client": place.client, "socket": index}
        self.inside += 1
        mine = [about["cb"], indication, False]
        place.lists.append(mine)
        self.record("enter", elements(indication), datagrams=True, irql=0, via=index, context=context or None, flags=flags, **about)
        actions = self.reaction((event, index, self.none))
        frame = {"subject": (index, self.none), "event": event, "list": indication, "cb": about["cb"]}
        status = self.perform(actions, frame)
        status = wsk.SUCCESS if status is None else status
        mine[2] = status == wsk.PENDING
        if not mine[2] and mine in place.lists:
            place.lists[place.lists.index(mine)] = None
        self.record("exit", status=status, **about)
        self.inside -= 1
        return status

    def reaction(self, key):
        for each in self.once:
            if each[0] == key:
                self.once.remove(each)
                return each[1]
        return self.otherwise.get(key, [])

    def perform(self, actions, frame):
        """Executes the actions of a reaction. Returns what the callback is to return, or None when no action says it."""
        index, client = frame["subject"]
        nothing = {"fn": 0, "client": self.sockets[index].client if index in self.sockets else client, "socket": index}
        for a in actions:
            match self.protocol.name("action", a["type"]):
                case "call":
                    self.invoke(a["invocation"])
                case "hold":
                    held = {"subject": frame["subject"], "more": None}
                    self.holds.append(held)
                    self.world.sleep(lambda: held["more"] is not None or self.over, HOLD_SECONDS)
                    self.holds.remove(held)
                    returned = self.perform(held["more"] or [], frame)
                    if returned is not None:
                        return returned
                case "read" if frame["list"] is not None:
                    self.record("read", elements(frame["list"]), datagrams=True, cb=frame["cb"], client=nothing["client"], socket=index)
                case "wait":
                    self.wait(a["irp"], nothing)
                case "return":
                    return a["status"]
                case _:
                    self.skip(nothing, "noList")  # accept and store belong to other events
        return None

    def wait(self, name, nothing):
        irp = self.irps.get(name)
        if irp is None:
            self.skip(nothing, "noCallback")
            return
        about = {"irp": irp.number, **self.about(irp.given)}
        self.record("wait", **about)
        self.world.sleep(lambda: irp.completed or self.over, WAIT_SECONDS)
        self.record("waitEnd", **about)


def p_member(name):
    """Two members of the schema have other names in the struct."""
    return {"size": "sizeBack", "peer": "remote"}.get(name, name)


def elements(indication):
    return [(bytes(each.data), each.sender) for each in indication]


def to_wire(address):
    host, port = address
    return {"family": 2, "port": port, "bytes": bytes(int(each) for each in host.split("."))}


def from_wire(address):
    return (".".join(str(each) for each in address["bytes"][:4]), address["port"]) if address["family"] == 2 else None
