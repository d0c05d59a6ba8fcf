----------------------------- MODULE MC_Connection -----------------------------
(***************************************************************************)
(* Connection-oriented sockets, composed and finite: client, peer and      *)
(* provider, from the creation of the socket, or from its connection, to   *)
(* its end.                                                                *)
(*                                                                         *)
(* Purpose.  To show of the rules, taken together, what none of them says: *)
(* that every byte is taken at most once and in order, that none is        *)
(* skipped for good, that suspension is silence, that nothing survives an  *)
(* abort or the close, and that the provider always has a legal way on.    *)
(*                                                                         *)
(* The ghost variables are kept by this module from the bare actions, not  *)
(* by the observer: so the properties are no rules in other words.         *)
(***************************************************************************)
EXTENDS ConnectionWorld

CONSTANTS
    N,           \* bytes of the peer
    M,           \* bytes of the client
    Verbs,       \* what the client, its callbacks and the peer do
    Seeds,       \* kinds of client: subset of {"dynamic", "static"}
    Born,        \* the socket is connected at the start
    Exact,       \* records do not lag behind the provider
    MaxCalls,
    MaxIrps,
    MaxRetained

MCBytes == 1..N
MCSends == 1..M
MCSlots == 1..(MaxCallbacks + MaxRetained)
MCLimits == [
    verbs    |-> Verbs,
    calls    |-> MaxCalls,
    irps     |-> MaxIrps,
    retained |-> MaxRetained,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before anything was enabled

SeedOf(kind) == [
    statics |-> IF kind = "static" THEN {ReceiveEvent, DisconnectEvent} ELSE {},
    mixed   |-> FALSE,
    others  |-> FALSE,
    exact   |-> Exact]

Starts == {IF Born THEN Connected(SeedOf(kind)) ELSE DatagramInit(SeedOf(kind)) : kind \in Seeds}

VARIABLES
    taken,       \* how often each byte was taken, by either path
    stuck,       \* a callback left bytes: "no", "yes", "maybe" when a receive or an
                 \* enabling was under way, or the IRP slot of the WskReceive that resumes
    on,          \* an enabling of WskReceiveEvent has returned, and no disabling was called
                 \* or under way
    due,         \* bytes written while it was on and no receive could keep them
    ends,        \* how often each kind of disconnect event was entered
    quiet,       \* an abortive one was entered before the last quiescent point
    over         \* the connection is broken off and things have been quiet: "no", "soon", "yes"

vars == <<world, taken, stuck, on, due, ends, quiet, over>>

Init ==
    /\ WorldInit(Starts)
    /\ taken = [b \in Bytes |-> 0]
    /\ stuck = "no"
    /\ on = FALSE
    /\ due = {}
    /\ ends = [graceful |-> 0, abortive |-> 0]
    /\ quiet = FALSE
    /\ over = "no"

(***************************************************************************)
(* Ghosts                                                                  *)
(***************************************************************************)
Took(b) == label'[b] # label[b] /\ label'[b] \in Gone

Switches(e, disables) ==
    e.kind = "call" /\ e.code = "SO_WSK_EVENT_CALLBACK" /\ "WSK_EVENT_RECEIVE" \in e.mask /\ (DisableFlag \in e.mask <=> disables)

ReceiveUnderWay == \E r \in s.irps : r.fn = "WskReceive"

(* Calls made while a callback runs are under way at its exit, or may have *)
(* been: then no page says whether the callback is suspended (A-10).  So   *)
(* may those made before an entry whose record lags.                       *)
Stuck(e) ==
    CASE e.kind = "exit" /\ e.event = ReceiveEvent /\ (e.took = "some" \/ e.status = "STATUS_DATA_NOT_ACCEPTED") ->
           IF stuck = "crossed" \/ ReceiveUnderWay \/ (~Exact /\ s.nudged) THEN "maybe" ELSE "yes"
      [] e.kind = "exit" /\ e.event = ReceiveEvent /\ lists[e.id] # {} -> "no"
      [] e.kind = "enter" /\ e.event = ReceiveEvent ->
           IF ReceiveUnderWay \/ s.calls # {} THEN "crossed" ELSE IF stuck = "yes" THEN "yes" ELSE "no"
      [] e.kind = "call" /\ (e.fn = "WskReceive" \/ Switches(e, FALSE)) ->
           IF \E k \in s.cbs : k.event = ReceiveEvent THEN "crossed"
           ELSE IF stuck = "no" THEN "no" ELSE IF e.fn = "WskReceive" THEN "asked" ELSE "maybe"
      [] e.kind = "irp" /\ e.fn = "WskReceive" /\ stuck = "asked" ->
           IF Failed(e.status) THEN "maybe" ELSE "no"
      [] OTHER -> stuck

(* A receive keeps bytes to itself, or throws them away. *)
Swallows == \E r \in s.irps \cup s'.irps : r.what \in {"waitall", "drain"}

Ghosts(e) ==
    /\ taken' = [b \in Bytes |-> taken[b] + IF Took(b) THEN 1 ELSE 0]
    /\ stuck' = Stuck(e)
    /\ on' = CASE Switches(e, TRUE) -> FALSE
               [] e.kind = "return" /\ \E k \in s.calls : k.c = e.c /\ k.what = "enable" /\ ReceiveEvent \in k.aim ->
                    ~s.en[ReceiveEvent].mixed      \* overlapping requests settle nothing
               [] OTHER -> on
    /\ due' = IF ~on' \/ Swallows THEN {} ELSE IF on THEN due \cup {b \in Bytes : label[b] = "unsent" /\ label'[b] # "unsent"} ELSE due
    /\ ends' = IF e.kind # "enter" \/ e.event # DisconnectEvent THEN ends
               ELSE IF "WSK_FLAG_ABORTIVE" \in e.flags THEN [ends EXCEPT !.abortive = @ + 1] ELSE [ends EXCEPT !.graceful = @ + 1]
    /\ quiet' = (quiet \/ (e.kind = "quiesce" /\ ends.abortive > 0))
    /\ over' = CASE over = "no" /\ e.kind = "irp" /\ e.fn = "WskDisconnect" /\ s.ours = "aborting" /\ s'.ours = "aborted" -> "soon"
                 [] over = "no" /\ e.kind = "enter" /\ e.event = DisconnectEvent /\ "WSK_FLAG_ABORTIVE" \in e.flags -> "soon"
                 [] over = "soon" /\ e.kind = "quiesce" -> "yes"
                 [] OTHER -> over

Take(e, bs, os) == Follow(e, bs, os) /\ Ghosts(e)

MCNext ==
    \/ \E e \in Calls : Take(e, {}, CallBytes(e))
    \/ \E e \in SocketCancels(s, Limits) : Take(e, {}, {})
    \/ \E e \in Exits : Take(e, lists[e.id], {})
    \/ \E e \in Acts : Take(e, ActBytes(e), {})
    \/ \E p \in ProviderEvents : Allowed(p) /\ Take(p[1], p[2], p[3])
    \/ s.calls = {} /\ Violated(s, Rest) \subseteq Lifted /\ Take(Rest, {}, {})

Spec == Init /\ [][MCNext]_vars

(***************************************************************************)
(* Fairness, for liveness alone: calls return, IRPs complete when they may *)
(* again and again, callbacks return, the peer notices.                    *)
(***************************************************************************)
ReturnOf(c) == \E k \in s.calls : k.c = c /\ \E p \in LegalReturnsOf(k) : Allowed(p) /\ Take(p[1], p[2], p[3])
CompletionOf(i) == \E r \in Outstanding : r.i = i /\ \E p \in Completions(r) : Allowed(p) /\ Take(p[1], p[2], p[3])
ExitOf(id) == \E e \in Exits : e.id = id /\ Take(e, lists[e.id], {})
ReleaseOf(id) == \E e \in Calls : e.fn = "WskRelease" /\ e.list = id /\ Take(e, {}, {})

Fairness ==
    /\ \A c \in 1..MaxCalls : WF_vars(ReturnOf(c))
    /\ \A i \in 1..MaxIrps : SF_vars(CompletionOf(i))
    /\ \A id \in Slots : WF_vars(ExitOf(id)) /\ SF_vars(ReleaseOf(id))

FairSpec == Spec /\ Fairness

(***************************************************************************)
(* Types                                                                   *)
(***************************************************************************)
Outcomes == {"no", "ok", "fail", "pending"}
IsConnection == s.as = "connection"

TypeOK ==
    /\ label \in [Bytes -> Labels] /\ out \in [Sends -> OutLabels] /\ lists \in [Slots -> SUBSET Bytes]
    /\ stuck \in {"no", "yes", "maybe", "asked", "crossed"} /\ on \in BOOLEAN /\ due \subseteq Bytes
    /\ over \in {"no", "soon", "yes"} /\ quiet \in BOOLEAN
    /\ IsConnection =>
         /\ s.susp \in {"no", "partial", "refused", "resuming", "either"}
         /\ s.fin \in {"no", "early", "due", "told", "muted"} /\ s.rst \in {"no", "early", "due", "told", "muted"}
         /\ s.ended \in {"no", "held", "yes", "settled"}
         /\ s.ours \in {"no", "asked", "fin", "finished", "aborting", "aborted", "gone", "unclear", "over"}
         /\ s.silent \in {"no", "asked", "yes", "settled"}
         /\ s.aborts \in {"none", "yes", "half", "no", "open"}
         /\ s.after \in {"none", "untouched", "counted", "retained", "suspended"}
         /\ s.tags \subseteq (1..MaxIrps) \X {"resumer", "passed", "vain", "hushed", "half", "aged", "backed"}
         /\ \A r \in s.irps : r.ret \in Outcomes /\ r.done \in Outcomes
         /\ \A ev \in DOMAIN s.en : s.en[ev].must => s.en[ev].may = "yes"

(* The well-behaved client never takes the provider's obligations away. *)
JudgedInv == s.judged

(***************************************************************************)
(* Bytes                                                                   *)
(***************************************************************************)
TakenOnceInv == \A b \in Bytes : taken[b] <= 1

(* Nothing is under way that may have bytes in between. *)
Clear == ~ReceiveUnderWay /\ \A k \in s.cbs : k.event # ReceiveEvent

(* What was taken is the beginning of what was sent. *)
PrefixInv == Clear => \A b, c \in Bytes : c < b /\ taken[b] = 1 => taken[c] = 1 \/ label[c] \in {"excused", "doubtful", "muted", "void"}

NothingFromNowhereInv == \A b \in Bytes : label[b] = "unsent" => taken[b] = 0

OneListInv == \A a, b \in Slots : a # b => lists[a] \cap lists[b] = {}

RetainedStaysInv == \A id \in s.ret : lists[id] # {} /\ \A b \in lists[id] : label[b] = "retained"

(* While the connection lives, no byte is gone that was not taken. *)
NoneLostInv ==
    (IsConnection /\ Alive(s) /\ \A r \in s.irps : r.what # "drain") =>
        \A b \in Bytes : label[b] \notin {"void", "muted"} /\ (label[b] \in Taken \ {"indicated"} => taken[b] = 1)

(* Nobody acts any more, and the client takes what it is given: it has all *)
(* that came while its callback was on.                                    *)
AllTakenProp ==
    [][ (IsConnection /\ s.calm = FALSE /\ s'.calm
         /\ on /\ stuck = "no" /\ Clear /\ ~ReceiveUnderWay /\ Alive(s))
        => \A b \in due : taken'[b] = 1 ]_vars

(***************************************************************************)
(* Callbacks                                                               *)
(***************************************************************************)
Entered(event) == \E k \in s'.cbs : k \notin s.cbs /\ k.event = event /\ k.id \notin {x.id : x \in s.cbs}
DataEntered == \E id \in Slots : lists[id] = {} /\ lists'[id] # {}

SerialInv == Cardinality({k \in s.cbs : k.event = ReceiveEvent}) <= 1

(* A callback that left bytes is not called until a WskReceive. *)
SuspendedProp == [][stuck = "yes" => ~DataEntered]_vars

EndsInv == ends.graceful <= 1 /\ ends.abortive <= 1

(* Broken off is broken off: but for what a callback has that was in       *)
(* progress then, nothing is taken any more.                               *)
InHand == UNION {lists[id] : id \in Slots}
FinalProp ==
    [][ /\ over = "yes" => ~DataEntered /\ \A b \in Bytes \ InHand : taken'[b] = taken[b]
        /\ quiet => ends' = ends ]_vars

(***************************************************************************)
(* Closing                                                                 *)
(***************************************************************************)
ClosedInv == s.close = "done" => s.cbs = {} /\ s.ret = {}

ClosedIrpsInv == s.close = "done" /\ s.calm => s.irps = {} /\ s.calls = {}

NothingAfterCloseProp == [][s.close = "done" => s'.close = "done" /\ Cardinality(s'.cbs) <= Cardinality(s.cbs) /\ taken' = taken]_vars

(***************************************************************************)
(* Liveness                                                                *)
(***************************************************************************)
CallsReturnProp == \A c \in 1..MaxCalls : (\E k \in s.calls : k.c = c) ~> (\A k \in s.calls : k.c # c)

ClosesProp == (s.close = "called") ~> (s.close = "done")

Pends(fn, what) == \E r \in s.irps : r.fn = fn /\ r.what = what

(* A graceful disconnect that is stuck ends after the escalation. *)
ForcedProp == (Pends("WskDisconnect", "graceful") /\ IsConnection /\ (Aborted(s) \/ s.close # "no")) ~> ~Pends("WskDisconnect", "graceful")

(* A receive that finds bytes, or the end, gets them. *)
ReceivesProp ==
    (Pends("WskReceive", "plain") /\ \E b \in Bytes : label[b] \in Untaken) ~> ~Pends("WskReceive", "plain")

(***************************************************************************)
(* Witnesses: states that must be reachable.  Each is an invariant that    *)
(* TLC must find violated.                                                 *)
(***************************************************************************)
NeverCrossedInv == ~(IsConnection /\ \E g \in s.tags : g[2] = "passed")
NeverEitherInv == ~(IsConnection /\ s.susp = "either")
NeverResumedInv == ~(IsConnection /\ s.resumed)
NeverLeftAtEndInv == ~(IsConnection /\ s.graceful /\ \E b \in Bytes : label[b] \in {"left", "refused"})
NeverBothEndsInv == ~(ends.graceful = 1 /\ ends.abortive = 1)
NeverStuckDisconnectInv == ~(IsConnection /\ s.ours = "aborted" /\ \E r \in s.irps : r.fn = "WskDisconnect" /\ r.what = "graceful")
NeverAllTakenInv == ~(s.close = "done" /\ \A b \in Bytes : taken[b] = 1)
===============================================================================
