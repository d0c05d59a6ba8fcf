----------------------------- MODULE DiagramClient -----------------------------
(***************************************************************************)
(* The life of a client object as a diagram: from WskRegister to the end   *)
(* of WskDeregister.                                                       *)
(*                                                                         *)
(* Left out: sockets whose creation fails; the transport list, cached      *)
(* security descriptors and cancelled IRPs, which leave the phases alone.  *)
(* MC_Client has them.                                                     *)
(***************************************************************************)
EXTENDS MC_Client, Diagram

Phase(t) ==
    CASE t.reg = "no"       -> "not registered"
      [] t.reg = "calling"  -> "registering"
      [] t.reg = "gone"     -> "deregistered"
      [] t.reg = "leaving"  -> "deregistering"
      [] t.sockets > 0      -> "has sockets"
      [] t.captures > 0     -> "holds the provider"
      [] \E k \in t.calls : k.fn = "WskCaptureProviderNPI" -> "capturing"
      [] OTHER              -> "registered"

(* Returns that say nothing beyond what an IRP will say have no label. *)
Label(e) ==
    CASE e.kind = "call" /\ e.fn = "WskControlClient" -> e.code
      [] e.kind = "call" /\ e.fn = "WskCaptureProviderNPI" -> "WskCaptureProviderNPI, " \o e.timeout
      [] e.kind = "call"     -> e.fn
      [] e.kind = "return" /\ e.fn = "WskControlClient" -> ""
      [] e.kind = "return" /\ e.fn = "WskSocket" /\ e.status = "STATUS_PENDING" -> ""
      [] e.kind = "return" /\ e.fn = "WskReleaseProviderNPI" -> ""
      [] e.kind = "return"   -> e.fn \o " returns" \o IF e.fn = "WskDeregister" THEN "" ELSE " " \o e.status
      [] e.kind = "irp"      -> e.fn \o " completes: " \o e.status
      [] e.kind = "closed"   -> "socket is closed"
      [] OTHER               -> ""

Drawn(e) == Take(e) /\ Arrow(e.kind, Phase(s), Label(e), Phase(s'), Exercised(s, e))

Begin == Init /\ Begins(Phase(s))

Idle == \A k \in s.calls : k.fn # "WskSocket"
Closes == IF s.sockets > 0 /\ Idle /\ \A r \in s.irps : r.fn # "WskSocket" THEN {[kind |-> "closed"]} ELSE {}

Asked == {e \in ClientCalls(s, Limits) : s.reg = "leaving" => e.fn \notin {"WskCaptureProviderNPI", "WskSocket"}}

Returnings == UNION {{ReturnEvent(k.c, k.fn, status) : status \in StatusesOf(k) \ {"STATUS_UNSUCCESSFUL"}} : k \in s.calls}
Completings == UNION {{IrpEvent(r.i, r.fn, status) : status \in Endings(r) \ {"STATUS_UNSUCCESSFUL"}} : r \in {x \in s.irps : x.done = "no"}}
Rests == IF \A k \in s.calls : Waits(k) THEN {QuiesceEventOf} ELSE {}

NextDrawn ==
    /\ \E e \in Asked \cup ClientPeers(s, Limits) \cup Closes
                \cup {x \in Returnings \cup Completings \cup Rests : Violated(s, x) = {}} : Drawn(e)
    /\ UNCHANGED <<held, alive>>    \* ghosts of MC_Client, of no use here

Drawing == Begin /\ [][NextDrawn]_vars
================================================================================
