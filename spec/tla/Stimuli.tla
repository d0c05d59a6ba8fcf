------------------------------- MODULE Stimuli -------------------------------
(***************************************************************************)
(* What may be done to a provider next: the acts of a well-behaved client, *)
(* of the client's callbacks and of the network, as canonical observations *)
(* (records with exactly the members that the operators of Observer read). *)
(*                                                                         *)
(* Purpose.  The models, the walks and the tour take their stimuli from    *)
(* here, so that none of them knows by itself what a client may do.  An    *)
(* act that would break a rule of the client is no stimulus; neither is    *)
(* one whose result the pages leave open (Odd).                            *)
(*                                                                         *)
(* How much is done at once is said by a record lim:                       *)
(*                                                                         *)
(*   verbs     what is done at all, a subset of SocketVerbs,               *)
(*             ConnectionVerbs, ListeningVerbs, PlainVerbs or ClientVerbs *)
(*   calls     calls that are open at once                                 *)
(*   irps      IRPs that are out at once                                   *)
(*   retained  lists that are retained at once                             *)
(*   peers     the peers' slots                                            *)
(*   captures  captures that are held at once (client object)              *)
(*   sockets   sockets of the client object at once                        *)
(*   lenient   client rules that may be broken here                        *)
(*                                                                         *)
(* Left out: calls from completion routines (CTX-06 advises against them), *)
(* waiting, requests that are malformed, concurrent close (CLS-01).        *)
(***************************************************************************)
EXTENDS Observer

(* The least slot that is not in use. *)
FreeSlot(used) == CHOOSE n \in 1..(Cardinality(used) + 1) : n \notin used /\ \A m \in 1..(n - 1) : m \in used

(***************************************************************************)
(* Constructors: one for each kind, with every member that it has          *)
(***************************************************************************)
CallEvent(c, fn, i) == [
    kind |-> "call", fn |-> fn, c |-> c, i |-> i, irp |-> i # 0, stack |-> 1, armed |-> TRUE,
    within |-> "none", inside |-> 0, irql |-> "PASSIVE_LEVEL",
    request |-> "", code |-> "", level |-> "", npi |-> "", size |-> 0, output |-> FALSE, sized |-> FALSE,
    mask |-> {}, flags |-> {}, entries |-> {}, given |-> FALSE, list |-> 0, peer |-> 0,
    version |-> "", reserved |-> 0, timeout |-> "",
    some |-> FALSE, labels |-> {}, action |-> "", copied |-> FALSE, value |-> 0]

(* The same call made by the callback with that slot. *)
Nested(e, id) ==
    IF id = 0 THEN e
    ELSE [e EXCEPT !.within = "callback", !.inside = id, !.irql = "DISPATCH_LEVEL"]

SwitchEvent(c, i, mask) ==
    [CallEvent(c, "WskControlSocket", i) EXCEPT
        !.request = "WskSetOption", !.code = "SO_WSK_EVENT_CALLBACK", !.level = "SOL_SOCKET",
        !.npi = StandardNpi, !.size = 16, !.mask = mask]

EnableEvent(c) == SwitchEvent(c, 0, {"WSK_EVENT_RECEIVE_FROM"})

DisableEvent(c, i) == SwitchEvent(c, i, {"WSK_EVENT_RECEIVE_FROM", DisableFlag})

(* Peer 0 clears the address. *)
AddressEvent(c, i, code, peer) ==
    [CallEvent(c, "WskControlSocket", i) EXCEPT !.request = "WskIoctl", !.code = code, !.peer = peer]

DatagramSocketEvent(c, i, entries) ==
    [CallEvent(c, "WskSocket", i) EXCEPT
        !.flags = {"WSK_FLAG_DATAGRAM_SOCKET"}, !.entries = entries, !.given = entries # {}]

ConnectionSocketEvent(c, i, fn) ==
    [CallEvent(c, fn, i) EXCEPT
        !.flags = IF fn = "WskSocket" THEN {"WSK_FLAG_CONNECTION_SOCKET"} ELSE {},
        !.peer = IF fn = "WskSocket" THEN 0 ELSE 1,
        !.entries = EventsOf("connection"), !.given = TRUE]

ReleaseEvent(c, list) == [CallEvent(c, "WskRelease", 0) EXCEPT !.list = list]

CancelEvent(i) == CallEvent(0, "IoCancelIrp", i)

ReturnEvent(c, fn, status) == [kind |-> "return", fn |-> fn, c |-> c, status |-> status, inspect |-> "none"]

IrpEvent(i, fn, status) == [
    kind |-> "irp", fn |-> fn, i |-> i, status |-> status, category |-> "none", labels |-> {}, before |-> {}, after |-> {}, skipped |-> {}, count |-> 0,
    known |-> TRUE, whole |-> TRUE, senders |-> TRUE, casts |-> {}, flagged |-> FALSE, flags |-> {}, cut |-> FALSE, legible |-> TRUE,
    dense |-> TRUE, sum |-> TRUE, fresh |-> TRUE, address |-> "none", asEvent |-> "none", asQuery |-> "none", value |-> 0]

(* A WskReceiveFrom has delivered a datagram with that label. *)
ReceivedEvent(i, label) ==
    [IrpEvent(i, "WskReceiveFrom", "STATUS_SUCCESS") EXCEPT
        !.labels = {label}, !.count = 1, !.casts = {"unicast"}, !.flagged = TRUE]

(* A report of datagrams with these labels. *)
ReportEvent(id, labels, count) == [
    kind |-> "enter", event |-> ReceiveFrom, id |-> id, context |-> "own", via |-> "own",
    irql |-> "DISPATCH_LEVEL", flags |-> {"WSK_FLAG_AT_DISPATCH_LEVEL"},
    list |-> "list", labels |-> labels, count |-> count,
    known |-> TRUE, whole |-> TRUE, senders |-> TRUE, control |-> TRUE, dup |-> FALSE, casts |-> {"unicast"},
    eventType |-> 0, pointer |-> FALSE, length |-> 0,
    before |-> {}, after |-> {}, skipped |-> {}, sum |-> TRUE, dense |-> TRUE, fresh |-> TRUE, address |-> "none", table |-> "none",
    asEvent |-> "none", asQuery |-> "none"]

(* The report that the socket has lost its function. *)
NullListEvent(id) == [ReportEvent(id, {}, 0) EXCEPT !.list = "null", !.casts = {}]

ClientEventEvent(id) ==
    [ReportEvent(id, {}, 0) EXCEPT !.event = "WskClientEvent", !.list = "none", !.flags = {}, !.casts = {}]

(* A report of stream bytes. *)
DataEvent(id, labels, before, after, skipped) == [
    ReportEvent(id, labels, 1) EXCEPT !.event = ReceiveEvent, !.casts = {},
                                      !.before = before, !.after = after, !.skipped = skipped]

(* A callback of a connection-oriented socket that brings no data. *)
PlainEvent(id, event, flags) == [
    ReportEvent(id, {}, 0) EXCEPT !.event = event, !.list = "none", !.casts = {},
                                  !.flags = flags \cup {"WSK_FLAG_AT_DISPATCH_LEVEL"}]

ExitEventOf(id, event, status) == [
    kind |-> "exit", event |-> event, id |-> id, status |-> status,
    took |-> "unset", action |-> "", labels |-> {}, entries |-> {}, given |-> FALSE]

(* WskReceiveEvent returns STATUS_SUCCESS; *BytesAccepted says so much. *)
TookEvent(id, took) == [ExitEventOf(id, ReceiveEvent, "STATUS_SUCCESS") EXCEPT !.took = took]

PeerEvent(op, peer) == [
    kind |-> "peer", op |-> op, peer |-> peer, cast |-> IF op = "send" THEN "unicast" ELSE "none",
    labels |-> {}, some |-> op = "write"]

PeerEndEvent(op, peer) == [kind |-> "peerEnd", op |-> op, peer |-> peer, cast |-> "none", labels |-> {}, some |-> FALSE]

(* The remote end has noticed something. *)
SeesEvent(op, labels) == [kind |-> "sees", op |-> op, labels |-> labels, ordered |-> TRUE, whole |-> TRUE]

ReadEvent(id, same) == [kind |-> "read", id |-> id, same |-> same]

(* Nothing is left to come.  Labels of all that the socket has, and of     *)
(* what its peer has from it.                                              *)
RestEvent(labels, skipped, out) ==
    [kind |-> "quiesce", routine |-> FALSE, labels |-> labels, skipped |-> skipped, out |-> out]

QuiesceWith(labels) == RestEvent(labels, {}, {})

QuiesceEventOf == QuiesceWith({})

(* On a listening socket and what comes of it: labels is the label of the  *)
(* one connection that is meant (see Arrivals).                            *)
ListeningSocketEvent(c, i, entries) ==
    [DatagramSocketEvent(c, i, entries) EXCEPT !.flags = {"WSK_FLAG_LISTEN_SOCKET"}]

ModeEvent(c, i, value) ==
    [CallEvent(c, "WskControlSocket", i) EXCEPT
        !.request = "WskSetOption", !.code = ConditionalCode, !.level = "SOL_SOCKET", !.size = 4, !.value = value]

AskModeEvent(c, i) == [ModeEvent(c, i, 0) EXCEPT !.request = "WskGetOption", !.size = 0, !.output = TRUE]

AskInspectIdEvent(c) ==
    [CallEvent(c, "WskControlSocket", 0) EXCEPT !.request = "WskIoctl", !.code = InspectIdCode, !.output = TRUE]

AcceptCallEvent(c, i, entries) == [CallEvent(c, "WskAccept", i) EXCEPT !.entries = entries, !.given = entries # {}]

CompleteEvent(c, i, labels, action) ==
    [CallEvent(c, "WskInspectComplete", i) EXCEPT !.labels = labels, !.action = action, !.copied = TRUE]

ConnectEvent(peer, labels) == [PeerEvent("connect", peer) EXCEPT !.labels = labels]

(* The peer acts on a connection that the client does not have yet. *)
PeerActs(op, peer, labels) == [PeerEvent(op, peer) EXCEPT !.labels = labels, !.some = op = "write"]

RequestEntry(id, event, list, labels) ==
    [ReportEvent(id, labels, 0) EXCEPT !.event = event, !.list = list, !.casts = {}, !.address = "own"]

AcceptEntry(id, labels) == RequestEntry(id, AcceptEv, "socket", labels)
NullAcceptEntry(id) == [RequestEntry(id, AcceptEv, "null", {}) EXCEPT !.address = "none"]
InspectEntry(id, labels) == RequestEntry(id, InspectEv, "request", labels)
NullInspectEntry(id) == [RequestEntry(id, InspectEv, "null", {}) EXCEPT !.address = "none"]
AbortEntry(id, labels) == [RequestEntry(id, AbortEv, "request", labels) EXCEPT !.address = "none", !.flags = {}]

InspectExit(id, action) == [ExitEventOf(id, InspectEv, "") EXCEPT !.action = action]

AcceptedIrp(i, labels) ==
    [IrpEvent(i, "WskAccept", "STATUS_SUCCESS") EXCEPT !.category = "connection", !.labels = labels, !.address = "own"]

(* To the newborn socket. *)
AcceptedEvent(via, entries, early) ==
    [kind |-> "accepted", via |-> via, entries |-> entries, given |-> entries # {}, early |-> early]

HandedEvent(status, entries, inherits, perhaps) ==
    [kind |-> "handed", status |-> status, entries |-> entries, given |-> entries # {}, inherits |-> inherits, perhaps |-> perhaps]

(* To an accepted socket: its listening socket is being closed. *)
PartedEvent == [kind |-> "parted"]

(* The client's own part in a rule: it does not break one. *)
Behaves(s, e, lim) == (Violated(s, e) \cap ClientRules) \ lim.lenient = {}

(***************************************************************************)
(* A socket                                                                *)
(***************************************************************************)
SocketVerbs == {
    "WskSocket", "WskBind", "enable", "disable", "disableIrp", "WskReceiveFrom", "WskSendTo", "WskGetLocalAddress",
    "WskRelease", "remote", "sendTo", "WskCloseSocket", "IoCancelIrp",
    "nested",                  \* calls from inside callbacks
    "read",                    \* lists are read, from outside
    "accept", "retain", "refuse", "send", "fail"}

ConnectionVerbs == {
    "connection", "WskSocketConnect", "WskBind", "WskConnect", "WskGetLocalAddress", "WskGetRemoteAddress",
    "enableReceive", "enableDisconnect", "enableBacklog", "enableAll",
    "disableReceive", "disableDisconnect", "disableBacklog", "disableIrp",
    "WskReceive", "zero", "waitall", "drain", "WskSend", "WskDisconnect", "abort",
    "idealBacklog", "receiveBacklog", "ownId", "silent", "WskRelease", "WskCloseSocket", "IoCancelIrp",
    "nested",                  \* calls from inside callbacks
    "read",                    \* lists are read, from outside
    "late",                    \* sends after a disconnect of either side
    "accept", "count", "part", "retain", "refuse",
    "write", "fin", "rst", "pause", "backlog", "fail"}

(* Places to call from: outside, or a callback that has no call open. *)
Places(s, lim) ==
    {0} \cup IF "nested" \notin lim.verbs THEN {}
             ELSE {k.id : k \in {x \in s.cbs : \A call \in s.calls : call.inside # x.id}}

(* What a connected socket is asked; a client that has disconnected sends  *)
(* no more, unless lim.verbs holds "late".                                 *)
ConnectionRequests(s, lim, c, i) ==
    LET verb(v) == v \in lim.verbs
        when(v, es) == IF verb(v) THEN es ELSE {}
        withIrp(es) == IF Cardinality(Live(s).irps) < lim.irps THEN es ELSE {}
        call(fn) == {CallEvent(c, fn, i)}
        receive(flags, some) == {[e EXCEPT !.flags = flags, !.some = some] : e \in call("WskReceive")}
        query(code) == {[CallEvent(c, "WskControlSocket", i) EXCEPT !.request = "WskIoctl", !.code = code, !.output = TRUE]}
        disable(flag) ==
            {SwitchEvent(c, 0, {flag, DisableFlag})}
            \cup when("disableIrp", withIrp({SwitchEvent(c, i, {flag, DisableFlag})}))
        sends == s.ours = "no" /\ s.ended = "no" /\ s.silent = "no"
        close == when("WskCloseSocket", withIrp(call("WskCloseSocket")))
    IN CASE s.bound = "no"  -> when("WskBind", withIrp(call("WskBind"))) \cup close
         [] s.conn = "no"   -> when("WskConnect", withIrp({[e EXCEPT !.peer = 1] : e \in call("WskConnect")})) \cup close
         [] s.conn = "yes"  ->
              when("enableReceive", {SwitchEvent(c, 0, {"WSK_EVENT_RECEIVE"})})
              \cup when("enableDisconnect", {SwitchEvent(c, 0, {"WSK_EVENT_DISCONNECT"})})
              \cup when("enableBacklog", {SwitchEvent(c, 0, {"WSK_EVENT_SEND_BACKLOG"})})
              \cup when("enableAll", {SwitchEvent(c, 0, {"WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT", "WSK_EVENT_SEND_BACKLOG"})})
              \cup when("disableReceive", disable("WSK_EVENT_RECEIVE"))
              \cup when("disableDisconnect", disable("WSK_EVENT_DISCONNECT"))
              \cup when("disableBacklog", disable("WSK_EVENT_SEND_BACKLOG"))
              \cup when("WskReceive", withIrp(receive({}, TRUE)))
              \cup when("zero", withIrp(receive({}, FALSE)))
              \cup when("waitall", withIrp(receive({"WSK_FLAG_WAITALL"}, TRUE)))
              \cup when("drain", withIrp(receive({"WSK_FLAG_DRAIN"}, FALSE)))
              \cup (IF sends \/ verb("late")
                    THEN when("WskSend", withIrp({[e EXCEPT !.some = TRUE] : e \in call("WskSend")})) ELSE {})
              \cup (IF sends THEN when("WskDisconnect", withIrp(call("WskDisconnect"))) ELSE {})
              \cup (IF ~Aborted(s) /\ s.silent = "no"
                    THEN when("abort", withIrp({[e EXCEPT !.flags = {"WSK_FLAG_ABORTIVE"}] : e \in call("WskDisconnect")})) ELSE {})
              \cup when("idealBacklog", withIrp(query(IdealCode)))
              \cup when("receiveBacklog", withIrp(query(BackedCode)))
              \cup when("ownId", {AskInspectIdEvent(c)})
              \cup (IF s.silent = "no" /\ \A r \in s.irps : r.fn \notin {"WskSend", "WskDisconnect"}
                    THEN when("silent", withIrp(query(SilentCode))) ELSE {})
              \cup when("WskGetLocalAddress", withIrp(call("WskGetLocalAddress")))
              \cup when("WskGetRemoteAddress", withIrp(call("WskGetRemoteAddress")))
              \cup when("WskRelease", {ReleaseEvent(c, id) : id \in s.ret})
              \cup close
         [] OTHER -> {}

(* Requests in the order in which a socket lives: created, bound, used.    *)
Requests1(s, lim, c, i) ==
    LET verb(v) == v \in lim.verbs
        when(v, es) == IF verb(v) THEN es ELSE {}
        withIrp(es) == IF Cardinality(Live(s).irps) < lim.irps THEN es ELSE {}
    IN CASE s.open = "no" ->
              when("WskSocket", withIrp({DatagramSocketEvent(c, i, {ReceiveFrom}), DatagramSocketEvent(c, i, {})}))
              \cup when("connection", withIrp({ConnectionSocketEvent(c, i, "WskSocket")}))
              \cup when("WskSocketConnect", withIrp({ConnectionSocketEvent(c, i, "WskSocketConnect")}))
         [] s.as = "connection" /\ s.open = "yes" -> ConnectionRequests(s, lim, c, i)
         [] s.open = "yes" /\ s.bound = "no" ->
              when("WskBind", withIrp({CallEvent(c, "WskBind", i)}))
              \cup when("WskCloseSocket", withIrp({CallEvent(c, "WskCloseSocket", i)}))
         [] s.open = "yes" /\ s.bound = "yes" ->
              when("enable", {EnableEvent(c)})
              \cup when("disable", {DisableEvent(c, 0)})
              \cup when("disableIrp", withIrp({DisableEvent(c, i)}))
              \cup when("WskReceiveFrom", withIrp({CallEvent(c, "WskReceiveFrom", i)}))
              \cup when("WskSendTo", withIrp({[CallEvent(c, "WskSendTo", i) EXCEPT !.peer = p] : p \in lim.peers}))
              \cup when("WskGetLocalAddress", withIrp({CallEvent(c, "WskGetLocalAddress", i)}))
              \cup when("WskRelease", {ReleaseEvent(c, id) : id \in s.ret})
              \cup when("remote", withIrp({AddressEvent(c, i, "SIO_WSK_SET_REMOTE_ADDRESS", p) : p \in lim.peers \cup {0}}))
              \cup when("sendTo", withIrp({AddressEvent(c, i, "SIO_WSK_SET_SENDTO_ADDRESS", p) : p \in lim.peers \cup {0}}))
              \cup when("WskCloseSocket", withIrp({CallEvent(c, "WskCloseSocket", i)}))
         [] OTHER -> {}

(* Calls of the client, from outside and from inside its callbacks. *)
SocketCalls(s, lim) ==
    IF Cardinality(s.calls) >= lim.calls \/ s.close # "no" THEN {}
    ELSE LET c == FreeSlot(Live(s).calls)
             i == FreeSlot(Live(s).irps)
             es == {Nested(e, id) : e \in Requests1(s, lim, c, i), id \in Places(s, lim)}
         IN {e \in es : ~Odd(s, e) /\ Behaves(s, e, lim)}

(* IRPs that wait for something, and that nobody cancelled yet. *)
SocketCancels(s, lim) ==
    IF "IoCancelIrp" \notin lim.verbs \/ s.close # "no" THEN {}
    ELSE {CancelEvent(r.i) : r \in {x \in s.irps : x.ret = "pending" /\ x.done = "no" /\ ~x.excused
                                                  /\ (x.fn \in {"WskReceiveFrom", "WskReceive"} \/ x.what = "disable")}}

(* What WskReceiveEvent returns, and leaves in *BytesAccepted. *)
DataExits(s, k, lim) ==
    LET when(v, es) == IF v \in lim.verbs THEN es ELSE {}
        exit(status) == {ExitEventOf(k.id, ReceiveEvent, status)} IN
    IF k.list # "list" THEN exit("STATUS_SUCCESS")
    ELSE when("accept", {TookEvent(k.id, "unset")})
         \cup when("count", {TookEvent(k.id, "all")})
         \cup when("part", {TookEvent(k.id, "some")})
         \cup when("refuse", exit("STATUS_DATA_NOT_ACCEPTED"))
         \cup (IF Cardinality(s.ret) < lim.retained THEN when("retain", exit("STATUS_PENDING")) ELSE {})

ReturnsOf(s, k, lim) ==
    IF k.event # ReceiveFrom THEN LegalReturns(k.event)
    ELSE (IF "accept" \in lim.verbs THEN {"STATUS_SUCCESS"} ELSE {})
         \cup (IF "retain" \in lim.verbs /\ Cardinality(s.ret) < lim.retained /\ k.list = "list"
               THEN {"STATUS_PENDING"} ELSE {})
         \cup (IF "refuse" \in lim.verbs /\ k.list = "list" THEN {"STATUS_DATA_NOT_ACCEPTED"} ELSE {})

(* Callbacks return, unless a call that they made is still open. *)
SocketExits(s, lim) ==
    {e \in UNION {IF k.event = ReceiveEvent THEN DataExits(s, k, lim)
                  ELSE {ExitEventOf(k.id, k.event, status) : status \in ReturnsOf(s, k, lim)} :
                  k \in {x \in s.cbs : \A call \in s.calls : call.inside # x.id}} :
        Behaves(s, e, lim)}

(* The peer of a connection acts while there is one; in the end the        *)
(* environment breaks the socket.                                          *)
ConnectionPeers(s, lim) ==
    LET when(v, ops) == IF v \in lim.verbs THEN {PeerEvent(op, 1) : op \in ops} ELSE {}
        there == s.conn = "yes" /\ s.rst = "no" /\ ~s.reset IN
    (IF there THEN (IF s.fin = "no" THEN when("write", {"write"}) \cup when("fin", {"fin"}) ELSE {})
                   \cup when("rst", {"rst"})
                   \cup when("pause", IF s.paused THEN {"resume"} ELSE {"pause"})
                   \cup when("backlog", {"backlog"})
     ELSE {})
    \cup (IF s.conn = "yes" /\ s.close = "no" /\ s.dead = "no" /\ "fail" \in lim.verbs THEN {PeerEvent("fail", 0)} ELSE {})

(* The remote end sends once the socket has an address; the environment    *)
(* takes the socket's function away.                                       *)
SocketPeers(s, lim) ==
    IF s.as = "connection" THEN ConnectionPeers(s, lim) ELSE
    (IF "send" \in lim.verbs /\ s.bound = "yes" THEN {PeerEvent("send", p) : p \in lim.peers} ELSE {})
    \cup (IF "fail" \in lim.verbs /\ s.bound = "yes" /\ s.close = "no" /\ s.dead = "no"
          THEN {PeerEvent("fail", 0)} ELSE {})

(* Lists whose memory is the client's are read, and found unchanged. *)
SocketReads(s, lim) ==
    IF "read" \notin lim.verbs THEN {}
    ELSE {e \in {ReadEvent(id, TRUE) : id \in {k.id : k \in {x \in s.cbs : x.list = "list"}} \cup s.ret} : Behaves(s, e, lim)}

SocketStimuli(s, lim) ==
    SocketCalls(s, lim) \cup SocketCancels(s, lim) \cup SocketExits(s, lim) \cup SocketPeers(s, lim) \cup SocketReads(s, lim)

(***************************************************************************)
(* A listening socket                                                      *)
(***************************************************************************)
ListeningVerbs == {
    "listening",               \* it is created at all; with "conditional" also with the entries for inspection
    "conditional", "mode",     \* the mode is set; it is queried
    "WskBind", "enable", "disable", "disableIrp", "WskAccept", "IoCancelIrp", "WskInspectComplete", "WskCloseSocket",
    "inherit",                 \* connection events are enabled here, and disabling them is tried
    "inspectId",               \* the inspect ID is queried, where there is none
    "nested",
    "take", "spurn",           \* WskAcceptEvent accepts, or rejects, the connection
    "admit", "reject", "pend", \* what WskInspectEvent returns
    "connect", "rst", "fail"}

ListenEntries(lim) == {AcceptEv} \cup IF "conditional" \in lim.verbs THEN {InspectEv, AbortEv} ELSE {}

SwitchMask(c, i, flags) == SwitchEvent(c, i, flags)

ListeningRequests(s, lim, c, i) ==
    LET verb(v) == v \in lim.verbs
        when(v, es) == IF verb(v) THEN es ELSE {}
        withIrp(es) == IF Cardinality(Live(s).irps) < lim.irps THEN es ELSE {}
        close == when("WskCloseSocket", withIrp({CallEvent(c, "WskCloseSocket", i)}))
        ask == when("mode", withIrp({AskModeEvent(c, i)})) \cup when("inspectId", {AskInspectIdEvent(c)})
    IN CASE s.open = "yes" /\ s.bound = "no" ->
              when("WskBind", withIrp({CallEvent(c, "WskBind", i)}))
              \cup (IF s.cond = "no" THEN when("conditional", withIrp({ModeEvent(c, i, 1)})) ELSE {})
              \cup ask \cup close
         [] s.open = "yes" /\ s.bound = "yes" ->
              when("enable", {SwitchMask(c, 0, {"WSK_EVENT_ACCEPT"})})
              \cup when("disable", {SwitchMask(c, 0, {"WSK_EVENT_ACCEPT", DisableFlag})})
              \cup when("disableIrp", withIrp({SwitchMask(c, i, {"WSK_EVENT_ACCEPT", DisableFlag})}))
              \cup when("inherit", {SwitchMask(c, 0, mask) :
                        mask \in {{"WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT"}, {"WSK_EVENT_RECEIVE", DisableFlag}}})
              \cup when("WskAccept", withIrp({AcceptCallEvent(c, i, ConnectionEvents)}))
              \cup (IF s.pendAge > 0
                    THEN when("WskInspectComplete",
                              withIrp({CompleteEvent(c, i, {"pended"}, action) : action \in {"WskInspectAccept", "WskInspectReject"}}))
                    ELSE {})
              \cup ask \cup close
         [] OTHER -> {}

CallsFrom(s, lim, Asked(_, _)) ==
    IF Cardinality(s.calls) >= lim.calls \/ s.close # "no" THEN {}
    ELSE LET c == FreeSlot(Live(s).calls)
             i == FreeSlot(Live(s).irps)
             es == {Nested(e, id) : e \in Asked(c, i), id \in Places(s, lim)}
         IN {e \in es : ~Odd(s, e) /\ Behaves(s, e, lim)}

ListeningCalls(s, lim) == LET asked(c, i) == ListeningRequests(s, lim, c, i) IN CallsFrom(s, lim, asked)

(* The creation, offered where the socket does not exist yet. *)
ListeningBirths(s, lim) ==
    LET asked(c, i) == IF s.open = "no" /\ "listening" \in lim.verbs THEN {ListeningSocketEvent(c, i, ListenEntries(lim))} ELSE {}
    IN CallsFrom(s, lim, asked)

ListeningCancels(s, lim) ==
    IF "IoCancelIrp" \notin lim.verbs \/ s.close # "no" THEN {}
    ELSE {CancelEvent(r.i) : r \in {x \in s.irps : x.ret = "pending" /\ x.done = "no" /\ ~x.excused
                                                  /\ (x.fn = "WskAccept" \/ x.what = "disable")}}

Actions(lim) ==
    (IF "admit" \in lim.verbs THEN {"WskInspectAccept"} ELSE {})
    \cup (IF "reject" \in lim.verbs THEN {"WskInspectReject"} ELSE {})
    \cup (IF "pend" \in lim.verbs THEN {"WskInspectPend"} ELSE {})

(* Without the label of the connection, which the world knows. *)
ListeningExitsOf(k, lim) ==
    CASE k.event = AcceptEv ->
           {ExitEventOf(k.id, k.event, status) : status \in
               (IF "take" \in lim.verbs \/ k.list = "null" THEN {"STATUS_SUCCESS"} ELSE {})
               \cup (IF "spurn" \in lim.verbs THEN {"STATUS_REQUEST_NOT_ACCEPTED"} ELSE {})}
      [] k.event = InspectEv -> {InspectExit(k.id, action) : action \in IF k.list = "null" THEN {"WskInspectReject"} ELSE Actions(lim)}
      [] OTHER -> {ExitEventOf(k.id, k.event, status) : status \in LegalReturns(k.event)}

ListeningExits(s, lim) ==
    {e \in UNION {ListeningExitsOf(k, lim) : k \in {x \in s.cbs : \A call \in s.calls : call.inside # x.id}} : Behaves(s, e, lim)}

(* A peer that is new connects; the environment takes the function away.   *)
ListeningPeers(s, lim) ==
    (IF "connect" \in lim.verbs /\ s.bound = "yes" THEN {ConnectEvent(p, {}) : p \in lim.peers} ELSE {})
    \cup (IF "fail" \in lim.verbs /\ s.bound = "yes" /\ s.close = "no" /\ s.dead = "no" THEN {PeerEvent("fail", 0)} ELSE {})

(* What may be done about one connection that came to a listening socket   *)
(* and that the client does not have yet, by its label: its peer goes on   *)
(* acting, and the client decides.                                         *)
RequestStimuli(s, l, lim) ==
    LET decided(c, i) ==
            IF "WskInspectComplete" \in lim.verbs /\ s.bound = "yes" /\ Cardinality(Live(s).irps) < lim.irps
            THEN {CompleteEvent(c, i, {l}, action) : action \in {"WskInspectAccept", "WskInspectReject"}} ELSE {}
    IN CallsFrom(s, lim, decided)
       \cup {PeerActs(op, 0, {l}) : op \in {"write", "fin", "rst"} \cap lim.verbs}

ListeningStimuli(s, lim) ==
    ListeningCalls(s, lim) \cup ListeningCancels(s, lim) \cup ListeningExits(s, lim) \cup ListeningPeers(s, lim)

(***************************************************************************)
(* A socket without events of a category: a basic one, or a stream socket  *)
(* that has no role yet.  An extension interface gives it an event.        *)
(***************************************************************************)
PlainVerbs == {
    "register", "unknown",     \* an extension interface that there is, or is not, is registered
    "enable", "disable", "disableIrp",
    "WskBind", "WskListen", "WskConnect", "WskGetLocalAddress", "WskCloseSocket", "nested",
    "extension", "early",      \* the event of the extension; a peer connects while nobody listens
    "fail"}

RegistrationEvent(c, npi) ==
    [CallEvent(c, "WskControlSocket", 0) EXCEPT
        !.request = "WskIoctl", !.code = RegisterCode, !.npi = npi, !.size = 24, !.output = TRUE,
        !.entries = {ExtensionEv}, !.given = TRUE]

ExtensionSwitchEvent(c, i, mask) == [SwitchEvent(c, i, mask) EXCEPT !.npi = ExtensionNpi]

PlainRequests(s, lim, c, i) ==
    LET when(v, es) == IF v \in lim.verbs THEN es ELSE {}
        withIrp(v, es) == IF Cardinality(Live(s).irps) < lim.irps THEN when(v, es) ELSE {}
        off == {ExtensionFlag, DisableFlag}
    IN (IF HasExtension(s)
        THEN when("enable", {ExtensionSwitchEvent(c, 0, {ExtensionFlag})})
             \cup when("disable", {ExtensionSwitchEvent(c, 0, off)})
             \cup withIrp("disableIrp", {ExtensionSwitchEvent(c, i, off)})
        ELSE when("register", {RegistrationEvent(c, ExtensionNpi)}))
       \cup when("unknown", {RegistrationEvent(c, UnknownNpi)})
       \cup (CASE s.as # "stream"   -> {}
               [] s.bound = "no"    -> withIrp("WskBind", {CallEvent(c, "WskBind", i)})
               [] OTHER             -> withIrp("WskListen", {CallEvent(c, "WskListen", i)})
                                       \cup withIrp("WskConnect", {[CallEvent(c, "WskConnect", i) EXCEPT !.peer = 1]})
                                       \cup withIrp("WskGetLocalAddress", {CallEvent(c, "WskGetLocalAddress", i)}))
       \cup withIrp("WskCloseSocket", {CallEvent(c, "WskCloseSocket", i)})

PlainPeers(s, lim) ==
    (IF "extension" \in lim.verbs /\ HasExtension(s) /\ s.close = "no" THEN {PeerEvent("extension", 0)} ELSE {})
    \cup (IF "early" \in lim.verbs /\ s.bound = "yes" THEN {ConnectEvent(p, {}) : p \in lim.peers} ELSE {})
    \cup (IF "fail" \in lim.verbs /\ s.bound = "yes" /\ s.close = "no" /\ s.dead = "no" THEN {PeerEvent("fail", 0)} ELSE {})

PlainStimuli(s, lim) ==
    LET asked(c, i) == IF s.open = "yes" THEN PlainRequests(s, lim, c, i) ELSE {}
        idle == {k \in s.cbs : \A call \in s.calls : call.inside # k.id}
    IN CallsFrom(s, lim, asked)
       \cup {ExitEventOf(k.id, k.event, "STATUS_SUCCESS") : k \in idle}
       \cup PlainPeers(s, lim)

(***************************************************************************)
(* A client object                                                         *)
(***************************************************************************)
ClientVerbs == {
    "WskRegister", "badVersion", "WskDeregister", "WskCaptureProviderNPI", "wait", "WskReleaseProviderNPI",
    "static", "transportListChange", "cacheSd", "releaseSd", "WskSocket", "IoCancelIrp",
    "transports", "readiness"}

ControlEvent(c, i, code) == [CallEvent(c, "WskControlClient", i) EXCEPT !.code = code]

StaticEvent(c, mask) == [ControlEvent(c, 0, "WSK_SET_STATIC_EVENT_CALLBACKS") EXCEPT !.npi = StandardNpi, !.mask = mask]

RegisterEvent(c, version, entries) ==
    [CallEvent(c, "WskRegister", 0) EXCEPT !.version = version, !.entries = entries]

CaptureEvent(c, timeout) == [CallEvent(c, "WskCaptureProviderNPI", 0) EXCEPT !.timeout = timeout]

StaticMasks == {{"WSK_EVENT_RECEIVE_FROM"}, {"WSK_EVENT_RECEIVE_FROM", "WSK_EVENT_ACCEPT"}}

(* Dispatch functions are called while a capture is held and no call that  *)
(* gives it back is open; IRPs of the client object are few and long.      *)
ClientCalls(s, lim) ==
    LET c == FreeSlot(Live(s).calls)
        i == FreeSlot(Live(s).irps)
        verb(v) == v \in lim.verbs
        when(v, es) == IF verb(v) THEN es ELSE {}
        free == Cardinality(Live(s).irps) < lim.irps
        plain(fn) == {CallEvent(c, fn, 0)}
        dispatch ==
            when("static", {StaticEvent(c, mask) : mask \in StaticMasks})
            \cup when("transportListChange", IF free THEN {ControlEvent(c, i, "WSK_TRANSPORT_LIST_CHANGE")} ELSE {})
            \cup when("cacheSd", {ControlEvent(c, 0, "WSK_CACHE_SD")})
            \cup when("releaseSd", {ControlEvent(c, 0, "WSK_RELEASE_SD")})
            \cup when("WskSocket", IF free /\ s.sockets < lim.sockets /\ \A k \in s.calls : k.code # "WSK_SET_STATIC_EVENT_CALLBACKS"
                                   THEN {DatagramSocketEvent(c, i, {}), DatagramSocketEvent(c, i, {ReceiveFrom})} ELSE {})
        versions == {"1.0"} \cup when("badVersion", NoSuchVersions)
        es ==
            (IF s.reg = "no"
             THEN when("WskRegister", {RegisterEvent(c, v, en) : v \in versions, en \in {{}, {"WskClientEvent"}}}) ELSE {})
            \cup (IF s.reg = "yes" /\ \A k \in s.calls : k.code # "WSK_CACHE_SD"      \* it may bring a descriptor yet (CLS-12)
                  THEN when("WskDeregister", plain("WskDeregister")) ELSE {})
            \cup (IF s.reg \in {"yes", "leaving"} /\ s.captures + Cardinality({k \in s.calls : k.fn = "WskCaptureProviderNPI"}) < lim.captures
                  THEN when("WskCaptureProviderNPI",
                            {CaptureEvent(c, t) : t \in {"WSK_NO_WAIT"} \cup when("wait", {"WSK_INFINITE_WAIT"})})
                  ELSE {})
            \cup (IF s.captures > 1 \/ (s.captures = 1 /\ \A k \in s.calls : k.fn \notin DispatchFns)
                  THEN when("WskReleaseProviderNPI", plain("WskReleaseProviderNPI")) ELSE {})
            \cup (IF s.captures > 0 THEN dispatch ELSE {})
    IN IF Cardinality(s.calls) >= lim.calls THEN {}
       ELSE {e \in es : Behaves(s, e, lim) /\ ~(IsStatic(e) /\ s.made)}

ClientCancels(s, lim) ==
    IF "IoCancelIrp" \notin lim.verbs THEN {}
    ELSE {CancelEvent(r.i) : r \in {x \in s.irps : x.ret = "pending" /\ x.done = "no" /\ ~x.excused
                                                  /\ x.code = "WSK_TRANSPORT_LIST_CHANGE"}}

ClientExits(s, lim) ==
    {ExitEventOf(k.id, k.event, status) : k \in s.cbs, status \in LegalReturns("WskClientEvent")}

(* Readiness changes as an interval; the transport list at a point. *)
ClientPeers(s, lim) ==
    (IF "transports" \in lim.verbs THEN {PeerEvent("transports", 0)} ELSE {})
    \cup (IF "readiness" \in lim.verbs
          THEN CASE s.ready = "yes" -> {PeerEvent("unready", 0)}
                 [] s.ready = "no"  -> {PeerEvent("ready", 0)}
                 [] OTHER           -> {PeerEndEvent("ready", 0), PeerEndEvent("unready", 0)}
          ELSE {})

ClientStimuli(s, lim) == ClientCalls(s, lim) \cup ClientCancels(s, lim) \cup ClientExits(s, lim) \cup ClientPeers(s, lim)

(***************************************************************************)
(* All of it, for walks and tours                                          *)
(***************************************************************************)
FullLimits(role) == [
    verbs    |-> IF role = "client" THEN ClientVerbs ELSE SocketVerbs,
    calls    |-> 2,
    irps     |-> 3,
    retained |-> 2,
    peers    |-> {1, 2},
    captures |-> 2,
    sockets  |-> 2,
    lenient  |-> {}]

StimuliOf(s, lim) ==
    CASE s.role = "client"    -> ClientStimuli(s, lim)
      [] s.as = "listening"   -> ListeningStimuli(s, lim)
      [] s.as \in {"stream", "basic"} -> PlainStimuli(s, lim)
      [] s.as = "none"        -> SocketStimuli(s, lim) \cup ListeningBirths(s, lim)
      [] OTHER                -> SocketStimuli(s, lim)

(* The client breaks no rule by letting a quiescent point come. *)
MayRest(s) == Violated(s, QuiesceEventOf) \cap ClientRules = {}

(* The same where connections with these labels are known. *)
MayRestWith(s, labels) == Violated(s, QuiesceWith(labels)) \cap ClientRules = {}

FullStimuli(s) == StimuliOf(s, FullLimits(s.role))
===============================================================================
