--------------------------- MODULE ConnectionWorld ---------------------------
(***************************************************************************)
(* A connection-oriented socket, its client, its peer and a provider that  *)
(* does whatever the rules allow.  Nothing else is known of the provider:  *)
(* its step is any observation of ProviderEvents that breaks no rule.      *)
(*                                                                         *)
(* Purpose.  The models extend this module and add finiteness, properties  *)
(* or permission to break a rule.  Bytes have identity and a place in the  *)
(* stream here, which the observer has not: that is what order and         *)
(* conservation are stated of.                                             *)
(*                                                                         *)
(* Abstraction.  The provider may offer any stretch of what was sent, in   *)
(* any order, as often as it likes: that it does not is the rules' doing.  *)
(* A partial acceptance takes all but the last byte.  The network delivers *)
(* the client's bytes one by one, in order.                                *)
(*                                                                         *)
(* Left out: corruption, which the rules see by itself; end of stream as   *)
(* the peer sees it, on which no rule depends; failing requests but where  *)
(* somebody has caused it.                                                 *)
(***************************************************************************)
EXTENDS Stimuli, Sequences

CONSTANTS
    Bytes,       \* 1..N: bytes that the peer can send
    Sends,       \* 1..M: bytes that the client can send
    Slots,       \* slots of callbacks and retained lists
    MaxCallbacks,\* callbacks at once
    MaxList,     \* bytes in one list or buffer
    Limits,      \* see Stimuli
    Lifted       \* rules that the provider may break: {} but in models that must fail

ASSUME /\ Bytes \subseteq Nat /\ Sends \subseteq Nat /\ Slots \subseteq Nat
       /\ MaxCallbacks \in Nat /\ MaxList \in Nat \ {0}

VARIABLES
    s,           \* the observer state of the socket
    label,       \* what the observer calls each byte of the peer; "unsent" before
    out,         \* what it calls each byte of the client
    lists,       \* the bytes in the list of each callback slot
    told         \* the ideal send backlog as the last event and the last query told it, 0 before

world == <<s, label, out, lists, told>>

Labels == {"unsent", "excused", "doubtful", "void", "muted"} \cup Untaken \cup Taken
OutLabels == {"unsent", "sending", "half", "shut", "dropped", "vain", "hushed", "seen"}

(***************************************************************************)
(* A connected socket, by the observations that lead to it                 *)
(***************************************************************************)
RECURSIVE Folded(_, _)
Folded(t, es) == IF es = <<>> THEN t ELSE Folded(Step(t, Head(es)), Tail(es))

Birth == <<
    ConnectionSocketEvent(1, 1, "WskSocket"),
    ReturnEvent(1, "WskSocket", "STATUS_PENDING"),
    [IrpEvent(1, "WskSocket", "STATUS_SUCCESS") EXCEPT !.category = "connection"],
    CallEvent(1, "WskBind", 1),
    ReturnEvent(1, "WskBind", "STATUS_PENDING"),
    IrpEvent(1, "WskBind", "STATUS_SUCCESS"),
    [CallEvent(1, "WskConnect", 1) EXCEPT !.peer = 1],
    ReturnEvent(1, "WskConnect", "STATUS_PENDING"),
    SeesEvent("connected", {}),
    IrpEvent(1, "WskConnect", "STATUS_SUCCESS"),
    QuiesceEventOf>>

Connected(seed) == Folded(DatagramInit(seed), Birth)

WorldInit(starts) ==
    /\ s \in starts
    /\ label = [b \in Bytes |-> "unsent"]
    /\ out = [b \in Sends |-> "unsent"]
    /\ lists = [id \in Slots |-> {}]
    /\ told = [event |-> 0, query |-> 0]

(***************************************************************************)
(* Bytes                                                                   *)
(***************************************************************************)
Sent == {b \in Bytes : label[b] # "unsent"}
Most(bs) == CHOOSE b \in bs : \A o \in bs : o <= b
Fewest(bs) == CHOOSE b \in bs : \A o \in bs : b <= o
Of(bs) == {label[b] : b \in bs}

(* Stretches of what was sent that fit into a list. *)
Stretches ==
    {bs \in SUBSET Sent : /\ bs # {} /\ Cardinality(bs) <= MaxList
                          /\ \A b \in Fewest(bs)..Most(bs) : b \in bs}

Before(bs) == Of({b \in Sent : b < Fewest(bs)})
After(bs) == Of({b \in Sent : b > Most(bs)})
Skipped(bs) ==
    LET tops == {b \in Sent : label[b] \in Taken} \cup bs IN
    IF tops = {} THEN {} ELSE Of({b \in Sent : b < Most(tops)} \ bs)

(* Everything follows the observation e about these bytes of either side.  *)
(* A partial acceptance leaves the last byte.  Where a backlog is told, os *)
(* holds its size.                                                         *)
Follow(e, bs, os) ==
    LET mark == Mark(s, e)
        rest == MarkRest(s, e)
        changes == Relabel(s, e)
        moved(l) == IF \E p \in changes : p[1] = l THEN (CHOOSE p \in changes : p[1] = l)[2] ELSE l
        left == IF e.kind = "exit" /\ e.took = "some" THEN {Most(bs)} ELSE {}
        new(b) == IF b \in left THEN rest ELSE IF b \in bs /\ mark # "" THEN mark ELSE moved(label[b])
    IN /\ s' = Step(s, e)
       /\ label' = [b \in Bytes |-> new(b)]
       /\ out' = [b \in Sends |-> IF b \in os /\ mark # "" THEN mark ELSE moved(out[b])]
       /\ lists' = CASE e.kind = "enter" -> [lists EXCEPT ![e.id] = bs]
                     [] e.kind = "exit" /\ e.status # "STATUS_PENDING" -> [lists EXCEPT ![e.id] = {}]
                     [] e.kind = "call" /\ e.fn = "WskRelease" -> [lists EXCEPT ![e.list] = {}]
                     [] OTHER -> lists
       /\ told' = CASE e.kind = "enter" /\ e.event = BacklogEvent -> [told EXCEPT !.event = Most(os)]
                    [] e.kind = "irp" /\ os # {} -> [told EXCEPT !.query = Most(os)]
                    [] OTHER -> told

(***************************************************************************)
(* The provider's repertoire: observations with the bytes of the peer and  *)
(* of the client that they are about.                                      *)
(***************************************************************************)
Plain(es) == {<<e, {}, {}>> : e \in es}

(* Requests may fail: somebody has ended, or asked for it. *)
Ending(r) == s.as = "connection" /\ (r.excused \/ s.close # "no" \/ s.lost \/ s.fin # "no" \/ s.ours # "no" \/ s.silent # "no")

StatusesOf(k) ==
    (IF k.irp THEN {"STATUS_PENDING"} ELSE {"STATUS_SUCCESS"})
    \cup (IF k.what = "disable" THEN {"STATUS_SUCCESS"} ELSE {})
    \cup (IF k.what = "disable" /\ ~k.irp THEN {"STATUS_EVENT_PENDING"} ELSE {})
    \cup (IF s.dead # "no" /\ k.fn # "WskCloseSocket" THEN {"STATUS_FILE_FORCED_CLOSED"} ELSE {})

LegalReturnsOf(k) == Plain({ReturnEvent(k.c, k.fn, status) : status \in StatusesOf(k)})

(* Sizes that the ideal send backlog can have. *)
Sizes == {1, 2}
Compared(v, known) == IF known = 0 THEN "none" ELSE IF v = known THEN "same" ELSE "other"

Delivery(r, bs) ==
    <<[IrpEvent(r.i, r.fn, "STATUS_SUCCESS") EXCEPT
          !.labels = Of(bs), !.before = Before(bs), !.after = After(bs), !.skipped = Skipped(bs),
          !.count = Least(Cardinality(bs), 3)],
      bs, {}>>

(* An IRP that ends without bytes. *)
Ended_(r, status) == [IrpEvent(r.i, r.fn, status) EXCEPT !.skipped = Skipped({})]

Successes_(r) ==
    CASE r.fn = "WskReceive" ->
           (IF r.what \in {"plain", "waitall"} THEN {Delivery(r, bs) : bs \in Stretches} ELSE {})
           \cup (IF r.what = "zero" \/ PeerEnded(s) THEN Plain({Ended_(r, "STATUS_SUCCESS")}) ELSE {})
      [] r.fn \in Creators ->
           Plain({[Ended_(r, "STATUS_SUCCESS") EXCEPT !.category = "connection"]})
      [] r.what = IdealCode ->
           {<<[Ended_(r, "STATUS_SUCCESS") EXCEPT !.asEvent = Compared(v, told.event), !.asQuery = Compared(v, told.query)],
              {}, {v}>> : v \in Sizes}
      [] r.what = BackedCode -> Plain({[Ended_(r, "STATUS_SUCCESS") EXCEPT !.value = v] : v \in {0, 1}})
      [] OTHER -> Plain({Ended_(r, "STATUS_SUCCESS")})

Failures_(r) ==
    LET failed(status) == Plain({Ended_(r, status)}) IN
    IF r.fn = "WskCloseSocket" THEN {}
    ELSE (IF Ending(r) THEN failed("STATUS_UNSUCCESSFUL") ELSE {})
         \cup (IF s.as = "connection" /\ Silenced(s) THEN failed("STATUS_INVALID_DEVICE_STATE") ELSE {})
         \cup (IF s.dead # "no" THEN failed("STATUS_FILE_FORCED_CLOSED") ELSE {})
         \cup (IF r.fn \in {"WskConnect", "WskSocketConnect"} THEN failed("STATUS_UNSUCCESSFUL") ELSE {})

(* Nothing completes while its call is open. *)
Completions(r) == IF r.ret = "no" THEN {} ELSE Successes_(r) \cup Failures_(r)

Outstanding == {r \in s.irps : r.done = "no"}

FreeId == FreeSlot(Live(s).cbs)
CanEnter == Cardinality(s.cbs) < MaxCallbacks /\ FreeId \in Slots

Offers == {<<DataEvent(FreeId, Of(bs), Before(bs), After(bs), Skipped(bs)), bs, {}>> : bs \in Stretches}

Resized(id) ==
    {<<[PlainEvent(id, BacklogEvent, {}) EXCEPT !.asEvent = Compared(v, told.event), !.asQuery = Compared(v, told.query)],
       {}, {v}>> : v \in Sizes}

Notices ==
    Plain({PlainEvent(FreeId, DisconnectEvent, flags) : flags \in {{}, {"WSK_FLAG_ABORTIVE"}}})
    \cup (IF "backlog" \in Limits.verbs THEN Resized(FreeId) ELSE {})
    \cup (IF s.dead # "no" THEN Plain({[DataEvent(FreeId, {}, {}, {}, {}) EXCEPT !.list = "null"]}) ELSE {})

Entries == IF CanEnter /\ s.entries # {} THEN Offers \cup Notices ELSE {}

(* What the peer notices: the next byte, an abort that somebody caused. *)
Unseen == {b \in Sends : out[b] \notin {"unsent", "seen"}}
Sights ==
    IF s.as # "connection" THEN {} ELSE
    (IF Unseen = {} \/ s.reset \/ s.paused THEN {}
     ELSE {<<SeesEvent("data", {out[Fewest(Unseen)]}), {}, {Fewest(Unseen)}>>})
    \cup (IF ~s.reset /\ s.rst = "no" /\ ~s.paused /\ (Aborted(s) \/ s.close # "no") THEN Plain({SeesEvent("reset", {})}) ELSE {})
    \cup (IF s.conn = "calling" /\ ~s.met THEN Plain({SeesEvent("connected", {})}) ELSE {})

ProviderEvents ==
    UNION {LegalReturnsOf(k) : k \in s.calls} \cup UNION {Completions(r) : r \in Outstanding} \cup Entries \cup Sights

(***************************************************************************)
(* Client actions                                                          *)
(***************************************************************************)
Unspent == {b \in Sends : out[b] = "unsent"}

(* A send takes the next byte along; without one there is none. *)
CallBytes(e) == IF e.fn = "WskSend" THEN {Fewest(Unspent)} ELSE {}
Calls == {e \in SocketCalls(s, Limits) : e.fn = "WskSend" => Unspent # {}}
Exits == {e \in SocketExits(s, Limits) : e.took = "some" => Cardinality(lists[e.id]) > 1}

Call    == \E e \in Calls : Follow(e, {}, CallBytes(e))
Cancel  == \E e \in SocketCancels(s, Limits) : Follow(e, {}, {})
Exit    == \E e \in Exits : Follow(e, lists[e.id], {})

(***************************************************************************)
(* The peer and the environment                                            *)
(***************************************************************************)
Unsent == Bytes \ Sent
Acts == {e \in SocketPeers(s, Limits) : e.op = "write" => Unsent # {}}
ActBytes(e) == IF e.op = "write" THEN {Fewest(Unsent)} ELSE {}

Peer == \E e \in Acts : Follow(e, ActBytes(e), {})

(***************************************************************************)
(* Provider actions                                                        *)
(***************************************************************************)
Allowed(p) == Violated(s, p[1]) \subseteq Lifted

Provider == \E p \in ProviderEvents : Allowed(p) /\ Follow(p[1], p[2], p[3])

Rest == RestEvent(Of(Sent), Skipped({}), {out[b] : b \in Sends \ Unspent})

(* Nobody acts, and nothing is left to come: no call is open, and no rule  *)
(* calls the silence a breach.                                             *)
Quiesce == s.calls = {} /\ Violated(s, Rest) \subseteq Lifted /\ Follow(Rest, {}, {})

WorldNext == Call \/ Cancel \/ Exit \/ Peer \/ Provider \/ Quiesce

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)
Owes == s.calls # {} \/ Violated(s, Rest) \ ClientRules # {}

(* The rules never contradict each other: whoever owes can go on, unless   *)
(* the model has no room for the callback that is owed.                    *)
CanGoOnInv == Owes /\ CanEnter => \E p \in ProviderEvents : Allowed(p)
===============================================================================
