---------------------------- MODULE DiagramAccepted ----------------------------
(***************************************************************************)
(* The life of an accepted socket as a diagram: from WskAcceptEvent, or    *)
(* the completion of WskAccept, to the end of WskCloseSocket.              *)
(*                                                                         *)
(* Abstraction.  One connection, one callback at once; records do not lag. *)
(* The listening socket is the one of CompositionWorld: connection events  *)
(* are enabled on it, to be inherited.                                     *)
(*                                                                         *)
(* Left out: what becomes of the listening socket; conditional accept; the *)
(* end of the connection, and what else connected sockets do               *)
(* (DiagramConnection).                                                    *)
(***************************************************************************)
EXTENDS CompositionWorld, Diagram

(* The connection comes through WskAcceptEvent or through WskAccept, and   *)
(* data only in the first case: all of it would be too many states.        *)
VARIABLE part       \* "event" or "irp"

Plays(x) ==
    CASE x[1] = "listener" /\ x[2].kind = "call" /\ x[2].fn = "WskAccept" -> part = "irp" /\ p.irps = {}
      [] x[1] = "listener" /\ x[2].kind = "enter"                        -> part = "event"
      [] x[2].kind = "peer" /\ x[2].op = "write"                          -> part = "event"
      [] x[2].kind = "sees"                                               -> x[2].op = "connected"
      [] OTHER                                                            -> TRUE

Phase(t) ==
    CASE t = <<>>                       -> "not accepted yet"
      [] t[1].close = "done"            -> "closed"
      [] t[1].close = "called"          -> "closing"
      [] t[1].born.handed = "rejected"  -> "rejected"
      [] t[1].born.handed = "no"        -> "being handed over"
      [] t[1].cbs # {}                  -> "event indicated"
      [] t[1].en[DisconnectEvent].may # "no" -> "accepted, events on"
      [] OTHER                          -> "accepted, events off"

(* Of the listening socket's observations, those that concern the child. *)
Label(x) ==
    LET e == x[2] IN
    CASE x[1] = "listener" /\ e.kind = "enter" /\ e.event = AcceptEv -> e.event
      [] x[1] = "listener" /\ HandsOver(e)  -> AcceptEv \o " returns " \o e.status
      [] x[1] = "listener" /\ e.kind = "call" /\ e.fn = "WskAccept" -> e.fn
      [] x[1] = "listener" /\ e.kind = "irp" /\ e.fn = "WskAccept" -> "WskAccept completes"
      [] x[1] = "listener" /\ e.kind = "peer" /\ e.op = "connect" -> "a peer connects"
      [] x[1] # "accepted"                  -> ""
      [] e.kind = "call" /\ IsEnable(e)     -> "SO_WSK_EVENT_CALLBACK, enable"
      [] e.kind = "call"                    -> e.fn
      [] e.kind = "irp"                     -> e.fn \o " completes"
      [] e.kind = "enter"                   -> e.event
      [] e.kind = "exit"                    -> "callback returns"
      [] e.kind = "peer" /\ e.op = "write"  -> "peer sends"
      [] OTHER                              -> ""

(* At the hand-over the rules of the newborn have an occasion too. *)
Occasions_(x) ==
    Exercised(StateOf(x), x[2])
    \cup IF x[1] = "listener" /\ HandsOver(x[2]) /\ Born
         THEN Exercised(Child, HandedEvent(x[2].status, x[2].entries, Inherits(p), MayInherit(p))) ELSE {}

Act(x) ==
    /\ Follow(x)
    /\ Arrow(x[2].kind, Phase(q), Label(x), Phase(q'), Occasions_(x))
    /\ UNCHANGED part

Init == StartOf("listeningBorn") /\ part \in {"event", "irp"} /\ Begins(Phase(q))

Next ==
    \/ \E x \in {y \in ClientSteps \cup PeerActs_ \cup LawfulSteps : Plays(y)} : Act(x)
    \/ Quiesce /\ UNCHANGED part

Spec == Init /\ [][Next]_<<world, part>>
================================================================================
