----------------------------- MODULE MC_Listening -----------------------------
(***************************************************************************)
(* Listening sockets, with and without conditional accept, composed and    *)
(* finite: client, peers and provider, from the creation of the socket to  *)
(* its end.                                                                *)
(*                                                                         *)
(* Purpose.  To show of the rules, taken together, what none of them says: *)
(* that each connection has one fate, that it is decided by the client     *)
(* where the client decides, that nothing survives the close, and that the *)
(* provider always has a legal way on.                                     *)
(*                                                                         *)
(* The ghost variables are kept by this module from the bare actions, not  *)
(* by the observer: so the properties are no rules in other words.         *)
(***************************************************************************)
EXTENDS ListeningWorld, Sequences

CONSTANTS
    N,           \* connections
    Verbs,       \* what the client, its callbacks and the peers do
    Seeds,       \* kinds of client: subset of {"dynamic", "static"}
    Start,       \* "new": the socket is created; "bound", "enabled", "conditional": it was
    Exact,       \* records do not lag behind the provider
    MaxCalls,
    MaxIrps

MCConnections == 1..N
MCSlots == 1..MaxCallbacks
MCIrpSlots == 1..(MaxIrps + 1)
MCLimits == [
    verbs    |-> Verbs,
    calls    |-> MaxCalls,
    irps     |-> MaxIrps,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before anything was enabled

SeedOf(kind) == [
    statics |-> IF kind = "static" THEN {AcceptEv} ELSE {},
    mixed   |-> FALSE,
    others  |-> FALSE,
    exact   |-> Exact]

(* The observations that lead to the start. *)
Whole(e, category) ==
    <<e, ReturnEvent(1, e.fn, "STATUS_PENDING"), [IrpEvent(1, e.fn, "STATUS_SUCCESS") EXCEPT !.category = category]>>

Birth ==
    IF Start = "new" THEN <<>>
    ELSE Whole(ListeningSocketEvent(1, 1, ListenEntries(MCLimits) \cup {AcceptEv, InspectEv, AbortEv}), "listening")
         \o (IF Start = "conditional" THEN Whole(ModeEvent(1, 1, 1), "none") ELSE <<>>)
         \o Whole(CallEvent(1, "WskBind", 1), "none")
         \o (IF Start = "bound" THEN <<>>
             ELSE <<SwitchMask(1, 0, {"WSK_EVENT_ACCEPT"}), ReturnEvent(1, "WskControlSocket", "STATUS_SUCCESS")>>)

RECURSIVE Folded(_, _)
Folded(t, es) == IF es = <<>> THEN t ELSE Folded(Step(t, Head(es)), Tail(es))

VARIABLES
    given,       \* how often each connection was delivered
    aborts,      \* how often it was reported as aborted
    word,        \* the client's last word on it: "none", "pend", "accept", "reject"
    asked,       \* it is being inspected, or was
    told         \* an abort was recorded for it before the last word

vars == <<world, given, aborts, word, asked, told>>

Init ==
    /\ WorldInit({Folded(DatagramInit(SeedOf(kind)), Birth) : kind \in Seeds})
    /\ given = [d \in Connections |-> 0]
    /\ aborts = [d \in Connections |-> 0]
    /\ word = [d \in Connections |-> "none"]
    /\ asked = [d \in Connections |-> FALSE]
    /\ told = [d \in Connections |-> FALSE]

(***************************************************************************)
(* Ghosts.  They follow the bare observation.                              *)
(***************************************************************************)
IsGiven(e) ==
    \/ e.kind = "enter" /\ e.event = AcceptEv
    \/ e.kind = "irp" /\ e.fn = "WskAccept" /\ e.status = "STATUS_SUCCESS"

Word(e, d) ==
    CASE e.kind = "enter" /\ e.event = InspectEv -> "none"
      [] e.kind = "exit" /\ e.action = "WskInspectAccept" -> "accept"
      [] e.kind = "exit" /\ e.action = "WskInspectReject" -> "reject"
      [] e.kind = "exit" /\ e.action = "WskInspectPend"   -> "pend"
      [] e.kind = "call" /\ e.fn = "WskInspectComplete"   -> IF e.action = "WskInspectAccept" THEN "accept" ELSE "reject"
      [] OTHER -> word[d]

Once(n) == IF n < 2 THEN n + 1 ELSE n

Ghosts(e, ds) ==
    LET anew == e.kind = "enter" /\ e.event = InspectEv IN
    /\ given'  = [d \in Connections |-> IF d \in ds /\ IsGiven(e) THEN Once(given[d]) ELSE given[d]]
    /\ aborts' = [d \in Connections |-> IF d \notin ds THEN aborts[d]
                                         ELSE IF anew THEN 0
                                         ELSE IF e.kind = "enter" /\ e.event = AbortEv THEN Once(aborts[d]) ELSE aborts[d]]
    /\ word'   = [d \in Connections |-> IF d \in ds THEN Word(e, d) ELSE word[d]]
    /\ asked'  = [d \in Connections |-> asked[d] \/ (d \in ds /\ anew)]
    /\ told'   = [d \in Connections |-> IF d \in ds /\ anew THEN FALSE
                                         ELSE told[d] \/ (d \in ds /\ e.kind = "enter" /\ e.event = AbortEv)]

