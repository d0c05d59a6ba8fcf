------------------------------- MODULE Accepted -------------------------------
(***************************************************************************)
(* Sockets that were accepted from a listening one: their birth, what they *)
(* inherit, and what that promises.  The rules of their category are       *)
(* judged beside these.                                                    *)
(*                                                                         *)
(* A socket is born when it is seen: at the entry of WskAcceptEvent, or at *)
(* the completion of WskAccept.  The state of a connection-oriented socket *)
(* that was accepted has one field more, born:                             *)
(*                                                                         *)
(*   via        "event" or "irp"                                           *)
(*   stream     its listening socket is a stream socket                    *)
(*   handed     "no" while its WskAcceptEvent is in progress, "yes",       *)
(*              "rejected"                                                 *)
(*   inspected  its listening socket was in conditional-accept mode:       *)
(*              "yes", "no", "unclear"                                     *)
(*   lasting    inheritance had been put to the test (see Listening)       *)
(*   parted     the listening socket has been closed, or its close begun   *)
(*   provoked   the connection may end: the client or the peer ended it    *)
(*   deaf       the peer takes nothing, so it may not notice an end        *)
(*   ended      the peer has noticed an end                                *)
(*   meddled    the client did what may bear on its callbacks              *)
(*   wrote      the peer has sent bytes                                    *)
(*   tested     something came that would be reported if it were enabled   *)
(*   owed       inherited events that something was sent for, and that     *)
(*              were not reported yet                                      *)
(*   heard      events that were reported                                  *)
(*                                                                         *)
(* Reasons for being off (see Enabling): "accepted" through WskAccept,     *)
(* "unhanded" inherited, but not handed over yet, "handed" over without.   *)
(*                                                                         *)
(* Left out: which table the client stored, beyond its entries; reports    *)
(* after the first, which are for the rules of the category.               *)
(*                                                                         *)
(* Readings adopted: A-02 (who inherits), A-04 (static flags), A-07 (what  *)
(* came before).                                                           *)
(*                                                                         *)
(* Pages: nc-wsk-pfn_wsk_accept_event, nc-wsk-pfn_wsk_accept, so-wsk-event *)
(* -callback, wsk-set-static-event-callbacks                               *)
(***************************************************************************)
EXTENDS Listening

IsAccepted(s) == "born" \in DOMAIN s

(***************************************************************************)
(* Birth                                                                   *)
(***************************************************************************)
(* What a socket inherits from that listening socket, for certain and      *)
(* perhaps.                                                                *)
Inherits(parent) ==
    IF "inherit" \notin DOMAIN parent THEN {} ELSE {ev \in ConnectionEvents : parent.inherit[ev] = "yes"}
MayInherit(parent) ==
    IF "inherit" \notin DOMAIN parent THEN {}
    ELSE {ev \in ConnectionEvents : parent.inherit[ev] \in {"calling", "twice", "unclear"}}

