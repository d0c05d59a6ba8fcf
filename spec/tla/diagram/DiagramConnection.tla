--------------------------- MODULE DiagramConnection ---------------------------
(***************************************************************************)
(* The life of a connection-oriented socket as a diagram: from WskSocket,  *)
(* or WskSocketConnect, to the end of WskCloseSocket.                      *)
(*                                                                         *)
(* Abstraction.  The peer sends one byte; one callback and one call at     *)
(* once; records do not lag.  Events are enabled by the static mask.       *)
(*                                                                         *)
(* Left out: sending, retained lists, partial acceptance, silent mode, the *)
(* ideal send backlog, losing the socket, disconnects that fail; sockets   *)
(* that were accepted (DiagramAccepted).                                  *)
(***************************************************************************)
EXTENDS ConnectionWorld, Diagram

DiagramBytes == {1}
DiagramSends == {}
DiagramSlots == {1}
DiagramLimits == [
    verbs    |-> {"connection", "WskSocketConnect", "WskBind", "WskConnect", "write", "accept", "refuse", "zero",
                  "fin", "rst", "WskDisconnect", "abort", "WskCloseSocket"},
    calls    |-> 1,
    irps     |-> 2,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {"GEN_10"}]    \* so that a socket can be closed before it is connected

(* Everything at once would be too many states.  Each life plays one of    *)
(* these parts, and the diagram is what they have in common and besides.   *)
Life == {"WskSocket", "WskBind", "WskConnect", "WskCloseSocket"}
Data == {"write", "STATUS_SUCCESS"}
Parts == {
    {"WskSocketConnect", "WskCloseSocket"} \cup Data,
    Life \cup Data \cup {"STATUS_DATA_NOT_ACCEPTED", "WskReceive"},
    Life \cup Data \cup {"fin", "rst"},
    Life \cup Data \cup {"WskDisconnect", "fin"},
    Life \cup Data \cup {"abortive WskDisconnect", "WskDisconnect"}}

VARIABLE part       \* the part that is played

Deed(e) ==
    CASE e.kind = "call" /\ e.fn = "WskDisconnect" -> IF "WSK_FLAG_ABORTIVE" \in e.flags THEN "abortive WskDisconnect" ELSE e.fn
      [] e.kind = "call" -> e.fn
      [] e.kind = "exit" -> e.status
      [] OTHER           -> e.op

Phase(t) ==
    CASE t.close = "done"       -> "closed"
      [] t.close = "called"     -> "closing"
      [] t.open = "no"          -> "no socket yet"
      [] t.open = "failed"      -> "creation failed"
      [] t.open = "calling"     -> "being created"
      [] t.bound = "no"         -> "created"
      [] t.bound = "calling"    -> "being bound"
      [] t.conn = "no"          -> "bound"
      [] t.conn = "calling"     -> "connecting"
      [] Inside(t, ReceiveEvent) -> "data indicated"
      [] t.ended # "no" \/ t.ours \in {"aborted", "gone"} -> "broken off"
      [] t.ours = "aborting"    -> "being broken off"
      [] Suspended(t)           -> "suspended"
      [] t.susp # "no"          -> "being resumed"
      [] t.graceful /\ t.ours # "no" -> "both sides disconnected"
      [] t.graceful             -> "peer has disconnected"
      [] t.ours # "no"          -> "client has disconnected"
      [] OTHER                  -> "connected"

Label(e) ==
    CASE s.close # "no" /\ (e.kind = "peer" \/ (e.kind = "irp" /\ e.fn # "WskCloseSocket")) -> ""
      [] e.kind = "call"                       -> Deed(e)
      [] e.kind = "irp"                        -> e.fn \o " completes" \o IF Failed(e.status) THEN ": " \o e.status ELSE ""
      [] e.kind = "enter" /\ e.event = DisconnectEvent -> (IF IsAbortive(e) THEN "abortive " ELSE "") \o e.event
      [] e.kind = "enter"                      -> e.event
      [] e.kind = "exit" /\ e.event = ReceiveEvent -> "callback returns " \o e.status
      [] e.kind = "peer" /\ e.op = "write"     -> "peer sends"
      [] e.kind = "peer" /\ e.op = "fin"       -> "peer disconnects"
      [] e.kind = "peer" /\ e.op = "rst"       -> "peer aborts"
      [] OTHER                                 -> ""

Act(e, bs, os) ==
    /\ Follow(e, bs, os)
    /\ Arrow(e.kind, Phase(s), Label(e), Phase(s'), Exercised(s, e))
    /\ UNCHANGED part

Init ==
    /\ WorldInit({DatagramInit([statics |-> {ReceiveEvent, DisconnectEvent}, mixed |-> FALSE, others |-> FALSE, exact |-> TRUE])})
    /\ part \in Parts
    /\ Begins(Phase(s))

(* Requests that fail, but those to connect and those that an end cuts off. *)
Mishap(e) == e.kind = "irp" /\ Failed(e.status) /\ e.fn \notin {"WskConnect", "WskSocketConnect", "WskReceive"}

Plays(es) == {e \in es : Deed(e) \in part}

Next ==
    \/ \E e \in Plays(Calls) : Act(e, {}, CallBytes(e))
    \/ \E e \in {x \in Exits : x.event # ReceiveEvent} : Act(e, {}, {})
    \/ \E e \in Plays({x \in Exits : x.event = ReceiveEvent}) : Act(e, lists[e.id], {})
    \/ \E e \in Plays(Acts) : Act(e, ActBytes(e), {})
    \/ \E p \in ProviderEvents : ~Mishap(p[1]) /\ Allowed(p) /\ Act(p[1], p[2], p[3])
    \/ s.calls = {} /\ Violated(s, Rest) = {} /\ Act(Rest, {}, {})

Spec == Init /\ [][Next]_<<world, part>>
================================================================================
