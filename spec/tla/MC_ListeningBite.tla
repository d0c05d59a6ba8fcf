--------------------------- MODULE MC_ListeningBite ---------------------------
(***************************************************************************)
(* Proof that the rules of a listening socket bite, with and without       *)
(* conditional accept: for each rule of the provider, a shortest behaviour *)
(* that gives it an occasion and keeps it, and a shortest one that breaks  *)
(* it in its last step, and as few others with it as can be.               *)
(*                                                                         *)
(* As MC_Bite, in the world of ListeningWorld.  Run with -workers 1.       *)
(***************************************************************************)
EXTENDS ListeningWorld, TLC, Sequences

CONSTANTS
    N,           \* connections
    Verbs,       \* what the client, its callbacks and the peers do
    Seeds,       \* kinds of client: subset of {"listening", "listeningStatic", "listeningMixed"}
    Start,       \* "new", "open" (created), "bound", "enabled", "conditional", "mode" (conditional, nothing
                 \* enabled), "accepting" (enabled, and a WskAccept queued)
    MaxCalls,
    MaxIrps,
    Lenient,     \* client rules that the client may break
    MaxLength    \* observations in a behaviour

MCConnections == 1..N
MCSlots == 1..MaxCallbacks
MCIrpSlots == 1..(MaxIrps + 1)
MCLimits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> MaxIrps, retained |-> 0, peers |-> {1},
    captures |-> 1, sockets |-> 1, lenient |-> Lenient]

SeedOf(kind) == [
    statics |-> IF kind = "listening" THEN {} ELSE {AcceptEv},
    mixed   |-> kind = "listeningMixed",
    others  |-> FALSE,
    exact   |-> FALSE]

VARIABLES kind, hist, spared, broken       \* as in MC_Bite

view == <<world, kind, spared, broken>>

