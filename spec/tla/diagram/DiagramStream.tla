----------------------------- MODULE DiagramStream -----------------------------
(***************************************************************************)
(* The life of a stream socket as a diagram: from WskSocket over the role  *)
(* that it takes to the end of WskCloseSocket.                             *)
(*                                                                         *)
(* Abstraction.  One peer connects to it, or it is connected to one; one   *)
(* call and one callback at once; records do not lag.  The events of both  *)
(* roles are enabled by the static mask.                                   *)
(*                                                                         *)
(* Left out: what goes on in a role, which is as in DiagramListening and   *)
(* DiagramConnection; requests that fail, but for those that ask for a     *)
(* role; peers that come while nobody listens.                             *)
(***************************************************************************)
EXTENDS ListeningWorld, Diagram

DiagramConnections == {1}
DiagramSlots == {1}
DiagramIrpSlots == {1, 2}
DiagramLimits == [
    verbs    |-> {"WskBind", "WskListen", "WskConnect", "connect", "take", "spurn", "blind", "WskCloseSocket"},
    calls    |-> 1,
    irps     |-> 2,
    retained |-> 0,
    peers    |-> {1},
    captures |-> 1,
    sockets  |-> 1,
    lenient  |-> {}]

StreamEntries == {AcceptEv} \cup ConnectionEvents

StreamSocketEvent(c, i) ==
    [DatagramSocketEvent(c, i, StreamEntries) EXCEPT !.flags = {"WSK_FLAG_STREAM_SOCKET"}]

StreamCalls ==
    LET born(c, i) == IF s.open = "no" THEN {StreamSocketEvent(c, i)} ELSE {} IN
    CASE s.as = "none"       -> CallsFrom(s, Limits, born)
      [] s.as = "stream"     -> {e \in PlainStimuli(s, Limits) : e.kind = "call"}
      [] s.as = "listening"  -> ListeningCalls(s, Limits)
      [] s.as = "connection" -> SocketCalls(s, Limits)

(* The peer of the listening socket comes; that of the connected one ends. *)
StreamPeers ==
    CASE s.as = "listening" /\ s.listens = "yes" -> NetworkPairs
      [] s.as = "connection" /\ s.conn = "yes" /\ s.fin = "no" -> {<<PeerEvent("fin", 1), {}>>}
      [] OTHER -> {}

(* The role is not taken. *)
Refusals ==
    {<<IrpEvent(r.i, r.fn, "STATUS_UNSUCCESSFUL"), {}>> :
        r \in {x \in Outstanding : x.fn \in {"WskListen", "WskConnect"} /\ x.ret = "pending"}}

StreamEvents ==
    UNION {LegalReturnsOf(k) : k \in s.calls}
    \cup UNION {Completions(r) : r \in Outstanding}
    \cup Refusals
    \cup {<<[p[1] EXCEPT !.table = "listen"], p[2]>> : p \in Accepting}
    \cup IF CanEnter THEN {<<[PlainEvent(FreeId, DisconnectEvent, {}) EXCEPT !.table = "connect"], {}>>} ELSE {}

Phase(t) ==
    CASE t.close = "done"                             -> "closed"
      [] t.close = "called"                           -> "closing"
      [] t.open = "no"                                -> "no socket yet"
      [] t.open = "calling"                           -> "being created"
      [] t.bound = "no"                               -> "created"
      [] t.bound = "calling"                          -> "being bound"
      [] t.listens = "calling"                        -> "about to listen"
      [] t.conn = "calling"                           -> "connecting"
      [] t.as = "stream"                              -> "bound, without a role"
      [] t.as = "listening" /\ t.cbs # {}             -> "connection indicated"
      [] t.as = "listening"                           -> "listens, for good"
      [] t.cbs # {}                                   -> "event indicated"
      [] OTHER                                        -> "connected, for good"

Label(e) ==
    CASE s.close # "no" /\ (e.kind = "peer" \/ (e.kind = "irp" /\ e.fn # "WskCloseSocket")) -> ""
      [] e.kind = "call"                     -> e.fn
      [] e.kind = "irp"                      -> e.fn \o " completes" \o IF Failed(e.status) THEN ": failure" ELSE ""
      [] e.kind = "enter"                    -> e.event
      [] e.kind = "exit"                     -> "callback returns " \o e.status
      [] e.kind = "peer" /\ e.op = "connect" -> "a peer connects"
      [] e.kind = "peer"                     -> "peer disconnects"
      [] OTHER                               -> ""

Act(p) ==
    /\ Follow(p[1], p[2])
    /\ Arrow(p[1].kind, Phase(s), Label(p[1]), Phase(s'), Exercised(s, p[1]))

Init ==
    /\ WorldInit({DatagramInit([statics |-> {AcceptEv, ReceiveEvent, DisconnectEvent}, mixed |-> FALSE, others |-> FALSE,
                                exact |-> TRUE])})
    /\ Begins(Phase(s))

Rests == IF MayQuiesce THEN {<<Quiet, {}>>} ELSE {}

Next ==
    \E p \in {<<e, {}>> : e \in StreamCalls} \cup StreamPeers \cup ExitPairs \cup {x \in StreamEvents : Allowed(x)} \cup Rests : Act(p)

Spec == Init /\ [][Next]_world
================================================================================