(* connected: the state of a connection-oriented socket that is connected; *)
(* seed: what the client's other sockets begin with.                       *)
AcceptedFrom(connected, parent, seed, via) ==
    LET off(ev) == CASE via = "irp"              -> "accepted"
                     [] ev \in Inherits(parent) \cup MayInherit(parent) -> "unhanded"
                     [] OTHER                    -> "handed"
        birth(ev) == LET n == [EventInit(FALSE) EXCEPT !.why = off(ev)] IN
                     IF ev \in seed.statics THEN Loosen(n) ELSE n
        born == [
            via       |-> via,
            stream    |-> parent.category = "stream",
            handed    |-> IF via = "irp" THEN "yes" ELSE "no",
            inspected |-> IF "cond" \notin DOMAIN parent THEN "no"
                          ELSE IF parent.cond \in {"yes", "no"} THEN parent.cond ELSE "unclear",
            lasting   |-> "lasting" \in DOMAIN parent /\ parent.lasting,
            parted    |-> parent.close # "no",
            provoked  |-> FALSE,
            deaf      |-> FALSE,
            ended     |-> FALSE,
            meddled   |-> FALSE,
            wrote     |-> FALSE,
            tested    |-> FALSE,
            owed      |-> {},
            heard     |-> {}]
        s == [connected EXCEPT !.entries = ConnectionEvents,     \* until it is known what the client stores
                               !.given = TRUE,
                               !.en = [ev \in ConnectionEvents |-> birth(ev)]]
    IN [f \in DOMAIN s \cup {"born"} |-> IF f = "born" THEN born ELSE s[f]]

(***************************************************************************)
(* Steps.  t is the next state without what is said here.                  *)
(***************************************************************************)
(* What the client itself has switched by now is as the client wants it. *)
Switched(n) == n.enabling > 0 \/ n.dis # {} \/ n.why \notin {"handed", "unhanded"}

(* An event of a socket that is handed over with these entries. *)
HandOver(n, ev, e) ==
    CASE n.loose \/ Switched(n)                    -> IF n.dis # {} THEN Loosen(n) ELSE n
      [] ev \in e.inherits /\ ev \in e.entries     -> [n EXCEPT !.may = "yes", !.must = TRUE, !.why = "", !.how = "inherited"]
      [] ev \in e.perhaps /\ ev \in e.entries      -> Loosen(n)
      [] OTHER                                     -> [n EXCEPT !.why = "handed"]

SwitchedOff(n) == [n EXCEPT !.may = "no", !.must = FALSE, !.why = "handed", !.mixed = FALSE, !.loose = FALSE]

AskedFor(s) == {ev \in DOMAIN s.en \ {ExtensionEv} : s.en[ev].asked}

HandedOver(t, e) ==
    CASE e.status = "STATUS_SUCCESS" ->
           [t EXCEPT !.entries = e.entries \cup (@ \cap {ExtensionEv}),
                     !.given = e.given,
                     !.judged = @ /\ AskedFor(t) \subseteq e.entries,
                     !.en = [ev \in DOMAIN @ |-> IF ev = ExtensionEv THEN @[ev] ELSE HandOver(@[ev], ev, e)],
                     !.born.handed = "yes"]
      [] e.status = "STATUS_REQUEST_NOT_ACCEPTED" ->
           [t EXCEPT !.close = "rejected",
                     !.en = [ev \in DOMAIN @ |-> SwitchedOff(@[ev])],
                     !.born.handed = "rejected",
                     !.born.owed = {}]
      [] OTHER -> [t EXCEPT !.judged = FALSE]

Inherited(s, ev) == ev \in DOMAIN s.en /\ s.en[ev].how = "inherited"

(* A stimulus for ev came. *)
Owing(s, ev) ==
    IF Inherited(s, ev) /\ s.en[ev].must /\ ~s.lost /\ ~s.born.meddled /\ ev \notin s.born.heard THEN {ev} ELSE {}

AcceptedPeer(s, e, t) ==
    CASE e.op = "write" -> [t EXCEPT !.born.wrote = TRUE, !.born.tested = TRUE,
                                     !.born.owed = @ \cup Owing(s, "WskReceiveEvent")]
      [] e.op = "fin"   -> [t EXCEPT !.born.tested = TRUE,
                                     !.born.owed = @ \cup IF s.born.wrote THEN {} ELSE Owing(s, "WskDisconnectEvent")]
      [] e.op = "rst"   -> [t EXCEPT !.born.tested = TRUE, !.born.provoked = TRUE,
                                     !.born.owed = (@ \ {"WskReceiveEvent"})
                                         \cup IF s.born.wrote THEN {} ELSE Owing(s, "WskDisconnectEvent")]
      [] e.op = "fail"   -> [t EXCEPT !.born.provoked = TRUE, !.born.owed = {}]
      [] e.op = "pause"  -> [t EXCEPT !.born.deaf = TRUE]
      [] e.op = "resume" -> [t EXCEPT !.born.deaf = FALSE]
      [] OTHER           -> t

(* What an abortive disconnect makes of data that was not reported. *)
Moot(e) ==
    IF e.event = "WskDisconnectEvent" /\ "WSK_FLAG_ABORTIVE" \in e.flags THEN ConnectionEvents ELSE {}

EndSeen(e) == e.kind = "sees" /\ e.op \in {"eof", "reset", "refused"}

AcceptedCall(s, e, t) ==
    LET meddles == e.fn \in {"WskReceive", "WskDisconnect", "WskCloseSocket"} \/ IsSwitch(e)
        ends == e.fn \in {"WskDisconnect", "WskCloseSocket"}
    IN [t EXCEPT !.born.meddled = @ \/ meddles,
                 !.born.owed = IF meddles THEN {} ELSE @,
                 !.born.provoked = @ \/ ends]

AcceptedStep(s, e, t) ==
    CASE e.kind = "accepted" -> [t EXCEPT !.entries = IF e.via = "irp" THEN e.entries ELSE @,
                                          !.given = IF e.via = "irp" THEN e.given ELSE @,
                                          !.born.wrote = @ \/ "data" \in e.early,
                                          !.born.provoked = @ \/ "rst" \in e.early]
      [] e.kind = "handed" -> IF s.born.handed = "no" THEN HandedOver(t, e) ELSE t
      [] e.kind = "parted" -> [t EXCEPT !.born.parted = TRUE]
      [] e.kind = "call"   -> AcceptedCall(s, e, t)
      [] e.kind = "enter"  -> [t EXCEPT !.born.owed = @ \ ({e.event} \cup Moot(e)), !.born.heard = @ \cup ({e.event} \cap ConnectionEvents),
                                        !.born.tested = FALSE]
      [] e.kind = "peer"   -> AcceptedPeer(s, e, t)
      [] e.kind = "sees"   -> IF EndSeen(e) THEN [t EXCEPT !.born.ended = TRUE] ELSE t
      [] e.kind = "quiesce" -> [t EXCEPT !.born.owed = IF s.cbs = {} THEN {} ELSE @, !.born.tested = FALSE]
      [] OTHER -> t

(***************************************************************************)
(* Rules of the client                                                     *)
(***************************************************************************)
(* Kept by a client that lets a quiescent point pass. *)
LSN_07(s, e) ==
    CASE e.kind = "call"    -> Judge(s.born.handed = "rejected" /\ e.fn # "IoCancelIrp", FALSE)
      [] e.kind = "quiesce" -> Used(s.born.handed = "rejected")
      [] OTHER -> "silent"

(* What the client has enabled meanwhile has its entry. *)
LSN_13(s, e) ==
    Judge(s.born.handed = "no" /\ e.status = "STATUS_SUCCESS" /\ AskedFor(s) # {}, AskedFor(s) \subseteq e.entries /\ e.given)

(***************************************************************************)
(* Rules of the provider                                                   *)
(***************************************************************************)
StillWorks(s) == s.dead = "no" /\ s.close = "no"

(* The peer notices an end that nobody has brought about. *)
CutOff(s, e) == EndSeen(e) /\ ~s.born.provoked /\ StillWorks(s) /\ s.born.handed = "yes"

LSN_04(s, e) ==
    CASE e.kind = "enter" -> Judge(s.born.via = "event" /\ s.born.handed = "yes" /\ StillWorks(s), TRUE)
      [] e.kind = "sees"  -> Judge(s.born.via = "event" /\ s.born.handed = "yes" /\ (e.op = "data" \/ (CutOff(s, e) /\ ~s.born.parted)),
                                   e.op = "data")
      [] OTHER -> "silent"

TurnedAway(s) == s.born.handed = "rejected"

LSN_05(s, e) ==
    CASE e.kind = "enter"   -> Judge(TurnedAway(s), FALSE)
      [] e.kind = "sees"    -> Judge(TurnedAway(s) /\ EndSeen(e), TRUE)
      [] e.kind = "quiesce" -> Judge(TurnedAway(s) /\ ~s.born.ended /\ ~s.born.provoked /\ ~s.born.deaf /\ s.silent = "no", FALSE)
      [] OTHER -> "silent"

LSN_09(s, e) ==
    CASE e.kind = "enter"   -> EnteredWhenOff(s, e, "accepted")
      [] e.kind = "quiesce" -> Used(s.born.via = "irp" /\ s.born.tested /\ s.close = "no"
                                    /\ \A ev \in DOMAIN s.en \ {ExtensionEv} : s.en[ev].why = "accepted" /\ s.en[ev].may = "no")
      [] OTHER -> "silent"

(* Inherited, and not reported. *)
Unheard(s) == s.born.owed # {} /\ s.cbs = {} /\ StillWorks(s) /\ s.silent = "no"

ReportsInherited(s, e) == e.kind = "enter" /\ Inherited(s, e.event) /\ s.en[e.event].may = "yes"

LSN_10(s, e) ==
    CASE e.kind = "enter"   -> Judge(ReportsInherited(s, e), TRUE)
      [] e.kind = "quiesce" -> Judge(Unheard(s), FALSE)
      [] OTHER -> "silent"

LSN_12(s, e) ==
    CASE e.kind = "enter"   -> Judge(s.born.lasting /\ ReportsInherited(s, e), TRUE)
      [] e.kind = "quiesce" -> Judge(s.born.lasting /\ Unheard(s), FALSE)
      [] OTHER -> "silent"

LSN_14(s, e) ==
    CASE e.kind = "enter"  -> EnteredWhenOff(s, e, "unhanded")
      [] e.kind = "handed" -> Used(s.born.handed = "no" /\ s.born.wrote /\ s.born.heard = {} /\ e.inherits # {})
      [] OTHER -> "silent"

LSN_15_Return(s, e, call) ==
    LET evs == {ev \in call.aim \cap DOMAIN s.en : Inherited(s, ev)} IN
    Judge(evs # {} /\ Returning(s, e, call) # {} /\ s.dead = "no", ~Failed(e.status))

LSN_15(s, e) == IF Own(s, e) /\ Inherited(s, e.event) THEN EnteredWhenOff(s, e, "disabled") ELSE "silent"

STA_08(s, e) ==
    CASE e.kind = "enter"   -> Used(Own(s, e) /\ s.en[e.event].loose /\ e.event \in s.statics)
      [] e.kind = "quiesce" -> Used(s.born.tested /\ \E ev \in DOMAIN s.en : s.en[ev].loose /\ ev \in s.statics)
      [] OTHER -> "silent"

STR_05_Accepted(s, e) == Judge(s.born.stream /\ IsStandard(e), e.event \in ConnectionEvents)

CLS_11(s, e) ==
    CASE e.kind = "enter"   -> Judge(s.born.parted /\ StillWorks(s) /\ s.born.handed = "yes", TRUE)
      [] e.kind = "sees"    -> Judge(s.born.parted /\ (CutOff(s, e) \/ (e.op = "data" /\ StillWorks(s))), e.op = "data")
      [] e.kind = "quiesce" -> Judge(s.born.parted /\ Unheard(s), FALSE)
      [] OTHER -> "silent"

AcceptedVerdicts(s, e) ==
    CASE e.kind = "call" -> [LSN_07 |-> LSN_07(s, e)]
      [] e.kind = "return" ->
           LET call == CallOf(s, e.c) IN [
            LSN_15 |-> LSN_15_Return(s, e, call),
            CND_26 |-> CND_26(s, e, call, s.born.inspected = "yes"),
            CND_27 |-> CND_27(s, e, call, s.born.inspected # "no")]
      [] e.kind = "enter" -> [
            LSN_04 |-> LSN_04(s, e), LSN_05 |-> LSN_05(s, e), LSN_09 |-> LSN_09(s, e), LSN_10 |-> LSN_10(s, e),
            LSN_12 |-> LSN_12(s, e), LSN_14 |-> LSN_14(s, e), LSN_15 |-> LSN_15(s, e),
            STR_05 |-> STR_05_Accepted(s, e), STA_08 |-> STA_08(s, e), CLS_11 |-> CLS_11(s, e)]
      [] e.kind = "handed" -> [LSN_13 |-> LSN_13(s, e), LSN_14 |-> LSN_14(s, e)]
      [] e.kind = "sees" -> [LSN_04 |-> LSN_04(s, e), LSN_05 |-> LSN_05(s, e), CLS_11 |-> CLS_11(s, e)]
      [] e.kind = "quiesce" -> [
            LSN_05 |-> LSN_05(s, e), LSN_07 |-> LSN_07(s, e), LSN_09 |-> LSN_09(s, e), LSN_10 |-> LSN_10(s, e), LSN_12 |-> LSN_12(s, e),
            STA_08 |-> STA_08(s, e), CLS_11 |-> CLS_11(s, e)]
      [] OTHER -> Silent

(* Rules of conditional accept that concern sockets of every category. *)
AnySocketVerdicts(s, e) ==
    CASE e.kind = "call" -> [CND_01 |-> CND_01(s, e)]
      [] e.kind = "return" /\ ~IsAccepted(s) -> [CND_27 |-> CND_27(s, e, CallOf(s, e.c), FALSE)]
      [] OTHER -> Silent
===============================================================================
