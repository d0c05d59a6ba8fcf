---------------------------- MODULE MC_AcceptedBite ----------------------------
(***************************************************************************)
(* Proof that the rules of accepted sockets bite: those that follow from   *)
(* where the socket comes from.  As MC_Bite, in the world of               *)
(* CompositionWorld.  Run with -workers 1.                                 *)
(***************************************************************************)
EXTENDS CompositionWorld, TLC

CONSTANT MaxLength   \* observations in a behaviour

VARIABLES kind, hist, spared, broken       \* as in MC_Bite

view == <<world, kind, spared, broken>>

(* An entry of the history: the observation, whose it is, and whether it   *)
(* is about the connection.                                                *)
Entry(on, e, about) ==
    [e  |-> [f \in DOMAIN e \cup {"on", "twin"} |-> IF f = "on" THEN on ELSE IF f = "twin" THEN 0 ELSE e[f]],
     ds |-> IF about \/ e.kind = "sees" \/ (e.kind = "peer" /\ e.op # "fail") THEN {1} ELSE {}]

Init ==
    /\ TLCSet(1, [r \in {} |-> 0])
    /\ TLCSet(2, {})
    /\ kind \in Seeds
    /\ StartOf(kind)
    /\ hist = [n \in 1..Len(Birth) |-> Entry("listener", Birth[n], FALSE)]
    /\ spared = {}
    /\ broken = {}

(***************************************************************************)
(* Anything that a faulty provider might do with the accepted socket       *)
(***************************************************************************)
AnyStatus == {"STATUS_SUCCESS", "STATUS_UNSUCCESSFUL", "STATUS_INVALID_DEVICE_REQUEST"}

AnyChild ==
    IF ~Born THEN {}
    ELSE {<<"accepted", [ReturnEvent(k.c, k.fn, status) EXCEPT !.inspect = known], FALSE>> :
              k \in Child.calls, status \in AnyStatus, known \in {"none", "same", "other"}}
         \cup (IF Child.cbs # {} THEN {}
               ELSE {x \in ChildEntries(ChildId) : x[2].event = ReceiveEvent => bytes \notin Taken})   \* bytes twice are no matter of origin
         \cup {<<"accepted", SeesEvent(op, {}), FALSE>> : op \in {"eof", "reset"}}

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

Show(word, rules, entry) == PrintT(<<word, rules, kind, spared, Append(hist, entry)>>)

Occasion(rules, entry) ==
    LET new == rules \ TLCGet(2) IN
    IF new = {} THEN TRUE ELSE Show("occasion", new, entry) /\ TLCSet(2, TLCGet(2) \cup new)

(* What the hand-over gives occasion to is told of the accepted socket.    *)
HandOverOccasions(x) ==
    IF x[1] = "listener" /\ HandsOver(x[2]) /\ Born
    THEN Exercised(Child, HandedEvent(x[2].status, x[2].entries, Inherits(p), MayInherit(p))) ELSE {}

Lawful ==
    \E x \in ClientSteps \cup PeerActs_ \cup LawfulSteps :
        LET entry == Entry(x[1], x[2], x[3]) IN
        /\ Occasion(Exercised(StateOf(x), x[2]) \cup HandOverOccasions(x), entry)
        /\ Follow(x)
        /\ hist' = Append(hist, entry)
        /\ spared' = spared \cup BrokenBy(x)
        /\ UNCHANGED <<kind, broken>>

Quiets ==
    /\ AtRest /\ Silence = {}
    /\ Occasion(IF Born THEN Exercised(Child, ChildRest) ELSE {}, Entry("listener", ListenerRest, FALSE))
    /\ Rest
    /\ hist' = Append(hist, Entry("listener", ListenerRest, FALSE))
    /\ UNCHANGED <<kind, spared, broken>>

Bites(b, entry) ==
    /\ b # {} /\ Fresh(b)
    /\ Remember(b)
    /\ Show("bite", b, entry)
    /\ broken' = b
    /\ UNCHANGED <<world, kind, hist, spared>>

Break ==
    \/ \E x \in AnyChild : Bites(BrokenBy(x), Entry(x[1], x[2], x[3]))
    \/ Bites(Silence, Entry("listener", ListenerRest, FALSE))

Next == broken = {} /\ (Break \/ Lawful \/ Quiets)

Spec == Init /\ [][Next]_<<world, kind, hist, spared, broken>>

ShortEnough == Len(hist) < MaxLength
===============================================================================
