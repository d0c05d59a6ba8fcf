-------------------------- MODULE MC_CompositionFull --------------------------
(***************************************************************************)
(* MC_Composition, with much of what can happen at once, to the end: more  *)
(* than two million states.                                                *)
(*                                                                         *)
(* Purpose.  Client object, listening socket and accepted socket do not    *)
(* see each other's observations; so what each of them can do next, and    *)
(* which rules speak, depends on few states of its own, while their        *)
(* combinations are millions.  Here the steps of each are worked out once, *)
(* by the definitions of CompositionWorld and with them by the rules, and  *)
(* kept in tables; the state of the model is the three places in these.    *)
(*                                                                         *)
(* Nothing is abstracted: by the refinement mapping of Whole! a state is   *)
(* one of MC_Composition and a step is one of its steps (RefinesProp), and *)
(* small configurations have as many states here as there.  The properties *)
(* are those of MC_Composition.                                            *)
(***************************************************************************)
EXTENDS Stimuli, Sequences, TLC

CONSTANTS
    Verbs, Seeds, Start, Exact, MaxCalls, Lifted      \* see CompositionWorld; Seeds has one element

VARIABLES
    l,           \* place of the listening socket
    d,           \* place of the accepted socket, 0 before it is born
    k            \* place of the client object

vars == <<l, d, k>>

Kind == CHOOSE kind \in Seeds : TRUE

(***************************************************************************)
(* What each of the three is on its own: its observer, and what else of    *)
(* the model's state concerns nobody but it.  Once a socket is born, its   *)
(* peer is the accepted socket's affair.                                   *)
(***************************************************************************)
Lis(x) == INSTANCE MC_Composition WITH
    c <- 0, p <- x.p, q <- IF x.born THEN <<FALSE>> ELSE <<>>, label <- x.label, bytes <- "", early <- x.early, peer <- x.peer, seed <- FALSE, alive <- {}, given <- x.given, asked <- FALSE, taken <- 0

Chi(x) == INSTANCE MC_Composition WITH
    c <- 0, p <- 0, q <- <<x.t>>, label <- "", bytes <- x.bytes, early <- x.early, peer <- x.peer, seed <- FALSE, alive <- {}, given <- "no", asked <- x.asked, taken <- x.taken

Cli(x) == INSTANCE MC_Composition WITH
    c <- x.c, p <- 0, q <- <<>>, label <- "", bytes <- "", early <- {}, peer <- "", seed <- FALSE, alive <- {}, given <- "no", asked <- FALSE, taken <- 0

Plain == INSTANCE MC_Composition WITH
    c <- 0, p <- 0, q <- <<>>, label <- "", bytes <- "", early <- {}, peer <- "", seed <- FALSE, alive <- {}, given <- "no", asked <- FALSE, taken <- 0

Seed == Plain!SeedOf(Kind)

FirstListener == [
    p |-> Plain!Folded(DatagramInit(Seed), Plain!Birth),
    label |-> "new", peer |-> "new", early |-> {}, born |-> FALSE, given |-> "no", alive |-> TRUE]

FirstClient == [c |-> Plain!Folded(ClientInit([ready |-> "yes"]), Plain!Registration), born |-> FALSE, handed |-> FALSE, closed |-> 0]

(***************************************************************************)
(* Steps.  A step says what the others have to make of it:                 *)
(*   "own"     nothing                                                     *)
(*   "birth"   there is an accepted socket now: the one in born            *)
(*   "hand"    its WskAcceptEvent returned, which is told as in hand       *)
(*   "part"    the listening socket is being closed                        *)
(*   "closed"  a socket is closed                                          *)
(***************************************************************************)
ListenerNext(x, e, about) ==
    LET born == x.born \/ Plain!Delivering_(e) IN [
    p     |-> Step(x.p, e),
    label |-> Plain!Renamed(x.p, x.label, e, about),
    peer  |-> IF born THEN "its" ELSE Plain!PeerNext(e, x.peer),
    early |-> IF born THEN {} ELSE Plain!EarlyNext(e, x.early),
    born  |-> born,
    given |-> Plain!GivenNext("listener", e, x.given),
    alive |-> x.alive /\ ~Plain!Closes(e)]

Newborn(x, e) == [
    t |-> Plain!NewbornOf(x.p, e, x.early, Seed), bytes |-> Plain!BytesAtBirth(x.early),
    early |-> x.early, peer |-> x.peer, asked |-> FALSE, taken |-> 0, alive |-> TRUE]

ListenerStep(x, e, about) ==
    LET next == ListenerNext(x, e, about)
        step(does, born, hand) == [to |-> next, does |-> does, born |-> born, hand |-> hand]
    IN CASE Plain!Delivering_(e) /\ ~x.born -> step("birth", {Newborn(x, e)}, {})
         [] Lis(x)!HandsOver(e) /\ x.born -> step("hand", {}, {Plain!HandOverOf(x.p, e)})
         [] e.kind = "call" /\ e.fn = "WskCloseSocket" /\ x.born -> step("part", {}, {})
         [] Plain!Closes(e) -> step("closed", {}, {})
         [] OTHER -> step("own", {}, {})

ListenerDeeds(x) ==
    Lis(x)!OnListener(Lis(x)!ListenerCalls) \cup Lis(x)!ListenerExits \cup IF x.born THEN {} ELSE Lis(x)!PeerActs_

ListenerLawful(x) == {y \in Lis(x)!ListenerEvents : Violated(x.p, y[2]) \subseteq Lifted}

ListenerSteps(x) == {ListenerStep(x, y[2], y[3]) : y \in ListenerDeeds(x) \cup ListenerLawful(x)}

(* Where quiescence can come, as far as it is concerned. *)
ListenerSilence(x) == Violated(x.p, Lis(x)!ListenerRest)
ListenerRests(x) ==
    IF x.p.calls = {} /\ ListenerSilence(x) \subseteq Lifted THEN {ListenerNext(x, Lis(x)!ListenerRest, FALSE)} ELSE {}

ChildNext(x, e, about) == [
    x EXCEPT !.t = Step(x.t, e),
             !.bytes = Plain!Renamed(x.t, x.bytes, e, about),
             !.peer = Plain!PeerNextOfChild(e, @),
             !.asked = Plain!AskedNext("accepted", e, @),
             !.taken = Plain!TakenNext("accepted", e, @),
             !.alive = @ /\ ~Plain!Closes(e) /\ ~(e.kind = "handed" /\ e.status # "STATUS_SUCCESS")]

ChildDeeds(x) ==
    Chi(x)!OnChild(Chi(x)!ChildCalls) \cup Chi(x)!ChildExits \cup Chi(x)!PeerActs_

ChildLawful(x) == {y \in Chi(x)!ChildEvents : Violated(x.t, y[2]) \subseteq Lifted}

ChildGoes(x) == \E y \in Chi(x)!ChildEvents : Violated(x.t, y[2]) \subseteq Lifted

ChildSteps(x) ==
    {[to |-> ChildNext(x, y[2], y[3]), does |-> IF Plain!Closes(y[2]) THEN "closed" ELSE "own"] : y \in ChildDeeds(x) \cup ChildLawful(x)}

ChildSilence(x) == Violated(x.t, Chi(x)!ChildRest)
ChildRests(x) ==
    IF x.t.calls = {} /\ ChildSilence(x) \subseteq Lifted THEN {ChildNext(x, Chi(x)!ChildRest, FALSE)} ELSE {}

(* The listening socket is closed once at most. *)
ChildParts(x) == IF x.t.born.parted THEN {} ELSE {ChildNext(x, PartedEvent, FALSE)}

ClientLawful(x) == {y \in Cli(x)!ClientEvents : Violated(x.c, y[2]) \subseteq Lifted}

ClientDeeds(x) == Cli(x)!OnClient(Cli(x)!ClientActs)

ClientMoves(x) == {[x EXCEPT !.c = Step(@, y[2])] : y \in ClientDeeds(x) \cup ClientLawful(x)}

(* What the client object is told of its sockets, at most once each. *)
ClientBorn(x) == [x EXCEPT !.c = Step(@, [kind |-> "born"]), !.born = TRUE]
ClientHanded(x, status) == [x EXCEPT !.c = Step(@, [kind |-> "handed", status |-> status]), !.handed = TRUE]
ClientClosed(x) == [x EXCEPT !.c = Step(@, [kind |-> "closed"]), !.closed = @ + 1]
ClientRests(x) == [x EXCEPT !.c = Step(@, QuiesceEventOf)]

(***************************************************************************)
(* Closures: all that each can come to, if the others let it               *)
(***************************************************************************)
RECURSIVE ListenersFrom(_, _)
ListenersFrom(seen, new) ==
    IF new = {} THEN seen
    ELSE LET all == seen \cup new
             next == UNION {{y.to : y \in ListenerSteps(x)} \cup ListenerRests(x) : x \in new}
         IN ListenersFrom(all, next \ all)

(* What an accepted socket is told when WskAcceptEvent returns: hands. *)
Handings(x, hands) == IF x.t.born.handed = "no" THEN hands ELSE {}

(* All that an accepted socket can do from a place. *)
ChildRow(x, hands) == [
    at     |-> x,
    steps  |-> ChildSteps(x),
    handed |-> {<<h, ChildNext(x, h, FALSE)>> : h \in Handings(x, hands)},
    parted |-> ChildParts(x),
    rests  |-> ChildRests(x)]

Reached(row) == {y.to : y \in row.steps} \cup {h[2] : h \in row.handed} \cup row.parted \cup row.rests

(* There are many of them: their rows are worked out once, and kept. *)
RECURSIVE ChildRowsFrom(_, _, _, _)
ChildRowsFrom(rows, seen, new, hands) ==
    IF new = {} THEN rows
    ELSE LET all == seen \cup new
             more == {ChildRow(x, hands) : x \in new}
             next == UNION {Reached(row) : row \in more}
         IN ChildRowsFrom(rows \cup more, all, next \ all, hands)

ClientTold(x) ==
    (IF x.born THEN {} ELSE {ClientBorn(x)})
    \cup (IF x.born /\ ~x.handed THEN {ClientHanded(x, status) : status \in {"STATUS_SUCCESS", "STATUS_REQUEST_NOT_ACCEPTED"}} ELSE {})
    \cup (IF x.c.sockets > 0 THEN {ClientClosed(x)} ELSE {})

RECURSIVE ClientsFrom(_, _)
ClientsFrom(seen, new) ==
    IF new = {} THEN seen
    ELSE LET all == seen \cup new
             next == UNION {ClientMoves(x) \cup ClientTold(x) \cup {ClientRests(x)} : x \in new}
         IN ClientsFrom(all, next \ all)

(***************************************************************************)
(* Tables, in TLC's registers: so they are worked out once, and a place is *)
(* looked up by its number, for which TLC wants a tuple: a function is     *)
(* searched.  Register 1 is what a tuple is collected in.                  *)
(***************************************************************************)
Enumerated(set) == IF TLCSet(1, <<>>) /\ \A x \in set : TLCSet(1, Append(TLCGet(1), x)) THEN TLCGet(1) ELSE <<>>

Listed(n, Of(_)) == IF TLCSet(1, <<>>) /\ \A i \in 1..n : TLCSet(1, Append(TLCGet(1), Of(i))) THEN TLCGet(1) ELSE <<>>

(* Places are found by some of their features first. *)
ListenerMark(x) == <<x.label, x.given, x.peer, x.early, x.p.close, x.p.calm, Cardinality(x.p.calls), Cardinality(x.p.irps)>>
ChildMark(x) == <<x.bytes, x.early, x.t.close, x.t.calm, x.t.born.handed, Cardinality(x.t.calls), Cardinality(x.t.cbs)>>
ClientMark(x) == <<x.c.sockets, x.c.captures, x.closed>>

Shelves(seq, Feature(_)) ==
    LET mark(n) == Feature(seq[n])
        marks == Listed(Len(seq), mark) IN
    [m \in {marks[n] : n \in 1..Len(seq)} |-> {n \in 1..Len(seq) : marks[n] = m}]

Place(seq, shelves, mark, x) == CHOOSE n \in shelves[mark] : seq[n] = x

(* The listening socket: its places, their shelves, the steps of each. *)
L == TLCGet(2)
LShelves == TLCGet(3)
LSteps == TLCGet(4)
ListenerAt(x) == Place(L, LShelves, ListenerMark(x), x)

ASSUME TLCSet(2, Enumerated(ListenersFrom({}, {FirstListener})))
ASSUME TLCSet(3, Shelves(L, ListenerMark))
ASSUME LET steps(n) == ListenerSteps(L[n]) IN TLCSet(4, Listed(Len(L), steps))

(* The accepted socket. *)
Hands == TLCGet(5)
DRows == TLCGet(13)
D == TLCGet(6)
DShelves == TLCGet(7)
ChildAt(x) == Place(D, DShelves, ChildMark(x), x)

ASSUME TLCSet(5, UNION {UNION {y.hand : y \in LSteps[n]} : n \in 1..Len(L)})
ASSUME TLCSet(13, Enumerated(ChildRowsFrom({}, {}, UNION {UNION {y.born : y \in LSteps[n]} : n \in 1..Len(L)}, Hands)))
ASSUME LET at(n) == DRows[n].at IN TLCSet(6, Listed(Len(DRows), at))
ASSUME TLCSet(7, Shelves(D, ChildMark))

(* The client object. *)
K == TLCGet(8)
KShelves == TLCGet(9)
ClientAt(x) == Place(K, KShelves, ClientMark(x), x)

ASSUME TLCSet(8, Enumerated(ClientsFrom({}, {FirstClient})))
ASSUME TLCSet(9, Shelves(K, ClientMark))

LTable == TLCGet(10)
DTable == TLCGet(11)
KTable == TLCGet(12)

ASSUME LET row(n) == [
    steps   |-> {[to |-> ListenerAt(y.to), does |-> y.does, born |-> {ChildAt(x) : x \in y.born}, hand |-> y.hand] : y \in LSteps[n]},
    goes    |-> ListenerLawful(L[n]) # {},
    silence |-> ListenerSilence(L[n]),
    rests   |-> {ListenerAt(x) : x \in ListenerRests(L[n])}]
       IN TLCSet(10, Listed(Len(L), row))

ASSUME LET row(n) == [
    steps   |-> {[to |-> ChildAt(y.to), does |-> y.does] : y \in DRows[n].steps},
    goes    |-> ChildGoes(D[n]),
    handed  |-> [h \in Handings(D[n], Hands) |-> ChildAt((CHOOSE y \in DRows[n].handed : y[1] = h)[2])],
    parted  |-> {ChildAt(x) : x \in DRows[n].parted},
    silence |-> ChildSilence(D[n]),
    rests   |-> {ChildAt(x) : x \in DRows[n].rests}]
       IN TLCSet(11, Listed(Len(D), row))

ASSUME LET row(n) == [
    moves   |-> {ClientAt(x) : x \in ClientMoves(K[n])},
    goes    |-> ClientLawful(K[n]) # {},
    born    |-> IF K[n].born THEN 0 ELSE ClientAt(ClientBorn(K[n])),
    handed  |-> [status \in {"STATUS_SUCCESS", "STATUS_REQUEST_NOT_ACCEPTED"} |->
                    IF ~K[n].born \/ K[n].handed THEN 0 ELSE ClientAt(ClientHanded(K[n], status))],
    closed  |-> IF K[n].c.sockets = 0 THEN 0 ELSE ClientAt(ClientClosed(K[n])),
    silence |-> Violated(K[n].c, QuiesceEventOf),
    rests   |-> ClientAt(ClientRests(K[n]))]
       IN TLCSet(12, Listed(Len(K), row))

ASSUME PrintT(<<"places of listening socket, accepted socket, client object", Len(L), Len(D), Len(K)>>)

(***************************************************************************)
(* The model                                                               *)
(***************************************************************************)
Init == l = ListenerAt(FirstListener) /\ d = 0 /\ k = ClientAt(FirstClient)

Listener ==
    \E y \in LTable[l].steps :
        /\ l' = y.to
        /\ CASE y.does = "birth"  -> d' \in y.born /\ k' = KTable[k].born
             [] y.does = "hand"   -> \E h \in y.hand : d' = DTable[d].handed[h] /\ k' = KTable[k].handed[h.status]
             [] y.does = "part"   -> d' \in DTable[d].parted /\ k' = k
             [] y.does = "closed" -> d' = d /\ k' = KTable[k].closed
             [] OTHER             -> UNCHANGED <<d, k>>

Accepted_ ==
    /\ d # 0
    /\ \E y \in DTable[d].steps : d' = y.to /\ k' = IF y.does = "closed" THEN KTable[k].closed ELSE k
    /\ UNCHANGED l

Client == \E n \in KTable[k].moves : k' = n /\ UNCHANGED <<l, d>>

Silence == LTable[l].silence \cup KTable[k].silence \cup IF d = 0 THEN {} ELSE DTable[d].silence

(* Quiescence is everybody's. *)
Quiesce ==
    /\ \A call \in K[k].c.calls : call.fn = "WskDeregister"
    /\ KTable[k].silence \subseteq Lifted
    /\ l' \in LTable[l].rests /\ k' = KTable[k].rests
    /\ IF d = 0 THEN d' = 0 ELSE d' \in DTable[d].rests

Next == Listener \/ Accepted_ \/ Client \/ Quiesce

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* The properties of MC_Composition                                        *)
(***************************************************************************)
Existing == (IF L[l].alive THEN {"listener"} ELSE {}) \cup IF d # 0 /\ D[d].alive THEN {"accepted"} ELSE {}

Whole == INSTANCE MC_Composition WITH
    c <- K[k].c, p <- L[l].p, q <- IF d = 0 THEN <<>> ELSE <<D[d].t>>,
    label <- L[l].label, bytes <- IF d = 0 THEN "" ELSE D[d].bytes,
    early <- IF d = 0 THEN L[l].early ELSE D[d].early, peer <- IF d = 0 THEN L[l].peer ELSE D[d].peer,
    seed <- Seed, alive <- Existing, given <- L[l].given,
    asked <- d # 0 /\ D[d].asked, taken <- IF d = 0 THEN 0 ELSE D[d].taken

TypeOK == l \in 1..Len(L) /\ d \in 0..Len(D) /\ k \in 1..Len(K) /\ Whole!TypeOK
JudgedInv == Whole!JudgedInv
SocketsInv == Whole!SocketsInv
GoneInv == Whole!GoneInv
BytesOnceInv == Whole!BytesOnceInv
HandOverProp == Whole!HandOverProp
RejectedProp == Whole!RejectedProp
ClosedProp == Whole!ClosedProp
ApartProp == Whole!ApartProp

Owes ==
    \/ L[l].p.calls # {} \/ (d # 0 /\ D[d].t.calls # {})
    \/ K[k].c.calls # {} /\ K[k].c.captures = 0 /\ Existing = {}
    \/ Silence \ ClientRules # {}

CanGoOnInv == Owes => LTable[l].goes \/ KTable[k].goes \/ (d # 0 /\ DTable[d].goes)

(* For small configurations: this is MC_Composition. *)
RefinesProp == Whole!Spec
SameInv == CanGoOnInv <=> Whole!CanGoOnInv
===============================================================================
