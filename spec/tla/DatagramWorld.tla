---------------------------- MODULE DatagramWorld ----------------------------
(***************************************************************************)
(* A datagram socket, its client, its network and a provider that does     *)
(* whatever the rules allow.  Nothing else is known of the provider:       *)
(* its step is any observation of ProviderEvents that breaks no rule.      *)
(*                                                                         *)
(* Purpose.  The models extend this module and add finiteness, properties  *)
(* or permission to break a rule.  Datagrams have identity here, which     *)
(* the observer has not: that is what conservation is stated of.           *)
(*                                                                         *)
(* Abstraction.  The provider has no buffers and no threads; a datagram    *)
(* that was sent may be handed over at any time, or never.  The network    *)
(* delivers at once.                                                       *)
(*                                                                         *)
(* Left out: order of datagrams, which no page promises; other sockets;    *)
(* failing requests, unless lim.verbs holds "errors".                      *)
(***************************************************************************)
EXTENDS Stimuli

CONSTANTS
    Datagrams,   \* 1..N: datagrams that the peers can send
    Slots,       \* slots of callbacks and retained lists
    MaxCallbacks,\* callbacks at once
    MaxList,     \* datagrams in one list
    Limits,      \* see Stimuli
    Lifted       \* rules that the provider may break: {} but in models that must fail

ASSUME /\ Datagrams \subseteq Nat /\ Slots \subseteq Nat
       /\ MaxCallbacks \in Nat /\ MaxList \in Nat \ {0}

VARIABLES
    s,           \* the observer state of the socket
    label,       \* what the observer calls each datagram; "unsent" before
    lists        \* the datagrams in the list of each callback slot

world == <<s, label, lists>>

Labels == {"unsent", "early", "sent", "barred", "indicated", "consumed", "retained", "refused", "received"}

WorldInit(seeds) ==
    /\ s \in {DatagramInit(p) : p \in seeds}
    /\ label = [d \in Datagrams |-> "unsent"]
    /\ lists = [id \in Slots |-> {}]

Unsent == {d \in Datagrams : label[d] = "unsent"}
Sent == Datagrams \ Unsent

(* The datagrams that e is about; chosen, if the provider chooses them. *)
About(e, chosen) ==
    CASE e.kind = "exit" -> lists[e.id]
      [] OTHER           -> chosen

(* Everything follows the observation e about these datagrams. *)
Follow(e, ds) ==
    LET mark == Mark(s, e)
        changes == Relabel(s, e)
        new(d) == IF d \in ds /\ mark # "" THEN mark ELSE label[d]
        moved(l) == IF \E p \in changes : p[1] = l THEN (CHOOSE p \in changes : p[1] = l)[2] ELSE l
    IN /\ s' = Step(s, e)
       /\ label' = [d \in Datagrams |-> moved(new(d))]
       /\ lists' = CASE e.kind = "enter" -> [lists EXCEPT ![e.id] = ds]
                     [] e.kind = "exit" /\ e.status # "STATUS_PENDING" -> [lists EXCEPT ![e.id] = {}]
                     [] e.kind = "call" /\ e.fn = "WskRelease" -> [lists EXCEPT ![e.list] = {}]
                     [] OTHER -> lists

