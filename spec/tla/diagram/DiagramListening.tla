--------------------------- MODULE DiagramListening ---------------------------
(***************************************************************************)
(* The life of a listening socket as a diagram: from WskSocket to the end  *)
(* of WskCloseSocket.                                                      *)
(*                                                                         *)
(* Abstraction.  One peer connects, and one callback runs at once; records *)
(* do not lag.                                                             *)
(*                                                                         *)
(* Left out: conditional accept (DiagramRequest) and what is accepted      *)
(* (DiagramAccepted); requests that fail, cancelled IRPs, events that      *)
(* accepted sockets inherit, what switching looks like in detail           *)
(* (DiagramEnabling).                                                      *)
(***************************************************************************)
EXTENDS ListeningWorld, Diagram

DiagramConnections == {1}
DiagramSlots == {1}
DiagramIrpSlots == {1, 2, 3}
DiagramLimits == [
    verbs    |-> {"listening", "WskBind", "enable", "disable", "WskAccept", "connect", "take", "spurn", "fail", "WskCloseSocket"},
    calls    |-> 1,
    irps     |-> 2,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before anything was enabled

IsOpen(t) == t.as = "listening" /\ t.open = "yes"

Phase(t) ==
    CASE t.close = "done"                 -> "closed"
      [] t.close = "called"               -> "closing"
      [] t.open = "no"                    -> "no socket yet"
      [] t.open = "calling"               -> "being created"
      [] t.bound = "no"                   -> "created"
      [] t.bound = "calling"              -> "being bound"
      [] t.dead # "no"                    -> "without function"
      [] t.cbs # {}                       -> "connection indicated"
      [] Pending(t, "WskAccept") # {}      -> "WskAccept queued"
      [] t.en[AcceptEv].may = "yes"       -> "listening, event on"
      [] OTHER                            -> "listening, event off"

Label(e) ==
    CASE e.kind = "call" /\ IsEnable(e)        -> "SO_WSK_EVENT_CALLBACK, enable"
      [] e.kind = "call" /\ IsDisable(e)       -> "SO_WSK_EVENT_CALLBACK, disable"
      [] e.kind = "call"                       -> e.fn
      [] e.kind = "return" /\ CallOf(s, e.c).what = "disable" -> "disabling returns " \o e.status
      [] e.kind = "return" /\ e.status = "STATUS_FILE_FORCED_CLOSED" -> e.fn \o " returns " \o e.status
      [] e.kind = "irp"                        -> e.fn \o " completes" \o IF Failed(e.status) THEN ": " \o e.status ELSE ""
      [] e.kind = "enter" /\ e.list = "null"   -> "WskAcceptEvent, NULL"
      [] e.kind = "enter"                      -> "WskAcceptEvent"
      [] e.kind = "exit"                       -> "callback returns " \o e.status
      [] e.kind = "peer" /\ e.op = "connect"   -> "a peer connects"
      [] e.kind = "peer" /\ e.op = "fail"      -> "function is lost"
      [] OTHER                                 -> ""

Act(p) == Follow(p[1], p[2]) /\ Arrow(p[1].kind, Phase(s), Label(p[1]), Phase(s'), Exercised(s, p[1]))

Init ==
    /\ WorldInit({DatagramInit([statics |-> {}, mixed |-> FALSE, others |-> FALSE, exact |-> TRUE])})
    /\ Begins(Phase(s))

Rests == IF MayQuiesce THEN {<<Quiet, {}>>} ELSE {}

Next == \E p \in ClientPairs \cup ExitPairs \cup NetworkPairs \cup {x \in ProviderEvents : Allowed(x)} \cup Rests : Act(p)

Spec == Init /\ [][Next]_world
================================================================================
