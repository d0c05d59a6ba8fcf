----------------------------- MODULE MC_ClientBite -----------------------------
(***************************************************************************)
(* Proof that the rules of a client object bite; see MC_Bite.  The         *)
(* provider's last step may break rules.  Run with -workers 1.             *)
(***************************************************************************)
EXTENDS Stimuli, TLC, Sequences

CONSTANTS
    Verbs,
    Ready,
    MaxCalls,
    MaxIrps,
    MaxCaptures,
    MaxSockets,
    MaxLength

Limits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> MaxIrps, retained |-> 0, peers |-> {},
    captures |-> MaxCaptures, sockets |-> MaxSockets, lenient |-> {}]

VARIABLES
    s,           \* the observer state of the client object
    hist,        \* what was observed
    broken       \* rules that the last step broke

view == <<s, broken>>

Entry(e) == [e |-> e, ds |-> {}]

Init ==
    /\ TLCSet(1, [r \in {} |-> 0])
    /\ TLCSet(2, {})
    /\ s = ClientInit([ready |-> Ready])
    /\ hist = <<>>
    /\ broken = {}

AnyStatus == {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_DEVICE_NOT_READY", "STATUS_NOINTERFACE", "STATUS_UNSUCCESSFUL"}

AnyReturn == {ReturnEvent(k.c, k.fn, status) : k \in s.calls, status \in AnyStatus}

AnyCompletion == {IrpEvent(r.i, r.fn, status) : r \in {x \in s.irps : x.fn # "WskSocket"}, status \in {"STATUS_SUCCESS", "STATUS_CANCELLED", "STATUS_UNSUCCESSFUL"}}

AnyEntry ==
    IF s.reg = "no" \/ s.cbs # {} THEN {}
    ELSE LET e == ClientEventEvent(1) IN {e, [e EXCEPT !.context = "other"], [e EXCEPT !.irql = "DEVICE_LEVEL"]}

Anything == AnyReturn \cup AnyCompletion \cup AnyEntry \cup {QuiesceEventOf}

Plausible(e) == e.kind # "return" \/ e.status # "STATUS_PENDING" \/ (CHOOSE k \in s.calls : k.c = e.c).irp

LawfulEvents ==
    ClientCalls(s, Limits) \cup ClientCancels(s, Limits) \cup ClientPeers(s, Limits)
    \cup {e \in AnyReturn \cup AnyCompletion : Violated(s, e) = {} /\ Plausible(e)}
    \cup (IF Violated(s, QuiesceEventOf) = {} THEN {QuiesceEventOf} ELSE {})

Fresh(b) ==
    LET best == TLCGet(1) IN
    \E r \in b \ ClientRules : r \notin DOMAIN best \/ Cardinality(b) < best[r]

Remember(b) ==
    LET best == TLCGet(1) IN
    TLCSet(1, [r \in DOMAIN best \cup b |->
                  IF r \in DOMAIN best THEN IF r \in b THEN Least(best[r], Cardinality(b)) ELSE best[r]
                  ELSE Cardinality(b)])

Show(word, rules, e) == PrintT(<<word, rules, "client", {}, Append(hist, Entry(e))>>)

Occasion(e) ==
    LET new == Exercised(s, e) \ TLCGet(2) IN
    IF new = {} THEN TRUE ELSE Show("occasion", new, e) /\ TLCSet(2, TLCGet(2) \cup new)   \* in this order: new depends on the register

Lawful ==
    \E e \in LawfulEvents :
        /\ Occasion(e)
        /\ s' = Step(s, e)
        /\ hist' = Append(hist, Entry(e))
        /\ UNCHANGED broken

Break ==
    \E e \in Anything :
        LET b == Violated(s, e) IN
        /\ b # {} /\ Fresh(b)
        /\ Remember(b)
        /\ Show("bite", b, e)
        /\ broken' = b
        /\ UNCHANGED <<s, hist>>

Next == broken = {} /\ (Break \/ Lawful)

Spec == Init /\ [][Next]_<<s, hist, broken>>

ShortEnough == Len(hist) < MaxLength
===============================================================================
