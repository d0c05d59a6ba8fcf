--------------------------- MODULE ConditionalAccept ---------------------------
(***************************************************************************)
(* Conditional accept on a listening socket: the mode, WskInspectEvent,    *)
(* WskInspectComplete, WskAbortEvent, the inspect ID.                      *)
(*                                                                         *)
(* The fields that this module adds to the state of a listening socket     *)
(* (ConditionalFields):                                                    *)
(*                                                                         *)
(*   cond     the mode: "no", "on?" (being set), "yes", "off?" (being      *)
(*            cleared), "unclear" (requests that overlapped, failed or     *)
(*            were malformed)                                              *)
(*   gets     queries of the mode that are out: their IRPs' slots, and the *)
(*            value that has to come, 2 if that cannot be told             *)
(*   pendAge  quiescent points in a row that saw a pended request          *)
(*                                                                         *)
(* Of an observation, inspect names a request by the contents of its ID;   *)
(* labels is the label of the connection that this ID belongs to (see      *)
(* Arrivals), and in WskInspectEvent before is the label of the connection *)
(* that had an equal ID until now.                                         *)
(*                                                                         *)
(* Each outcome that fails to come is named by one rule: CND-07 for a      *)
(* request that is not inspected, CND-11 and CND-21 for one that was       *)
(* accepted and is neither delivered nor aborted, CND-17 for one that was  *)
(* dropped and not aborted.                                                *)
(*                                                                         *)
(* Left out: whether an abort has a cause, since either side may drop a    *)
(* request at any time before it is established; abort callbacks after a   *)
(* rejecting WskInspectComplete, which may cross it (CND-23).              *)
(*                                                                         *)
(* Readings adopted: A-01 (names of the actions), A-08 (who returned pend  *)
(* or accept), A-09 (close with undecided requests), A-18 (malformed       *)
(* requests), A-26 (which events need the mode).                           *)
(*                                                                         *)
(* Pages: so-conditional-accept, nc-wsk-pfn_wsk_inspect_event, nc-wsk-pfn_ *)
(* wsk_inspect_complete, nc-wsk-pfn_wsk_abort_event, sio-wsk-query-inspect *)
(* -id, listening-for-and-accepting-incoming-connections                   *)
(***************************************************************************)
EXTENDS Sockets, Arrivals

InspectEv == "WskInspectEvent"
AbortEv   == "WskAbortEvent"
AcceptEv  == "WskAcceptEvent"

ConditionalFields == [cond |-> "no", gets |-> {}, pendAge |-> 0]

Inspects(s) == s.cond = "yes"

(* So many quiescent points may see a request pended before the client is  *)
(* at fault (CND-14).                                                      *)
PatientUntil == 3

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
Unsettled(gets) == {[g EXCEPT !.want = 2] : g \in gets}

SetMode(s, e) ==
    LET t == [s EXCEPT !.gets = Unsettled(@)] IN
    CASE Odd(s, e)                          -> [t EXCEPT !.cond = IF Inspects(s) /\ s.bound # "no" THEN @ ELSE "unclear"]
      [] s.cond = "no"  /\ e.value = 1      -> [t EXCEPT !.cond = "on?"]
      [] s.cond = "yes" /\ e.value = 0      -> [t EXCEPT !.cond = "off?"]
      [] s.cond \in {"no", "yes"}           -> t
      [] OTHER                              -> [t EXCEPT !.cond = "unclear"]

GetMode(s, e) ==
    [s EXCEPT !.gets = @ \cup {[i    |-> e.i,
                                want |-> CASE Odd(s, e)      -> 2
                                           [] s.cond = "no"  -> 0
                                           [] s.cond = "yes" -> 1
                                           [] OTHER          -> 2]}]

(* The mode takes effect with the binding. *)
BindMode(s) ==
    LET on(n) ==
            CASE Inspects(s)    -> [EventInit(TRUE) EXCEPT !.how = "mode"]
              [] s.cond = "no"  -> n
              [] OTHER          -> Loosen(n)
    IN [s EXCEPT !.cond = IF @ \in {"on?", "off?"} THEN "unclear" ELSE @,
                 !.en = [ev \in DOMAIN @ |-> IF ev \in {InspectEv, AbortEv} THEN on(@[ev]) ELSE @[ev]]]

ConditionalCall(s, e, t) ==
    CASE SetsMode(e) -> SetMode(t, e)
      [] GetsMode(e) /\ e.i # 0 -> GetMode(t, e)
      [] e.fn = "WskBind" /\ s.bound = "no" -> BindMode(t)
      [] OTHER -> t

IsGet(s, r) == \E g \in s.gets : g.i = r.i

ModeEnded(s, ok) ==
    [s EXCEPT !.gets = Unsettled(@),
              !.cond = CASE @ = "on?"  -> IF ok THEN "yes" ELSE "no"
                         [] @ = "off?" -> IF ok THEN "no" ELSE "unclear"
                         [] OTHER      -> @]

ConditionalIrp(s, e, t) ==
    LET rs == IrpsOf(s, e.i) IN
    IF rs = {} THEN t
    ELSE LET r == CHOOSE x \in rs : TRUE IN
         CASE r.what = ConditionalCode /\ IsGet(s, r) -> [t EXCEPT !.gets = {g \in @ : g.i # e.i}]
           [] r.what = ConditionalCode /\ ~r.odd /\ r.done = "no" -> ModeEnded(t, e.status = "STATUS_SUCCESS")
           [] OTHER -> t

ConditionalQuiesce(e, t) ==
    [t EXCEPT !.pendAge = IF "pended" \in e.labels THEN Saturate(@, PatientUntil + 1) ELSE 0]

(***************************************************************************)
(* Labels                                                                  *)
(***************************************************************************)
(* sure: somebody is sure to take the connection. *)
ConditionalMark(s, e, sure) ==
    LET l == OnlyLabel(e.labels) IN
    CASE l = "" -> ""
      [] e.kind = "enter" /\ e.event = InspectEv -> OnInspect(l)
      [] e.kind = "enter" /\ e.event = AbortEv   -> OnAborted(l)
      [] e.kind = "call" /\ e.fn = "WskInspectComplete" /\ e.irp -> OnCompleted(l, e.action, sure)
      [] e.kind = "irp" /\ l \in ResumedOnes /\ Failed(e.status) /\ (\E r \in IrpsOf(s, e.i) : r.excused) -> "fading"
      [] OTHER -> ""

(***************************************************************************)
(* What a report is                                                        *)
(***************************************************************************)
IsInspect(e) == e.event = InspectEv /\ e.list = "request"
IsAbort(e)   == e.event = AbortEv /\ e.list = "request"
IsAccept(e)  == e.event = AcceptEv /\ e.list = "socket"

(* The connection is handed over, by the event or by WskAccept. *)
Delivers(s, e) ==
    \/ e.kind = "enter" /\ IsAccept(e)
    \/ e.kind = "irp" /\ e.status = "STATUS_SUCCESS" /\ \E r \in IrpsOf(s, e.i) : r.fn = "WskAccept"

(* The peer is told that its connection is established. *)
Connects(e) == e.kind = "sees" /\ e.op = "connected"

(* Something has come of the request that shows it established. *)
Establishes(s, e) == Delivers(s, e) \/ Connects(e)

EventOn(s, ev) == ev \in DOMAIN s.en /\ s.en[ev].may = "yes"
EventSure(s, ev) == ev \in DOMAIN s.en /\ s.en[ev].must

(* The socket works, and no callback in progress holds anything up. *)
Unhindered(s) == Serves(s) /\ s.dead = "no" /\ s.close = "no" /\ s.cbs = {}

NotInspected(s, e) == Inspects(s) /\ Unhindered(s) /\ e.labels \cap {"queued", "due"} # {}
NotAborted(s, e) == Inspects(s) /\ Unhindered(s) /\ e.labels \cap AbortDue # {}

(***************************************************************************)
(* Rules of the client                                                     *)
(***************************************************************************)
CND_01(s, e) == Judge(SetsMode(e), WellSet(s, e))

CND_06(s, e) == Judge(SetsMode(e) /\ s.category = "listening", {InspectEv, AbortEv} \subseteq s.entries)

CND_10(s, e) == Judge(EventOf(s, e.id) = InspectEv, e.action \in InspectActions)

(* The label tells whether this request waits for the client's decision.   *)
(* One that was aborted may be completed all the same (CND-19).            *)
CND_14(s, e) ==
    CASE e.kind = "call"    -> Judge(e.fn = "WskInspectComplete", e.labels \cap {"pended", "pendedLost", "aborted"} # {})
      [] e.kind = "quiesce" -> Judge("pended" \in e.labels /\ s.close = "no" /\ s.dead = "no", s.pendAge < PatientUntil)
      [] OTHER              -> "silent"

CND_15(s, e) == Judge(e.fn = "WskInspectComplete", e.copied)

CND_18(s, e) == Judge(EventOf(s, e.id) = AbortEv, e.status = "STATUS_SUCCESS")

CND_20(s, e) ==
    Judge(e.fn = "WskInspectComplete",
          /\ e.irp
          /\ e.action \in {"WskInspectAccept", "WskInspectReject"}
          /\ s.category = "listening"
          /\ "cond" \in DOMAIN s /\ s.cond \in {"yes", "unclear"})

(***************************************************************************)
(* Rules of the mode                                                       *)
(***************************************************************************)
CND_02(s, e) ==
    LET gs == {g \in s.gets : g.i = e.i /\ g.want # 2} IN
    Judge(e.i # 0 /\ gs # {} /\ e.status = "STATUS_SUCCESS", \A g \in gs : e.value = g.want)

CND_03(s, e) ==
    Used(\E r \in IrpsOf(s, e.i) : /\ r.what = ConditionalCode /\ ~r.odd /\ ~IsGet(s, r)
                                   /\ Failed(e.status) /\ s.close = "no")

CND_04(s, e) ==
    CASE e.kind = "enter"   -> Judge(e.event \in {InspectEv, AbortEv}, s.cond \notin {"no", "on?"})
      [] e.kind = "quiesce" -> Used(s.cond = "no" /\ s.arrivals > 0)
      [] OTHER              -> "silent"

(* Kept and broken where nothing else is enabled. *)
CND_05(s, e) ==
    CASE e.kind = "enter"   -> Judge(Inspects(s) /\ e.event \in {InspectEv, AbortEv} /\ e.list = "request" /\ ~EventOn(s, AcceptEv), TRUE)
      [] e.kind = "quiesce" -> Judge((NotInspected(s, e) \/ NotAborted(s, e)) /\ ~EventOn(s, AcceptEv), FALSE)
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules of the inspection                                                 *)
(***************************************************************************)
(* A request that was rejected or aborted may be made again, by a peer     *)
(* that sends its first segment anew.                                      *)
Inspectable == UninspectedOnes \cup AbortedOnes \cup {"rejected", "dropped"}

CND_07(s, e) ==
    CASE e.kind = "enter" ->
           Judge(Inspects(s) /\ e.event = InspectEv,
                 IF e.list = "request"
                 THEN /\ e.known /\ e.address = "own"
                      /\ e.labels \subseteq Inspectable
                      /\ s.dead # "settled"
                      /\ e.flags \subseteq {"WSK_FLAG_AT_DISPATCH_LEVEL"}
                 ELSE TRUE)   \* the report of a loss of function, which proves itself by what follows
      [] e.kind = "sees"    -> Judge(e.op \in {"refused", "reset"} /\ NotInspected(s, e) /\ e.labels = {"due"}, FALSE)
      [] e.kind = "quiesce" -> Judge(NotInspected(s, e), FALSE)
      [] OTHER              -> "silent"

CND_08(s, e) ==
    Judge(Inspects(s) /\ Delivers(s, e) /\ e.labels # {},
          e.labels \cap (UninspectedOnes \cup UndecidedOnes \cup DroppedOnes \cup {"rejected", "aborted"}) = {})

CND_09(s, e) == Judge(Inspects(s) /\ IsInspect(e), e.before \cap LiveRequests = {})

(* Accepted, somebody takes, and nothing has come of it. *)
StuckAccepted(s, e, taken, labels) ==
    /\ Inspects(s) /\ Unhindered(s)
    /\ \/ EventSure(s, AcceptEv) /\ ~taken /\ e.labels \cap {l \in labels : l \in {"admitted", "resumed"} \cup ReadyOnes} # {}
       \/ taken /\ e.labels \cap (labels \ AbortDue) # {}

(* One outcome for each acceptance.  taken: a WskAccept waits. *)
OneOutcome(s, e, taken, labels, aborted) ==
    CASE e.kind = "quiesce" -> Judge(StuckAccepted(s, e, taken, labels), FALSE)
      [] Delivers(s, e)     -> Judge(Inspects(s) /\ e.labels \cap (labels \cup {aborted}) # {}, e.labels \cap labels # {})
      [] e.kind = "enter"   -> Judge(Inspects(s) /\ IsAbort(e) /\ e.labels \cap labels # {}, TRUE)
      [] OTHER              -> "silent"

CND_11(s, e, taken) == OneOutcome(s, e, taken, AdmittedOnes, "abortedAdmitted")
CND_21(s, e, taken) == OneOutcome(s, e, taken, ResumedOnes, "abortedResumed")

CND_12(s, e) ==
    CASE e.kind = "quiesce" -> Used("rejected" \in e.labels)
      [] OTHER -> Judge(/\ Establishes(s, e) \/ (e.kind = "enter" /\ IsAbort(e))
                        /\ "rejected" \in e.labels, FALSE)

CND_13(s, e) ==
    CASE e.kind = "quiesce" -> Used("pended" \in e.labels)
      [] OTHER -> Judge(Delivers(s, e) /\ e.labels \cap {"pended", "pendedLost"} # {}, FALSE)

CND_16(s, e) ==
    Judge(IsAbort(e) /\ s.cond \notin {"no", "on?"},
          /\ e.known
          /\ e.labels \cap (UninspectedOnes \cup {"inspecting", "inspectingLost", "rejected", "delivered"}) = {})

CND_17(s, e) ==
    CASE e.kind = "enter"   -> Judge(Inspects(s) /\ IsAbort(e) /\ e.labels # {}, e.labels \cap AbortedOnes = {})
      [] e.kind = "quiesce" -> Judge(NotAborted(s, e), FALSE)
      [] OTHER              -> "silent"

CND_19(s, e) ==
    CASE e.kind = "quiesce" -> Used("ended" \in e.labels)
      [] OTHER -> Judge(Establishes(s, e) /\ "ended" \in e.labels, FALSE)

CND_22(s, e) ==
    CASE e.kind = "quiesce" -> Used(DroppedOnes \cap e.labels # {})
      [] OTHER -> Judge(Establishes(s, e) /\ DroppedOnes \cap e.labels # {}, FALSE)

InspectCompletes(s) ==
    \/ \E k \in s.calls : k.fn = "WskInspectComplete"
    \/ Pending(s, "WskInspectComplete") # {}

CND_23(s, e) == Used(IsAbort(e) /\ InspectCompletes(s) /\ e.labels \cap (ResumedOnes \cup {"dropped"}) # {})

CND_24(s, e) ==
    Judge(Inspects(s) /\ Connects(e) /\ e.labels # {} /\ e.labels \cap {"lost", "delivered"} = {},
          e.labels \cap (UninspectedOnes \cup UndecidedOnes \cup {"aborted"}) = {})

CND_25(s, e, missing) ==
    CASE e.kind = "quiesce" -> Judge(Inspects(s) /\ missing, FALSE)
      [] OTHER -> Judge(Inspects(s) /\ Delivers(s, e) /\ e.labels \cap (AdmittedOnes \cup ResumedOnes) # {}, TRUE)

CND_28(s, e) ==
    CASE e.kind = "enter"   -> Used(IsAbort(e) /\ s.close = "called" /\ e.labels \cap (UndecidedOnes \cup AdmittedOnes \cup ResumedOnes) # {})
      [] e.kind = "quiesce" -> Used(s.close = "done" /\ e.labels \cap (UndecidedOnes \cup AdmittedOnes \cup ResumedOnes) # {})
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules of the inspect ID, on any socket.  inspected: it was accepted     *)
(* from a listening socket in conditional-accept mode.                     *)
(***************************************************************************)
AsksForId(s, call) == call.what = InspectIdCode /\ ~call.odd /\ s.open = "yes" /\ s.dead = "no" /\ s.close = "no"

CND_26(s, e, call, inspected) ==
    Judge(AsksForId(s, call) /\ inspected, e.status = "STATUS_SUCCESS" /\ e.inspect = "same")

CND_27(s, e, call, inspected) ==
    Judge(AsksForId(s, call) /\ ~inspected, e.status = "STATUS_INVALID_DEVICE_REQUEST")
===============================================================================
