---------------------------- MODULE ListeningWorld ----------------------------
(***************************************************************************)
(* A listening socket, its client, peers that connect and give up, and a   *)
(* provider that does whatever the rules allow.  Nothing else is known of  *)
(* the provider: its step is any observation of ProviderEvents that breaks *)
(* no rule.                                                                *)
(*                                                                         *)
(* Purpose.  The models extend this module and add finiteness, properties  *)
(* or permission to break a rule.  Connections have identity here, which   *)
(* the observer has not: that is what is stated of each of them.           *)
(*                                                                         *)
(* Abstraction.  The provider has no queue and no threads; a connection    *)
(* may be established, refused, inspected, aborted or delivered at any     *)
(* time.  What a peer sees is the provider's doing.                        *)
(*                                                                         *)
(* Left out: the accepted sockets, which go their own way (the composition *)
(* has them); failing requests, unless lim.verbs holds "errors".           *)
(***************************************************************************)
EXTENDS Stimuli

CONSTANTS
    Connections, \* 1..N: connections that peers can make
    Slots,       \* slots of callbacks
    IrpSlots,    \* slots of IRPs
    MaxCallbacks,\* callbacks at once
    Limits,      \* see Stimuli
    Lifted       \* rules that the provider may break: {} but in models that must fail

ASSUME Connections \subseteq Nat /\ Slots \subseteq Nat /\ MaxCallbacks \in Nat

VARIABLES
    s,           \* the observer state of the listening socket
    label,       \* what the observer calls each connection; "new" before it begins
    peer,        \* what its peer knows: "new", "connecting", "connected", "refused", "gone" (it gave up)
    about,       \* the connection that each callback slot is about, 0 for none
    under        \* the connection whose inspection each IRP slot completes, 0 for none

world == <<s, label, peer, about, under>>

WorldInit(states) ==
    /\ s \in states
    /\ label = [d \in Connections |-> "new"]
    /\ peer = [d \in Connections |-> "new"]
    /\ about = [id \in Slots |-> 0]
    /\ under = [i \in IrpSlots |-> 0]

Begun == {d \in Connections : label[d] # "new"}
NextPeers == {d \in Connections : d \notin Begun /\ \A o \in Connections \ Begun : d <= o}

Quiet == QuiesceWith({label[d] : d \in Begun})

KnowsNow(e, d) ==
    CASE e.kind = "peer" /\ e.op = "connect" -> "connecting"
      [] e.kind = "peer" /\ e.op = "rst"     -> "gone"
      [] e.kind = "sees"                     -> e.op
      [] OTHER                               -> peer[d]

(* Everything follows the observation e about these connections, of which  *)
(* there is at most one.                                                   *)
Follow(e, ds) ==
    LET mark == Mark(s, e)
        changes == Relabel(s, e)
        moved(l) == IF \E p \in changes : p[1] = l THEN (CHOOSE p \in changes : p[1] = l)[2] ELSE l
        one == IF ds = {} THEN 0 ELSE CHOOSE d \in ds : TRUE
    IN /\ s' = Step(s, e)
       /\ label' = [d \in Connections |-> IF d \in ds /\ mark # "" THEN mark ELSE moved(label[d])]
       /\ peer' = [d \in Connections |-> IF d \in ds THEN KnowsNow(e, d) ELSE peer[d]]
       /\ about' = CASE e.kind = "enter" -> [about EXCEPT ![e.id] = one]
                     [] e.kind = "exit"  -> [about EXCEPT ![e.id] = 0]
                     [] OTHER            -> about
       /\ under' = CASE e.kind = "call" /\ e.fn = "WskInspectComplete" -> [under EXCEPT ![e.i] = one]
                     [] e.kind \in {"return", "irp"} ->
                          [i \in IrpSlots |-> IF \E r \in s'.irps : r.i = i THEN under[i] ELSE 0]
                     [] OTHER -> under

Of(d) == IF d = 0 THEN {} ELSE {d}
LabelOf(d) == IF d = 0 THEN {} ELSE {label[d]}

(***************************************************************************)
(* The provider's repertoire: pairs of an observation and the connections  *)
(* that it is about.                                                       *)
(***************************************************************************)
Verb(v) == v \in Limits.verbs

Asks(k) == k.what = InspectIdCode

StatusesOf(k) ==
    (IF k.irp THEN {"STATUS_PENDING"} ELSE {})
    \cup (IF k.irp /\ ~Verb("inline") /\ k.what # "disable" THEN {} ELSE {"STATUS_SUCCESS"})
    \cup (IF k.what = "disable" /\ ~k.irp THEN {"STATUS_EVENT_PENDING"} ELSE {})
    \cup (IF Asks(k) THEN {"STATUS_INVALID_DEVICE_REQUEST"} ELSE {})
    \cup (IF Verb("errors") /\ k.fn # "WskCloseSocket" THEN {"STATUS_UNSUCCESSFUL"} ELSE {})
    \cup (IF s.dead # "no" /\ k.fn # "WskCloseSocket" THEN {"STATUS_FILE_FORCED_CLOSED"} ELSE {})

LegalReturnsOf(k) == {<<ReturnEvent(k.c, k.fn, status), {}>> : status \in StatusesOf(k)}

Ending(r) == r.excused \/ s.close # "no"

Fails(r) ==
    (IF Ending(r) /\ r.fn # "WskCloseSocket" /\ r.ret = "pending" THEN {"STATUS_CANCELLED"} ELSE {})
    \cup (IF (Verb("errors") /\ r.fn # "WskCloseSocket") \/ r.ret = "fail" THEN {"STATUS_UNSUCCESSFUL"} ELSE {})
    \cup (IF Verb("unsupported") /\ r.what = ConditionalCode THEN {"STATUS_NOT_SUPPORTED"} ELSE {})
    \cup (IF s.dead # "no" /\ r.fn # "WskCloseSocket" THEN {"STATUS_FILE_FORCED_CLOSED"} ELSE {})

Completions(r) ==
    LET d == under[r.i]
        whole(e) == <<[e EXCEPT !.labels = LabelOf(d)], Of(d)>>
        opened == IF r.fn = "WskSocket" THEN s.category ELSE "none"
    IN (IF r.ret = "no" /\ ~Verb("inline") THEN {}
        ELSE IF r.fn = "WskAccept" THEN {<<AcceptedIrp(r.i, {label[x]}), {x}>> : x \in Begun}
        ELSE {whole([IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT !.category = opened, !.value = v]) :
                  v \in IF r.what = ConditionalCode THEN {0, 1} ELSE {0}})
       \cup {whole(IrpEvent(r.i, r.fn, status)) : status \in Fails(r)}

Outstanding == {r \in s.irps : r.done = "no"}

FreeId == FreeSlot(Live(s).cbs)
CanEnter == Cardinality(s.cbs) < MaxCallbacks /\ FreeId \in Slots

(* No callback of conditional accept is worth a try. *)
Plain == s.as # "listening" \/ s.cond = "no"

Accepting == IF CanEnter THEN {<<AcceptEntry(FreeId, {label[d]}), {d}>> : d \in Begun} ELSE {}

Inspecting ==
    IF CanEnter /\ ~Plain THEN {<<InspectEntry(FreeId, {label[d]}), {d}>> : d \in Begun} ELSE {}

Aborting ==
    IF CanEnter /\ ~Plain THEN {<<AbortEntry(FreeId, {label[d]}), {d}>> : d \in Begun} ELSE {}

NullReports ==
    IF ~CanEnter \/ s.dead = "no" THEN {}
    ELSE {<<NullAcceptEntry(FreeId), {}>>} \cup IF Plain THEN {} ELSE {<<NullInspectEntry(FreeId), {}>>}

(* What peers see, as long as the client does not have their connection;   *)
(* with the verb "blind" they are not asked.                               *)
Sights ==
    IF Verb("blind") THEN {}
    ELSE {<<SeesEvent("connected", {label[d]}), {d}>> : d \in {x \in Begun : peer[x] = "connecting" /\ label[x] # "delivered"}}
         \cup {<<SeesEvent("refused", {label[d]}), {d}>> :
                   d \in {x \in Begun : peer[x] \in {"connecting", "connected"} /\ label[x] # "delivered"}}

ProviderEvents ==
    UNION {LegalReturnsOf(k) : k \in s.calls}
    \cup UNION {Completions(r) : r \in Outstanding}
    \cup Accepting \cup Inspecting \cup Aborting \cup NullReports \cup Sights

(***************************************************************************)
(* Client actions                                                          *)
(***************************************************************************)
(* The decisions on requests that wait for one.  With the verb "late" also *)
(* on one that has been aborted meanwhile.                                 *)
Decisions ==
    IF ~Verb("WskInspectComplete") THEN {}
    ELSE UNION {LET asked(c, i) ==
                        IF Cardinality(Live(s).irps) >= Limits.irps THEN {}
                        ELSE {CompleteEvent(c, i, {label[d]}, action) : action \in {"WskInspectAccept", "WskInspectReject"}}
                IN {<<e, {d}>> : e \in CallsFrom(s, Limits, asked)} :
                    d \in {x \in Begun : label[x] \in {"pended", "pendedLost"} \cup IF Verb("late") THEN {"aborted"} ELSE {}}}

ClientPairs ==
    {<<e, {}>> : e \in {x \in ListeningCalls(s, Limits) : x.fn # "WskInspectComplete"} \cup ListeningCancels(s, Limits)
                       \cup IF s.as = "none" THEN ListeningBirths(s, Limits) ELSE {}}
    \cup Decisions

(* A callback returns about its connection. *)
ExitPairs ==
    {<<[e EXCEPT !.labels = LabelOf(about[e.id])], Of(about[e.id])>> : e \in ListeningExits(s, Limits)}

Client == \E p \in ClientPairs : Follow(p[1], p[2])
Exit   == \E p \in ExitPairs : Follow(p[1], p[2])

(***************************************************************************)
(* Network actions                                                         *)
(***************************************************************************)
NetworkPairs ==
    LET offered == ListeningPeers(s, Limits) IN
    (IF \E e \in offered : e.op = "connect" THEN {<<ConnectEvent(1, {}), {d}>> : d \in NextPeers} ELSE {})
    \cup {<<e, {}>> : e \in {x \in offered : x.op # "connect"}}
    \cup (IF Verb("rst")
          THEN {<<PeerActs("rst", 1, {label[d]}), {d}>> :
                    d \in {x \in Begun : peer[x] \in {"connecting", "connected"} /\ label[x] # "delivered"}}
          ELSE {})

Network == \E p \in NetworkPairs : Follow(p[1], p[2])

(***************************************************************************)
(* Provider actions                                                        *)
(***************************************************************************)
Allowed(p) == Violated(s, p[1]) \subseteq Lifted

Provider == \E p \in ProviderEvents : Allowed(p) /\ Follow(p[1], p[2])

(* Nobody acts, and nothing is left to come: no call is open, and no rule  *)
(* calls the silence a breach.                                             *)
MayQuiesce == s.calls = {} /\ Violated(s, Quiet) \subseteq Lifted
Quiesce == MayQuiesce /\ Follow(Quiet, {})

WorldNext == Client \/ Exit \/ Network \/ Provider \/ Quiesce

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)
Owes == s.calls # {} \/ Violated(s, Quiet) \ ClientRules # {}

(* The rules never contradict each other: whoever owes can go on. *)
CanGoOnInv == Owes => \E p \in ProviderEvents : Allowed(p)
===============================================================================
