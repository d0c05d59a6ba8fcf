--------------------------- MODULE CompositionWorld ---------------------------
(***************************************************************************)
(* A client object, its listening socket, the socket that this accepts, a  *)
(* peer with one connection, and a provider that does whatever the rules   *)
(* allow.                                                                  *)
(*                                                                         *)
(* Purpose.  Each of the three has its observer, and none sees another's   *)
(* observations.  Here they meet: what is recorded of one is told to those *)
(* whom it concerns, in the way of the canonicaliser (a birth, a hand-over,*)
(* a close), and properties are stated of all together.                    *)
(*                                                                         *)
(* Abstraction.  One connection; the peer's bytes are one piece, and the   *)
(* client sends none.  A connection that was refused is not delivered.     *)
(* The client object is registered at the start, and the listening socket  *)
(* bound.                                                                  *)
(*                                                                         *)
(* Left out: what each of them does alone (ListeningWorld, MC_Client and   *)
(* the world of connections).                                              *)
(***************************************************************************)
EXTENDS Stimuli, Sequences

CONSTANTS
    Verbs,       \* what the client, its callbacks and the peer do
    Seeds,       \* kinds of client: subset of {"listeningBorn", "listeningBornStatic"}
    Start,       \* "enabled", "inherit" (and connection events enabled), "conditional", "bound"
    Exact,       \* records do not lag behind the provider
    MaxCalls,    \* calls on each socket
    Lifted       \* rules that the provider may break: {} but in models that must fail

VARIABLES
    c,           \* the client object
    p,           \* the listening socket
    q,           \* <<>>, or <<the accepted socket>>
    label,       \* what p calls the connection; "new" before it begins
    bytes,       \* what q calls the peer's bytes; "" before it writes
    early,       \* what the peer did before q was born
    peer,        \* what the peer knows: "new", "connecting", "connected", "refused", "gone", "over"
    seed         \* what the client's sockets begin with

world == <<c, p, q, label, bytes, early, peer, seed>>

Verb(v) == v \in Verbs

Limits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> 2, retained |-> 0, peers |-> {1},
    captures |-> 1, sockets |-> 1, lenient |-> {"GEN_10"}]

SeedOf(kind) == [
    statics |-> IF kind = "listeningBornStatic" THEN {AcceptEv} \cup ConnectionEvents ELSE {},
    mixed   |-> kind = "listeningBornStatic",
    others  |-> FALSE,
    exact   |-> Exact]

(***************************************************************************)
(* The start                                                               *)
(***************************************************************************)
Whole(e, category) ==
    <<e, ReturnEvent(1, e.fn, "STATUS_PENDING"), [IrpEvent(1, e.fn, "STATUS_SUCCESS") EXCEPT !.category = category]>>

Done(e) == <<e, ReturnEvent(1, e.fn, "STATUS_SUCCESS")>>

Birth ==
    Whole(ListeningSocketEvent(1, 1, {AcceptEv, InspectEv, AbortEv}), "listening")
    \o (IF Start = "conditional" THEN Whole(ModeEvent(1, 1, 1), "none") ELSE <<>>)
    \o Whole(CallEvent(1, "WskBind", 1), "none")
    \o (IF Start = "bound" THEN <<>> ELSE Done(SwitchMask(1, 0, {"WSK_EVENT_ACCEPT"})))
    \o (IF Start = "inherit" THEN Done(SwitchMask(1, 0, {"WSK_EVENT_RECEIVE", "WSK_EVENT_DISCONNECT"})) ELSE <<>>)
    \o <<QuiesceEventOf>>

Registration ==
    Done(RegisterEvent(1, "1.0", {})) \o Done(CaptureEvent(1, "WSK_NO_WAIT"))
    \o Whole(ListeningSocketEvent(1, 1, {AcceptEv}), "listening") \o <<QuiesceEventOf>>

RECURSIVE Folded(_, _)
Folded(t, es) == IF es = <<>> THEN t ELSE Folded(Step(t, Head(es)), Tail(es))

StartOf(kind) ==
    /\ seed = SeedOf(kind)
    /\ c = Folded(ClientInit([ready |-> "yes"]), Registration)
    /\ p = Folded(DatagramInit(SeedOf(kind)), Birth)
    /\ q = <<>>
    /\ label = "new"
    /\ bytes = ""
    /\ early = {}
    /\ peer = "new"

(***************************************************************************)
(* Who learns what                                                         *)
(***************************************************************************)
Born == q # <<>>
Child == q[1]

(* What an observation e makes of the name that the observer t has for the *)
(* connection, or for its bytes; about: whether e is about them.           *)
Renamed(t, name, e, about) ==
    LET mark == Mark(t, e)
        changes == Relabel(t, e)
    IN IF about /\ mark # "" THEN mark
       ELSE IF \E x \in changes : x[1] = name THEN (CHOOSE x \in changes : x[1] = name)[2] ELSE name

(* An observation of the listening socket; about: whether it is about the  *)
(* connection.                                                             *)
ToListener(e, about) == p' = Step(p, e) /\ label' = Renamed(p, label, e, about)

(* An observation of the accepted socket; about: it is about the bytes. *)
ToChild(t, e, about) == q' = <<Step(t, e)>> /\ bytes' = Renamed(t, bytes, e, about)

Delivering_(e) ==
    \/ e.kind = "enter" /\ e.event = AcceptEv /\ e.list = "socket"
    \/ e.kind = "irp" /\ e.fn = "WskAccept" /\ e.status = "STATUS_SUCCESS"

HandsOver(e) == e.kind = "exit" /\ e.event = AcceptEv /\ \E k \in p.cbs : k.id = e.id /\ k.list = "socket"

Closes(e) == e.kind = "irp" /\ e.fn = "WskCloseSocket"

(* The socket that is born of the listening socket t at this observation,  *)
(* of a peer that had done so much, and the name of what it has sent.      *)
NewbornOf(t, e, done, kind) ==
    LET via == IF e.kind = "enter" THEN "event" ELSE "irp"
        told == AcceptedEvent(via, IF via = "irp" THEN ConnectionEvents ELSE {}, done)
    IN Step(AcceptedInit(t, kind, via), told)

BytesAtBirth(done) == IF "data" \in done THEN "early" ELSE ""

HandOverOf(t, e) == HandedEvent(e.status, e.entries, Inherits(t), MayInherit(t))

(* What the peer knows and has done after an observation of the listening  *)
(* socket, and what it knows after one of the accepted socket.             *)
PeerNext(e, now) ==
    CASE e.kind = "peer" /\ e.op = "connect" -> "connecting"
      [] e.kind = "peer" /\ e.op = "rst"     -> "gone"
      [] e.kind = "sees"                     -> e.op
      [] OTHER                               -> now

EarlyNext(e, now) ==
    CASE e.kind = "peer" /\ e.op = "write" -> now \cup {"data"}
      [] e.kind = "peer" /\ e.op = "fin"   -> now \cup {"fin"}
      [] e.kind = "peer" /\ e.op = "rst"   -> now \cup {"rst"}
      [] OTHER                             -> now

PeerNextOfChild(e, now) ==
    CASE e.kind = "peer" /\ e.op = "rst"   -> "gone"
      [] e.kind = "sees" /\ e.op = "reset" -> "over"
      [] OTHER                             -> now

(* An observation of the listening socket, told to all whom it concerns. *)
FollowListener(e, about) ==
    /\ ToListener(e, about)
    /\ CASE Delivering_(e) /\ ~Born ->
              /\ q' = <<NewbornOf(p, e, early, seed)>>
              /\ bytes' = BytesAtBirth(early)
              /\ c' = Step(c, [kind |-> "born"])
         [] HandsOver(e) /\ Born ->
              /\ ToChild(Child, HandOverOf(p, e), FALSE)
              /\ c' = Step(c, [kind |-> "handed", status |-> e.status])
         [] e.kind = "call" /\ e.fn = "WskCloseSocket" /\ Born ->
              ToChild(Child, PartedEvent, FALSE) /\ c' = c
         [] Closes(e) -> c' = Step(c, [kind |-> "closed"]) /\ UNCHANGED <<q, bytes>>
         [] OTHER -> UNCHANGED <<q, bytes, c>>
    /\ peer' = PeerNext(e, peer)
    /\ early' = EarlyNext(e, early)
    /\ UNCHANGED seed

FollowChild(e, about) ==
    /\ ToChild(Child, e, about)
    /\ c' = IF Closes(e) THEN Step(c, [kind |-> "closed"]) ELSE c
    /\ peer' = PeerNextOfChild(e, peer)
    /\ UNCHANGED <<p, label, early, seed>>

FollowClient(e) == c' = Step(c, e) /\ UNCHANGED <<p, q, label, bytes, early, peer, seed>>

(* A step: whose observation it is, the observation, and whether it is     *)
(* about the connection (its bytes).                                       *)
Follow(x) ==
    CASE x[1] = "listener" -> FollowListener(x[2], x[3])
      [] x[1] = "accepted" -> FollowChild(x[2], x[3])
      [] OTHER             -> FollowClient(x[2])

(***************************************************************************)
(* The client                                                              *)
(***************************************************************************)
OnListener(es) == {<<"listener", e, FALSE>> : e \in es}
OnChild(es)    == {<<"accepted", e, FALSE>> : e \in es}
OnClient(es)   == {<<"client", e, FALSE>> : e \in es}

(* Calls on the accepted socket: from outside, or from inside the callback *)
(* that hands it over (which is none of its own).                          *)
ChildRequests(i) ==
    (IF Verb("enableChild") THEN {SwitchMask(1, 0, {"WSK_EVENT_DISCONNECT"})} ELSE {})
    \cup (IF Verb("disableChild") THEN {SwitchMask(1, 0, {"WSK_EVENT_DISCONNECT", DisableFlag})} ELSE {})
    \cup (IF Verb("inspectIdChild") THEN {AskInspectIdEvent(1)} ELSE {})
    \cup (IF Verb("closeChild") /\ Child.born.handed = "yes" THEN {CallEvent(1, "WskCloseSocket", i)} ELSE {})

ChildCalls ==
    IF ~Born \/ Child.calls # {} \/ Child.close # "no" THEN {}
    ELSE {e \in ChildRequests(FreeSlot(Live(Child).irps)) : ~Odd(Child, e) /\ Behaves(Child, e, Limits)}

ListenerCalls == {e \in ListeningCalls(p, Limits) : e.fn # "WskInspectComplete"}

(* What the client stores when it takes a socket. *)
Stored(e) ==
    IF HandsOver(e) /\ e.status = "STATUS_SUCCESS" THEN [e EXCEPT !.entries = ConnectionEvents, !.given = TRUE] ELSE e

ListenerExits ==
    {<<"listener", [Stored(e) EXCEPT !.labels = {label}], TRUE>> : e \in ListeningExits(p, Limits)}

ChildExits ==
    IF ~Born THEN {}
    ELSE UNION {IF k.event = ReceiveEvent THEN {<<"accepted", TookEvent(k.id, "unset"), TRUE>>}
                ELSE {<<"accepted", ExitEventOf(k.id, k.event, "STATUS_SUCCESS"), FALSE>>} : k \in Child.cbs}

(* The client object is left once nothing is under way. *)
ClientActs ==
    IF ~Verb("leave") THEN {}
    ELSE {e \in ClientCalls(c, [Limits EXCEPT !.verbs = {"WskDeregister", "WskReleaseProviderNPI"}, !.calls = 2]) :
              e.fn = "WskReleaseProviderNPI" => c.sockets = 0}

(***************************************************************************)
(* The peer                                                                *)
(***************************************************************************)
PeerActs_ ==
    LET here == IF Born THEN "accepted" ELSE "listener"
        act(op) == {<<here, [PeerActs(op, 1, IF Born THEN {} ELSE {label}) EXCEPT !.labels = IF Born THEN {} ELSE {label}], Born \/ op # "write">>}
        there == peer = "connected" \/ (Born /\ peer = "connecting")
    IN (IF Verb("connect") /\ peer = "new" THEN {<<"listener", ConnectEvent(1, {}), TRUE>>} ELSE {})
       \cup (IF Verb("write") /\ there /\ bytes = "" /\ early = {} THEN act("write") ELSE {})
       \cup (IF Verb("fin") /\ there /\ "fin" \notin early /\ (Born => Child.fin = "no") THEN act("fin") ELSE {})
       \cup (IF Verb("rst") /\ there THEN act("rst") ELSE {})

(***************************************************************************)
(* The provider                                                            *)
(***************************************************************************)
StatusesOf(k) ==
    (IF k.irp THEN {"STATUS_PENDING"} ELSE {})
    \cup (IF k.irp THEN {} ELSE {"STATUS_SUCCESS"})
    \cup (IF k.what = "disable" THEN {"STATUS_EVENT_PENDING"} ELSE {})
    \cup (IF k.what = InspectIdCode THEN {"STATUS_INVALID_DEVICE_REQUEST"} ELSE {})

ReturnsOf_(s) ==
    {[ReturnEvent(k.c, k.fn, status) EXCEPT !.inspect = IF k.what = InspectIdCode /\ status = "STATUS_SUCCESS" THEN "same" ELSE "none"] :
        k \in s.calls, status \in {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_INVALID_DEVICE_REQUEST"}}

LegalReturns_(s) == {e \in ReturnsOf_(s) : \A k \in s.calls : k.c = e.c => e.status \in StatusesOf(k)}

CompletionsOf(s) ==
    {IrpEvent(r.i, r.fn, status) : r \in {x \in s.irps : x.done = "no" /\ x.ret = "pending" /\ x.fn # "WskAccept"}, status \in {"STATUS_SUCCESS"}}
    \cup {IrpEvent(r.i, r.fn, "STATUS_CANCELLED") : r \in {x \in s.irps : x.done = "no" /\ x.ret = "pending" /\ x.fn = "WskAccept" /\ s.close # "no"}}

ListenerId == FreeSlot(Live(p).cbs)
ChildId == FreeSlot(Live(Child).cbs)

ListenerEvents ==
    {<<"listener", e, FALSE>> : e \in LegalReturns_(p) \cup CompletionsOf(p)}
    \cup (IF label = "new" THEN {}
          ELSE {<<"listener", AcceptedIrp(r.i, {label}), TRUE>> :
                    r \in {x \in p.irps : peer # "refused" /\ x.fn = "WskAccept" /\ x.ret = "pending" /\ x.done = "no"}}
               \cup (IF p.cbs # {} THEN {}
                     ELSE (IF peer = "refused" THEN {} ELSE {<<"listener", AcceptEntry(ListenerId, {label}), TRUE>>})
                          \cup IF Inspects(p) THEN {<<"listener", InspectEntry(ListenerId, {label}), TRUE>>} ELSE {})
               \cup (IF Born THEN {}
                     ELSE {<<"listener", SeesEvent(op, {label}), TRUE>> :
                              op \in (IF peer = "connecting" THEN {"connected", "refused"} ELSE {})
                                     \cup IF peer = "connected" THEN {"refused"} ELSE {}}))

(* The bytes are one piece: nothing lies before or behind them. *)
ChildEntries(id) ==
    (IF bytes = "" THEN {} ELSE {<<"accepted", DataEvent(id, {bytes}, {}, {}, {}), TRUE>>})
    \cup {<<"accepted", PlainEvent(id, DisconnectEvent, flags), FALSE>> : flags \in {{}, {"WSK_FLAG_ABORTIVE"}}}

ChildEvents ==
    IF ~Born THEN {}
    ELSE {<<"accepted", e, FALSE>> : e \in LegalReturns_(Child) \cup CompletionsOf(Child)}
         \cup (IF Child.cbs = {} THEN ChildEntries(ChildId) ELSE {})
         \cup (IF peer \in {"connecting", "connected"}
               THEN {<<"accepted", SeesEvent(op, {}), FALSE>> : op \in {"eof", "reset"}} ELSE {})

ClientEvents == OnClient({ReturnEvent(k.c, k.fn, "STATUS_SUCCESS") : k \in c.calls})

StateOf(x) == CASE x[1] = "listener" -> p [] x[1] = "accepted" -> Child [] OTHER -> c

BrokenBy(x) == Violated(StateOf(x), x[2])

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
ClientSteps ==
    OnListener(ListenerCalls) \cup OnChild(ChildCalls) \cup OnClient(ClientActs) \cup ListenerExits \cup ChildExits

ProviderSteps == ListenerEvents \cup ChildEvents \cup ClientEvents

LawfulSteps == {x \in ProviderSteps : BrokenBy(x) \subseteq Lifted}

(* Quiescence is everybody's. *)
ListenerRest == QuiesceWith(IF label = "new" THEN {} ELSE {label})
ChildRest == RestEvent(IF bytes = "" THEN {} ELSE {bytes}, {}, {})

Silence ==
    Violated(p, ListenerRest) \cup Violated(c, QuiesceEventOf) \cup IF Born THEN Violated(Child, ChildRest) ELSE {}

AtRest ==
    p.calls = {} /\ (\A k \in c.calls : k.fn = "WskDeregister") /\ (Born => Child.calls = {})

Rest ==
    /\ ToListener(ListenerRest, FALSE)
    /\ IF Born THEN ToChild(Child, ChildRest, FALSE) ELSE UNCHANGED <<q, bytes>>
    /\ c' = Step(c, QuiesceEventOf)
    /\ UNCHANGED <<early, peer, seed>>

Quiesce == AtRest /\ Silence \subseteq Lifted /\ Rest
===============================================================================
