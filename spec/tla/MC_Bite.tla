------------------------------- MODULE MC_Bite -------------------------------
(***************************************************************************)
(* Proof that the rules of a datagram socket bite: for each rule of the    *)
(* provider, a shortest behaviour that gives it an occasion and keeps it,  *)
(* and a shortest one that breaks it in its last step, and as few others   *)
(* with it as can be.                                                      *)
(*                                                                         *)
(* The world is that of DatagramWorld with records that lag, as on a real  *)
(* implementation.  In one last step the provider may break rules: the     *)
(* step is taken when it breaks a rule that no step broke before, or       *)
(* breaks it in less company.  The behaviours are printed; TLC's breadth-  *)
(* first search on one worker makes them shortest; the view leaves the     *)
(* history out.  Run with -workers 1.                                      *)
(***************************************************************************)
EXTENDS DatagramWorld, TLC, Sequences

CONSTANTS
    N,           \* datagrams
    Verbs,       \* what the client, its callbacks and the network do
    Seeds,       \* kinds of client: subset of {"dynamic", "static", "mixed", "beside"}
    Born,        \* TRUE: the socket is bound at the start
    MaxCalls,
    MaxIrps,
    MaxRetained,
    Peers,
    Lenient,     \* client rules that the client may break
    MaxLength    \* observations in a behaviour

MCDatagrams == 1..N
MCSlots == 1..(MaxCallbacks + MaxRetained)
MCLimits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> MaxIrps, retained |-> MaxRetained, peers |-> Peers,
    captures |-> 1, sockets |-> 1, lenient |-> Lenient]

SeedOf(kind) == [
    statics |-> IF kind \in {"static", "mixed"} THEN {ReceiveFrom} ELSE {},
    mixed   |-> kind = "mixed",
    others  |-> kind = "beside",
    exact   |-> FALSE]

VARIABLES
    kind,        \* kind of the client
    hist,        \* what was observed, with the datagrams that it is about
    spared,      \* lenient client rules that were broken on the way
    broken       \* rules that the last step broke

view == <<s, label, lists, kind, spared, broken>>

Entry(e, ds) == [e |-> e, ds |-> ds]

(* The observations that lead to a bound socket. *)
Birth == <<
    DatagramSocketEvent(1, 1, {ReceiveFrom}),
    ReturnEvent(1, "WskSocket", "STATUS_PENDING"),
    [IrpEvent(1, "WskSocket", "STATUS_SUCCESS") EXCEPT !.category = "datagram"],
    CallEvent(1, "WskBind", 1),
    ReturnEvent(1, "WskBind", "STATUS_PENDING"),
    IrpEvent(1, "WskBind", "STATUS_SUCCESS")>>

RECURSIVE Folded(_, _)
Folded(t, es) == IF es = <<>> THEN t ELSE Folded(Step(t, Head(es)), Tail(es))

Init ==
    /\ TLCSet(1, [r \in {} |-> 0])
    /\ TLCSet(2, {})
    /\ kind \in Seeds
    /\ s = IF Born THEN Folded(DatagramInit(SeedOf(kind)), Birth) ELSE DatagramInit(SeedOf(kind))
    /\ label = [d \in Datagrams |-> "unsent"]
    /\ lists = [id \in Slots |-> {}]
    /\ hist = IF Born THEN [n \in 1..Len(Birth) |-> Entry(Birth[n], {})] ELSE <<>>
    /\ spared = {}
    /\ broken = {}

(***************************************************************************)
(* Lawful steps: pairs of an observation and its datagrams                 *)
(***************************************************************************)
NextUnsent == CHOOSE d \in Unsent : \A o \in Unsent : d <= o

ClientPairs ==
    {<<e, {}>> : e \in SocketCalls(s, Limits) \cup SocketCancels(s, Limits)}
    \cup {<<e, lists[e.id]>> : e \in SocketExits(s, Limits)}

