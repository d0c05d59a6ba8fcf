----------------------------- MODULE MC_Datagram -----------------------------
(***************************************************************************)
(* Datagram sockets, composed and finite: client, network and provider,    *)
(* from the creation of the socket to its end.                             *)
(*                                                                         *)
(* Purpose.  To show of the rules, taken together, what none of them says: *)
(* that datagrams are conserved, that nothing survives the close, and that *)
(* the provider always has a legal way on.                                 *)
(*                                                                         *)
(* The ghost variables are kept by this module from the bare actions, not  *)
(* by the observer: so the properties are no rules in other words.         *)
(***************************************************************************)
EXTENDS DatagramWorld

CONSTANTS
    N,           \* datagrams
    Verbs,       \* what the client, its callbacks and the network do
    Seeds,       \* kinds of client: subset of {"dynamic", "static"}
    Exact,       \* records do not lag behind the provider
    MaxCalls,
    MaxIrps,
    MaxRetained,
    Peers

MCDatagrams == 1..N
MCSlots == 1..(MaxCallbacks + MaxRetained)
MCLimits == [
    verbs    |-> Verbs,
    calls    |-> MaxCalls,
    irps     |-> MaxIrps,
    retained |-> MaxRetained,
    peers    |-> Peers,
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before anything was enabled

SeedOf(kind) == [
    statics |-> IF kind = "static" THEN {ReceiveFrom} ELSE {},
    mixed   |-> FALSE,
    others  |-> FALSE,
    exact   |-> Exact]

VARIABLES
    taken,       \* how often each datagram was consumed, by either path
    inHand,      \* lists that the client has retained and not released
    off,         \* a disabling request took effect and no enabling one came after:
                 \* "no", "yes", or "soon" while records may lag
    tangled      \* enabling and disabling requests overlapped since both were last at rest

vars == <<world, taken, inHand, off, tangled>>

Init ==
    /\ WorldInit({SeedOf(kind) : kind \in Seeds})
    /\ taken = [d \in Datagrams |-> 0]
    /\ inHand = {}
    /\ off = "no"
    /\ tangled = FALSE

(***************************************************************************)
(* Ghosts.  They follow what changed, whoever did it.                      *)
(***************************************************************************)
Took(d) ==
    label'[d] # label[d] /\ label'[d] \in {"consumed", "retained", "received"}

Enabling_(t)  == \E k \in t.calls : k.what = "enable"
Disabling_(t) == \E k \in t.calls : k.what = "disable"
Pended_(t)    == \E r \in t.irps : r.what = "disable"
Draining_(t)  == \E ev \in DOMAIN t.en : t.en[ev].dis # {}
AtRest(t)     == ~(Enabling_(t) \/ Disabling_(t) \/ Pended_(t) \/ Draining_(t))

Statics == s.statics # {}

(* quiesced: the step is a quiescent point. *)
Ghosts(quiesced) ==
    /\ taken' = [d \in Datagrams |-> taken[d] + IF Took(d) THEN 1 ELSE 0]
    /\ inHand' = (inHand \cup {id \in Slots : \E d \in lists[id] : label[d] = "indicated" /\ label'[d] = "retained"})
                 \ {id \in Slots : lists[id] # {} /\ lists'[id] = {}}
    /\ tangled' = IF AtRest(s') THEN FALSE
                  ELSE tangled \/ (Enabling_(s') /\ (Disabling_(s') \/ Pended_(s') \/ Draining_(s')))
    /\ off' = CASE Statics -> "no"
                [] Enabling_(s') -> "no"
                [] AtRest(s') /\ ~AtRest(s) /\ ~tangled /\ off = "no" /\ \E ev \in DOMAIN s'.en : s'.en[ev].why = "disabled" ->
                     IF Exact \/ quiesced THEN "yes" ELSE "soon"
                [] off = "soon" /\ quiesced -> "yes"
                [] OTHER -> off

MCNext ==
    \/ (Call \/ Cancel \/ Exit \/ Network \/ Provider) /\ Ghosts(FALSE)
    \/ Quiesce /\ Ghosts(TRUE)

Spec == Init /\ [][MCNext]_vars

(***************************************************************************)
(* Fairness, for liveness alone.  The provider returns from every call and *)
(* completes what it may complete again and again; callbacks return and    *)
(* retained lists are released.  Nothing is asked of the client's calls,   *)
(* of the network, or of reports: datagrams may be lost.                   *)
(***************************************************************************)
ReturnOf(c) == \E k \in s.calls : k.c = c /\ \E p \in LegalReturnsOf(k) : Allowed(p) /\ Follow(p[1], p[2]) /\ Ghosts(FALSE)
CompletionOf(i) == \E r \in Outstanding : r.i = i /\ \E p \in Completions(r) : Allowed(p) /\ Follow(p[1], p[2]) /\ Ghosts(FALSE)
ExitOf(id) == \E e \in SocketExits(s, Limits) : e.id = id /\ Follow(e, lists[id]) /\ Ghosts(FALSE)
ReleaseOf(id) == \E e \in SocketCalls(s, Limits) : e.fn = "WskRelease" /\ e.list = id /\ Follow(e, {}) /\ Ghosts(FALSE)

Fairness ==
    /\ \A c \in 1..MaxCalls : WF_vars(ReturnOf(c))
    /\ \A i \in 1..MaxIrps : SF_vars(CompletionOf(i))
    /\ \A id \in Slots : WF_vars(ExitOf(id)) /\ SF_vars(ReleaseOf(id))

FairSpec == Spec /\ Fairness

(***************************************************************************)
(* Types                                                                   *)
(***************************************************************************)
Outcomes == {"no", "ok", "fail", "pending"}

TypeOK ==
    /\ s.role = "socket" /\ s.judged \in BOOLEAN
    /\ s.open \in {"no", "calling", "yes", "failed"}
    /\ s.bound \in {"no", "calling", "yes"}
    /\ s.dead \in {"no", "failing", "told", "settled"}
    /\ s.close \in {"no", "called", "done"}
    /\ \A k \in s.calls : k.c \in Nat \ {0} /\ k.inside \in {0} \cup Slots
    /\ \A r \in s.irps : r.i \in Nat \ {0} /\ r.ret \in Outcomes /\ r.done \in Outcomes /\ ~(r.ret # "no" /\ r.done # "no")
    /\ \A k \in s.cbs : k.id \in Slots /\ k.event = ReceiveFrom /\ k.list \in {"list", "null"}
    /\ s.ret \subseteq Slots
    /\ DOMAIN s.en \subseteq {ReceiveFrom}
    /\ \A ev \in DOMAIN s.en :
         LET n == s.en[ev] IN
         /\ n.may \in {"yes", "stale", "no"} /\ n.must \in BOOLEAN
         /\ n.why \in {"", "never", "disabled", "refused"}
         /\ n.how \in {"none", "first", "reenabled", "resumed", "static"}
         /\ n.enabling \in 0..MaxCalls
         /\ n.must => n.may = "yes"
    /\ s.sent \in 0..Tolerance /\ s.third \in 0..s.sent /\ s.rcvSent \in 0..Tolerance /\ s.outranked \in 0..Tolerance
    /\ s.setting \in 0..MaxIrps
    /\ label \in [Datagrams -> Labels]
    /\ lists \in [Slots -> SUBSET Datagrams]
    /\ inHand \subseteq Slots
    /\ off \in {"no", "soon", "yes"} /\ tangled \in BOOLEAN

(* The well-behaved client never takes the provider's obligations away. *)
JudgedInv == s.judged

(***************************************************************************)
(* Conservation                                                            *)
(***************************************************************************)
TakenOnceInv == \A d \in Datagrams : taken[d] <= 1

(* No datagram is in two lists. *)
OneListInv == \A a, b \in Slots : a # b => lists[a] \cap lists[b] = {}

RetainedInv == inHand = s.ret

RetainedStaysInv == \A id \in inHand : lists[id] # {} /\ \A d \in lists[id] : label[d] = "retained"

RefusedInv == \A d \in Datagrams : label[d] = "refused" => taken[d] = 0

NothingFromNowhereInv == \A d \in Datagrams : label[d] = "unsent" => taken[d] = 0 /\ \A id \in Slots : d \notin lists[id]

(***************************************************************************)
(* Switching                                                               *)
(***************************************************************************)
Entered == \E k \in s'.cbs : k \notin s.cbs /\ k.id \notin {x.id : x \in s.cbs}

(* An effective disable is silence until enabling. *)
SilenceProp == [][off = "yes" => ~Entered]_vars

(* Whatever switches a static event has no effect. *)
StaticInv == Statics /\ s.entries # {} => \A ev \in DOMAIN s.en : s.en[ev].may = "yes"

(***************************************************************************)
(* Closing                                                                 *)
(***************************************************************************)
ClosedInv == s.close = "done" => s.cbs = {} /\ s.ret = {}

(* No IRP is pending for good. *)
ClosedIrpsInv == s.close = "done" /\ s.calm => s.irps = {} /\ s.calls = {}

NothingAfterCloseProp == [][s.close = "done" => ~Entered /\ s'.close = "done"]_vars

(***************************************************************************)
(* Liveness                                                                *)
(***************************************************************************)
CallsReturnProp == \A c \in 1..MaxCalls : (\E k \in s.calls : k.c = c) ~> (\A k \in s.calls : k.c # c)

DisablesCompleteProp ==
    \A i \in 1..MaxIrps :
        (\E r \in s.irps : r.i = i /\ r.what = "disable") ~> (\A r \in s.irps : r.i = i => r.what # "disable")

ClosesProp == (s.close = "called") ~> (s.close = "done")

(***************************************************************************)
(* Witnesses: states that must be reachable.  Each is an invariant that    *)
(* TLC must find violated.                                                 *)
(***************************************************************************)
NeverTwoCallbacksInv == Cardinality(s.cbs) < 2
NeverDisablePendingWhileEnteredInv ==
    ~ \E ev \in DOMAIN s.en : \E d \in s.en[ev].dis : d.phase = "pended" /\ Cardinality(s.cbs) = 2 /\ Cardinality(d.held) = 1
NeverClosePendingInsideInv == ~(s.closeIn # 0 /\ s.calls = {} /\ s.cbs # {} /\ \E r \in s.irps : r.fn = "WskCloseSocket" /\ r.ret = "pending")
NeverMixedInv == \A ev \in DOMAIN s.en : ~s.en[ev].mixed
NeverRefusedAgainInv == ~(Statics /\ \E d \in Datagrams : label[d] = "refused" /\ s.cbs # {})
NeverRetainedWhileEnteredInv == ~(s.ret # {} /\ s.cbs # {})
NeverAllTakenInv == ~(s.close = "done" /\ \A d \in Datagrams : taken[d] = 1)
===============================================================================
