---------------------------- MODULE MC_Composition ----------------------------
(***************************************************************************)
(* Client object, listening socket and accepted socket together, finite.   *)
(*                                                                         *)
(* Purpose.  To show what no observer says alone: that the client object   *)
(* counts and outlives what was accepted, that an accepted socket is its   *)
(* client's from the hand-over to the close and nobody else's, whatever    *)
(* becomes of the listening socket, and that all three always have a way   *)
(* on.                                                                     *)
(***************************************************************************)
EXTENDS CompositionWorld

VARIABLES
    alive,       \* sockets that exist: subset of {"listener", "accepted"}
    given,       \* the hand-over: "no", "event" (in WskAcceptEvent), "taken", "spurned", "irp"
    asked,       \* the client switched events of the accepted socket on or off itself
    taken        \* how often the client got the bytes

vars == <<world, alive, given, asked, taken>>

Init ==
    /\ \E kind \in Seeds : StartOf(kind)
    /\ alive = {"listener"}
    /\ given = "no"
    /\ asked = FALSE
    /\ taken = 0

(* What the ghosts become, of who the observation e is. *)
GivenNext(who, e, now) ==
    CASE who = "listener" /\ e.kind = "enter" /\ e.event = AcceptEv -> "event"
      [] who = "listener" /\ e.kind = "irp" /\ e.fn = "WskAccept" /\ e.status = "STATUS_SUCCESS" -> "irp"
      [] who = "listener" /\ e.kind = "exit" /\ e.event = AcceptEv -> IF e.status = "STATUS_SUCCESS" THEN "taken" ELSE "spurned"
      [] OTHER -> now

AskedNext(who, e, now) == now \/ (who = "accepted" /\ e.kind = "call" /\ IsSwitch(e))

TakenNext(who, e, now) ==
    IF who = "accepted" /\ e.kind = "enter" /\ e.event = ReceiveEvent /\ now < 2 THEN now + 1 ELSE now

Ghosts(x) ==
    /\ given' = GivenNext(x[1], x[2], given)
    /\ alive' = CASE x[1] = "listener" /\ Closes(x[2]) -> alive \ {"listener"}
                  [] x[1] = "accepted" /\ Closes(x[2]) -> alive \ {"accepted"}
                  [] given' \in {"event", "irp"} /\ given = "no" -> alive \cup {"accepted"}
                  [] given' = "spurned" /\ given = "event" -> alive \ {"accepted"}
                  [] OTHER -> alive
    /\ asked' = AskedNext(x[1], x[2], asked)
    /\ taken' = TakenNext(x[1], x[2], taken)

Does(xs) == \E x \in xs : Follow(x) /\ Ghosts(x)

Next ==
    \/ Does(ClientSteps) \/ Does(PeerActs_) \/ Does(LawfulSteps)
    \/ Quiesce /\ UNCHANGED <<alive, given, asked, taken>>

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Safety                                                                  *)
(***************************************************************************)
TypeOK ==
    /\ c.role = "client" /\ p.as = "listening" /\ (Born => Child.as = "connection" /\ IsAccepted(Child))
    /\ label \in AllLabels \cup {"new"}
    /\ early \subseteq {"data", "fin", "rst"}
    /\ alive \subseteq {"listener", "accepted"}
    /\ given \in {"no", "event", "taken", "spurned", "irp"}

JudgedInv == c.judged /\ p.judged /\ (Born => Child.judged)

(* The client object counts what there is. *)
SocketsInv == c.sockets = Cardinality(alive)

(* Nothing of the client is left once it has been deregistered. *)
GoneInv == c.reg = "gone" => alive = {} /\ p.cbs = {} /\ (Born => Child.cbs = {})

BytesOnceInv == taken <= 1

Entered == Born /\ q' # <<>> /\ \E k \in q'[1].cbs : k.id \notin {x.id : x \in Child.cbs}

(* Without a request of the client on the socket itself nothing is raised  *)
(* before the hand-over, none through WskAccept, and none that is rejected.*)
(* What a static mask does is open (STA-08).                               *)
HandOverProp == [][Entered /\ ~asked /\ seed.statics = {} => given = "taken"]_vars

RejectedProp == [][given = "spurned" => ~Entered]_vars

ClosedProp == [][(Born /\ Child.close = "done" => ~Entered) /\ (p.close = "done" => {k.id : k \in p'.cbs} \subseteq {k.id : k \in p.cbs})]_vars

(* The listening socket's end is not the accepted socket's. *)
ApartProp == [][Born /\ given = "taken" /\ p.close # p'.close => Child.close = q'[1].close /\ "accepted" \in alive' <=> "accepted" \in alive]_vars

Owes ==
    \/ p.calls # {} \/ (Born /\ Child.calls # {})
    \/ c.calls # {} /\ c.captures = 0 /\ alive = {}
    \/ Silence \ ClientRules # {}

CanGoOnInv == Owes => LawfulSteps # {}

(***************************************************************************)
(* Witnesses                                                               *)
(***************************************************************************)
NeverOutlivesInv == ~(p.close = "done" /\ Born /\ \E k \in Child.cbs : k.event = ReceiveEvent)
NeverInheritedInv == ~(given = "taken" /\ ~asked /\ Child.cbs # {})
NeverAllGoneInv == ~(c.reg = "gone" /\ Born /\ taken = 1)
===============================================================================
