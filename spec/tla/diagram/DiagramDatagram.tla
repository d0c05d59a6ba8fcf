---------------------------- MODULE DiagramDatagram ----------------------------
(***************************************************************************)
(* The life of a datagram socket as a diagram: from WskSocket to the end   *)
(* of WskCloseSocket.                                                      *)
(*                                                                         *)
(* Abstraction.  One callback and one retained list at once; records do    *)
(* not lag; the provider always has a datagram at hand.                    *)
(*                                                                         *)
(* Left out: requests that fail, cancelled IRPs, the fixed addresses, what *)
(* switching looks like in detail (DiagramEnabling).                       *)
(***************************************************************************)
EXTENDS Tour, Diagram

(* Everything at once would be a million states.  Each life plays one of   *)
(* these parts, and the diagram is what they have in common and besides.   *)
Life == {"WskSocket", "WskBind", "WskCloseSocket", "enable", "accept"}
Parts == {
    Life \cup {"disable"},
    Life \cup {"refuse"},
    Life \cup {"retain", "WskRelease"},
    Life \cup {"retain", "WskRelease", "fail"},
    Life \cup {"WskReceiveFrom"}}

VARIABLES
    s,          \* the observer state of the socket
    verbs       \* the part that is played

vars == <<s, verbs>>

Limits == [
    verbs    |-> verbs,
    calls    |-> 1,
    irps     |-> 1,
    retained |-> 1,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    requests |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before anything was enabled

DrawnOn(t) == ReceiveFrom \in DOMAIN t.en /\ t.en[ReceiveFrom].may = "yes"

Phase(t) ==
    CASE t.close = "done"      -> "closed"
      [] t.close = "called"    -> "closing"
      [] t.open = "no"         -> "no socket yet"
      [] t.open = "calling"    -> "being created"
      [] t.bound = "no"        -> "created"
      [] t.bound = "calling"   -> "being bound"
      [] t.dead # "no"         -> "without function"
      [] t.cbs # {}            -> "datagrams indicated"
      [] t.ret # {}            -> "list retained"
      [] DrawnOn(t)                 -> "bound, event on"
      [] OTHER                 -> "bound, event off"

Label(e) ==
    CASE e.kind = "call" /\ IsEnable(e)        -> "SO_WSK_EVENT_CALLBACK, enable"
      [] e.kind = "call" /\ IsDisable(e)       -> "SO_WSK_EVENT_CALLBACK, disable"
      [] e.kind = "call"                       -> e.fn
      [] e.kind = "return" /\ CallOf(s, e.c).what = "disable" -> "disabling returns " \o e.status
      [] e.kind = "return" /\ e.status = "STATUS_FILE_FORCED_CLOSED" -> e.fn \o " returns " \o e.status
      [] e.kind = "irp"                        -> e.fn \o " completes" \o IF Failed(e.status) THEN ": " \o e.status ELSE ""
      [] e.kind = "enter" /\ e.list = "null"   -> "WskReceiveFromEvent, NULL"
      [] e.kind = "enter"                      -> "WskReceiveFromEvent"
      [] e.kind = "exit"                       -> "callback returns " \o e.status
      [] e.kind = "peer" /\ e.op = "fail"      -> "function is lost"
      [] OTHER                                 -> ""

Act(e) == s' = Step(s, e) /\ Arrow(e.kind, Phase(s), Label(e), Phase(s'), Exercised(s, e))

Init ==
    /\ s = DatagramInit([statics |-> {}, mixed |-> FALSE, others |-> FALSE, exact |-> TRUE])
    /\ verbs \in Parts
    /\ Begins(Phase(s))

Rest == IF TourRests(s) THEN {QuiesceEventOf} ELSE {}

Next == \E e \in SocketStimuli(s, Limits) \cup TourResponses(s, 1) \cup Rest : Act(e) /\ UNCHANGED verbs

Spec == Init /\ [][Next]_vars
================================================================================
