------------------------------- MODULE MC_Client -------------------------------
(***************************************************************************)
(* The client object alone: registration, capture with and without         *)
(* waiting, the static mask, the transport list, cached descriptors,       *)
(* sockets as mere numbers, and a provider that comes and goes.            *)
(*                                                                         *)
(* Purpose.  To show that a client object always ends, that captures and   *)
(* sockets are counted right, and that the provider can always go on.      *)
(*                                                                         *)
(* Left out: what happens on the sockets (DatagramWorld), client events,   *)
(* which no provider raises (CLI-03).                                      *)
(***************************************************************************)
EXTENDS Stimuli

CONSTANTS
    Verbs,       \* what the client and its environment do
    Ready,       \* the provider is there at the start
    MaxCalls,
    MaxIrps,
    MaxCaptures,
    MaxSockets,
    Stubborn,    \* the client asks for captures and sockets even when it is leaving
    Lifted       \* rules that the provider may break: {} but in models that must fail

Limits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> MaxIrps, retained |-> 0, peers |-> {},
    captures |-> MaxCaptures, sockets |-> MaxSockets, lenient |-> {}]

VARIABLES
    s,           \* the observer state of the client object
    held,        \* captures that succeeded and were not given back
    alive        \* sockets: created or being created, and not closed

vars == <<s, held, alive>>

Init ==
    /\ s = ClientInit([ready |-> Ready])
    /\ held = 0
    /\ alive = 0

Take(e) == s' = Step(s, e)

(***************************************************************************)
(* Client and environment actions                                          *)
(***************************************************************************)
Call ==
    \E e \in ClientCalls(s, Limits) :
        /\ s.reg = "leaving" /\ ~Stubborn => e.fn \notin {"WskCaptureProviderNPI", "WskSocket"}
        /\ Take(e)
        /\ held' = IF e.fn = "WskReleaseProviderNPI" THEN held - 1 ELSE held
        /\ alive' = IF e.fn = "WskSocket" THEN alive + 1 ELSE alive

Cancel == \E e \in ClientCancels(s, Limits) : Take(e) /\ UNCHANGED <<held, alive>>

Environment == \E e \in ClientPeers(s, Limits) : Take(e) /\ UNCHANGED <<held, alive>>

