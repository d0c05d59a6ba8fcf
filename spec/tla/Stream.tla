-------------------------------- MODULE Stream --------------------------------
(***************************************************************************)
(* Stream sockets: a role is taken by WskListen or WskConnect, and from    *)
(* then on the rules of listening or of connection-oriented sockets hold.  *)
(*                                                                         *)
(* The category is "stream" for ever; s.as follows the role, from the call *)
(* of WskListen or WskConnect on: records lag, so that what the role       *)
(* brings may be recorded before the request completes.  A request that    *)
(* fails commits to nothing, and takes the role back.  The events of the   *)
(* socket in s.en are those of the role; before there is one, s.en holds   *)
(* only what the client has asked for too early, of which no page says     *)
(* what comes.                                                             *)
(*                                                                         *)
(* Left out: WskConnectEx; conditional accept on stream sockets: a client  *)
(* that sets it leaves open what inspect and abort callbacks do.  What     *)
(* happens when WskListen and WskConnect are under way together is not     *)
(* documented, and nothing is judged from then on.                         *)
(*                                                                         *)
(* Readings adopted: A-16 (roles decide; WskListen completes when the      *)
(* socket listens; WskAccept needs WskListen), A-18 (requests too early).  *)
(*                                                                         *)
(* Pages: winsock-kernel-socket-categories, nc-wsk-pfn_wsk_listen,         *)
(* nc-wsk-pfn_wsk_connect, nc-wsk-pfn_wsk_accept, ns-wsk-_wsk_client_      *)
(* stream_dispatch, ns-wsk-_wsk_provider_stream_dispatch                   *)
(***************************************************************************)
EXTENDS Connection, Accepted

(* A socket without fields of a category: a basic one, or a stream socket  *)
(* without a role.                                                         *)
BecomePlain(s) ==
    [f \in SocketFields \cup {"mixedMask"} |-> IF f \in DOMAIN s THEN s[f] ELSE FALSE]

(***************************************************************************)
(* The role                                                                *)
(***************************************************************************)
RoleOf(s) ==
    CASE s.listens # "no" -> "listening"
      [] s.conn # "no"    -> "connection"
      [] OTHER            -> "stream"

(* The role is taken for good. *)
Committed(s) == s.listens = "yes" \/ s.conn = "yes"

(* Events that the client has switched or provided for too early. *)
RoleEvents(s, role) ==
    [s EXCEPT !.as = role,
              !.en = [ev \in EventsOf(role) \cup (DOMAIN @ \cap {ExtensionEv}) |->
                        IF ev \in DOMAIN @ THEN @[ev] ELSE EventInit(ev \in s.statics /\ ev \in s.entries)]]

TakeRole(s) ==
    LET role == RoleOf(s)
        t == RoleEvents(s, role)
    IN CASE role = s.as        -> s
         [] role = "listening" ->
              [BecomeListening(t) EXCEPT !.cond = IF InspectEv \in DOMAIN s.en THEN "unclear" ELSE "no",
                                         !.inherit = [ev \in DOMAIN @ |-> IF ev \in DOMAIN s.en THEN "unclear" ELSE "no"]]
         [] role = "connection" -> BecomeConnection(t)
         [] OTHER               -> BecomePlain(t)

(* What the client asks for before there is a role. *)
TooEarly(s, e) ==
    CASE e.kind # "call" -> {}
      [] IsSwitch(e)     -> EventsOfMask(e.mask) \cap (EventsOf("listening") \cup ConnectionEvents)
      [] SetsMode(e)     -> {InspectEv, AbortEv}
      [] OTHER           -> {}

Preset(s, events) ==
    [s EXCEPT !.en = [ev \in DOMAIN @ \cup events |-> IF ev \in DOMAIN @ THEN @[ev] ELSE Loosen(EventInit(FALSE))]]

UncommittedStep(s, e) ==
    LET early == IF e.kind = "call" /\ ForExtension(s, e) THEN {} ELSE {ev \in TooEarly(s, e) : ev \notin s.statics}
    IN Preset(PlainStep(s, e), early)

