------------------------------ MODULE MC_Enabling ------------------------------
(***************************************************************************)
(* The switching mechanism alone: one event of one bound socket, callbacks *)
(* that overlap, disabling requests with and without an IRP that overlap   *)
(* callbacks and each other, requests from inside callbacks, re-enabling,  *)
(* refusal.                                                                *)
(*                                                                         *)
(* Purpose.  Every category uses this mechanism, so it is checked apart    *)
(* from what a category adds: datagrams never run out here and have no     *)
(* identity.  Left out: creating and closing the socket, retained lists,   *)
(* losing the socket.                                                      *)
(***************************************************************************)
EXTENDS Stimuli

CONSTANTS
    Verbs,       \* what the client and its callbacks do
    Static,      \* the event is enabled statically
    Exact,       \* records do not lag behind the provider
    MaxCalls,
    MaxIrps,
    MaxCallbacks,
    Lifted       \* rules that the provider may break: {} but in models that must fail

Limits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> MaxIrps, retained |-> 0, peers |-> {1},
    captures |-> 1, sockets |-> 1,
    lenient |-> {"STA_06"}]    \* so that switching a static event can be tried

VARIABLES
    s,           \* the observer state of the socket
    silent,      \* since an effective disabling request nobody asked for enabling:
                 \* "no", "yes", or "soon" while records may lag
    tangled,     \* enabling and disabling overlapped since both were last at rest
    waits        \* by IRP slot: callbacks in progress at the disabling call, and still,
                 \* if the event was on (otherwise the request is futile: A-05) and
                 \* no enabling request overlaps

vars == <<s, silent, tangled, waits>>

IrpSlots == 1..MaxIrps

Seed == [statics |-> IF Static THEN {ReceiveFrom} ELSE {}, mixed |-> FALSE, others |-> FALSE, exact |-> Exact]

(* A bound socket, by the observations that lead to it. *)
Bound(p) ==
    LET a == Step(DatagramInit(p), DatagramSocketEvent(1, 1, {ReceiveFrom}))
        b == Step(a, ReturnEvent(1, "WskSocket", "STATUS_PENDING"))
        c == Step(b, IrpEvent(1, "WskSocket", "STATUS_SUCCESS"))
        d == Step(c, CallEvent(1, "WskBind", 1))
        e == Step(d, ReturnEvent(1, "WskBind", "STATUS_PENDING"))
    IN Step(e, IrpEvent(1, "WskBind", "STATUS_SUCCESS"))

Init ==
    /\ s = Bound(Seed)
    /\ silent = "no"
    /\ tangled = FALSE
    /\ waits = [i \in IrpSlots |-> {}]

(***************************************************************************)
(* Ghosts                                                                  *)
(***************************************************************************)
EnablingIn(t) == \E k \in t.calls : k.what = "enable"
DisablingIn(t) == t.en[ReceiveFrom].dis # {} \/ \E k \in t.calls : k.what = "disable"
AtRest(t) == ~EnablingIn(t) /\ ~DisablingIn(t)

Open(t) == {k.id : k \in t.cbs}

(* A refusal or another disable makes the requests in flight futile.       *)
Overtakes(e) ==
    \/ e.kind = "exit" /\ e.status = "STATUS_DATA_NOT_ACCEPTED"
    \/ e.kind = "call" /\ IsDisable(e)
InFlight(i) == \E r \in s.irps : r.i = i /\ r.ret = "no"