(* A socket is closed: its own rules say when (DatagramWorld). *)
Closed ==
    /\ alive > Cardinality({k \in s.calls : k.fn = "WskSocket"}) + Cardinality({r \in s.irps : r.fn = "WskSocket" /\ r.done = "no" /\ r.ret # "no"})
    /\ alive' = alive - 1
    /\ Take([kind |-> "closed"])
    /\ UNCHANGED held

(***************************************************************************)
(* Provider actions                                                        *)
(***************************************************************************)
(* Where no rule says which status comes, any plausible one may. *)
StatusesOf(k) ==
    CASE k.fn = "WskRegister"            -> {"STATUS_SUCCESS"}
      [] k.fn = "WskCaptureProviderNPI"  -> {"STATUS_SUCCESS", "STATUS_DEVICE_NOT_READY", "STATUS_NOINTERFACE"}
      [] k.irp                           -> {"STATUS_PENDING", "STATUS_UNSUCCESSFUL"}
      [] k.fn = "WskControlClient"       -> {"STATUS_SUCCESS"}
      [] OTHER                           -> {"STATUS_SUCCESS"}

Return(k) ==
    \E status \in StatusesOf(k) :
        LET e == ReturnEvent(k.c, k.fn, status) IN
        /\ Violated(s, e) \subseteq Lifted
        /\ Take(e)
        /\ held' = IF k.fn = "WskCaptureProviderNPI" /\ status = "STATUS_SUCCESS" THEN held + 1 ELSE held
        /\ alive' = IF k.fn = "WskSocket" /\ status = "STATUS_UNSUCCESSFUL" THEN alive - 1 ELSE alive

Endings(r) ==
    CASE r.ret = "no"   -> {}
      [] r.ret = "fail" -> {"STATUS_UNSUCCESSFUL"}
      [] r.code = "WSK_TRANSPORT_LIST_CHANGE" ->
           {"STATUS_SUCCESS"} \cup IF r.excused \/ s.reg = "leaving" THEN {"STATUS_CANCELLED"} ELSE {}
      [] OTHER -> {"STATUS_SUCCESS", "STATUS_UNSUCCESSFUL"}

Complete(r) ==
    \E status \in Endings(r) :
        LET e == IrpEvent(r.i, r.fn, status) IN
        /\ r.done = "no"
        /\ Violated(s, e) \subseteq Lifted
        /\ Take(e)
        /\ alive' = IF r.fn = "WskSocket" /\ r.ret = "pending" /\ Failed(status) THEN alive - 1 ELSE alive
        /\ UNCHANGED held

Provider == (\E k \in s.calls : Return(k)) \/ (\E r \in s.irps : Complete(r))

(* Calls that wait for something of the client or the environment may be   *)
(* open at quiescence.                                                     *)
Waits(k) ==
    \/ k.fn = "WskDeregister"
    \/ k.fn = "WskCaptureProviderNPI" /\ k.timeout = "WSK_INFINITE_WAIT"

Quiesce ==
    /\ \A k \in s.calls : Waits(k)
    /\ Violated(s, QuiesceEventOf) \subseteq Lifted
    /\ Take(QuiesceEventOf)
    /\ UNCHANGED <<held, alive>>

Next == Call \/ Cancel \/ Environment \/ Closed \/ Provider \/ Quiesce

(* Fairness, for liveness alone: the provider ends what it can end, and    *)
(* the client gives back what it holds once it is leaving.  A record of    *)
(* WskDeregister may lag, so a capture that crosses it may still succeed:  *)
(* a client that never stops asking (Stubborn) would never be gone.        *)
GiveBack ==
    /\ s.reg = "leaving" /\ held > 0
    /\ \E e \in {x \in ClientCalls(s, Limits) : x.fn = "WskReleaseProviderNPI"} :
          Take(e) /\ held' = held - 1 /\ UNCHANGED alive

Fairness ==
    /\ SF_vars(GiveBack)
    /\ WF_vars(Closed)
    /\ \A c \in 1..MaxCalls : SF_vars(\E k \in s.calls : k.c = c /\ Return(k))
    /\ \A i \in 1..MaxIrps : SF_vars(\E r \in s.irps : r.i = i /\ Complete(r))

Spec == Init /\ [][Next]_vars
FairSpec == Spec /\ Fairness

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)
TypeOK ==
    /\ s.role = "client" /\ s.judged \in BOOLEAN
    /\ s.reg \in {"no", "calling", "yes", "failed", "leaving", "gone"}
    /\ s.ready \in {"yes", "no", "maybe"}
    /\ s.captures \in 0..(MaxCaptures + 1) /\ s.sockets \in 0..MaxSockets
    /\ s.mask \subseteq {"WskReceiveFromEvent", "WskAcceptEvent"}
    /\ held \in 0..MaxCaptures /\ alive \in 0..MaxSockets

JudgedInv == s.judged

CapturesInv == s.captures = held

SocketsInv == s.sockets = alive

(* Nothing of the client is left once it has been deregistered; at most an *)
(* IRP whose call has told its outcome is still on its way.                *)
GoneInv == s.reg = "gone" => held = 0 /\ alive = 0 /\ \A r \in s.irps : r.ret \in {"ok", "fail"}

(* The mask is set before the first socket, or never. *)
MaskProp == [][s.mask # s'.mask => ~s.made]_vars

Blocked(k) ==
    \/ k.fn = "WskDeregister" /\ (held > 0 \/ alive > 0 \/ \E o \in s.calls : o.fn # "WskDeregister")
    \/ k.fn = "WskCaptureProviderNPI" /\ k.timeout = "WSK_INFINITE_WAIT"

Owes ==
    \/ \E k \in s.calls : ~Blocked(k)
    \/ Violated(s, QuiesceEventOf) \ ClientRules # {}

CanEnd ==
    \/ \E k \in s.calls : \E status \in StatusesOf(k) : Violated(s, ReturnEvent(k.c, k.fn, status)) = {}
    \/ \E r \in s.irps : \E status \in Endings(r) : r.done = "no" /\ Violated(s, IrpEvent(r.i, r.fn, status)) = {}

(* The rules never contradict each other: whoever owes can go on. *)
CanGoOnInv == Owes => CanEnd

(***************************************************************************)
(* Liveness                                                                *)
(***************************************************************************)
(* WskDeregister comes back, once what it waits for is given back. *)
LeavesProp == (s.reg = "leaving") ~> (s.reg = "gone")

(* A capture that may wait for ever ends when the client leaves. *)
CaptureEndsProp ==
    (s.reg = "leaving" /\ \E k \in s.calls : k.fn = "WskCaptureProviderNPI")
        ~> (\A k \in s.calls : k.fn # "WskCaptureProviderNPI")
===============================================================================