Does(pairs) == \E p \in pairs : Follow(p[1], p[2]) /\ Ghosts(p[1], p[2])
Lawfully(pairs) == \E p \in pairs : Allowed(p) /\ Follow(p[1], p[2]) /\ Ghosts(p[1], p[2])

MCNext ==
    \/ Does(ClientPairs) \/ Does(ExitPairs) \/ Does(NetworkPairs)
    \/ Lawfully(ProviderEvents)
    \/ MayQuiesce /\ Follow(Quiet, {}) /\ Ghosts(Quiet, {})

Spec == Init /\ [][MCNext]_vars

(***************************************************************************)
(* Fairness, for liveness alone.  The provider returns from every call,    *)
(* completes what it may complete again and again, and says again and      *)
(* again what it may say of a connection; callbacks return.  Nothing is    *)
(* asked of the client's calls or of the peers.                            *)
(***************************************************************************)
ReturnOf(c) == \E k \in s.calls : k.c = c /\ Lawfully(LegalReturnsOf(k))
CompletionOf(i) == \E r \in Outstanding : r.i = i /\ Lawfully(Completions(r))
ExitOf(id) == Does({p \in ExitPairs : p[1].id = id})
Concerning(d, pairs) == Lawfully({p \in pairs : p[2] = {d}})

Fairness ==
    /\ \A c \in 1..MaxCalls : WF_vars(ReturnOf(c))
    /\ \A i \in IrpSlots : SF_vars(CompletionOf(i))
    /\ \A id \in Slots : WF_vars(ExitOf(id))
    /\ \A d \in Connections : SF_vars(Concerning(d, Accepting)) /\ SF_vars(Concerning(d, Aborting))
                              /\ SF_vars(Concerning(d, Inspecting))

FairSpec == Spec /\ Fairness

(***************************************************************************)
(* Types                                                                   *)
(***************************************************************************)
Outcomes == {"no", "ok", "fail", "pending"}

TypeOK ==
    /\ s.role = "socket" /\ s.as \in {"none", "listening"}
    /\ s.open \in {"no", "calling", "yes", "failed"}
    /\ s.bound \in {"no", "calling", "yes"}
    /\ s.dead \in {"no", "failing", "told", "settled"}
    /\ s.close \in {"no", "called", "done"}
    /\ \A r \in s.irps : r.ret \in Outcomes /\ r.done \in Outcomes /\ ~(r.ret # "no" /\ r.done # "no")
    /\ \A k \in s.cbs : k.id \in Slots /\ k.event \in {AcceptEv, InspectEv, AbortEv}
    /\ s.ret = {}
    /\ s.as = "listening" =>
         /\ DOMAIN s.en = {AcceptEv, InspectEv, AbortEv}
         /\ s.cond \in {"no", "on?", "yes", "off?", "unclear"}
         /\ s.pendAge \in 0..4 /\ s.arrivals \in 0..2 /\ s.outranked \in 0..RacesInARow
         /\ s.older \in BOOLEAN /\ s.stock \in BOOLEAN /\ s.nulls \in BOOLEAN /\ s.lasting \in BOOLEAN
         /\ s.inherit \in [ConnectionEvents -> {"no", "calling", "twice", "yes", "unclear"}]
         /\ s.slow \subseteq IrpSlots
    /\ label \in [Connections -> AllLabels \cup {"new"}]
    /\ peer \in [Connections -> {"new", "connecting", "connected", "refused", "gone"}]
    /\ about \in [Slots -> Connections \cup {0}]

(* The well-behaved client never takes the provider's obligations away. *)
JudgedInv == s.judged

(***************************************************************************)
(* One fate                                                                *)
(***************************************************************************)
GivenOnceInv == \A d \in Connections : given[d] <= 1

AbortedOnceInv == \A d \in Connections : aborts[d] <= 1

NotBothInv == \A d \in Connections : ~(given[d] = 1 /\ aborts[d] = 1)

NothingFromNowhereInv == \A d \in Connections : label[d] = "new" => given[d] = 0 /\ aborts[d] = 0 /\ ~asked[d]

(***************************************************************************)
(* The client's word                                                       *)
(***************************************************************************)
Mode == s.as = "listening" /\ Inspects(s)

(* Nobody gets a connection that the client has not accepted. *)
DecidedFirstProp == [][Mode => \A d \in Connections : given'[d] > given[d] => word[d] = "accept"]_vars

(* An abort follows a decision to accept or to think it over; one that     *)
(* crosses a rejecting WskInspectComplete may come.                        *)
AbortAfterWordProp ==
    [][\A d \in Connections : aborts'[d] > aborts[d] =>
          Mode /\ asked[d] /\ word[d] # "none" /\ (\A id \in Slots : about[id] = d => \E k \in s.cbs : k.id = id /\ k.event # InspectEv)]_vars

(* No peer is connected before the client has accepted it. *)
HandshakeProp ==
    [][Mode => \A d \in Connections : peer'[d] = "connected" /\ peer[d] # "connected" => word[d] = "accept"]_vars

(* Without the mode the client is not asked. *)
UnaskedInv == s.as = "listening" /\ s.cond = "no" => \A d \in Connections : ~asked[d] /\ aborts[d] = 0

(***************************************************************************)
(* Closing                                                                 *)
(***************************************************************************)
ClosedInv == s.close = "done" => s.cbs = {}

(* No IRP is pending for good. *)
ClosedIrpsInv == s.close = "done" /\ s.calm => s.irps = {} /\ s.calls = {}

Entered == \E k \in s'.cbs : k.id \notin {x.id : x \in s.cbs}

NothingAfterCloseProp == [][s.close = "done" => ~Entered /\ s'.close = "done"]_vars

(***************************************************************************)
(* Liveness                                                                *)
(***************************************************************************)
CallsReturnProp == \A c \in 1..MaxCalls : (\E k \in s.calls : k.c = c) ~> (\A k \in s.calls : k.c # c)

ClosesProp == (s.close = "called") ~> (s.close = "done")

(* What the client has accepted comes to an end, when it goes on taking.   *)
OutcomeProp ==
    \A d \in Connections :
        (word[d] = "accept" /\ s.close = "no" /\ s.dead = "no")
            ~> \/ given[d] = 1 \/ aborts[d] = 1 \/ peer[d] \in {"gone", "refused"}
               \/ s.close # "no" \/ s.dead # "no" \/ word[d] # "accept" \/ ~EventOn(s, AcceptEv)

(***************************************************************************)
(* Witnesses: states that must be reachable.  Each is an invariant that    *)
(* TLC must find violated.                                                 *)
(***************************************************************************)
NeverBothWaysInv == ~(\E k \in s.cbs : k.event = AcceptEv /\ k.list = "socket" /\ \E r \in s.irps : r.fn = "WskAccept" /\ r.ret = "pending")
NeverTwoInspectionsInv == ~(\E a, b \in s.cbs : a.id # b.id /\ a.event = InspectEv /\ b.event = InspectEv)
NeverCrossingInv ==
    ~(\E d \in Connections : aborts[d] = 1 /\ word[d] = "reject" /\ \E r \in s.irps : under[r.i] = d)
NeverRetriedInv == ~(\E d \in Connections : label[d] = "inspecting" /\ told[d] = FALSE /\ peer[d] = "refused")
NeverEndedInv == ~(\E d \in Connections : label[d] = "ended" /\ word[d] = "accept")
NeverClosePendingWhileUndecidedInv == ~(s.close = "done" /\ \E d \in Connections : label[d] = "pended")
NeverFadingGivenInv == ~(\E d \in Connections : peer[d] = "gone" /\ given[d] = 1)
===============================================================================
