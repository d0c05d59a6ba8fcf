---------------------------- MODULE MC_StreamBite ----------------------------
(***************************************************************************)
(* Proof that the rules of a stream socket bite: a shortest behaviour that *)
(* gives each an occasion and keeps it, and a shortest one that breaks it. *)
(*                                                                         *)
(* As MC_ListeningBite, in the same world; the configuration puts what is  *)
(* defined here in the place of its operators.  The socket begins bound,   *)
(* and the client makes it listen, or it listens already (Start = "role"). *)
(*                                                                         *)
(* Left out: the role of a connection, whose rules the models of           *)
(* connections have.                                                       *)
(***************************************************************************)
EXTENDS MC_ListeningBite

StreamEntries == {AcceptEv} \cup ConnectionEvents

StreamBirth ==
    Whole([DatagramSocketEvent(1, 1, StreamEntries) EXCEPT !.flags = {"WSK_FLAG_STREAM_SOCKET"}], "stream")
    \o Whole(CallEvent(1, "WskBind", 1), "none")
    \o IF Start = "role" THEN Whole(CallEvent(1, "WskListen", 1), "none") \o <<Quiet>> ELSE <<>>

(* Before there is a role the client does nothing but listen. *)
StreamClientPairs ==
    LET listen(c, i) == IF Verb("WskListen") /\ s.irps = {} THEN {CallEvent(c, "WskListen", i)} ELSE {} IN
    {<<e, {}>> : e \in IF s.as = "listening" THEN ListeningCalls(s, Limits) \cup ListeningCancels(s, Limits)
                       ELSE CallsFrom(s, Limits, listen)}

Through(e, table) == [e EXCEPT !.table = table]

StreamAccepting ==
    IF CanEnter THEN {<<Through(AcceptEntry(FreeId, {label[d]}), "listen"), {d}>> : d \in Begun} ELSE {}

(* Through either table, and an event of the other role. *)
StreamAnyEntry ==
    IF ~CanEnter THEN {}
    ELSE {<<Through(AcceptEntry(FreeId, {label[d]}), table), {d}>> : d \in Begun, table \in {"listen", "connect"}}
         \cup {<<Through(PlainEvent(FreeId, DisconnectEvent, {}), "connect"), {}>>}
===============================================================================