(***************************************************************************)
(* Labels of connections that come while nobody listens                    *)
(***************************************************************************)
UncommittedMark(s, e) ==
    CASE e.kind = "peer" /\ e.op = "connect" -> "early"
      [] e.kind = "peer" /\ e.op = "rst"     -> OnGivenUp(OnlyLabel(e.labels))
      [] e.kind = "sees" /\ e.op = "connected" -> OnConnected(OnlyLabel(e.labels), FALSE)
      [] e.kind = "sees" /\ e.op \in {"refused", "reset"} -> OnRefused(OnlyLabel(e.labels))
      [] OTHER -> ""

(* A socket that is to be connected has no place for them, and labels of a *)
(* connection are from now on those of its bytes.                          *)
UncommittedRelabel(s, e) == IF e.kind = "call" /\ e.fn = "WskConnect" THEN {<<"early", "lost">>} ELSE {}

(***************************************************************************)
(* Rules of the client                                                     *)
(***************************************************************************)
ListenFns  == {"WskListen", "WskAccept"}
ConnectFns == {"WskConnect", "WskConnectEx", "WskSend", "WskReceive", "WskDisconnect"}

STR_02(s, e) ==
    Judge(Committed(s) /\ e.fn \in ListenFns \cup ConnectFns,
          e.fn \in IF s.listens = "yes" THEN ListenFns ELSE ConnectFns)

(* The events that a socket in that role can have enabled. *)
OfRole(s) ==
    CASE s.listens = "yes" -> {AcceptEv} \cup ConnectionEvents
      [] s.conn = "yes"    -> ConnectionEvents
      [] OTHER             -> {}

STR_04(s, e) ==
    Judge(IsSwitch(e) /\ ~ForExtension(s, e), Committed(s) /\ EventsOfMask(e.mask) \subseteq OfRole(s))

(* Kept by a client that goes on to listen without it. *)
STR_06(s, e) ==
    Judge(SetsMode(e) \/ (e.fn = "WskListen" /\ s.as = "stream" /\ InspectEv \notin DOMAIN s.en), ~SetsMode(e))

(***************************************************************************)
(* Rules of the provider                                                   *)
(***************************************************************************)
(* Which of the two tables of the client was called. *)
STR_01(s, e) ==
    Judge(IsStandard(e) /\ s.as # "stream" /\ e.table # "none",
          e.table = IF s.as = "listening" THEN "listen" ELSE "connect")

(* What the client asked for too early may come (STR-04). *)
STR_03(s, e) == Judge(IsStandard(e), e.event \in EventsOf(s.as) \/ (s.as = "stream" /\ Own(s, e)))

PendingListens(s) == {r \in s.irps : r.fn = "WskListen" /\ ~r.odd /\ ~r.excused /\ r.done = "no"}

(* Nothing but the provider's own doing ends a WskListen: at the quiescent *)
(* point none is under way.                                                *)
STR_07(s, e) ==
    CASE e.kind = "return" ->
           LET k == CallOf(s, e.c) IN
           Judge(k.fn = "WskListen" /\ ~k.odd, Failed(e.status) \/ e.status \in {"STATUS_SUCCESS", "STATUS_PENDING"})
      [] e.kind = "irp"     -> Judge(\E r \in IrpsOf(s, e.i) : r \in PendingListens(s), TRUE)
      [] e.kind = "quiesce" ->
           Judge(/\ s.dead = "no" /\ s.close = "no"
                 /\ \E r \in PendingListens(s) : r.ret = "pending" \/ (r.ret = "no" /\ NoneOnStack(s)),
                 FALSE)
      [] OTHER -> "silent"

StreamVerdicts(s, e) ==
    CASE e.kind = "call" /\ e.fn # "IoCancelIrp" -> [
            STR_02 |-> STR_02(s, e), STR_04 |-> STR_04(s, e), STR_06 |-> STR_06(s, e)]
      [] e.kind \in {"return", "irp"} -> [STR_07 |-> STR_07(s, e)]
      [] e.kind = "enter" -> [STR_01 |-> STR_01(s, e), STR_03 |-> STR_03(s, e)]
      [] e.kind = "quiesce" /\ ~e.routine -> [STR_07 |-> STR_07(s, e)]
      [] OTHER -> Silent
===============================================================================