NetworkPairs ==
    {<<e, IF e.op = "send" THEN {NextUnsent} ELSE {}>> :
        e \in {x \in SocketPeers(s, Limits) : x.op = "send" => Unsent # {}}}

(* WskDeregister of the client has returned. *)
GonePairs == IF "gone" \in Verbs /\ s.close = "done" /\ s.calls = {} /\ ~s.gone THEN {<<[kind |-> "gone"], {}>>} ELSE {}

ProviderPairs == {p \in ProviderEvents : Allowed(p)}

RestPairs == IF s.calls = {} /\ Violated(s, QuiesceEventOf) = {} THEN {<<QuiesceEventOf, {}>>} ELSE {}

(***************************************************************************)
(* Anything that a faulty provider might do                                *)
(***************************************************************************)
AnyStatus == {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_UNSUCCESSFUL", "STATUS_CANCELLED"}

AnyReturn == {<<ReturnEvent(k.c, k.fn, status), {}>> : k \in s.calls, status \in AnyStatus}

OpenedAs == {"basic", "listening"}

(* As it should be, and with each fact about its content wrong. *)
SpoiledReceive(r) == {
    r,
    [r EXCEPT !.known = FALSE, !.labels = {}, !.casts = {}],
    [r EXCEPT !.whole = FALSE],
    [r EXCEPT !.senders = FALSE],
    [r EXCEPT !.flags = {"MSG_TRUNC"}]}

AnyCompletion ==
    {<<IrpEvent(r.i, r.fn, status), {}>> : r \in s.irps, status \in {"STATUS_SUCCESS", "STATUS_UNSUCCESSFUL"}}
    \cup UNION {{<<e, {d}>> : e \in SpoiledReceive(ReceivedEvent(r.i, label[d]))} :
              r \in {x \in s.irps : x.fn = "WskReceiveFrom"}, d \in Sent}
    \cup {<<[IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT !.category = c], {}>> :
              r \in {x \in s.irps : x.fn = "WskSocket"}, c \in OpenedAs}
    \cup (IF Born THEN {<<IrpEvent(0, "WskBind", "STATUS_SUCCESS"), {}>>} ELSE {})

Spoiled(r) == {
    [r EXCEPT !.context = "none"],
    [r EXCEPT !.context = "other"],
    [r EXCEPT !.via = "other"],
    [r EXCEPT !.irql = "DEVICE_LEVEL", !.flags = {}],
    [r EXCEPT !.irql = "PASSIVE_LEVEL"],
    [r EXCEPT !.flags = {"MSG_BCAST"}],
    [r EXCEPT !.flags = {"MSG_MCAST"}],
    [r EXCEPT !.known = FALSE, !.labels = {}, !.casts = {}],
    [r EXCEPT !.whole = FALSE],
    [r EXCEPT !.senders = FALSE],
    [r EXCEPT !.control = FALSE],
    [r EXCEPT !.dup = TRUE, !.count = 2]}

Plain == {<<ReportEvent(FreeId, {label[d]}, 1), {d}>> : d \in Sent}

AnyEntry ==
    IF ~CanEnter \/ s.open = "no" THEN {}
    ELSE Plain \cup UNION {{<<r, p[2]>> : r \in Spoiled(p[1])} : p \in Plain}
         \cup {<<[NullListEvent(FreeId) EXCEPT !.event = "WskReceiveEvent"], {}>>}

AnyRead == {<<ReadEvent(k, FALSE), {}>> : k \in {x.id : x \in {y \in s.cbs : y.list = "list"}} \cup s.ret}

AnythingPairs == AnyReturn \cup AnyCompletion \cup AnyEntry \cup AnyRead \cup {<<QuiesceEventOf, {}>>}

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
(* A rule that was not broken before, or is broken in less company. *)
Fresh(b) ==
    LET best == TLCGet(1) IN
    \E r \in b \ ClientRules : r \notin DOMAIN best \/ Cardinality(b) < best[r]

Remember(b) ==
    LET best == TLCGet(1) IN
    TLCSet(1, [r \in DOMAIN best \cup b |->
                  IF r \in DOMAIN best THEN IF r \in b THEN Least(best[r], Cardinality(b)) ELSE best[r]
                  ELSE Cardinality(b)])

Show(word, rules, p) == PrintT(<<word, rules, kind, spared, Append(hist, Entry(p[1], p[2]))>>)

(* Rules that have an occasion here for the first time. *)
Occasion(p) ==
    LET new == Exercised(s, p[1]) \ TLCGet(2) IN
    IF new = {} THEN TRUE ELSE Show("occasion", new, p) /\ TLCSet(2, TLCGet(2) \cup new)   \* in this order: new depends on the register

Lawful ==
    \E p \in ClientPairs \cup NetworkPairs \cup GonePairs \cup ProviderPairs \cup RestPairs :
        /\ Occasion(p)
        /\ Follow(p[1], p[2])
        /\ hist' = Append(hist, Entry(p[1], p[2]))
        /\ spared' = spared \cup Violated(s, p[1])
        /\ UNCHANGED <<kind, broken>>

Break ==
    \E p \in AnythingPairs :
        LET b == Violated(s, p[1]) IN
        /\ b # {} /\ Fresh(b)
        /\ Remember(b)
        /\ Show("bite", b, p)
        /\ broken' = b
        /\ UNCHANGED <<s, label, lists, kind, hist, spared>>

Next == broken = {} /\ (Break \/ Lawful)

Spec == Init /\ [][Next]_<<world, kind, hist, spared, broken>>

(***************************************************************************)
(* Bounds                                                                  *)
(***************************************************************************)
ShortEnough == Len(hist) < MaxLength
===============================================================================
