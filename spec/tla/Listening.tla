------------------------------- MODULE Listening -------------------------------
(***************************************************************************)
(* Listening sockets: WskAcceptEvent, WskAccept, the queue of connections, *)
(* connection events that are enabled for accepted sockets.  What happens  *)
(* on the accepted sockets is Accepted's.                                  *)
(*                                                                         *)
(* The fields that a listening socket has beside those of every socket,    *)
(* and those of ConditionalAccept:                                         *)
(*                                                                         *)
(*   inherit    connection events enabled here, by event: "no", "calling"  *)
(*              (by the one request so far), "twice" (by several at once), *)
(*              "yes", "unclear"                                           *)
(*   lasting    that was put to the test: disabling one was tried, or      *)
(*              WskAcceptEvent was disabled and enabled again              *)
(*   arrivals   connections that began to come since quiescence, 0, 1, 2   *)
(*   older      connections were there at the last quiescent point         *)
(*   stock      at the last quiescent point some were there, all of them   *)
(*              established, and nothing has disturbed them since          *)
(*   slow       WskAccept calls that pended in spite of the stock          *)
(*   outranked  how often in a row WskAcceptEvent took a connection in a   *)
(*              quiet system although a WskAccept was queued               *)
(*   nulls      WskAcceptEvent was entered with a NULL AcceptSocket        *)
(*   mixedMask  the client's static mask holds flags of several categories *)
(*                                                                         *)
(* Of an observation about one connection, labels is its label.            *)
(*                                                                         *)
(* The provider's queue has a length that no page gives: a connection may  *)
(* be refused when others can have filled it.                              *)
(*                                                                         *)
(* Left out: transport addresses beyond whose they are; dual-stack         *)
(* sockets; the order of deliveries, which no page promises.               *)
(*                                                                         *)
(* Readings adopted: A-02 (who inherits), A-03 (ways of enabling), A-05    *)
(* (futile disabling), A-07 (what came before the enabling), A-18          *)
(* (malformed requests), A-19 (callbacks during a close), A-25 (callbacks  *)
(* may overlap).                                                           *)
(*                                                                         *)
(* Pages: listening-for-and-accepting-incoming-connections, nc-wsk-pfn_wsk *)
(* _accept, nc-wsk-pfn_wsk_accept_event, so-wsk-event-callback, nc-wsk-    *)
(* pfn_wsk_bind                                                            *)
(***************************************************************************)
EXTENDS ConditionalAccept

(* So many deviations in a row are no race (LSN-08, LSN-11). *)
RacesInARow == 3

ListeningFields == [
    inherit   |-> [ev \in ConnectionEvents |-> "no"],
    lasting   |-> FALSE,
    arrivals  |-> 0,
    older     |-> FALSE,
    stock     |-> FALSE,
    slow      |-> {},
    outranked |-> 0,
    nulls     |-> FALSE]

SocketFields == DOMAIN SocketInit([statics |-> {}, others |-> FALSE, exact |-> FALSE])

(* A socket becomes a listening one: its fields are those of every socket  *)
(* and those of the category.                                              *)
BecomeListening(s) ==
    [f \in SocketFields \cup {"mixedMask"} \cup DOMAIN ListeningFields \cup DOMAIN ConditionalFields |->
        CASE f \in DOMAIN ListeningFields   -> ListeningFields[f]
          [] f \in DOMAIN ConditionalFields -> ConditionalFields[f]
          [] f = "mixedMask"                -> IF f \in DOMAIN s THEN s[f] ELSE FALSE
          [] OTHER                          -> s[f]]

(***************************************************************************)
(* Who takes                                                               *)
(***************************************************************************)
(* WskAccept calls that are queued. *)
QueuedAccepts(s) == {r \in Pending(s, "WskAccept") : r.ret = "pending" /\ ~r.excused /\ ~r.odd}

AcceptMust(s) == EventSure(s, AcceptEv)
TakerSure(s) == AcceptMust(s) \/ QueuedAccepts(s) # {}

Listens(s) == Serves(s) /\ s.dead = "no" /\ s.close = "no"

(* Others may fill the queue, or hold up what empties it. *)
Crowded(s) == s.arrivals > 0 \/ s.older \/ s.cbs # {}

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
InheritCall(s, e, t) ==
    LET asked == Aims(s, e) \cap ConnectionEvents
        some == \E ev \in ConnectionEvents : s.inherit[ev] # "no"
        next(st) == CASE Odd(s, e) -> IF st = "yes" THEN "yes" ELSE "unclear"
                      [] st = "no"      -> "calling"
                      [] st = "calling" -> "twice"
                      [] OTHER          -> st
    IN CASE IsEnable(e) -> [t EXCEPT !.inherit = [ev \in DOMAIN @ |-> IF ev \in asked THEN next(@[ev]) ELSE @[ev]],
                                     !.lasting = @ \/ (some /\ AcceptEv \in Aims(s, e) /\ s.en[AcceptEv].why = "disabled")]
         [] IsDisable(e) -> [t EXCEPT !.lasting = @ \/ \E ev \in asked : s.inherit[ev] # "no"]
         [] OTHER -> t

ListeningCall(s, e) ==
    LET t == ConditionalCall(s, e, CallSocket(s, e))
        u == InheritCall(s, e, t)
    IN IF e.fn = "WskInspectComplete" THEN [u EXCEPT !.stock = FALSE] ELSE u

InheritReturn(s, k, status, t) ==
    LET asked == k.aim \cap ConnectionEvents
        next(st) == CASE st = "calling" -> IF k.odd THEN "unclear"
                                           ELSE IF status = "STATUS_SUCCESS" THEN "yes"
                                           ELSE IF Failed(status) THEN "no" ELSE "unclear"
                      [] st = "twice"   -> IF status = "STATUS_SUCCESS" /\ ~k.odd THEN "yes" ELSE "unclear"
                      [] OTHER          -> st
    IN IF k.what # "enable" THEN t
       ELSE [t EXCEPT !.inherit = [ev \in DOMAIN @ |-> IF ev \in asked THEN next(@[ev]) ELSE @[ev]]]

SlowAccept(s, k, e) == k.fn = "WskAccept" /\ ~k.odd /\ k.i # 0 /\ s.stock /\ e.status = "STATUS_PENDING"

ListeningReturn(s, e) ==
    LET k == CallOf(s, e.c)
        t == InheritReturn(s, k, e.status, ReturnSocket(s, e))
    IN IF SlowAccept(s, k, e) /\ \E r \in t.irps : r.i = k.i THEN [t EXCEPT !.slow = @ \cup {k.i}] ELSE t

Accepts(s, e) == \E r \in IrpsOf(s, e.i) : r.fn = "WskAccept"

ListeningIrp(s, e) ==
    LET t == ConditionalIrp(s, e, IrpSocket(s, e)) IN
    IF ~Accepts(s, e) THEN t
    ELSE [t EXCEPT !.slow = @ \ {e.i},
                   !.stock = @ /\ Failed(e.status),
                   !.outranked = IF Failed(e.status) THEN @ ELSE 0]

(* A WskAccept had been queued since before a quiescent point, one         *)
(* connection came since, and nothing else went on.                        *)
OutranksAccept(s, e) ==
    /\ IsAccept(e) /\ AcceptMust(s) /\ s.calls = {} /\ s.arrivals = 1 /\ ~s.older
    /\ s.cbs = {}
    /\ \E r \in QueuedAccepts(s) : r.settled

ListeningEnter(s, e) ==
    LET t == EnterSocket(s, e) IN
    [t EXCEPT !.nulls = @ \/ (e.event = AcceptEv /\ e.list = "null"),
              !.stock = @ /\ ~IsAccept(e),
              !.outranked = IF OutranksAccept(s, e) THEN Saturate(@, RacesInARow) ELSE @]

PeerConnects(s, e) ==
    LET untaken == ~EventOn(s, AcceptEv) /\ Pending(s, "WskAccept") = {} /\ s.cond = "no"
        t == [Stir(s) EXCEPT
                    !.arrivals = Saturate(@, 2),
                    !.stock = FALSE,
                    !.offSent = @ \/ (Listens(s) /\ AcceptEv \in s.entries /\ untaken),
                    !.lateSent = @ \/ (s.close = "done" /\ AcceptEv \in s.entries /\ EventOn(s, AcceptEv))]
    IN t

(* What a peer does that may make an end of its connection. *)
PeerEnds(s, e) == [Stir(s) EXCEPT !.stock = FALSE]

ListeningPeer(s, e) ==
    CASE e.op = "connect" -> PeerConnects(s, e)
      [] e.op = "fail"    -> Stir([s EXCEPT !.dead = IF @ = "no" THEN "failing" ELSE @])
      [] OTHER            -> PeerEnds(s, e)

ListeningQuiesce(s, e) ==
    LET t == ConditionalQuiesce(e, QuiesceSocket(s)) IN
    [t EXCEPT !.arrivals = 0,
              !.older = e.labels \cap UndeliveredOnes # {},
              !.stock = e.labels \cap EstablishedOnes # {} /\ e.labels \cap UndeliveredOnes \subseteq EstablishedOnes /\ s.calls = {} /\ s.cbs = {},
              !.outranked = IF @ >= RacesInARow \/ QueuedAccepts(s) = {} THEN 0 ELSE @]

ListeningStep(s, e) ==
    CASE e.kind = "call"    -> IF e.fn = "IoCancelIrp" THEN CancelIrp(s, e) ELSE ListeningCall(s, e)
      [] e.kind = "return"  -> ListeningReturn(s, e)
      [] e.kind = "irp"     -> ListeningIrp(s, e)
      [] e.kind = "enter"   -> ListeningEnter(s, e)
      [] e.kind = "exit"    -> [ExitSocket(s, e) EXCEPT !.stock = FALSE]
      [] e.kind = "peer"    -> ListeningPeer(s, e)
      [] e.kind = "sees"    -> IF e.op = "connected" THEN s ELSE [s EXCEPT !.stock = FALSE]
      [] e.kind = "quiesce" -> ListeningQuiesce(s, e)
      [] e.kind = "gone"    -> [s EXCEPT !.gone = TRUE]
      [] OTHER              -> s

(***************************************************************************)
(* Labels                                                                  *)
(***************************************************************************)
ArrivalLabel(s) ==
    CASE ~Listens(s)                        -> "early"
      [] s.cond \notin {"no", "yes"}        -> "early"
      [] s.cond = "no" /\ ~TakerSure(s)          -> "early"
      [] Crowded(s)                         -> "queued"
      [] OTHER                              -> "due"

(* The label that e gives to the connection that it concerns. *)
ListeningMark(s, e) ==
    LET l == OnlyLabel(e.labels) IN
    CASE e.kind = "peer" /\ e.op = "connect" -> ArrivalLabel(s)
      [] e.kind = "peer" /\ e.op = "rst"     -> OnGivenUp(l)
      [] e.kind = "sees" /\ e.op = "connected" -> OnConnected(l, s.cond # "no")
      [] e.kind = "sees" /\ e.op \in {"refused", "reset"} -> OnRefused(l)
      [] e.kind = "exit" -> IF EventOf(s, e.id) # InspectEv THEN "" ELSE OnInspected(l, e.action, AcceptMust(s))
      [] e.kind \in {"enter", "irp"} /\ l # "" /\ Delivers(s, e) -> "delivered"
      [] e.kind \in {"enter", "irp", "call"} -> ConditionalMark(s, e, AcceptMust(s))
      [] OTHER -> ""

(* Connections that came before an event was enabled may or may not be     *)
(* reported (A-07), and nobody is sure to take those that are there when   *)
(* the last taker goes.                                                    *)
ListeningRelabel(s, e) ==
    LET t == ListeningStep(s, e) IN
    CASE e.kind = "quiesce" -> IF Unhindered(s) THEN NamedOnce(Inspects(s)) ELSE {}
      [] AcceptMust(s) # AcceptMust(t) \/ (TakerSure(s) /\ ~TakerSure(t)) -> UnsurePairs(Inspects(s))
      [] OTHER -> {}

(***************************************************************************)
(* Rules: connections that are taken                                       *)
(***************************************************************************)
(* A connection that has to be reported is. *)
ReportsDue(s, e) == e.kind = "enter" /\ IsAccept(e) /\ e.labels \cap (ReadyOnes \cup {"due", "queued", "admitted", "resumed"}) # {}

(* Established while the event was on, nobody else takes it, and it was    *)
(* not reported.                                                           *)
Unreported(s, e) == Unhindered(s) /\ AcceptMust(s) /\ QueuedAccepts(s) = {} /\ e.labels \cap ReadyOnes # {}

(* Established, and a WskAccept is still queued. *)
LeftWaiting(s, e) == Unhindered(s) /\ QueuedAccepts(s) # {} /\ e.labels \cap EstablishedOnes # {}

ReportedDue(s, e, also) ==
    CASE e.kind = "enter"   -> Judge(ReportsDue(s, e) /\ also, TRUE)
      [] e.kind = "quiesce" -> Judge(Unreported(s, e) /\ also, FALSE)
      [] OTHER              -> "silent"

AcceptSwitch(s) == s.en[AcceptEv]

GEN_01_Listening(s, e) ==
    CASE e.kind = "enter" -> Judge(ReportsDue(s, e) \/ (Inspects(s) /\ (IsInspect(e) \/ IsAbort(e))), TRUE)
      [] OTHER -> Worse(ReportedDue(s, e, TRUE), Judge(NotInspected(s, e) \/ NotAborted(s, e), FALSE))

ENA_05_Listening(s, e) ==
    LET this(k) == k.what = "enable" /\ \A ev \in k.aim \cap DOMAIN s.en : ~s.en[ev].static
    IN Worse(ReportedDue(s, e, AcceptSwitch(s).how # "static"),
             Judge(e.kind = "quiesce" /\ StuckCall(s, this), FALSE))

ENA_16_Listening(s, e) == ReportedDue(s, e, AcceptSwitch(s).how = "reenabled")
ENA_19_Listening(s, e) == Used(IsAccept(e) /\ e.labels \cap {"early", "waiting", "admittedIdle", "admittedWaiting", "resumedIdle", "resumedWaiting"} # {} /\ AcceptMust(s))
STA_03_Listening(s, e) == ReportedDue(s, e, AcceptSwitch(s).static)
STA_04_Listening(s, e) ==
    Worse(ReportedDue(s, e, AcceptSwitch(s).static /\ s.mixedMask),
          Judge(e.kind = "enter" /\ s.mixedMask /\ IsStandard(e), e.event \in EventsOf(s.as)))
STA_05_Listening(s, e) == ReportedDue(s, e, AcceptSwitch(s).static /\ AcceptSwitch(s).tried)

GEN_07_Listening(s, e) ==
    CASE e.kind = "irp"     -> Used(Delivers(s, e) /\ ~EventOn(s, AcceptEv) /\ s.cond = "no")
      [] e.kind = "quiesce" -> Judge(LeftWaiting(s, e) /\ ~EventOn(s, AcceptEv) /\ s.cond = "no", FALSE)
      [] OTHER              -> "silent"

LSN_01(s, e) ==
    CASE e.kind = "sees"    -> Judge(s.cond = "no" /\ e.labels # {} /\ e.labels \subseteq {"early", "queued", "due"} /\ Serves(s)
                                        /\ (e.op = "connected" \/ (e.op \in {"refused", "reset"} /\ e.labels = {"due"} /\ Unhindered(s))),
                                     e.op = "connected")
      [] e.kind = "enter"   -> Judge(Inspects(s) /\ IsInspect(e) /\ e.labels # {}, TRUE)
      [] e.kind = "quiesce" -> Judge(s.cond = "no" /\ Unhindered(s) /\ e.labels \cap {"queued", "due"} # {}, FALSE)
      [] OTHER              -> "silent"

LSN_02(s, e) ==
    CASE e.kind = "sees" -> Judge(e.op \in {"refused", "reset"} /\ s.cond = "no" /\ Unreported(s, e), FALSE)
      [] OTHER           -> ReportedDue(s, e, TRUE)

(* Judged once things have settled: another call may have been on its way. *)
LSN_03(s, e) ==
    Judge(e.event = AcceptEv,
          /\ e.flags \subseteq {"WSK_FLAG_AT_DISPATCH_LEVEL"}
          /\ e.list = "socket" => e.known /\ e.fresh /\ e.address = "own" /\ s.dead # "settled")

LSN_06(s, e) == Judge(EventOf(s, e.id) = AcceptEv, e.status \in LegalReturns(AcceptEv))

(* A single deviation is a race (LSN-11). *)
LSN_08(s, e) ==
    CASE e.kind = "irp"     -> Judge(Delivers(s, e) /\ EventOn(s, AcceptEv), TRUE)
      [] e.kind = "enter"   -> Judge(s.exact /\ OutranksAccept(s, e) /\ Saturate(s.outranked, RacesInARow) >= RacesInARow, FALSE)
      [] e.kind = "quiesce" -> Judge(s.outranked >= RacesInARow /\ QueuedAccepts(s) # {}, FALSE)
      [] OTHER              -> "silent"

(* Enabling connection events here for the first time; what comes of it is *)
(* judged on the accepted sockets.                                         *)
LSN_10_Return(s, e, call) ==
    LET asked == call.aim \cap Inheritable(s.as) IN
    Judge(/\ call.what = "enable" /\ ~call.odd /\ asked # {} /\ s.dead = "no" /\ s.close = "no"
          /\ asked \cap s.statics = {}       \* what those mean here is not documented (A-04)
          /\ \A ev \in asked : s.inherit[ev] = "calling"
          /\ (call.aim \cap DOMAIN s.en # {} => Enabled(s, e, call)),
          e.status = "STATUS_SUCCESS")

LSN_11(s, e) == Used(IsAccept(e) /\ QueuedAccepts(s) # {})

(* Expected of an IRP that succeeds: a new socket for a known peer. *)
LSN_16(s, e) ==
    CASE e.kind = "return" ->
           LET k == CallOf(s, e.c) IN
           Judge(k.fn = "WskAccept" /\ ~k.odd /\ Listens(s) /\ e.status # "STATUS_FILE_FORCED_CLOSED"
                    /\ (\A r \in s.irps : r.c = e.c => ~r.excused),
                 e.status \in {"STATUS_SUCCESS", "STATUS_PENDING"})
      [] e.kind = "irp" ->
           LET rs == {r \in IrpsOf(s, e.i) : r.fn = "WskAccept" /\ ~r.odd} IN
           Judge(/\ rs # {}
                 /\ \/ e.status = "STATUS_SUCCESS"
                    \/ Listens(s) /\ e.status # "STATUS_FILE_FORCED_CLOSED" /\ \A r \in rs : ~r.excused,
                 /\ e.status = "STATUS_SUCCESS"
                 /\ e.category = "connection" /\ e.fresh /\ e.known /\ e.address = "own"
                 /\ ~(e.i \in s.slow /\ s.stock))
      [] e.kind = "quiesce" -> Judge(LeftWaiting(s, e), FALSE)
      [] OTHER -> "silent"

LSN_17(s, e) == Judge(Delivers(s, e) /\ e.labels # {}, "delivered" \notin e.labels)

LSN_18(s, e) ==
    CASE e.kind = "sees"    -> Used(e.op \in {"refused", "reset"} /\ e.labels \cap {"early", "waiting", "admittedIdle", "resumedIdle"} # {} /\ ~TakerSure(s))
      [] e.kind = "quiesce" -> Used(~TakerSure(s) /\ Listens(s) /\ e.labels \cap {"waiting", "admittedWaiting", "resumedWaiting"} # {})
      [] OTHER              -> "silent"

LSN_19(s, e) == Judge(e.event = AcceptEv /\ e.list = "null", ~s.nulls)

STR_05(s, e) == Judge(s.category = "stream" /\ Delivers(s, e), e.category = "connection")

(***************************************************************************)
(* The rules of this category, by the kind of observation that gives them  *)
(* occasion; those of every socket are SocketVerdicts.                     *)
(***************************************************************************)
ListeningVerdicts(s, e) ==
    LET taken == QueuedAccepts(s) # {} IN
    CASE e.kind = "call" -> [CND_06 |-> CND_06(s, e), CND_14 |-> CND_14(s, e), CND_15 |-> CND_15(s, e), CND_20 |-> CND_20(s, e)]
      [] e.kind = "return" ->
           LET call == CallOf(s, e.c) IN [LSN_10 |-> LSN_10_Return(s, e, call), LSN_16 |-> LSN_16(s, e)]
      [] e.kind = "irp" -> [
            GEN_07 |-> GEN_07_Listening(s, e),
            LSN_08 |-> LSN_08(s, e), LSN_16 |-> LSN_16(s, e), LSN_17 |-> LSN_17(s, e), STR_05 |-> STR_05(s, e),
            CND_02 |-> CND_02(s, e), CND_03 |-> CND_03(s, e), CND_08 |-> CND_08(s, e),
            CND_11 |-> CND_11(s, e, taken), CND_12 |-> CND_12(s, e), CND_13 |-> CND_13(s, e), CND_19 |-> CND_19(s, e),
            CND_21 |-> CND_21(s, e, taken), CND_22 |-> CND_22(s, e), CND_25 |-> CND_25(s, e, FALSE)]
      [] e.kind = "enter" -> [
            GEN_01 |-> GEN_01_Listening(s, e),
            ENA_05 |-> ENA_05_Listening(s, e), ENA_16 |-> ENA_16_Listening(s, e), ENA_19 |-> ENA_19_Listening(s, e),
            STA_03 |-> STA_03_Listening(s, e), STA_04 |-> STA_04_Listening(s, e), STA_05 |-> STA_05_Listening(s, e),
            LSN_01 |-> LSN_01(s, e), LSN_02 |-> LSN_02(s, e), LSN_03 |-> LSN_03(s, e), LSN_08 |-> LSN_08(s, e),
            LSN_11 |-> LSN_11(s, e), LSN_17 |-> LSN_17(s, e), LSN_19 |-> LSN_19(s, e),
            CND_04 |-> CND_04(s, e), CND_05 |-> CND_05(s, e), CND_07 |-> CND_07(s, e), CND_08 |-> CND_08(s, e),
            CND_09 |-> CND_09(s, e), CND_11 |-> CND_11(s, e, taken), CND_12 |-> CND_12(s, e), CND_13 |-> CND_13(s, e),
            CND_16 |-> CND_16(s, e), CND_17 |-> CND_17(s, e), CND_19 |-> CND_19(s, e), CND_21 |-> CND_21(s, e, taken),
            CND_22 |-> CND_22(s, e), CND_23 |-> CND_23(s, e), CND_25 |-> CND_25(s, e, FALSE), CND_28 |-> CND_28(s, e)]
      [] e.kind = "exit" -> [LSN_06 |-> LSN_06(s, e), CND_10 |-> CND_10(s, e), CND_18 |-> CND_18(s, e)]
      [] e.kind = "sees" -> [
            LSN_01 |-> LSN_01(s, e), LSN_02 |-> LSN_02(s, e), LSN_18 |-> LSN_18(s, e),
            CND_07 |-> CND_07(s, e), CND_12 |-> CND_12(s, e), CND_19 |-> CND_19(s, e), CND_22 |-> CND_22(s, e), CND_24 |-> CND_24(s, e)]
      [] e.kind = "quiesce" -> [
            GEN_01 |-> GEN_01_Listening(s, e), GEN_07 |-> GEN_07_Listening(s, e),
            ENA_05 |-> ENA_05_Listening(s, e), ENA_16 |-> ENA_16_Listening(s, e),
            STA_03 |-> STA_03_Listening(s, e), STA_04 |-> STA_04_Listening(s, e), STA_05 |-> STA_05_Listening(s, e),
            LSN_01 |-> LSN_01(s, e), LSN_02 |-> LSN_02(s, e), LSN_08 |-> LSN_08(s, e), LSN_16 |-> LSN_16(s, e), LSN_18 |-> LSN_18(s, e),
            CND_04 |-> CND_04(s, e), CND_05 |-> CND_05(s, e), CND_07 |-> CND_07(s, e), CND_11 |-> CND_11(s, e, taken),
            CND_12 |-> CND_12(s, e), CND_13 |-> CND_13(s, e), CND_14 |-> CND_14(s, e), CND_17 |-> CND_17(s, e),
            CND_19 |-> CND_19(s, e), CND_21 |-> CND_21(s, e, taken), CND_22 |-> CND_22(s, e),
            CND_25 |-> CND_25(s, e, Unreported(s, e) \/ LeftWaiting(s, e)), CND_28 |-> CND_28(s, e)]
      [] OTHER -> Silent
===============================================================================
