-------------------------------- MODULE Sockets --------------------------------
(***************************************************************************)
(* What all sockets share: calls and their IRPs, callbacks in progress,    *)
(* retained lists, closing, and the context in which client code runs.     *)
(*                                                                         *)
(* The observer state of a socket is one record s.  It holds only what was *)
(* seen; the provider's buffers and threads never enter it.                *)
(*                                                                         *)
(*   judged   FALSE once the client did what leaves the provider's further *)
(*            behaviour unspecified: its rules are then not judged         *)
(*   as       whose rules hold: "none" before the creation, then the        *)
(*            category; of a stream socket the role that it has taken      *)
(*   open     the socket's creation: "no", "calling", "yes", "failed"      *)
(*   bound    its binding: "no", "calling", "yes"                          *)
(*   conn     its connection: "no", "calling", "yes"                       *)
(*   listens  WskListen of a stream socket: "no", "calling", "yes"         *)
(*   lost     the connection was broken off, by either side, or silenced   *)
(*   dead     loss of function: "no", "failing" (the environment takes it  *)
(*            away), "told" (the client was told), "settled" (quiescent    *)
(*            since it was told)                                           *)
(*   close    "no", "called", "done"; "rejected": by the provider, on      *)
(*            behalf of the client that rejected the connection (LSN-05)   *)
(*   calls    calls that have not returned                                 *)
(*   irps     IRPs that have not both been returned for and completed      *)
(*   cbs      event callbacks in progress                                  *)
(*   ret      slots of callbacks whose list the client retains             *)
(*   en       enabling, per event: see Enabling                            *)
(*   calm     quiescent, and nothing since that could start a callback     *)
(*                                                                         *)
(* An observation's members: kind; c, i, id, list: slots of call, IRP,     *)
(* callback, list; within: what encloses it on its thread ("none",         *)
(* "callback", "completion"), inside: the slot of the enclosing callback   *)
(* of the same socket.  routine: at the quiescent point a completion       *)
(* routine of an IRP of the socket (of the client object or any of its     *)
(* sockets) is in progress.  The other members are those of the            *)
(* observation schema, reduced to what rules ask.                          *)
(*                                                                         *)
(* Left out: who waits for whom among threads; NMR; security descriptors   *)
(* (ClientObject).  Readings adopted: A-18 (odd calls are not judged),     *)
(* A-19 (callbacks may begin until the close completes), A-20 (calls from  *)
(* completion routines are served).                                        *)
(*                                                                         *)
(* Pages: nc-wsk-pfn_wsk_socket, nc-wsk-pfn_wsk_close_socket, closing-a-   *)
(* socket, using-irps-with-winsock-kernel-functions, winsock-kernel-events *)
(***************************************************************************)
EXTENDS Enabling

SocketInit(p) == [
    role      |-> "socket",
    as        |-> "none",      \* the category whose rules hold now; a stream socket takes a role
    exact     |-> p.exact,
    judged    |-> TRUE,
    statics   |-> p.statics,   \* events in the client's static mask
    others    |-> p.others,    \* another client object has a static mask
    category  |-> "none",
    entries   |-> {},          \* non-NULL entries of the client dispatch table
    given     |-> FALSE,       \* a context or a dispatch table was given
    open      |-> "no",
    bound     |-> "no",
    conn      |-> "no",
    listens   |-> "no",
    lost      |-> FALSE,
    dead      |-> "no",
    close     |-> "no",
    gone      |-> FALSE,       \* WskDeregister of the client has returned
    calls     |-> {},
    irps      |-> {},
    cbs       |-> {},
    ret       |-> {},
    retAge    |-> 0,           \* quiescent points that saw a retained list
    en        |-> [ev \in {} |-> EventInit(FALSE)],
    calm      |-> FALSE,
    closeIn   |-> 0,           \* the callback that closed its own socket
    closeHeld |-> FALSE,       \* callbacks were in progress at the close
    orphans   |-> FALSE,       \* IRPs were pending at the close
    offSent   |-> FALSE,       \* a stimulus came while an event was off
    lateSent  |-> FALSE,       \* a stimulus came after the close completed
    extDue    |-> FALSE,       \* the extension's event happened while it was on, and was not reported yet
    extOff    |-> FALSE]       \* it happened while it was off

(***************************************************************************)
(* Calls                                                                   *)
(***************************************************************************)
NeedsBind == {"WskSendTo", "WskReceiveFrom", "WskAccept", "WskConnect", "WskListen"}
NeedsConnection == {"WskSend", "WskReceive", "WskDisconnect"}

(* Control requests that only a connection answers. *)
ConnectionCodes == {"SIO_WSK_QUERY_IDEAL_SEND_BACKLOG", "SIO_WSK_QUERY_RECEIVE_BACKLOG", "SIO_WSK_SET_TCP_SILENT_MODE"}

(* It takes what comes in from the network: a listening socket as soon as  *)
(* it is bound, a stream socket by WskListen.                              *)
Serves(s) == IF s.category = "stream" THEN s.listens = "yes" ELSE s.bound = "yes"

(* SO_WSK_EVENT_CALLBACK can be used. *)
Switchable(s, e) ==
    CASE s.as = "connection"          -> s.conn = "yes" /\ ~s.lost
      [] s.as \in {"basic", "stream"} -> ForExtension(s, e)
      [] OTHER                        -> Serves(s)

(* Functions that a basic socket has, and its creation. *)
BasicFns == {"WskSocket", "WskControlSocket", "WskCloseSocket"}

(* Registration of an extension interface.  Nobody knows the interface of  *)
(* that other identifier: the bench makes it up.                           *)
RegisterCode == "SIO_WSK_REGISTER_EXTENSION"
UnknownNpi == "NPI_UNKNOWN_ID"

IsRegistration(e) == e.fn = "WskControlSocket" /\ e.code = RegisterCode

WellRegistered(e) ==
    /\ e.request = "WskIoctl" /\ e.level \in {"", "0"} /\ ~e.irp
    /\ e.size \in {12, 24}     \* WSK_EXTENSION_CONTROL_IN on 32-bit and 64-bit systems
    /\ e.output /\ ~e.sized

Registers(e) ==
    CASE e.npi = ExtensionNpi -> "register"
      [] e.npi = UnknownNpi   -> "registerUnknown"
      [] OTHER                -> "registerOther"

IsRegistering(s) == \E k \in s.calls : k.what = "register"

(* What a WskReceive waits for, and how a WskDisconnect ends. *)
Manner(e) ==
    CASE e.fn = "WskReceive" ->
           (CASE "WSK_FLAG_DRAIN" \in e.flags   -> "drain"
              [] ~e.some                        -> "zero"
              [] "WSK_FLAG_WAITALL" \in e.flags -> "waitall"
              [] OTHER                          -> "plain")
      [] e.fn = "WskDisconnect" -> IF "WSK_FLAG_ABORTIVE" \in e.flags THEN "abortive" ELSE "graceful"
      [] OTHER -> e.code

(* Conditional accept, and what belongs to it (ConditionalAccept). *)
ConditionalCode == "SO_CONDITIONAL_ACCEPT"
InspectIdCode == "SIO_WSK_QUERY_INSPECT_ID"

SetsMode(e) == e.fn = "WskControlSocket" /\ e.code = ConditionalCode /\ e.request = "WskSetOption"
GetsMode(e) == e.fn = "WskControlSocket" /\ e.code = ConditionalCode /\ e.request = "WskGetOption"

WellSet(s, e) ==
    /\ s.category = "listening" /\ s.bound = "no"
    /\ e.irp /\ e.level = "SOL_SOCKET" /\ e.value \in {0, 1}

WellCompleted(s, e) ==
    /\ e.irp /\ e.action \in {"WskInspectAccept", "WskInspectReject"}
    /\ e.labels # {} /\ e.labels \subseteq {"pended", "pendedLost", "aborted"}

(* Which of the events of a request exist on the socket. *)
SwitchableEvents(s) == DOMAIN s.en \cup Inheritable(s.as)

(* Requests whose result the pages leave open (A-18). *)
Odd(s, e) ==
    \/ e.fn \in NeedsBind /\ s.bound # "yes"
    \/ e.fn \in NeedsConnection /\ s.conn # "yes"
    \/ e.fn = "WskConnect" /\ (s.conn # "no" \/ s.listens # "no")
    \/ e.fn = "WskListen" /\ (s.category # "stream" \/ s.listens # "no" \/ s.conn # "no")
    \/ e.fn = "WskAccept" /\ ~Serves(s)
    \/ s.category = "basic" /\ e.fn \notin BasicFns
    \/ e.fn = "WskReceive" /\ "WSK_FLAG_DRAIN" \in e.flags /\ (e.some \/ "WSK_FLAG_WAITALL" \in e.flags)
    \/ e.fn = "WskDisconnect" /\ Manner(e) = "abortive" /\ e.some
    \/ e.fn = "WskGetRemoteAddress" /\ s.conn # "yes"
    \/ e.code \in ConnectionCodes /\ (s.conn # "yes" \/ ~e.irp)
    \/ s.lost /\ e.fn \in {"WskControlSocket", "WskGetLocalAddress", "WskGetRemoteAddress"}
    \/ IsRegistration(e) /\ (~WellRegistered(e) \/ (e.npi = ExtensionNpi /\ (HasExtension(s) \/ IsRegistering(s))))
    \/ IsSwitch(e) /\ (\/ ~WellShaped(s, e)
                       \/ ~(e.mask \subseteq EventFlags \cup {DisableFlag})
                       \/ ~Switchable(s, e)
                       \/ IsEnable(e) /\ (e.irp \/ ~(Aims(s, e) \ Inheritable(s.as) \subseteq s.entries))
                       \/ IsDisable(e) /\ ~(\E f \in EventFlags : e.mask = {f, DisableFlag})
                       \/ Aims(s, e) \cap SwitchableEvents(s) = {})
    \/ SetsMode(e) /\ ~WellSet(s, e)
    \/ GetsMode(e) /\ (~e.irp \/ e.level # "SOL_SOCKET" \/ s.category = "stream")     \* STR-06
    \/ e.code = InspectIdCode /\ (e.request # "WskIoctl" \/ e.irp \/ ~e.output)
    \/ e.fn = "WskInspectComplete" /\ ~WellCompleted(s, e)
    \/ e.fn = "WskRelease" /\ e.list \notin s.ret
    \/ e.fn = "WskBind" /\ s.bound # "no"
    \/ s.close # "no"
    \/ s.open # "yes" /\ e.fn \notin Creators

CallRecord(s, e) == [
    c      |-> e.c,
    fn     |-> e.fn,
    i      |-> e.i,
    irp    |-> e.irp,
    inside |-> e.inside,
    within |-> e.within,
    what   |-> CASE IsEnable(e)       -> "enable"
                 [] IsDisable(e)      -> "disable"
                 [] IsRegistration(e) -> Registers(e)
                 [] OTHER             -> Manner(e),
    aim    |-> CASE IsSwitch(e)       -> Aims(s, e)
                 [] IsRegistration(e) -> e.entries \cap {ExtensionEv}
                 [] OTHER             -> {},
    odd    |-> Odd(s, e),
    list   |-> e.list,
    peer   |-> e.peer]

IrpRecord(s, e) == [
    i       |-> e.i,
    c       |-> e.c,
    fn      |-> e.fn,
    what    |-> IF IsDisable(e) THEN "disable" ELSE Manner(e),
    peer    |-> e.peer,
    ret     |-> "no",          \* then Outcome of the call's status
    done    |-> "no",          \* then Outcome of the completion
    odd     |-> Odd(s, e),
    nested  |-> e.within = "callback",
    excused |-> FALSE,         \* the client cancelled it
    settled |-> FALSE]         \* pending since before the last quiescent point

CallOf(s, c) == CHOOSE k \in s.calls : k.c = c
IrpsOf(s, i) == {r \in s.irps : i # 0 /\ r.i = i}
Pending(s, fn) == {r \in s.irps : r.fn = fn /\ r.done = "no" /\ r.ret # "fail"}

(* Something happened that may make the provider active. *)
Stir(s) == [s EXCEPT !.calm = FALSE,
                     !.en = [ev \in DOMAIN @ |-> [@[ev] EXCEPT !.dis =
                                {IF d.phase = "called" THEN [d EXCEPT !.idle = FALSE] ELSE d : d \in @}]]]

MapEvents(s, aim, Op(_, _)) == [s EXCEPT !.en = [ev \in DOMAIN @ |-> IF ev \in aim THEN Op(@[ev], ev) ELSE @[ev]]]

(* An enabling request concerns callbacks that are now in progress. *)
MarkAgain(s, aim) == [s EXCEPT !.cbs = {IF k.event \in aim THEN [k EXCEPT !.again = TRUE] ELSE k : k \in @}]

CreateSocket(s, e) ==
    LET category == Requested(e) IN
    [s EXCEPT !.open = "calling",
              !.bound = IF e.fn = "WskSocketConnect" THEN "calling" ELSE @,
              !.conn = IF e.fn = "WskSocketConnect" THEN "calling" ELSE @,
              !.category = category,
              !.as = category,
              !.entries = e.entries,
              !.given = e.given,
              !.en = [ev \in EventsOf(category) |-> EventInit(ev \in s.statics /\ ev \in e.entries)]]

(* The extension's event, off at first.  Whether a registration that is no *)
(* proper one makes it known is not documented (A-18).                     *)
AddExtension(s, entries, loose) ==
    LET n == EventInit(FALSE) IN
    [s EXCEPT !.entries = @ \cup entries,
              !.en = [ev \in DOMAIN @ \cup {ExtensionEv} |->
                        CASE ev # ExtensionEv -> @[ev]
                          [] loose            -> Loosen(n)
                          [] OTHER            -> n]]

CallSocket(s, e) ==
    LET k == CallRecord(s, e)
        added == [s EXCEPT !.calls = @ \cup {k},
                           !.irps = IF e.i # 0 THEN @ \cup {IrpRecord(s, e)} ELSE @]
        plain == IF k.what = "disable" \/ e.fn = "WskGetLocalAddress" THEN added ELSE Stir(added)
        enable(n, ev) == CallEnable(n)
        disable(n, ev) == IF k.odd THEN CallOddDisable(n) ELSE CallDisable(s, n, e, ev)
    IN CASE e.fn \in Creators /\ s.open = "no" -> CreateSocket(plain, e)
         [] e.fn = "WskBind" -> [plain EXCEPT !.bound = IF @ = "no" THEN "calling" ELSE @]
         [] e.fn = "WskConnect" -> [plain EXCEPT !.conn = IF @ = "no" /\ s.listens = "no" THEN "calling" ELSE @,
                                                 !.judged = @ /\ s.listens # "calling"]
         [] e.fn = "WskListen" -> [plain EXCEPT !.listens = IF @ = "no" /\ ~k.odd THEN "calling" ELSE @,
                                                !.judged = @ /\ s.close = "no"
                                                             /\ (~k.odd \/ s.category # "stream" \/ "yes" \in {s.listens, s.conn})]
         [] k.what = "register" /\ k.odd /\ s.close = "no" -> AddExtension(plain, {ExtensionEv}, TRUE)
         [] k.what = "enable"  -> MarkAgain(MapEvents(plain, k.aim, enable), k.aim)
         [] k.what = "disable" -> MapEvents(plain, k.aim, disable)
         [] e.fn = "WskRelease" -> [plain EXCEPT !.ret = @ \ {e.list}, !.retAge = IF s.ret = {e.list} THEN 0 ELSE @]
         [] e.fn = "WskCloseSocket" /\ s.close = "no" ->
              [plain EXCEPT !.close = "called",
                            !.closeIn = e.inside,
                            !.closeHeld = s.cbs # {},
                            !.orphans = \E r \in s.irps : ~r.odd /\ r.ret \notin {"ok", "fail"},
                            !.judged = @ /\ s.calls = {} /\ s.ret = {} /\ s.open = "yes",
                            !.en = [ev \in DOMAIN @ |-> [@[ev] EXCEPT !.must = FALSE]]]
         [] e.fn = "WskCloseSocket" -> [plain EXCEPT !.judged = FALSE]
         [] s.close # "no" -> [plain EXCEPT !.judged = FALSE]
         [] OTHER -> plain

(* IoCancelIrp: no function of the socket, and no call of it. *)
CancelIrp(s, e) ==
    Stir([s EXCEPT !.irps = {IF r.i = e.i THEN [r EXCEPT !.excused = TRUE] ELSE r : r \in @},
                   !.en = [ev \in DOMAIN @ |-> [@[ev] EXCEPT !.dis =
                              {IF e.i # 0 /\ d.i = e.i THEN [d EXCEPT !.excused = TRUE] ELSE d : d \in @}]]])

(* Any status of a function can tell that the socket lost its function. *)
Told(s, status) ==
    IF status = "STATUS_FILE_FORCED_CLOSED" /\ s.close = "no" /\ s.dead \in {"no", "failing"}
    THEN [s EXCEPT !.dead = "told"] ELSE s

(* The operation fn has ended with that status: at the completion of its   *)
(* IRP, or at the return of a call without one.  A close that fails leaves *)
(* a socket of which the pages say nothing.                                *)
Ended(s, fn, status) ==
    LET ok == ~Failed(status) IN
    CASE fn = "WskSocket" -> [s EXCEPT !.open = IF @ = "calling" THEN IF ok THEN "yes" ELSE "failed" ELSE @]
      [] fn = "WskBind"   -> [s EXCEPT !.bound = IF @ = "calling" THEN IF ok THEN "yes" ELSE "no" ELSE @]
      [] fn = "WskConnect" -> [s EXCEPT !.conn = IF @ = "calling" THEN IF ok THEN "yes" ELSE "no" ELSE @]
      [] fn = "WskListen" -> [s EXCEPT !.listens = IF @ = "calling" THEN IF ok THEN "yes" ELSE "no" ELSE @]
      [] fn = "WskSocketConnect" ->
           IF s.open # "calling" THEN s
           ELSE IF ok THEN [s EXCEPT !.open = "yes", !.bound = "yes", !.conn = "yes"]
           ELSE [s EXCEPT !.open = "failed", !.bound = "no", !.conn = "no"]
      [] fn = "WskCloseSocket" -> [s EXCEPT !.close = "done", !.judged = @ /\ ok]
      [] OTHER -> s

ReturnSocket(s, e) ==
    LET k == CallOf(s, e.c)
        pairs == {r \in s.irps : r.c = e.c /\ k.irp}
        out == Outcome(e.status)
        t == [Told(s, e.status) EXCEPT
                       !.calls = @ \ {k},
                       !.irps = (@ \ pairs) \cup
                           {[r EXCEPT !.ret = out, !.c = 0] : r \in {r \in pairs : r.done = "no"}}]
        enable(n, ev) == IF k.odd THEN ReturnOddEnable(s, n, e.status) ELSE ReturnEnable(s, n, e.status)
        disable(n, ev) == ReturnDisable(s, n, ev, e.c, e.status)
    IN CASE k.what = "enable"  -> MarkAgain(MapEvents(t, k.aim, enable), k.aim)
         [] k.what = "disable" -> MapEvents(t, k.aim, disable)
         [] k.what = "register" /\ ~k.odd /\ e.status = "STATUS_SUCCESS" -> AddExtension(t, k.aim, FALSE)
         [] k.irp -> t
         [] OTHER -> Ended(t, k.fn, e.status)

IrpSocket(s, e) ==
    LET rs == IrpsOf(s, e.i) IN
    IF rs = {} THEN s
    ELSE LET r == CHOOSE x \in rs : TRUE
             t == [Told(s, e.status) EXCEPT !.irps = (@ \ {r}) \cup
                      (IF r.ret = "no" THEN {[r EXCEPT !.done = Outcome(e.status)]} ELSE {})]
             disable(n, ev) == IrpDisable(s, n, e.i, e.status)
         IN IF r.what = "disable" THEN MapEvents(t, DOMAIN s.en, disable) ELSE Ended(t, r.fn, e.status)

(***************************************************************************)
(* Callbacks                                                               *)
(***************************************************************************)
EnterSocket(s, e) ==
    LET t == [Stir(s) EXCEPT !.cbs = @ \cup {[id |-> e.id, event |-> e.event, again |-> FALSE, list |-> e.list]},
                             !.offSent = @ /\ ~Own(s, e),
                             !.dead = IF e.list = "null" /\ Own(s, e) /\ @ \in {"no", "failing"} THEN "told" ELSE @]
        enter(n, ev) == EnterEvent(n, e.id)
    IN MapEvents(t, {e.event}, enter)

(* WskInspectEvent returns an action, every other callback a status. *)
Returned(event, e) == IF event = "WskInspectEvent" THEN e.action ELSE e.status

ExitSocket(s, e) ==
    LET k == CHOOSE x \in s.cbs : x.id = e.id
        exit(n, ev) == ExitEvent(s, n, e.id)
        t == Stir(MapEvents([s EXCEPT !.cbs = @ \ {k}], {k.event}, exit))
        refuse(n, ev) == RefuseEvent(s, n, k.again \/ n.enabling > 0)
    IN CASE Returned(k.event, e) \notin LegalReturns(k.event) -> [t EXCEPT !.judged = FALSE]
         [] e.status = "STATUS_PENDING" /\ k.list = "list" ->
              [t EXCEPT !.ret = @ \cup {e.id}, !.judged = @ /\ s.close = "no"]
         [] e.status = "STATUS_DATA_NOT_ACCEPTED" /\ k.list = "list" /\ k.event = "WskReceiveFromEvent" ->
              MapEvents(t, {k.event}, refuse)
         [] OTHER -> t

QuiesceSocket(s) ==
    [s EXCEPT !.en = [ev \in DOMAIN @ |-> QuiesceEvent(@[ev])],
              !.calm = s.cbs = {},
              !.dead = IF @ = "told" THEN "settled" ELSE @,
              !.retAge = IF s.ret = {} THEN 0 ELSE Saturate(@, 4),
              !.irps = {[r EXCEPT !.settled = TRUE] : r \in @},
              !.offSent = FALSE,
              !.lateSent = FALSE]

(* The step of a socket whose category has nothing of its own to follow. *)
PlainStep(s, e) ==
    CASE e.kind = "call"    -> IF e.fn = "IoCancelIrp" THEN CancelIrp(s, e) ELSE CallSocket(s, e)
      [] e.kind = "return"  -> ReturnSocket(s, e)
      [] e.kind = "irp"     -> IrpSocket(s, e)
      [] e.kind = "enter"   -> EnterSocket(s, e)
      [] e.kind = "exit"    -> ExitSocket(s, e)
      [] e.kind = "peer"    -> Stir([s EXCEPT !.dead = IF e.op = "fail" /\ @ = "no" THEN "failing" ELSE @])
      [] e.kind = "quiesce" -> IF e.routine THEN s ELSE QuiesceSocket(s)
      [] e.kind = "gone"    -> [s EXCEPT !.gone = TRUE]
      [] OTHER              -> s

(* Slots that are in use: the canonicaliser gives the others out again. *)
LiveSocket(s) == [
    calls |-> {k.c : k \in s.calls},
    irps  |-> {r.i : r \in s.irps},
    cbs   |-> {k.id : k \in s.cbs} \cup s.ret \cup {k.list : k \in {x \in s.calls : x.fn = "WskRelease" /\ x.list # 0}}]

(***************************************************************************)
(* Rules: calls of the client                                              *)
(***************************************************************************)
GEN_06(s, e) == Used(e.fn \in Creators /\ e.entries = {})

(* Where there is no role yet, or the connection was not made or is lost,  *)
(* no event can be enabled, so nothing tells what the client had in mind.  *)
Unconnected(s) == s.as = "stream" \/ (s.as = "connection" /\ (s.conn # "yes" \/ s.lost))

GEN_10(s, e) ==
    Judge(e.fn = "WskCloseSocket" /\ s.close = "no" /\ s.given /\ ~Unconnected(s),
          \E ev \in DOMAIN s.en \ {ExtensionEv} : s.en[ev].asked \/ s.en[ev].static \/ s.en[ev].loose \/ s.en[ev].how = "inherited")

GEN_11(s, e) ==
    CASE e.kind = "call"    -> Used(e.fn = "WskCloseSocket" /\ s.dead \in {"told", "settled"})
      [] e.kind = "quiesce" -> Judge(s.dead = "settled" /\ s.close = "no", FALSE)
      [] OTHER              -> "silent"

GEN_14(s, e) == Judge(e.i # 0, e.stack >= 1 /\ e.armed)

(* IRPs are taken for the client's own; "" is a routine that does not tell. *)
GEN_14_Exit(e) == Judge(e.status # "", e.status = "STATUS_MORE_PROCESSING_REQUIRED")

GEN_16(s, e) ==
    Judge(e.fn \in NeedsBind \cup NeedsConnection,
          IF e.fn \in NeedsBind THEN s.bound = "yes" ELSE s.conn = "yes")

ENA_02(s, e) == Judge(IsSwitch(e) /\ s.category \in {"listening", "datagram"}, s.bound = "yes")

CON_16(s, e) == Judge(e.fn = "WskRelease", e.list \in s.ret)

CLS_01(s, e) == Judge(e.fn = "WskCloseSocket", s.calls = {})

CLS_06(s, e) == Judge(s.open # "no" /\ s.close # "rejected", s.close = "no")

(* Where there is no list, STATUS_PENDING retains none. *)
CLS_08(s, e) ==
    CASE e.kind = "call" -> Judge(e.fn = "WskCloseSocket", s.ret = {})
      [] e.kind = "exit" ->
           Judge(s.close # "no", e.status = "STATUS_PENDING" => \A k \in s.cbs : k.id = e.id => k.list # "list")
      [] OTHER           -> "silent"

CTX_04(s, e) ==
    CASE e.kind = "wait" -> Judge(TRUE, e.within = "none")
      [] e.kind = "exit" -> "kept"
      [] OTHER           -> "silent"

CTX_06(s, e) == Judge(TRUE, e.within # "completion")

PassiveCodes == {"SIO_ADDRESS_LIST_QUERY", "SIO_ADDRESS_LIST_CHANGE", "SIO_ADDRESS_LIST_SORT"}
CTX_09(s, e) ==
    Judge(TRUE, IF e.code \in PassiveCodes THEN e.irql = "PASSIVE_LEVEL" ELSE e.irql \in CallableIrqls)

CTX_10(s, e) == Judge(s.ret # {}, s.retAge < 3)

(* Memory of a list is the client's while the callback runs or the list is *)
(* retained.                                                               *)
CTX_07(s, e) == Judge(TRUE, e.id \in {k.id : k \in s.cbs} \cup s.ret)

(***************************************************************************)
(* Rules: what the client's callbacks return                               *)
(***************************************************************************)
EventOf(s, id) == (CHOOSE k \in s.cbs : k.id = id).event

GEN_12(s, e) == Judge(TRUE, Returned(EventOf(s, e.id), e) \in LegalReturns(EventOf(s, e.id)))

(***************************************************************************)
(* Rules: results of calls                                                 *)
(***************************************************************************)
Agree(status, done) == Outcome(status) \in {done, "pending"}

(* These end by themselves: at quiescence none of them is pending. *)
Prompt(r) ==
    \/ r.fn \in {"WskSocket", "WskBind", "WskSendTo", "WskGetLocalAddress", "WskGetRemoteAddress"}
    \/ r.fn = "WskControlSocket" /\ r.what # "disable"
    \/ r.excused /\ r.what # "disable"     \* no page says that a disable request can be cancelled

(* No open call can be waiting for a callback on its own stack. *)
NoneOnStack(s) == \A k \in s.cbs : \E call \in s.calls : call.inside = k.id

GEN_13(s, e) ==
    CASE e.kind = "return" ->
           LET rs == {r \in s.irps : r.c = e.c /\ r.done # "no" /\ ~r.odd} IN
           Judge(rs # {}, \A r \in rs : Agree(e.status, r.done))
      [] e.kind = "irp" ->
           IF IrpsOf(s, e.i) = {} THEN "broken"
           ELSE LET r == CHOOSE x \in IrpsOf(s, e.i) : TRUE IN
                Judge(~r.odd, /\ r.done = "no"
                              /\ e.status # "STATUS_PENDING"
                              /\ r.ret \in {"no", "pending", Outcome(e.status)})
      [] e.kind = "quiesce" ->
           \* What has an immediate result is owed at once; what waits is a matter of CLS-02 once the socket is closed.
           Judge(\E r \in s.irps : /\ ~r.odd /\ r.done = "no" /\ s.dead = "no"
                                   /\ \/ r.ret \in {"ok", "fail"}
                                      \/ r.ret = "pending" /\ Prompt(r) /\ s.close = "no"
                                      \/ r.ret = "no" /\ Prompt(r) /\ NoneOnStack(s) /\ s.close = "no",
                 FALSE)
      [] OTHER -> "silent"

GEN_15(s, e) ==
    LET rs == IrpsOf(s, e.i) IN
    Judge(/\ \E r \in rs : r.fn \in Creators
          /\ e.status = "STATUS_SUCCESS" /\ e.category # "none",
          e.category = s.category)

CON_17(s, e, call) == Judge(call.fn = "WskRelease" /\ ~call.odd /\ s.dead = "no", e.status = "STATUS_SUCCESS")

(* An enabling or releasing call that has not returned at quiescence. *)
StuckCall(s, IsThis(_)) ==
    /\ s.close = "no" /\ s.dead = "no" /\ NoneOnStack(s)
    /\ \E k \in s.calls : ~k.odd /\ IsThis(k)

CON_17_Quiesce(s) == LET this(k) == k.fn = "WskRelease" IN Judge(StuckCall(s, this), FALSE)

(* What a call needs the network for can fail inside a callback as it can  *)
(* outside, and a cancelled request as well; the inspect ID is refused     *)
(* where there is none (CND-27), and an extension that is not known        *)
(* (EXT-02).                                                               *)
NetworkFns ==
    {"WskSendTo", "WskReceiveFrom", "WskBind", "WskSocketConnect", "WskConnect", "WskInspectComplete"} \cup NeedsConnection

(* Requests that a callback starts are served like any other. *)
CTX_05(s, e) ==
    CASE e.kind = "return" ->
           LET call == CallOf(s, e.c) IN
           Judge(/\ call.within = "callback" /\ ~call.odd /\ Sound(s)
                 /\ (s.close = "no" \/ call.fn = "WskCloseSocket")
                 /\ \A ev \in call.aim \cap DOMAIN s.en :
                       ~s.en[ev].static /\ ~s.en[ev].loose /\ (call.what = "enable" => s.en[ev].why # "")
                 /\ \A ev \in call.aim \ DOMAIN s.en : call.what = "enable" /\ FirstInherits(s, ev) /\ ev \notin s.statics
                 /\ \A d \in Requests(s, e.c) : d.was
                 /\ \A r \in s.irps : r.c = e.c => ~r.excused
                 /\ Failed(e.status) => /\ e.status # "STATUS_INSUFFICIENT_RESOURCES"
                                        /\ call.fn \notin NetworkFns
                                        /\ call.what \notin {InspectIdCode, "registerUnknown", "registerOther"},
                 ~Failed(e.status))
      [] e.kind = "quiesce" ->
           Judge(\/ NoneOnStack(s) /\ \E k \in s.calls : k.within = "callback"
                 \/ \E r \in s.irps : /\ r.nested /\ ~r.odd /\ r.done = "no" /\ r.ret = "pending" /\ Prompt(r)
                                       /\ s.dead = "no" /\ s.close = "no",
                 FALSE)
      [] OTHER -> "silent"

(***************************************************************************)
(* Rules: closing                                                          *)
(***************************************************************************)
ClosesNow(s, e) == \E r \in IrpsOf(s, e.i) : r.fn = "WskCloseSocket" /\ ~r.odd

(* Judged when the close is over, or when it has nothing left to wait for. *)
CLS_02(s, e) ==
    Judge(s.orphans /\ (s.close = "done" \/ (s.close = "called" /\ s.cbs = {} /\ s.ret = {})),
          \* An IRP whose call has had its result is not pending: GEN-13 asks for it.
          \A r \in s.irps : r.odd \/ r.fn = "WskCloseSocket" \/ r.ret \in {"ok", "fail"})

CLS_03(s, e) == Judge(ClosesNow(s, e) /\ (s.closeHeld \/ s.cbs # {}), s.cbs = {})

CLS_04(s, e) ==
    CASE e.kind = "enter"   -> Judge(s.close = "done", FALSE)
      [] e.kind = "quiesce" -> Used(s.close = "done" /\ s.lateSent)
      [] OTHER              -> "silent"

CLS_05(s, e) == Used(s.close = "called")

CLS_09(s, e) ==
    CASE e.kind = "return" ->
           LET call == CallOf(s, e.c) IN
           Judge(call.fn = "WskCloseSocket" /\ ~call.odd /\ s.closeIn # 0 /\ call.inside = s.closeIn,
                 e.status = "STATUS_PENDING")
      [] e.kind = "irp" ->
           Judge(ClosesNow(s, e) /\ s.closeIn # 0, s.closeIn \notin {k.id : k \in s.cbs})
      [] OTHER -> "silent"

CLS_10(s, e) ==
    CASE e.kind = "irp"     -> Used(ClosesNow(s, e) /\ ~Failed(e.status))
      [] e.kind = "quiesce" -> Judge(s.close = "called" /\ s.cbs = {} /\ s.ret = {}, FALSE)
      [] OTHER              -> "silent"

CLI_08_Socket(s, e) ==
    CASE e.kind = "enter"   -> Judge(s.gone, FALSE)
      [] e.kind = "exit"    -> Judge(s.gone, FALSE)
      [] e.kind = "quiesce" -> Used(s.gone /\ s.lateSent)
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules: the entry of a callback                                          *)
(***************************************************************************)
(* The event of an extension interface is of no category, and goes through *)
(* a table with a context that its registration gave (EXT-03, EXT-04).     *)
IsStandard(e) == e.event # ExtensionEv

GEN_04(s, e) == Judge(IsStandard(e), e.event \in EventsOf(s.as))

GEN_08(s, e) == Judge(IsStandard(e), e.context = "own")

GEN_09(s, e) == Judge(IsStandard(e) /\ e.via # "unseen", e.via = "own")

CTX_01(s, e) == Judge(TRUE, e.irql \in CallableIrqls)

CTX_02(s, e) == Judge("WSK_FLAG_AT_DISPATCH_LEVEL" \in e.flags, e.irql = "DISPATCH_LEVEL")

CTX_03(s, e) == Used("WSK_FLAG_AT_DISPATCH_LEVEL" \notin e.flags /\ e.irql = "DISPATCH_LEVEL")

CTX_08(s, e) == Used(s.cbs # {})

STA_07(s, e) ==
    IF ~s.others THEN "silent" ELSE OffRule(s, e, "never")

STA_09(s, e) == Used(s.bound # "yes" /\ Own(s, e) /\ s.en[e.event].how = "static")

(***************************************************************************)
(* The rules of every category, by the kind of observation that gives them *)
(* occasion.  Those that need to know what is reported are the category's. *)
(***************************************************************************)
SocketVerdicts(s, e) ==
    CASE e.kind = "call" /\ e.fn # "IoCancelIrp" -> [
            GEN_05 |-> GEN_05(s, e), GEN_06 |-> GEN_06(s, e), GEN_10 |-> GEN_10(s, e), GEN_11 |-> GEN_11(s, e),
            GEN_14 |-> GEN_14(s, e), GEN_16 |-> GEN_16(s, e),
            ENA_01 |-> ENA_01(s, e), ENA_02 |-> ENA_02(s, e), ENA_04 |-> ENA_04(s, e), ENA_06 |-> ENA_06(s, e),
            STA_06 |-> STA_06(s, e), CON_16 |-> CON_16(s, e),
            CLS_01 |-> CLS_01(s, e), CLS_06 |-> CLS_06(s, e), CLS_08 |-> CLS_08(s, e),
            CTX_06 |-> CTX_06(s, e), CTX_09 |-> CTX_09(s, e)]
      [] e.kind = "return" ->
           LET call == CallOf(s, e.c) IN [
            GEN_13 |-> GEN_13(s, e), CON_17 |-> CON_17(s, e, call),
            ENA_05 |-> ENA_05(s, e, call), ENA_07 |-> ENA_07(s, e, call), ENA_08 |-> ENA_08(s, e, call),
            ENA_10 |-> ENA_10(s, e, call), ENA_11 |-> ENA_11(s, e, call), ENA_14 |-> ENA_14(s, e, call),
            ENA_15 |-> ENA_15(s, e, call), ENA_16 |-> ENA_16(s, e, call),
            CLS_09 |-> CLS_09(s, e), CTX_05 |-> CTX_05(s, e)]
      [] e.kind = "irp" -> [
            GEN_13 |-> GEN_13(s, e), GEN_15 |-> GEN_15(s, e),
            ENA_08 |-> ENA_08_Irp(s, e), ENA_09 |-> ENA_09_Irp(s, e), ENA_15 |-> ENA_15_Irp(s, e),
            CLS_03 |-> CLS_03(s, e), CLS_09 |-> CLS_09(s, e), CLS_10 |-> CLS_10(s, e)]
      [] e.kind = "enter" -> [
            GEN_02 |-> GEN_02(s, e), GEN_03 |-> GEN_03(s, e), GEN_04 |-> GEN_04(s, e), GEN_08 |-> GEN_08(s, e),
            GEN_09 |-> GEN_09(s, e),
            ENA_12 |-> ENA_12(s, e), ENA_13 |-> ENA_13(s, e), ENA_18 |-> ENA_18(s, e),
            STA_07 |-> STA_07(s, e), STA_09 |-> STA_09(s, e),
            CLS_04 |-> CLS_04(s, e), CLS_05 |-> CLS_05(s, e), CLI_08 |-> CLI_08_Socket(s, e),
            CTX_01 |-> CTX_01(s, e), CTX_02 |-> CTX_02(s, e), CTX_03 |-> CTX_03(s, e), CTX_08 |-> CTX_08(s, e)]
      [] e.kind = "exit" -> [
            GEN_12 |-> GEN_12(s, e), CLS_08 |-> CLS_08(s, e), CTX_04 |-> CTX_04(s, e), CLI_08 |-> CLI_08_Socket(s, e)]
      [] e.kind = "read" -> [CTX_07 |-> CTX_07(s, e)]
      [] e.kind = "wait" -> [CTX_04 |-> CTX_04(s, e)]
      [] e.kind = "irpExit" -> [GEN_14 |-> GEN_14_Exit(e)]
      [] e.kind = "quiesce" /\ ~e.routine -> [
            GEN_02 |-> GEN_02(s, e), GEN_03 |-> GEN_03(s, e), GEN_11 |-> GEN_11(s, e), GEN_13 |-> GEN_13(s, e),
            ENA_07 |-> ENA_07_Quiesce(s), ENA_08 |-> ENA_08_Quiesce(s),
            ENA_09 |-> ENA_09_Quiesce(s), ENA_10 |-> ENA_10_Quiesce(s), CON_17 |-> CON_17_Quiesce(s), ENA_12 |-> ENA_12(s, e),
            STA_07 |-> STA_07(s, e),
            CLS_02 |-> CLS_02(s, e), CLS_04 |-> CLS_04(s, e), CLS_10 |-> CLS_10(s, e),
            CLI_08 |-> CLI_08_Socket(s, e), CTX_05 |-> CTX_05(s, e), CTX_10 |-> CTX_10(s, e)]
      [] OTHER -> Silent
===============================================================================