(* An entry of the history: the observation and its connections.  twin is  *)
(* the connection whose inspect ID is given to this one, or 0.             *)
Entry(e, ds) ==
    [e  |-> [f \in DOMAIN e \cup {"twin"} |-> IF f # "twin" THEN e[f]
               ELSE IF e.kind = "enter" /\ e.before # {} THEN CHOOSE o \in Begun : label[o] \in e.before /\ o \notin ds ELSE 0],
     ds |-> ds]

Whole(e, category) ==
    <<e, ReturnEvent(1, e.fn, "STATUS_PENDING"), [IrpEvent(1, e.fn, "STATUS_SUCCESS") EXCEPT !.category = category]>>

Birth ==
    IF Start = "new" THEN <<>>
    ELSE Whole(ListeningSocketEvent(1, 1, {AcceptEv, InspectEv, AbortEv}), "listening")
         \o (IF Start \in {"conditional", "mode"} THEN Whole(ModeEvent(1, 1, 1), "none") ELSE <<>>)
         \o (IF Start = "open" THEN <<>> ELSE Whole(CallEvent(1, "WskBind", 1), "none"))
         \o (IF Start \in {"enabled", "conditional"}
             THEN <<SwitchMask(1, 0, {"WSK_EVENT_ACCEPT"}), ReturnEvent(1, "WskControlSocket", "STATUS_SUCCESS"), Quiet>>
             ELSE <<>>)
         \o (IF Start = "accepting"
             THEN <<SwitchMask(1, 0, {"WSK_EVENT_ACCEPT"}), ReturnEvent(1, "WskControlSocket", "STATUS_SUCCESS"),
                    AcceptCallEvent(1, 1, ConnectionEvents), ReturnEvent(1, "WskAccept", "STATUS_PENDING"), Quiet>>
             ELSE <<>>)

RECURSIVE Folded(_, _)
Folded(t, es) == IF es = <<>> THEN t ELSE Folded(Step(t, Head(es)), Tail(es))

Init ==
    /\ TLCSet(1, [r \in {} |-> 0])
    /\ TLCSet(2, {})
    /\ kind \in Seeds
    /\ label = [d \in Connections |-> "new"]
    /\ peer = [d \in Connections |-> "new"]
    /\ about = [id \in Slots |-> 0]
    /\ under = [i \in IrpSlots |-> 0]
    /\ s = Folded(DatagramInit(SeedOf(kind)), Birth)
    /\ hist = [n \in 1..Len(Birth) |-> Entry(Birth[n], {})]
    /\ spared = {}
    /\ broken = {}

(***************************************************************************)
(* Lawful steps                                                            *)
(***************************************************************************)
LawfulPairs ==
    ClientPairs \cup ExitPairs \cup NetworkPairs \cup {p \in ProviderEvents : Allowed(p)}
    \cup IF MayQuiesce THEN {<<Quiet, {}>>} ELSE {}

(***************************************************************************)
(* Anything that a faulty provider might do                                *)
(***************************************************************************)
AnyStatus == {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_UNSUCCESSFUL", "STATUS_INVALID_DEVICE_REQUEST"}

AnyReturn == {<<ReturnEvent(k.c, k.fn, status), {}>> : k \in s.calls, status \in AnyStatus}

SpoiledIrp(e) == {[e EXCEPT !.fresh = FALSE], [e EXCEPT !.address = "other"], [e EXCEPT !.category = "none"]}

AnyCompletion ==
    {<<IrpEvent(r.i, r.fn, status), {}>> : r \in {x \in s.irps : under[x.i] = 0}, status \in {"STATUS_SUCCESS", "STATUS_UNSUCCESSFUL"}}
    \cup {<<[IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT !.value = v], {}>> :
              r \in {x \in s.irps : x.what = ConditionalCode}, v \in {0, 1}}
    \cup UNION {{<<e, {d}>> : e \in {AcceptedIrp(r.i, {label[d]})} \cup SpoiledIrp(AcceptedIrp(r.i, {label[d]}))} :
              r \in {x \in s.irps : x.fn = "WskAccept"}, d \in Begun}

Spoiled(e) ==
    {[e EXCEPT !.address = "other"], [e EXCEPT !.flags = {"MSG_BCAST"}], [e EXCEPT !.known = FALSE, !.labels = {}]}

Twins(e, d) ==
    IF e.event # InspectEv THEN {} ELSE {[e EXCEPT !.before = {label[o]}] : o \in Begun \ {d}}

EntriesOf(e, d) ==
    {<<e, {d}>>}
    \cup {<<x, IF x.known THEN {d} ELSE {}>> : x \in IF e.event = AbortEv THEN {[e EXCEPT !.known = FALSE, !.labels = {}]} ELSE Spoiled(e)}
    \cup {<<x, {d}>> : x \in Twins(e, d) \cup IF e.event = AcceptEv THEN {[e EXCEPT !.fresh = FALSE]} ELSE {}}

AnyEntry ==
    IF ~CanEnter \/ s.open = "no" THEN {}
    ELSE UNION {EntriesOf(AcceptEntry(FreeId, {label[d]}), d) \cup EntriesOf(InspectEntry(FreeId, {label[d]}), d)
                \cup EntriesOf(AbortEntry(FreeId, {label[d]}), d) : d \in Begun}
         \cup {<<NullAcceptEntry(FreeId), {}>>}

AnythingPairs == AnyReturn \cup AnyCompletion \cup AnyEntry \cup Sights \cup {<<Quiet, {}>>}

(***************************************************************************)
(* Steps, as in MC_Bite                                                    *)
(***************************************************************************)
Fresh(b) ==
    LET best == TLCGet(1) IN
    \E r \in b \ ClientRules : r \notin DOMAIN best \/ Cardinality(b) < best[r]

Remember(b) ==
    LET best == TLCGet(1) IN
    TLCSet(1, [r \in DOMAIN best \cup b |->
                  IF r \in DOMAIN best THEN IF r \in b THEN Least(best[r], Cardinality(b)) ELSE best[r]
                  ELSE Cardinality(b)])

Show(word, rules, p) == PrintT(<<word, rules, kind, spared, Append(hist, Entry(p[1], p[2]))>>)

Occasion(p) ==
    LET new == Exercised(s, p[1]) \ TLCGet(2) IN
    IF new = {} THEN TRUE ELSE Show("occasion", new, p) /\ TLCSet(2, TLCGet(2) \cup new)

Lawful ==
    \E p \in LawfulPairs :
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
        /\ UNCHANGED <<world, kind, hist, spared>>

Next == broken = {} /\ (Break \/ Lawful)

Spec == Init /\ [][Next]_<<world, kind, hist, spared, broken>>

ShortEnough == Len(hist) < MaxLength
===============================================================================