(***************************************************************************)
(* The provider's repertoire: pairs of an observation and the datagrams    *)
(* that it is about.                                                       *)
(***************************************************************************)
Errors == "errors" \in Limits.verbs

(* A call's status.  An IRP's owner learns the rest from the IRP. *)
StatusesOf(k) ==
    (IF k.irp THEN {"STATUS_PENDING"} ELSE {})
    \cup (IF k.irp /\ "inline" \notin Limits.verbs /\ k.what # "disable" THEN {} ELSE {"STATUS_SUCCESS"})
    \cup (IF k.what = "disable" /\ ~k.irp THEN {"STATUS_EVENT_PENDING"} ELSE {})
    \cup (IF Errors THEN {"STATUS_UNSUCCESSFUL"} ELSE {})
    \cup (IF s.dead # "no" /\ k.fn # "WskCloseSocket" THEN {"STATUS_FILE_FORCED_CLOSED"} ELSE {})

Returns == {<<ReturnEvent(k.c, k.fn, status), {}>> : k \in s.calls, status \in {"STATUS_SUCCESS", "STATUS_PENDING",
               "STATUS_EVENT_PENDING", "STATUS_UNSUCCESSFUL", "STATUS_FILE_FORCED_CLOSED"}}

LegalReturnsOf(k) == {<<ReturnEvent(k.c, k.fn, status), {}>> : status \in StatusesOf(k)}

Ending(r) == r.excused \/ s.close # "no"

(* What is expected of an IRP now: nothing, while the call is open and     *)
(* "inline" completion is not modelled.                                    *)
Completions(r) ==
    LET failed(status) == {<<IrpEvent(r.i, r.fn, status), {}>>}
        opened == IF r.fn = "WskSocket" THEN s.category ELSE "none"
    IN (IF r.ret = "no" /\ "inline" \notin Limits.verbs THEN {}
        ELSE IF r.fn = "WskReceiveFrom"
        THEN {<<ReceivedEvent(r.i, label[d]), {d}>> : d \in Sent}
        ELSE {<<[IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT !.category = opened], {}>>})
       \cup (IF Ending(r) /\ r.fn # "WskCloseSocket" /\ r.ret = "pending" THEN failed("STATUS_CANCELLED") ELSE {})
       \cup (IF (Errors /\ r.fn # "WskCloseSocket") \/ r.ret = "fail" THEN failed("STATUS_UNSUCCESSFUL") ELSE {})
       \cup (IF s.dead # "no" /\ r.fn # "WskCloseSocket" THEN failed("STATUS_FILE_FORCED_CLOSED") ELSE {})

Outstanding == {r \in s.irps : r.done = "no"}

SomeLists == {ds \in SUBSET Sent : ds # {} /\ Cardinality(ds) <= MaxList}

FreeId == FreeSlot(Live(s).cbs)
CanEnter == Cardinality(s.cbs) < MaxCallbacks /\ FreeId \in Slots

Reports ==
    IF CanEnter THEN {<<ReportEvent(FreeId, {label[d] : d \in ds}, Cardinality(ds)), ds>> : ds \in SomeLists} ELSE {}

NullReports == IF CanEnter /\ s.dead # "no" THEN {<<NullListEvent(FreeId), {}>>} ELSE {}

ProviderEvents ==
    UNION {LegalReturnsOf(k) : k \in s.calls}
    \cup UNION {Completions(r) : r \in Outstanding}
    \cup Reports \cup NullReports

(***************************************************************************)
(* Client actions                                                          *)
(***************************************************************************)
Call    == \E e \in SocketCalls(s, Limits) : Follow(e, {})
Cancel  == \E e \in SocketCancels(s, Limits) : Follow(e, {})
Exit    == \E e \in SocketExits(s, Limits) : Follow(e, About(e, {}))

(***************************************************************************)
(* Network actions                                                         *)
(***************************************************************************)
Network ==
    \E e \in SocketPeers(s, Limits) :
        IF e.op = "send"
        THEN Unsent # {} /\ Follow(e, {CHOOSE d \in Unsent : \A o \in Unsent : d <= o})
        ELSE Follow(e, {})

(***************************************************************************)
(* Provider actions                                                        *)
(***************************************************************************)
Allowed(p) == Violated(s, p[1]) \subseteq Lifted

Provider == \E p \in ProviderEvents : Allowed(p) /\ Follow(p[1], p[2])

(* Nobody acts, and nothing is left to come: no call is open, and no rule  *)
(* calls the silence a breach.                                             *)
Quiesce == s.calls = {} /\ Violated(s, QuiesceEventOf) \subseteq Lifted /\ Follow(QuiesceEventOf, {})

WorldNext == Call \/ Cancel \/ Exit \/ Network \/ Provider \/ Quiesce

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)
(* What the provider owes: the return of a call, or something for want of  *)
(* which silence would break a rule of the provider.                       *)
Owes == s.calls # {} \/ Violated(s, QuiesceEventOf) \ ClientRules # {}

(* The rules never contradict each other: whoever owes can go on. *)
CanGoOnInv == Owes => \E p \in ProviderEvents : Allowed(p)
===============================================================================
