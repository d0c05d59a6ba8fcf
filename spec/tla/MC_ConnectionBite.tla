--------------------------- MODULE MC_ConnectionBite ---------------------------
(***************************************************************************)
(* Proof that the rules of a connection-oriented socket bite: as MC_Bite,  *)
(* in the world of ConnectionWorld with records that lag.  In one last     *)
(* step the provider may break rules.  Run with -workers 1.                *)
(***************************************************************************)
EXTENDS ConnectionWorld, TLC

CONSTANTS
    N,           \* bytes of the peer
    M,           \* bytes of the client
    Verbs,       \* what the client, its callbacks and the peer do
    Seeds,       \* kinds of client: subset of {"dynamic", "static", "mixed"}
    Begun,       \* how far the socket is at the start: observations of Birth
    MaxCalls,
    MaxIrps,
    MaxRetained,
    Lenient,     \* client rules that the client may break
    MaxLength    \* observations in a behaviour

MCBytes == 1..N
MCSends == 1..M
MCSlots == 1..(MaxCallbacks + MaxRetained)
MCLimits == [
    verbs |-> Verbs, calls |-> MaxCalls, irps |-> MaxIrps, retained |-> MaxRetained, peers |-> {1},
    captures |-> 1, sockets |-> 1, lenient |-> Lenient]

SeedOf(kind) == [
    statics |-> CASE kind = "static" -> {ReceiveEvent, DisconnectEvent}
                  [] kind = "mixed"  -> {ReceiveEvent, DisconnectEvent, ReceiveFrom}
                  [] OTHER           -> {},
    mixed   |-> kind = "mixed",
    others  |-> FALSE,
    exact   |-> FALSE]

VARIABLES
    kind,        \* kind of the client
    hist,        \* what was observed, with the bytes that it is about
    spared,      \* lenient client rules that were broken on the way
    broken       \* rules that the last step broke

view == <<world, kind, spared, broken>>

Entry(e, bs, os) == [e |-> e, ds |-> bs, os |-> os]

Beginning == SubSeq(Birth, 1, Begun)

Init ==
    /\ TLCSet(1, [r \in {} |-> 0])
    /\ TLCSet(2, {})
    /\ kind \in Seeds
    /\ WorldInit({Folded(DatagramInit(SeedOf(kind)), Beginning)})
    /\ hist = [n \in 1..Begun |-> Entry(Beginning[n], {}, {})]
    /\ spared = {}
    /\ broken = {}

(***************************************************************************)
(* Lawful steps                                                            *)
(***************************************************************************)
ClientSteps ==
    {<<e, {}, CallBytes(e)>> : e \in Calls}
    \cup Plain(SocketCancels(s, Limits))
    \cup {<<e, lists[e.id], {}>> : e \in Exits}

PeerSteps == {<<e, ActBytes(e), {}>> : e \in Acts}

ProviderSteps == {p \in ProviderEvents : Allowed(p)}

RestSteps == IF s.calls = {} /\ Violated(s, Rest) = {} THEN {<<Rest, {}, {}>>} ELSE {}

(***************************************************************************)
(* Anything that a faulty provider might do                                *)
(***************************************************************************)
AnyStatus == {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_UNSUCCESSFUL"}

AnyReturn == Plain({ReturnEvent(k.c, k.fn, status) : k \in s.calls, status \in AnyStatus})

AnyCompletion ==
    UNION {Successes_(r) : r \in s.irps}
    \cup Plain({Ended_(r, status) : r \in s.irps, status \in {"STATUS_SUCCESS", "STATUS_UNSUCCESSFUL"}})
    \cup UNION {{Delivery(r, bs) : bs \in Stretches} : r \in {x \in s.irps : x.fn = "WskReceive"}}

SpoiledData(r) == {
    [r EXCEPT !.sum = FALSE],
    [r EXCEPT !.whole = FALSE],
    [r EXCEPT !.flags = {"WSK_FLAG_ABORTIVE"}]}

AnyEntry ==
    IF ~CanEnter \/ s.entries = {} THEN {}
    ELSE Offers \cup UNION {{<<r, p[2], {}>> : r \in SpoiledData(p[1])} : p \in Offers}
         \cup Plain({PlainEvent(FreeId, DisconnectEvent, flags) :
                        flags \in {{}, {"WSK_FLAG_ABORTIVE"}, {"WSK_FLAG_RELEASE_ASAP"}}})
         \cup (IF "backlog" \in Verbs THEN Resized(FreeId) ELSE {})
         \cup Plain({[DataEvent(FreeId, {}, {}, {}, {}) EXCEPT !.list = "null"]})

AnySight ==
    (IF Unseen = {} THEN {} ELSE {<<SeesEvent("data", {out[Fewest(Unseen)]}), {}, {Fewest(Unseen)}>>})
    \cup (IF s.conn = "yes" THEN Plain({SeesEvent("reset", {})}) ELSE {})

AnyRead == Plain({ReadEvent(k, FALSE) : k \in {x.id : x \in {y \in s.cbs : y.list = "list"}} \cup s.ret})

Anything == AnyReturn \cup AnyCompletion \cup AnyEntry \cup AnySight \cup AnyRead \cup {<<Rest, {}, {}>>}

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
(* A rule that was not broken before, or is broken in less company. *)
Fresh(b) ==
    LET best == TLCGet(1) IN
    \E r \in b \ ClientRules : r \notin DOMAIN best \/ Cardinality(b) < best[r]

Remember(b) ==
    LET best == TLCGet(1) IN
    TLCSet(1, [r \in DOMAIN best \cup b |->
                  IF r \in DOMAIN best THEN IF r \in b THEN Least(best[r], Cardinality(b)) ELSE best[r]
                  ELSE Cardinality(b)])

Show(word, rules, p) == PrintT(<<word, rules, kind, spared, Append(hist, Entry(p[1], p[2], p[3]))>>)

(* Rules that have an occasion here for the first time. *)
Occasion(p) ==
    LET new == Exercised(s, p[1]) \ TLCGet(2) IN
    IF new = {} THEN TRUE ELSE Show("occasion", new, p) /\ TLCSet(2, TLCGet(2) \cup new)

Lawful ==
    \E p \in ClientSteps \cup PeerSteps \cup ProviderSteps \cup RestSteps :
        /\ Occasion(p)
        /\ Follow(p[1], p[2], p[3])
        /\ hist' = Append(hist, Entry(p[1], p[2], p[3]))
        /\ spared' = spared \cup Violated(s, p[1])
        /\ UNCHANGED <<kind, broken>>

Break ==
    \E p \in Anything :
        LET b == Violated(s, p[1]) IN
        /\ b # {} /\ Fresh(b)
        /\ Remember(b)
        /\ Show("bite", b, p)
        /\ broken' = b
        /\ UNCHANGED <<world, kind, hist, spared>>

Next == broken = {} /\ (Break \/ Lawful)

Spec == Init /\ [][Next]_<<world, kind, hist, spared, broken>>

(***************************************************************************)
(* Bounds                                                                  *)
(***************************************************************************)
ShortEnough == Len(hist) < MaxLength
===============================================================================
