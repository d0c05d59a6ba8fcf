---------------------------- MODULE DiagramEnabling ----------------------------
(***************************************************************************)
(* Switching one event of a bound socket as a diagram: the mechanism that  *)
(* every category shares (Enabling).                                       *)
(*                                                                         *)
(* Abstraction.  One callback at once; records do not lag.  The event is   *)
(* WskReceiveFromEvent, since a refusal switches that one off; the others  *)
(* have no arrow for it.                                                   *)
(*                                                                         *)
(* Left out: disabling what is not on; requests that are malformed or      *)
(* cancelled; losing the socket; closing it.                               *)
(***************************************************************************)
EXTENDS Tour, Diagram

Parts == {
    {"enable", "disable", "accept"},
    {"enable", "disableIrp", "accept"},
    {"enable", "disable", "accept", "refuse", "nested"}}

VARIABLES
    s,          \* the observer state of the socket
    verbs       \* the part that is played

vars == <<s, verbs>>

Limits == [
    verbs    |-> verbs,
    calls    |-> 1,
    irps     |-> 1,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    requests |-> 1,
    lenient  |-> {"STA_06"}]    \* so that switching a static event is tried

(* A bound socket, by the observations that lead to it. *)
Bound(statics) ==
    LET a == Step(DatagramInit([statics |-> statics, mixed |-> FALSE, others |-> FALSE, exact |-> TRUE]),
                  DatagramSocketEvent(1, 1, {ReceiveFrom}))
        b == Step(a, ReturnEvent(1, "WskSocket", "STATUS_PENDING"))
        c == Step(b, IrpEvent(1, "WskSocket", "STATUS_SUCCESS"))
        d == Step(c, CallEvent(1, "WskBind", 1))
        e == Step(d, ReturnEvent(1, "WskBind", "STATUS_PENDING"))
    IN Step(e, IrpEvent(1, "WskBind", "STATUS_SUCCESS"))

Phase(t) ==
    LET n == t.en[ReceiveFrom] IN
    CASE n.static                    -> "on, statically"
      [] n.mixed                     -> "on or off"
      [] n.enabling > 0 /\ ~n.must    -> "being enabled"
      [] \E d \in n.dis : d.c # 0     -> "being disabled"
      [] n.dis # {}                  -> "off once callbacks have returned"
      [] n.must                      -> "on"
      [] n.why = "never"             -> "off, never enabled"
      [] n.why = "disabled"          -> "off, disabled"
      [] n.why = "refused"           -> "off, data refused"
      [] OTHER                       -> "on or off"

Switching(e) == CallOf(s, e.c).what

Label(e) ==
    CASE e.kind = "call" /\ IsEnable(e)                        -> "enable"
      [] e.kind = "call" /\ IsDisable(e)                       -> IF e.irp THEN "disable, with an IRP" ELSE "disable, without an IRP"
      [] e.kind = "return"                                      -> Switching(e) \o " returns " \o e.status
      [] e.kind = "irp"                                         -> "disable completes"
      [] e.kind = "enter"                                       -> "callback is entered"
      [] e.kind = "exit"                                        -> "callback returns " \o e.status
      [] OTHER                                                  -> ""

Act(e) == s' = Step(s, e) /\ Arrow(e.kind, Phase(s), Label(e), Phase(s'), Exercised(s, e))

Init ==
    /\ s \in {Bound({}), Bound({ReceiveFrom})}
    /\ verbs \in Parts
    /\ Begins(Phase(s))

Rest == IF TourRests(s) THEN {QuiesceEventOf} ELSE {}

Futile(e) == e.kind = "call" /\ IsDisable(e) /\ ~s.en[ReceiveFrom].must

Next ==
    /\ \E e \in {x \in SocketStimuli(s, Limits) : ~Futile(x)} \cup TourResponses(s, 1) \cup Rest : Act(e)
    /\ UNCHANGED verbs

Spec == Init /\ [][Next]_vars
================================================================================
