--------------------------- MODULE MC_ExtensionBite ---------------------------
(***************************************************************************)
(* Proof that the rules of basic sockets and of extension interfaces bite: *)
(* a shortest behaviour that gives each an occasion and keeps it, and a    *)
(* shortest one that breaks it.                                            *)
(*                                                                         *)
(* As MC_Bite.  The socket is a basic one: whatever an extension gives it  *)
(* comes from the extension alone.  Run with -workers 1.                   *)
(***************************************************************************)
EXTENDS Stimuli, TLC, Sequences

CONSTANTS
    Table,       \* the client gives the basic socket a dispatch table, with WskReceiveFromEvent
    Verbs,       \* subset of {"register", "unknown", "enable", "disable", "extension", "WskCloseSocket"}
    MaxLength    \* observations in a behaviour

Limits == [
    verbs |-> Verbs, calls |-> 1, irps |-> 1, retained |-> 0, peers |-> {1},
    captures |-> 1, sockets |-> 1, lenient |-> {"GEN_10"}]

Seed == [statics |-> {}, mixed |-> FALSE, others |-> FALSE, exact |-> FALSE]

VARIABLES
    s,
    kind,        \* kind of the client, always "dynamic"
    hist,        \* what was observed
    spared,      \* lenient client rules that were broken on the way
    broken       \* rules that the last step broke

vars == <<s, kind, hist, spared, broken>>
view == <<s, spared, broken>>

Entry(e) == [e |-> e, ds |-> {}]

Init ==
    /\ TLCSet(1, [r \in {} |-> 0])
    /\ TLCSet(2, {})
    /\ kind = "dynamic"
    /\ s = DatagramInit(Seed)
    /\ hist = <<>>
    /\ spared = {}
    /\ broken = {}

(***************************************************************************)
(* Lawful steps                                                            *)
(***************************************************************************)
Registration(c, npi) ==
    [CallEvent(c, "WskControlSocket", 0) EXCEPT
        !.request = "WskIoctl", !.code = RegisterCode, !.npi = npi, !.size = 24, !.output = TRUE,
        !.entries = {ExtensionEv}, !.given = TRUE]

Switching(c, mask) == [SwitchEvent(c, 0, mask) EXCEPT !.npi = ExtensionNpi]

BasicSocket(c, i) ==
    LET entries == IF Table THEN {ReceiveFrom} ELSE {} IN
    [CallEvent(c, "WskSocket", i) EXCEPT !.entries = entries, !.given = Table]

Requests2(c, i) ==
    LET when(v, es) == IF v \in Verbs THEN es ELSE {} IN
    IF s.open = "no" THEN {BasicSocket(c, i)}
    ELSE IF s.open # "yes" THEN {}
    ELSE when("register", {Registration(c, ExtensionNpi)})
         \cup when("unknown", {Registration(c, UnknownNpi)})
         \cup (IF HasExtension(s)
               THEN when("enable", {Switching(c, {ExtensionFlag})})
                    \cup when("disable", {Switching(c, {ExtensionFlag, DisableFlag})})
               ELSE {})
         \cup when("WskCloseSocket", {CallEvent(c, "WskCloseSocket", i)})

ClientEvents == CallsFrom(s, Limits, Requests2)

ExitEvents == {ExitEventOf(k.id, k.event, "STATUS_SUCCESS") : k \in s.cbs}

NetworkEvents ==
    IF "extension" \in Verbs /\ HasExtension(s) /\ s.close = "no" THEN {PeerEvent("extension", 0)} ELSE {}

FreeId == FreeSlot(Live(s).cbs)

ExtensionEntry == [PlainEvent(FreeId, ExtensionEv, {}) EXCEPT !.flags = {}]

ProviderEvents ==
    {ReturnEvent(k.c, k.fn, status) : k \in s.calls,
        status \in {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_NOT_SUPPORTED"}}
    \cup {[IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT !.category = IF r.fn = "WskSocket" THEN "basic" ELSE "none"] :
              r \in {x \in s.irps : x.done = "no"}}
    \cup IF s.cbs = {} /\ s.open = "yes" THEN {ExtensionEntry} ELSE {}

(* A call without IRP does not pend. *)
Sensible(e) == e.kind = "return" => (e.status = "STATUS_PENDING" => \E k \in s.calls : k.c = e.c /\ k.irp)

Rests == IF s.calls = {} /\ Violated(s, QuiesceEventOf) = {} THEN {QuiesceEventOf} ELSE {}

LawfulEvents ==
    ClientEvents \cup ExitEvents \cup NetworkEvents \cup Rests
    \cup {e \in ProviderEvents : Sensible(e) /\ Violated(s, e) = {}}

(***************************************************************************)
(* Anything that a faulty provider might do                                *)
(***************************************************************************)
AnyEvents ==
    {ReturnEvent(k.c, k.fn, status) : k \in s.calls,
        status \in {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_INVALID_PARAMETER"}}
    \cup {[IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT !.category = c] :
              r \in {x \in s.irps : x.fn = "WskSocket"}, c \in {"basic", "datagram"}}
    \cup {QuiesceEventOf}
    \cup IF s.open # "yes" \/ s.cbs # {} THEN {}
         ELSE {ExtensionEntry, [ExtensionEntry EXCEPT !.context = "other"]}
              \cup IF Table THEN {NullListEvent(FreeId)} ELSE {}

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

Show(word, rules, e) == PrintT(<<word, rules, kind, spared, Append(hist, Entry(e))>>)

Occasion(e) ==
    LET new == Exercised(s, e) \ TLCGet(2) IN
    IF new = {} THEN TRUE ELSE Show("occasion", new, e) /\ TLCSet(2, TLCGet(2) \cup new)

Lawful ==
    \E e \in LawfulEvents :
        /\ Occasion(e)
        /\ s' = Step(s, e)
        /\ hist' = Append(hist, Entry(e))
        /\ spared' = spared \cup Violated(s, e)
        /\ UNCHANGED <<kind, broken>>

Break ==
    \E e \in AnyEvents :
        LET b == Violated(s, e) IN
        /\ b # {} /\ Fresh(b)
        /\ Remember(b)
        /\ Show("bite", b, e)
        /\ broken' = b
        /\ UNCHANGED <<s, kind, hist, spared>>

Next == broken = {} /\ (Break \/ Lawful)

Spec == Init /\ [][Next]_vars

ShortEnough == Len(hist) < MaxLength
===============================================================================
