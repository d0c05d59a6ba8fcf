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
    verbs    |-> {"listening", "WskBind", "enable", "disable", "WskAccept", "connect", "take", "spurn", "blind", "fail", "WskCloseSocket"},
    calls    |-> 1,
    irps     |-> 2,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before anything was enabled

(* Everything at once would be too many states.  Each life plays one of    *)
(* these parts, and the diagram is what they have in common and besides.   *)
Life == {"WskSocket", "WskBind", "WskCloseSocket", "enable"}
Parts == {
    Life \cup {"disable", "connect"},
    Life \cup {"WskAccept", "connect"},
    Life \cup {"fail"},
    (Life \ {"enable"}) \cup {"WskAccept", "fail"}}

VARIABLE part       \* the part that is played

Deed(e) ==
    CASE e.kind = "call" /\ IsEnable(e)  -> "enable"
      [] e.kind = "call" /\ IsDisable(e) -> "disable"
      [] e.kind = "call"                 -> e.fn
      [] OTHER                           -> e.op

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

Act(p) ==
    /\ Follow(p[1], p[2])
    /\ Arrow(p[1].kind, Phase(s), Label(p[1]), Phase(s'), Exercised(s, p[1]))
    /\ UNCHANGED part

Init ==
    /\ WorldInit({DatagramInit([statics |-> {}, mixed |-> FALSE, others |-> FALSE, exact |-> TRUE])})
    /\ part \in Parts
    /\ Begins(Phase(s))

Plays(ps) == {p \in ps : Deed(p[1]) \in part}

Rests == IF MayQuiesce THEN {<<Quiet, {}>>} ELSE {}

Next ==
    \E p \in Plays(ClientPairs \cup NetworkPairs) \cup ExitPairs \cup {x \in ProviderEvents : Allowed(x)} \cup Rests : Act(p)

Spec == Init /\ [][Next]_<<world, part>>
================================================================================
