-------------------------------- MODULE Basic --------------------------------
(***************************************************************************)
(* Basic sockets: control requests, closing, and no event of their own.    *)
(*                                                                         *)
(* A basic socket has no fields beside those of every socket.  Its only    *)
(* callbacks are those of an extension interface that the client has       *)
(* registered on it (Extension).                                           *)
(*                                                                         *)
(* Left out: the members of the provider's dispatch table, which no record *)
(* lists.  Which table the socket has is told by its category, and a       *)
(* function that is not in it shows when it succeeds.                      *)
(*                                                                         *)
(* Pages: winsock-kernel-socket-categories, winsock-kernel-events,         *)
(* ns-wsk-_wsk_provider_basic_dispatch, so-wsk-event-callback              *)
(***************************************************************************)
EXTENDS Sockets

(* Kept where a stray callback has a way to come: the client gave a table, *)
(* though nothing of it is ever called.                                    *)
BAS_01(s, e) ==
    CASE e.kind = "enter"   -> Judge(IsStandard(e), FALSE)
      [] e.kind = "quiesce" -> Used(s.open = "yes" /\ s.close = "no" /\ s.entries \ {ExtensionEv} # {})
      [] OTHER              -> "silent"

Foreign(fn, status) == fn \notin BasicFns \cup Creators /\ status = "STATUS_SUCCESS"

BAS_02(s, e) ==
    CASE e.kind = "return" -> Judge(Foreign(CallOf(s, e.c).fn, e.status), FALSE)
      [] e.kind = "irp"    ->
           LET rs == IrpsOf(s, e.i) IN
           Worse(Judge(\E r \in rs : Foreign(r.fn, e.status), FALSE),
                 Judge((\E r \in rs : r.fn = "WskSocket") /\ e.status = "STATUS_SUCCESS" /\ e.category # "none",
                       e.category = "basic"))
      [] OTHER -> "silent"

STA_04_Basic(s, e) == Judge(s.mixedMask /\ IsStandard(e), FALSE)

BAS_03(s, e) == Judge(IsSwitch(e), HasExtension(s) /\ ExtensionEv \in s.entries)

BasicVerdicts(s, e) ==
    CASE e.kind = "call" /\ e.fn # "IoCancelIrp" -> [BAS_03 |-> BAS_03(s, e)]
      [] e.kind \in {"return", "irp"} -> [BAS_02 |-> BAS_02(s, e)]
      [] e.kind = "enter" -> [BAS_01 |-> BAS_01(s, e), STA_04 |-> STA_04_Basic(s, e)]
      [] e.kind = "quiesce" /\ ~e.routine -> [BAS_01 |-> BAS_01(s, e)]
      [] OTHER -> Silent
===============================================================================