Ghosts(e) ==
    /\ tangled' = IF AtRest(s') THEN FALSE ELSE tangled \/ (EnablingIn(s') /\ DisablingIn(s'))
    /\ silent' = CASE Static -> "no"
                   [] EnablingIn(s') -> "no"
                   [] AtRest(s') /\ DisablingIn(s) /\ ~tangled /\ silent = "no" ->
                        IF s'.en[ReceiveFrom].why # "disabled" THEN "no"
                        ELSE IF Exact \/ e.kind = "quiesce" THEN "yes" ELSE "soon"
                   [] silent = "soon" /\ e.kind = "quiesce" -> "yes"
                   [] OTHER -> silent
    /\ waits' = [i \in IrpSlots |->
                   IF e.kind = "call" /\ e.fn # "IoCancelIrp" /\ e.i = i
                   THEN IF s.en[ReceiveFrom].must THEN Open(s) ELSE {}
                   ELSE IF tangled' \/ (Overtakes(e) /\ InFlight(i)) THEN {} ELSE waits[i] \cap Open(s')]

Take(e) == s' = Step(s, e) /\ Ghosts(e)

(***************************************************************************)
(* Client actions                                                          *)
(***************************************************************************)
Call   == \E e \in SocketCalls(s, Limits) : Take(e)
Cancel == \E e \in SocketCancels(s, Limits) : Take(e)
Exit   == \E e \in SocketExits(s, Limits) : Take(e)

(***************************************************************************)
(* Provider actions                                                        *)
(***************************************************************************)
Returns(k) == {ReturnEvent(k.c, k.fn, status) :
    status \in {"STATUS_SUCCESS"} \cup IF k.irp THEN {"STATUS_PENDING"} ELSE {"STATUS_EVENT_PENDING"}}

Completions(r) == {IrpEvent(r.i, r.fn, status) :
    status \in {"STATUS_SUCCESS"} \cup IF r.excused THEN {"STATUS_CANCELLED"} ELSE {}}

Reports ==
    IF Cardinality(s.cbs) < MaxCallbacks THEN {ReportEvent(FreeSlot(Open(s)), {"sent"}, 1)} ELSE {}

Ends == UNION {Returns(k) : k \in s.calls} \cup UNION {Completions(r) : r \in {x \in s.irps : x.done = "no"}}

Allowed(e) == Violated(s, e) \subseteq Lifted

Provider == \E e \in Ends \cup Reports : Allowed(e) /\ Take(e)

Quiesce == s.calls = {} /\ Allowed(QuiesceEventOf) /\ Take(QuiesceEventOf)

Next == Call \/ Cancel \/ Exit \/ Provider \/ Quiesce

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)
TypeOK ==
    LET n == s.en[ReceiveFrom] IN
    /\ n.may \in {"yes", "stale", "no"} /\ n.must \in BOOLEAN /\ n.mixed \in BOOLEAN
    /\ n.why \in {"", "never", "disabled", "refused"}
    /\ n.how \in {"none", "first", "reenabled", "resumed", "static"}
    /\ n.enabling \in 0..MaxCalls
    /\ \A d \in n.dis : d.phase \in {"called", "pended", "draining", "completed"} /\ d.i \in 0..MaxIrps
    /\ n.must => n.may = "yes"
    /\ silent \in {"no", "soon", "yes"} /\ tangled \in BOOLEAN

(* What is on for certain is not off for a reason. *)
OneReasonInv == LET n == s.en[ReceiveFrom] IN n.may = "no" => n.why # ""

(* No request stays behind once everything has returned and completed. *)
NoGhostRequestInv ==
    (s.calls = {} /\ s.irps = {} /\ s.cbs = {} /\ s.calm) => s.en[ReceiveFrom].dis = {}

Entered == \E id \in Open(s') : id \notin Open(s)

(* An effective disable is silence until enabling. *)
SilenceProp == [][silent = "yes" => ~Entered]_vars

(* A disabling IRP completes last. *)
LastProp ==
    [][\A r \in s.irps : (r.what = "disable" /\ ~r.excused /\ r.done = "no" /\ r.i \notin {x.i : x \in s'.irps})
                         => waits[r.i] = {}]_vars

Owes == s.calls # {} \/ Violated(s, QuiesceEventOf) \ ClientRules # {}

(* The rules never contradict each other: whoever owes can go on. *)
CanGoOnInv == Owes => \E e \in Ends \cup Reports : Allowed(e)
===============================================================================
