------------------------------ MODULE Extension ------------------------------
(***************************************************************************)
(* Extension interfaces, on sockets of every category: registering one,    *)
(* and the event that it adds.                                             *)
(*                                                                         *)
(* No extension interface is publicly defined.  The frame is judged with   *)
(* an interface that a target may offer for the suite: its identifier is   *)
(* ExtensionNpi, it has one event, ExtensionEvent, and the environment can *)
(* bring that event about (the op "extension").  The event enters s.en     *)
(* with the registration that succeeds, switched off; what it is then is   *)
(* followed by Enabling, as of every other event.                          *)
(*                                                                         *)
(*   extDue   it happened while it was on for certain, and was not         *)
(*            reported yet                                                 *)
(*   extOff   it happened while it was off                                 *)
(*                                                                         *)
(* Left out: functions of the extension, what its callback is told and may *)
(* return, more than one interface on a socket, interfaces under other     *)
(* identifiers.                                                            *)
(*                                                                         *)
(* Readings adopted: A-03 (ways of enabling), A-07 (what came before the   *)
(* enabling), A-18 (malformed registrations).                              *)
(*                                                                         *)
(* Pages: winsock-kernel-extension-interfaces, registering-an-extension-   *)
(* interface, sio-wsk-register-extension, so-wsk-event-callback,           *)
(* ns-wsk-_wsk_extension_control_in, ns-wsk-_wsk_event_callback_control    *)
(***************************************************************************)
EXTENDS Sockets

(* On, and off, for certain. *)
ExtensionOn(s) == HasExtension(s) /\ s.en[ExtensionEv].must
ExtensionOff(s) == ~HasExtension(s) \/ s.en[ExtensionEv].may = "no"

(***************************************************************************)
(* Steps.  t is the next state without what is said here.                  *)
(***************************************************************************)
ExtensionStep(s, e, t) ==
    CASE e.kind = "peer" /\ e.op = "extension" ->
           [Stir(t) EXCEPT !.extDue = @ \/ (ExtensionOn(s) /\ s.open = "yes" /\ s.dead = "no"),
                           !.extOff = @ \/ (ExtensionOff(s) /\ ExtensionEv \in s.entries /\ s.close = "no")]
      [] e.kind = "enter" /\ ~IsStandard(e)  -> [t EXCEPT !.extDue = FALSE, !.extOff = FALSE]
      [] e.kind = "quiesce" /\ ~e.routine -> [t EXCEPT !.extDue = FALSE, !.extOff = FALSE]
      [] OTHER -> [t EXCEPT !.extDue = @ /\ ExtensionOn(t) /\ t.dead = "no"]

(***************************************************************************)
(* Rules                                                                   *)
(***************************************************************************)
EXT_01(s, e) == Judge(IsRegistration(e), WellRegistered(e) /\ s.open = "yes")

EXT_02(s, e, call) ==
    Judge(call.what = "registerUnknown" /\ ~call.odd /\ s.dead = "no" /\ s.close = "no",
          e.status = "STATUS_NOT_SUPPORTED")

(* Through the table and with the context that this socket registered. *)
EXT_03(s, e) ==
    Judge(~IsStandard(e),
          /\ HasExtension(s) \/ IsRegistering(s)
          /\ e.context = "own" /\ e.via \in {"own", "unseen"})

EXT_04(s, e) == Used(~IsStandard(e) /\ HasExtension(s))

(* Of the two events that share the bit, each is switched under its own    *)
(* identifier alone.                                                       *)
EXT_05(s, e) ==
    CASE e.kind = "enter" ->
           IF IsStandard(e)
           THEN Judge(/\ e.event = EventOfFlag[ExtensionFlag] /\ Own(s, e)
                      /\ HasExtension(s) /\ s.en[ExtensionEv].asked
                      /\ Forbidden(s, e),
                      FALSE)
           ELSE Judge(HasExtension(s) /\ (s.en[ExtensionEv].may = "yes" \/ Forbidden(s, e)), ~Forbidden(s, e))
      [] e.kind = "quiesce" ->
           Worse(Used(HasExtension(s) /\ s.extOff /\ s.en[ExtensionEv].may # "yes"),
                 Judge(s.extDue /\ ExtensionOn(s) /\ s.cbs = {} /\ s.close = "no", FALSE))
      [] OTHER -> "silent"

ExtensionVerdicts(s, e) ==
    CASE e.kind = "call" /\ e.fn # "IoCancelIrp" -> [EXT_01 |-> EXT_01(s, e)]
      [] e.kind = "return" -> [EXT_02 |-> EXT_02(s, e, CallOf(s, e.c))]
      [] e.kind = "enter" -> [EXT_03 |-> EXT_03(s, e), EXT_04 |-> EXT_04(s, e), EXT_05 |-> EXT_05(s, e)]
      [] e.kind = "quiesce" /\ ~e.routine -> [EXT_05 |-> EXT_05(s, e)]
      [] OTHER -> Silent
===============================================================================
