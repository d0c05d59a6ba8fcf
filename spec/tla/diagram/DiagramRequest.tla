---------------------------- MODULE DiagramRequest ----------------------------
(***************************************************************************)
(* The life of a connection request under conditional accept as a diagram: *)
(* from a peer's wish to connect to the delivery, the rejection or the     *)
(* abort.                                                                  *)
(*                                                                         *)
(* Abstraction.  One peer connects, and one callback runs at once; records *)
(* do not lag.  The phases group what the observer calls the request       *)
(* (Arrivals).                                                             *)
(*                                                                         *)
(* Left out: WskAccept, switching WskAcceptEvent off, closing the          *)
(* listening socket: DiagramListening has them.                            *)
(***************************************************************************)
EXTENDS ListeningWorld, Sequences, Diagram

DiagramConnections == {1}
DiagramSlots == {1}
DiagramIrpSlots == {1, 2}
DiagramLimits == [
    verbs    |-> {"conditional", "connect", "rst", "admit", "reject", "pend", "WskInspectComplete", "late", "take"},
    calls    |-> 1,
    irps     |-> 1,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {}]

(* A listening socket in conditional-accept mode that reports connections. *)
Whole(e, category) ==
    <<e, ReturnEvent(1, e.fn, "STATUS_PENDING"), [IrpEvent(1, e.fn, "STATUS_SUCCESS") EXCEPT !.category = category]>>

Birth ==
    Whole(ListeningSocketEvent(1, 1, {AcceptEv, InspectEv, AbortEv}), "listening")
    \o Whole(ModeEvent(1, 1, 1), "none")
    \o Whole(CallEvent(1, "WskBind", 1), "none")
    \o <<SwitchMask(1, 0, {"WSK_EVENT_ACCEPT"}), ReturnEvent(1, "WskControlSocket", "STATUS_SUCCESS"), QuiesceEventOf>>

RECURSIVE Folded(_, _)
Folded(t, es) == IF es = <<>> THEN t ELSE Folded(Step(t, Head(es)), Tail(es))

Phase(l) ==
    CASE l = "new"                                  -> "no request yet"
      [] l \in {"early", "queued", "due"}           -> "not inspected yet"
      [] l = "lost"                                 -> "given up"
      [] l \in {"inspecting", "inspectingLost"}     -> "being inspected"
      [] l = "pended"                               -> "decision pended"
      [] l = "pendedLost"                           -> "decision pended, peer gone"
      [] l \in {"rejected", "dropped"}              -> "rejected"
      [] l \in AbortDue \cup {"fading"}             -> "accepted, peer gone"
      [] l \in EstablishedOnes                      -> "established"
      [] l \in AdmittedOnes \cup ResumedOnes        -> "accepted by inspection"
      [] l \in AbortedOnes                          -> "aborted"
      [] OTHER                                      -> "delivered"

(* Only what is about the request has a label. *)
Label(e, ds) ==
    CASE ds = {}                                    -> ""
      [] e.kind = "call"                            -> e.fn \o ", " \o e.action
      [] e.kind = "enter"                           -> e.event
      [] e.kind = "exit" /\ e.event = InspectEv     -> e.event \o " returns " \o e.action
      [] e.kind = "exit" /\ e.event = AcceptEv      -> e.event \o " returns " \o e.status
      [] e.kind = "peer" /\ e.op = "connect"        -> "peer connects"
      [] e.kind = "peer"                            -> "peer gives up"
      [] e.kind = "sees"                            -> "peer is " \o e.op
      [] OTHER                                      -> ""

Act(p) ==
    /\ Follow(p[1], p[2])
    /\ Arrow(p[1].kind, Phase(label[1]), Label(p[1], p[2]), Phase(label'[1]), Exercised(s, p[1]))

Init ==
    /\ WorldInit({Folded(DatagramInit([statics |-> {}, mixed |-> FALSE, others |-> FALSE, exact |-> TRUE]), Birth)})
    /\ Begins(Phase("new"))

Rests == IF MayQuiesce THEN {<<Quiet, {}>>} ELSE {}

Next == \E p \in ClientPairs \cup ExitPairs \cup NetworkPairs \cup {x \in ProviderEvents : Allowed(x)} \cup Rests : Act(p)

Spec == Init /\ [][Next]_world
================================================================================
