------------------------------- MODULE Datagram -------------------------------
(***************************************************************************)
(* Datagram sockets: WskReceiveFromEvent, WskReceiveFrom, WskRelease, the  *)
(* fixed addresses.                                                        *)
(*                                                                         *)
(* Datagrams are many and most are short-lived, so they do not enter the   *)
(* observer state.  Each carries a label instead, which Mark assigns and   *)
(* Relabel changes for all at once; the canonicaliser keeps labels and     *)
(* never reads them:                                                       *)
(*                                                                         *)
(*   "early"      sent while the event was off                             *)
(*   "sent"       sent while it was on, or back among those to come        *)
(*   "barred"     sent while a fixed remote address keeps it out           *)
(*   "indicated"  in the list of a callback in progress                    *)
(*   "consumed"   its list was accepted                                    *)
(*   "retained"   its list was retained                                    *)
(*   "refused"    its list was refused, and the event not enabled since    *)
(*   "received"   a WskReceiveFrom has delivered it                        *)
(*                                                                         *)
(* Facts about content come with the observation: known (it was sent to    *)
(* this socket), whole (one whole datagram, unchanged), senders (the       *)
(* sender's address is right), control (ControlInfo agrees with its        *)
(* length), casts (how it was addressed), dup (twice in one list).  Of a   *)
(* WskReceiveFrom: known, senders, casts alike; whole (unchanged from the  *)
(* first byte on, as many bytes as were sent or as the buffer holds, and   *)
(* Information says how many), cut (more was sent than the buffer holds),  *)
(* legible (the buffer holds the code that tells which datagram it is),    *)
(* flagged (ControlFlags was asked for).                                   *)
(*                                                                         *)
(* What a socket of the trace sends may arrive as well (op "reach"): its   *)
(* WskSendTo can fail, so its silence proves nothing, but what arrives is  *)
(* known.                                                                  *)
(*                                                                         *)
(* Datagrams may be lost (DGM-13), so silence is evidence only after       *)
(* Tolerance datagrams in a row to which nothing stood in the way.  A      *)
(* callback that stays in progress is a client that takes too slowly: what *)
(* is sent meanwhile may be dropped.                                       *)
(*                                                                         *)
(*   sent       such datagrams since quiescence (to at most Tolerance)     *)
(*   third      as many of them as came while none was from the fixed      *)
(*              send address                                               *)
(*   seen       something was reported meanwhile                           *)
(*   rcvSent    datagrams sent while a WskReceiveFrom was pending and the  *)
(*              event off                                                  *)
(*   outranked  datagrams given to callbacks although a WskReceiveFrom had *)
(*              been pending since before the last quiescent point         *)
(*   after      how the last callback ended: "none", "accepted",           *)
(*              "retained", "refused"                                      *)
(*   remote     the fixed remote address, a peer's slot or 0, or Unclear   *)
(*              after requests that overlapped or failed;                  *)
(*   setting    requests in flight that change it                          *)
(*   sendTo     the fixed send address, a peer's slot or 0                 *)
(*   barred     a barred datagram was sent since the last quiescent point  *)
(*                                                                         *)
(* Left out: receive coalescing, ControlInfo's content, the ControlInfo of *)
(* a WskReceiveFrom.                                                       *)
(*                                                                         *)
(* Readings adopted: A-07 (what came before enabling may or may not be     *)
(* reported), A-12 (re-enabling inside a refusing callback), A-24 (no      *)
(* timing), A-25 (calls may overlap), A-28 (nothing duplicates packets on  *)
(* the way).                                                               *)
(*                                                                         *)
(* Pages: nc-wsk-pfn_wsk_receive_from_event, nc-wsk-pfn_wsk_receive_from,  *)
(* receiving-data-over-a-datagram-socket, ns-wsk-_wsk_datagram_indication, *)
(* sio-wsk-set-remote-address, sio-wsk-set-sendto-address,                 *)
(* nc-wsk-pfn_wsk_release_datagram_indication_list                         *)
(***************************************************************************)
EXTENDS Sockets

CONSTANT Tolerance      \* so many datagrams lost in a row are a silence, not bad luck
ASSUME Tolerance \in Nat \ {0}

ReceiveFrom == "WskReceiveFromEvent"

DatagramInit(p) ==
    LET s == SocketInit(p) IN
    [f \in DOMAIN s \cup {"sent", "third", "seen", "rcvSent", "outranked", "after", "remote", "setting", "sendTo", "barred",
                        "mixedMask"} |->
        CASE f \in DOMAIN s -> s[f]
          [] f \in {"sent", "third", "rcvSent", "outranked", "remote", "setting", "sendTo"} -> 0
          [] f \in {"seen", "barred"} -> FALSE
          [] f = "mixedMask" -> p.mixed
          [] f = "after" -> "none"]

Receives(s) == Pending(s, "WskReceiveFrom")

(* Nothing stands against reporting. *)
Armed(s) ==
    /\ ReceiveFrom \in DOMAIN s.en
    /\ s.en[ReceiveFrom].must
    /\ s.bound = "yes" /\ s.dead = "no" /\ s.close = "no" /\ s.judged
    /\ Receives(s) = {}
    /\ s.setting = 0

(* Which address is fixed cannot be told: no datagram counts. *)
Unclear == 1000

Admits(s, peer) == s.setting = 0 /\ s.remote \in {0, peer}

Bars(s, peer) == s.setting = 0 /\ s.remote \notin {0, Unclear, peer}

EventIsOff(s) == ReceiveFrom \notin DOMAIN s.en \/ s.en[ReceiveFrom].may # "yes"

(* A WskReceiveFrom is the only way that datagrams can take. *)
Awaits(s) ==
    /\ Receives(s) # {} /\ EventIsOff(s)
    /\ s.bound = "yes" /\ s.dead = "no" /\ s.close = "no" /\ s.setting = 0

(* Evidence of silence ends with what it rests on. *)
Settle(s) ==
    LET t == IF Armed(s) THEN s ELSE [s EXCEPT !.sent = 0, !.third = 0, !.seen = FALSE] IN
    [t EXCEPT !.rcvSent = IF Awaits(t) THEN @ ELSE 0,
              !.outranked = IF Receives(t) = {} THEN 0 ELSE @]

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
SetsRemote(k) == k.what = "SIO_WSK_SET_REMOTE_ADDRESS"
SetsSendTo(k) == k.what = "SIO_WSK_SET_SENDTO_ADDRESS"

Addressed(s, k, status) ==
    CASE SetsRemote(k) -> [s EXCEPT !.setting = @ - 1,
                                    !.remote = CASE s.remote = Unclear         -> Unclear
                                                 [] status = "STATUS_SUCCESS"    -> k.peer
                                                 [] OTHER                        -> Unclear]
      [] SetsSendTo(k) -> [s EXCEPT !.sendTo = IF status = "STATUS_SUCCESS" THEN k.peer ELSE 0]
      [] OTHER         -> s

DatagramCall(s, e) ==
    LET t == CallSocket(s, e) IN
    CASE e.code = "SIO_WSK_SET_REMOTE_ADDRESS" -> [t EXCEPT !.setting = @ + 1, !.remote = IF s.setting = 0 THEN 0 ELSE Unclear]
      [] IsEnable(e) -> [t EXCEPT !.after = "none"]
      [] OTHER -> t

DatagramReturn(s, e) ==
    LET k == CallOf(s, e.c)
        t == ReturnSocket(s, e)
    IN IF k.irp THEN t ELSE Addressed(t, k, e.status)

DatagramIrp(s, e) ==
    LET t == IrpSocket(s, e)
        rs == {r \in IrpsOf(s, e.i) : r.done = "no"}
        received == e.status = "STATUS_SUCCESS" /\ \E r \in rs : r.fn = "WskReceiveFrom"
    IN IF rs = {} THEN t
       ELSE IF received THEN [t EXCEPT !.rcvSent = 0, !.outranked = 0, !.seen = TRUE]
       ELSE Addressed(t, CHOOSE r \in rs : TRUE, e.status)

Outranked(s, e) ==
    IF (\E r \in Receives(s) : r.settled /\ ~r.excused) /\ "refused" \notin e.labels
    THEN Least(e.count + s.outranked, Tolerance) ELSE s.outranked

DatagramEnter(s, e) ==
    LET t == EnterSocket(s, e)
    IN [t EXCEPT !.seen = @ \/ e.list = "list",
                 !.rcvSent = IF e.list = "list" THEN 0 ELSE @,
                 !.outranked = Outranked(s, e)]

DatagramExit(s, e) ==
    LET k == CHOOSE x \in s.cbs : x.id = e.id
        t == ExitSocket(s, e)
    IN IF k.list # "list" THEN t
       ELSE [t EXCEPT !.after = CASE e.status = "STATUS_PENDING"           -> "retained"
                                  [] e.status = "STATUS_DATA_NOT_ACCEPTED" -> "refused"
                                  [] OTHER                                 -> "accepted"]

PeerSends(s, e) ==
    LET works == s.bound = "yes" /\ s.dead = "no" /\ s.close = "no"
        called == ReceiveFrom \in s.entries
        t == [Stir(s) EXCEPT !.offSent = @ \/ (works /\ called /\ EventIsOff(s) /\ Admits(s, e.peer) /\ Receives(s) = {}),
                             !.lateSent = @ \/ (s.close = "done" /\ called /\ ~EventIsOff(s)),
                             !.barred = @ \/ (works /\ Bars(s, e.peer) /\ (~EventIsOff(s) \/ Receives(s) # {}))]
        third == s.sendTo # 0 /\ s.sendTo # e.peer
    IN IF ~Admits(s, e.peer) THEN t
       ELSE IF Armed(s) /\ (s.cbs = {} \/ s.seen)
       THEN [t EXCEPT !.sent = Saturate(@, Tolerance),
                      !.third = IF third /\ @ = s.sent THEN Saturate(@, Tolerance) ELSE 0]
       ELSE IF Awaits(s)
       THEN [t EXCEPT !.rcvSent = Saturate(@, Tolerance)]
       ELSE t

DatagramQuiesce(s) ==
    [QuiesceSocket(s) EXCEPT !.sent = 0, !.third = 0, !.seen = FALSE, !.rcvSent = 0, !.outranked = 0, !.barred = FALSE]

(* While a completion routine of the client runs, it may keep what the      *)
(* provider has to do next: such a point is no quiescent one.  What was    *)
(* sent until then proves no silence.                                      *)
DatagramBusy(s) ==
    [s EXCEPT !.sent = 0, !.third = 0, !.seen = FALSE, !.rcvSent = 0, !.outranked = 0, !.barred = FALSE]

DatagramStep(s, e) ==
    Settle(CASE e.kind = "call"    -> IF e.fn = "IoCancelIrp" THEN CancelIrp(s, e) ELSE DatagramCall(s, e)
             [] e.kind = "return"  -> DatagramReturn(s, e)
             [] e.kind = "irp"     -> DatagramIrp(s, e)
             [] e.kind = "enter"   -> DatagramEnter(s, e)
             [] e.kind = "exit"    -> DatagramExit(s, e)
             [] e.kind = "peer"    -> CASE e.op = "send"  -> PeerSends(s, e)
                                        [] e.op = "reach" -> Stir(s)
                                        [] e.op = "fail"  -> Stir([s EXCEPT !.dead = IF @ = "no" THEN "failing" ELSE @])
                                        [] OTHER          -> s
             [] e.kind = "quiesce" -> IF e.routine THEN DatagramBusy(s) ELSE DatagramQuiesce(s)
             [] e.kind = "gone"    -> [s EXCEPT !.gone = TRUE]
             [] OTHER              -> s)

(***************************************************************************)
(* Labels                                                                  *)
(***************************************************************************)
(* A refusal that an enabling request overlapped may leave the event on    *)
(* (A-12): its datagrams may come back, and prove nothing when they do.    *)
RefusedOr(s, e) ==
    LET k == CHOOSE x \in s.cbs : x.id = e.id
        t == ExitSocket(s, e)
    IN IF k.event \in DOMAIN t.en /\ ~t.en[k.event].static /\ t.en[k.event].may = "yes" THEN "sent" ELSE "refused"

(* The label that e gives to the datagrams that it concerns: the one sent, *)
(* those of the list entered, of the callback that exits, of the receive.  *)
(* "" leaves them as they are.                                             *)
DatagramMark(s, e) ==
    CASE e.kind = "peer" /\ e.op \in {"send", "reach"} ->
           IF Bars(s, e.peer) THEN "barred"
           ELSE IF EventIsOff(s) THEN "early" ELSE "sent"
      [] e.kind = "enter" -> "indicated"
      [] e.kind = "exit"  ->
           CASE e.status = "STATUS_PENDING"           -> "retained"
             [] e.status = "STATUS_DATA_NOT_ACCEPTED" -> RefusedOr(s, e)
             [] OTHER                                 -> "consumed"
      [] e.kind = "irp" /\ e.labels # {} -> "received"
      [] OTHER -> ""

(* Labels that change for all datagrams: <<from, to>> pairs. *)
DatagramRelabel(s, e) ==
    CASE e.kind = "call" /\ IsEnable(e) -> {<<"refused", "sent">>}
      [] e.kind = "call" /\ e.code = "SIO_WSK_SET_REMOTE_ADDRESS" -> {<<"barred", "sent">>}
      [] OTHER -> {}

(***************************************************************************)
(* Rules: reporting                                                        *)
(***************************************************************************)
(* Enough datagrams came, no callback stands in the way, and at least one  *)
(* was reported.                                                           *)
Reported(s, also) == Judge(s.sent >= Tolerance /\ s.cbs = {} /\ also, s.seen)

Switch(s) == s.en[ReceiveFrom]

GEN_01(s, e) == Reported(s, TRUE)
DGM_01(s, e) == Reported(s, TRUE)
ENA_16_Quiesce(s) == Reported(s, Switch(s).how = "reenabled")
ENA_05_Quiesce(s) ==
    LET this(k) == k.what = "enable" /\ \A ev \in k.aim \cap DOMAIN s.en : ~s.en[ev].static
    IN Worse(Reported(s, Switch(s).how # "static"), Judge(StuckCall(s, this), FALSE))
STA_03(s, e) == Reported(s, Switch(s).static)
STA_05(s, e) == Reported(s, Switch(s).static /\ Switch(s).tried)
DGM_09(s, e) == Reported(s, Switch(s).how = "resumed")
DGM_13(s, e) == Used(s.sent > 0 /\ s.cbs = {} /\ ~s.seen)
DGM_15(s, e) == Judge(s.third >= Tolerance /\ s.cbs = {}, s.seen)

(* Silence after a callback has returned.  What keeps these rules is the   *)
(* next report, at its entry.                                              *)
FellSilent(s, after) == Judge(s.sent >= Tolerance /\ s.cbs = {} /\ ~s.seen /\ after, FALSE)

DGM_06_Quiesce(s) == FellSilent(s, s.after = "accepted")
DGM_07_Quiesce(s) == FellSilent(s, s.after = "retained" \/ s.ret # {})

DGM_10(s, e) ==
    CASE e.kind = "enter"   -> Used(/\ e.event = ReceiveFrom /\ e.list = "list" /\ s.after = "refused"
                                    /\ ReceiveFrom \in DOMAIN s.en /\ Switch(s).static /\ e.labels # {"refused"})
      [] e.kind = "quiesce" -> FellSilent(s, Switch(s).static /\ s.after = "refused")
      [] OTHER              -> "silent"

(* Of a mixed mask the socket reports what fits its category, and that alone. *)
STA_04(s, e) ==
    CASE e.kind = "enter"   -> Judge(s.mixedMask /\ IsStandard(e), e.event \in EventsOf(s.as))
      [] e.kind = "quiesce" -> Reported(s, Switch(s).static /\ s.mixedMask)
      [] OTHER              -> "silent"

GEN_07(s, e) ==
    CASE e.kind = "irp"     -> Used(/\ \E r \in IrpsOf(s, e.i) : r.fn = "WskReceiveFrom"
                                    /\ e.status = "STATUS_SUCCESS" /\ EventIsOff(s))
      [] e.kind = "quiesce" -> Judge(s.rcvSent >= Tolerance, FALSE)
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules: the list                                                         *)
(***************************************************************************)
IsReport(e) == e.event = ReceiveFrom /\ e.list = "list"

DGM_02(s, e) == Judge(IsReport(e), e.count > 0 /\ e.known /\ e.whole /\ e.senders /\ e.control)

(* Memory that changes under a running callback is no whole datagram. *)
DGM_02_Read(s, e) == Judge(e.id \in {k.id : k \in s.cbs}, e.same)

DGM_03(s, e) ==
    Judge(e.event = ReceiveFrom,
          /\ e.flags \subseteq {"MSG_BCAST", "MSG_MCAST", "WSK_FLAG_AT_DISPATCH_LEVEL"}
          /\ e.known => (/\ ("MSG_BCAST" \in e.flags) <=> (e.casts = {"broadcast"})
                         /\ ("MSG_MCAST" \in e.flags) <=> (e.casts = {"multicast"})
                         /\ Cardinality(e.casts) <= 1))

(* Judged once things have settled: another call may have been on its way. *)
DGM_04(s, e) ==
    Judge(e.event = ReceiveFrom /\ (s.dead = "settled" \/ (s.dead # "no" /\ e.list = "null")),
          s.dead = "settled" => e.list = "null")

DGM_05(s, e) ==
    Judge(EventOf(s, e.id) = ReceiveFrom, e.status \in LegalReturns(ReceiveFrom))

DGM_06(s, e) == Judge(IsReport(e) /\ (s.after = "accepted" \/ "consumed" \in e.labels), "consumed" \notin e.labels)

DGM_07(s, e) == Judge(IsReport(e) /\ (s.ret # {} \/ "retained" \in e.labels), "retained" \notin e.labels)

DGM_07_Read(s, e) == Judge(e.id \in s.ret, e.same)

DGM_08(s, e) == OffRule(s, e, "refused")

DGM_11(s, e) == Used(IsReport(e) /\ "refused" \in e.labels /\ ReceiveFrom \in DOMAIN s.en /\ Switch(s).static)

DGM_12(s, e) == Used(\E k \in s.cbs : k.event = e.event)

DGM_14(s, e) ==
    CASE e.kind \in {"enter", "irp"} -> Judge("barred" \in e.labels, FALSE)
      [] e.kind = "quiesce"          -> Used(s.barred)
      [] OTHER                       -> "silent"

(* Where records lag, a completion may be on its way: judged once it must  *)
(* have come.                                                              *)
DGM_16(s, e) ==
    CASE e.kind = "irp"     -> Used(/\ \E r \in IrpsOf(s, e.i) : r.fn = "WskReceiveFrom"
                                    /\ e.status = "STATUS_SUCCESS" /\ ~EventIsOff(s))
      [] e.kind = "enter"   -> Judge(s.exact /\ e.list = "list" /\ Outranked(s, e) >= Tolerance, FALSE)
      [] e.kind = "quiesce" -> Judge(s.outranked >= Tolerance, FALSE)
      [] OTHER              -> "silent"

DGM_17(s, e) == Used(IsReport(e) /\ Receives(s) # {})

DGM_18(s, e) ==
    CASE e.kind = "enter" -> Judge(IsReport(e), ~e.dup /\ e.labels \cap {"indicated", "received"} = {})
      [] e.kind = "irp"   -> Judge(e.labels # {}, e.labels \cap {"indicated", "received", "consumed", "retained"} = {})
      [] OTHER            -> "silent"

(* No status is documented for a datagram that the buffer cuts, so only    *)
(* successes are judged.                                                   *)
FlagsOfReceive == {"MSG_BCAST", "MSG_MCAST", "MSG_TRUNC", "MSG_CTRUNC"}

DGM_19(s, e) ==
    Judge(/\ \E r \in IrpsOf(s, e.i) : r.fn = "WskReceiveFrom" /\ r.done = "no" /\ ~r.odd
          /\ e.status = "STATUS_SUCCESS",
          /\ e.count = 1 /\ e.whole
          /\ e.legible => (e.known /\ e.senders)
          /\ e.flags \subseteq FlagsOfReceive
          /\ (e.legible /\ e.known /\ e.flagged) =>
                (/\ ("MSG_TRUNC" \in e.flags) <=> e.cut
                 /\ ("MSG_BCAST" \in e.flags) <=> (e.casts = {"broadcast"})
                 /\ ("MSG_MCAST" \in e.flags) <=> (e.casts = {"multicast"})))

ENA_19(s, e) == Used(IsReport(e) /\ "early" \in e.labels)

(***************************************************************************)
(* The rules of this category, by the kind of observation that gives them  *)
(* occasion; those of every socket are SocketVerdicts.                     *)
(***************************************************************************)
DatagramVerdicts(s, e) ==
    CASE e.kind = "irp" -> [
            GEN_07 |-> GEN_07(s, e),
            DGM_14 |-> DGM_14(s, e), DGM_16 |-> DGM_16(s, e), DGM_18 |-> DGM_18(s, e), DGM_19 |-> DGM_19(s, e)]
      [] e.kind = "enter" -> [
            ENA_19 |-> ENA_19(s, e), STA_04 |-> STA_04(s, e),
            DGM_02 |-> DGM_02(s, e), DGM_03 |-> DGM_03(s, e), DGM_04 |-> DGM_04(s, e), DGM_06 |-> DGM_06(s, e),
            DGM_07 |-> DGM_07(s, e), DGM_08 |-> DGM_08(s, e), DGM_10 |-> DGM_10(s, e), DGM_11 |-> DGM_11(s, e), DGM_12 |-> DGM_12(s, e),
            DGM_14 |-> DGM_14(s, e), DGM_16 |-> DGM_16(s, e), DGM_17 |-> DGM_17(s, e), DGM_18 |-> DGM_18(s, e)]
      [] e.kind = "exit" -> [DGM_05 |-> DGM_05(s, e)]
      [] e.kind = "read" -> [DGM_07 |-> DGM_07_Read(s, e), DGM_02 |-> DGM_02_Read(s, e)]
      [] e.kind = "quiesce" /\ ~e.routine -> [
            GEN_01 |-> GEN_01(s, e), GEN_07 |-> GEN_07(s, e),
            ENA_05 |-> ENA_05_Quiesce(s), ENA_16 |-> ENA_16_Quiesce(s),
            STA_03 |-> STA_03(s, e), STA_04 |-> STA_04(s, e), STA_05 |-> STA_05(s, e),
            DGM_01 |-> DGM_01(s, e), DGM_06 |-> DGM_06_Quiesce(s), DGM_07 |-> DGM_07_Quiesce(s),
            DGM_08 |-> DGM_08(s, e), DGM_09 |-> DGM_09(s, e), DGM_10 |-> DGM_10(s, e), DGM_13 |-> DGM_13(s, e),
            DGM_14 |-> DGM_14(s, e), DGM_15 |-> DGM_15(s, e), DGM_16 |-> DGM_16(s, e)]
      [] OTHER -> Silent
===============================================================================
