------------------------------ MODULE Connection ------------------------------
(***************************************************************************)
(* Connection-oriented sockets: WskConnect, WskSend, WskReceive,           *)
(* WskDisconnect, WskReceiveEvent, WskDisconnectEvent,                     *)
(* WskSendBacklogEvent, silent mode, and what a close does to the          *)
(* connection.                                                             *)
(*                                                                         *)
(* Bytes are many, so they do not enter the observer state.  Each byte     *)
(* carries a label, which Mark (and MarkRest, for what a partial           *)
(* acceptance left) assigns and Relabel changes for all at once.  Bytes    *)
(* that the peer sends:                                                    *)
(*                                                                         *)
(*   "early"      written while WskReceiveEvent was not on for certain     *)
(*   "fresh"      written while it was on                                  *)
(*   "indicated"  in the list of a callback in progress                    *)
(*   "consumed"   accepted, with *BytesAccepted left alone                 *)
(*   "counted"    accepted, with *BytesAccepted written                    *)
(*   "part"       the accepted part of a list                              *)
(*   "left"       the rest of it                                           *)
(*   "refused"    none of the list was accepted                            *)
(*   "retained"   its list was retained                                    *)
(*   "received"   a WskReceive has delivered it                            *)
(*   "overdue"    not offered when the graceful disconnect was reported,   *)
(*                although it could have been                              *)
(*   "excused"    may be discarded: WSK_FLAG_DRAIN, an abort, a close      *)
(*   "doubtful"   may have been discarded by a receive that failed         *)
(*   "void"       written after the client's abort had completed           *)
(*   "muted"      written in silent mode                                   *)
(*                                                                         *)
(* Bytes that the client sends:                                            *)
(*                                                                         *)
(*   "sending"    handed over to WskSend or WskDisconnect                  *)
(*   "half"       the same, after the peer's graceful disconnect was       *)
(*                reported and by one call at a time: it must arrive       *)
(*   "shut"       after the client's graceful disconnect                   *)
(*   "dropped"    after the client's abort had completed                   *)
(*   "vain"       after the peer's abort was reported                      *)
(*   "hushed"     in silent mode                                           *)
(*   "seen"       the peer has received it                                 *)
(*                                                                         *)
(* Facts about content come with the observation: known (the peer has      *)
(* sent all of it), whole (every byte is the one that it must be), dense   *)
(* (each stretch follows the one before), sum (the count given is that of  *)
(* the bytes), before and after (labels of what lies ahead of it and       *)
(* behind it in the stream), skipped (labels of what lies ahead of bytes   *)
(* that the client was given, see Taken), took (what *BytesAccepted says). *)
(*                                                                         *)
(*   susp      suspension, apart from enabling: "no", "partial",           *)
(*             "refused"; "resuming" from the call of a WskReceive to its  *)
(*             completion; "either": no page says whether it is suspended  *)
(*   nudged    a WskReceive was under way while the callback in progress   *)
(*             ran: whether it resumes is not documented (A-10)            *)
(*   resumed   a suspension ended since the last quiescent point           *)
(*   after     how the last WskReceiveEvent ended: "none", "untouched"     *)
(*             (STATUS_SUCCESS, *BytesAccepted left alone), "counted",     *)
(*             "retained", "suspended"                                     *)
(*   reported  events that were reported since the last quiescent point    *)
(*   held      bytes came while a WskReceiveEvent was in progress          *)
(*   fin, rst  the peer's graceful and abortive disconnect: "no", "early"  *)
(*             (happened, and need not be reported), "due", "told",        *)
(*             "muted" (in silent mode)                                    *)
(*   nulled    a WskReceiveEvent with a NULL list was entered              *)
(*   graceful  a WskDisconnectEvent without WSK_FLAG_ABORTIVE was entered  *)
(*   ended     an abortive one: "no", "held" (while a WskReceiveEvent was  *)
(*             in progress), "yes", "settled" (quiescent since)            *)
(*   ours      the client's disconnect: "no", "asked", "fin" (begun),      *)
(*             "finished", "aborting", "aborted", "gone" (quiescent        *)
(*             since), "unclear", "over" (an abort of which it is unclear  *)
(*             whether there was still a connection)                       *)
(*   silent    silent mode: "no", "asked", "yes", "settled"                *)
(*   paused    the peer does not take what it is sent                      *)
(*   met       the peer saw the connection made or refused                 *)
(*   reset     the peer saw a reset                                        *)
(*   aborts    whether the close aborts the connection: "none" (no close), *)
(*             "yes", "half" (yes, unless the peer ends its side too),     *)
(*             "no", "open"                                                *)
(*   outranked callbacks that got bytes although a WskReceive had been     *)
(*             pending since before the last quiescent point               *)
(*   tags      facts about IRPs: <<slot, fact>>                            *)
(*   sized     the ideal send backlog as the client knows it, see Backlog  *)
(*                                                                         *)
(* Left out: Information of a WskSend, WskSendEx and WskReceiveEx, out of  *)
(* band data, transports without half-open connections, loss of a          *)
(* connection by time-out but for the tolerance of A-13.                   *)
(*                                                                         *)
(* Readings adopted: A-07, A-10, A-11, A-12, A-13, A-14, A-15, A-19, A-25. *)
(* The event callbacks are judged as the client sees them: data whose      *)
(* callback is entered after a disconnect event was entered came after it, *)
(* unless a WskReceiveEvent was in progress then.                          *)
(*                                                                         *)
(* Pages: nc-wsk-pfn_wsk_receive_event, nc-wsk-pfn_wsk_receive,            *)
(* nc-wsk-pfn_wsk_disconnect_event, nc-wsk-pfn_wsk_disconnect,             *)
(* nc-wsk-pfn_wsk_send_backlog_event, nc-wsk-pfn_wsk_send,                 *)
(* nc-wsk-pfn_wsk_connect, nc-wsk-pfn_wsk_socket_connect,                  *)
(* sio-wsk-query-ideal-send-backlog, sio-wsk-query-receive-backlog,        *)
(* sio-wsk-set-tcp-silent-mode, closing-a-socket                           *)
(***************************************************************************)
EXTENDS Datagram

ReceiveEvent    == "WskReceiveEvent"
DisconnectEvent == "WskDisconnectEvent"
BacklogEvent    == "WskSendBacklogEvent"

IdealCode   == "SIO_WSK_QUERY_IDEAL_SEND_BACKLOG"
BackedCode  == "SIO_WSK_QUERY_RECEIVE_BACKLOG"
SilentCode  == "SIO_WSK_SET_TCP_SILENT_MODE"

Untaken == {"early", "fresh", "left", "refused", "overdue"}
Gone    == {"consumed", "counted", "part", "retained", "received"}       \* the client has them
Taken   == Gone \cup {"indicated"}

(* The ideal send backlog.                                                 *)
(*   seen   a WskSendBacklogEvent was ever entered                         *)
(*   known  the event has been on since the last one                       *)
(*   aged   quiescent since the last one                                   *)
(*   since  one was entered since the last query completed                 *)
(*   watch  the event has been on since the last query completed           *)
(*   due    two queries differ, and nothing was reported                   *)
(*   off    a query differs from the last report                           *)
BacklogInit == [seen |-> FALSE, known |-> FALSE, aged |-> FALSE, since |-> FALSE,
                watch |-> FALSE, due |-> FALSE, off |-> FALSE]

(* The members that a connection-oriented socket has beside those of every *)
(* socket; those of a datagram socket go.                                  *)
ConnectionInit == [
    susp      |-> "no",
    nudged    |-> FALSE,
    resumed   |-> FALSE,
    after     |-> "none",
    reported  |-> {},
    held      |-> FALSE,
    fin       |-> "no",
    rst       |-> "no",
    graceful  |-> FALSE,
    nulled    |-> FALSE,
    ended     |-> "no",
    ours      |-> "no",
    silent    |-> "no",
    paused    |-> FALSE,
    met       |-> FALSE,
    reset     |-> FALSE,
    aborts    |-> "none",
    outranked |-> 0,
    tags      |-> {},
    sized     |-> BacklogInit]

BecomeConnection(s) ==
    LET shared == DOMAIN SocketInit([statics |-> {}, others |-> FALSE, exact |-> FALSE]) IN
    [f \in shared \cup DOMAIN ConnectionInit |-> IF f \in shared THEN s[f] ELSE ConnectionInit[f]]

(***************************************************************************)
(* What holds                                                              *)
(***************************************************************************)
On(s, ev) == ev \in DOMAIN s.en /\ s.en[ev].must
IsOff(s, ev) == ev \notin DOMAIN s.en \/ s.en[ev].may # "yes"
Inside(s, ev) == \E k \in s.cbs : k.event = ev

(* The socket is connected and works, as far as the client can know. *)
Stands(s) == s.conn = "yes" /\ s.dead = "no" /\ s.close = "no"
Alive(s) == Stands(s) /\ ~s.lost

Aborted(s) == s.ours \in {"aborting", "aborted", "gone"}
Silenced(s) == s.silent \in {"yes", "settled"}
Suspended(s) == s.susp \in {"partial", "refused"}

(* The peer's side has ended, and the socket may have noticed. *)
PeerEnded(s) == s.fin # "no" \/ s.rst # "no"

WskReceives(s) == Pending(s, "WskReceive")

(* Receives that bytes can go to. *)
Takers(s) == {r \in WskReceives(s) : r.what # "zero"}

(* Nothing stands against reporting data.  A callback in progress does: no *)
(* page says that a provider calls two of a socket at once.                *)
DataArmed(s) ==
    /\ On(s, ReceiveEvent) /\ Alive(s) /\ s.susp = "no"
    /\ WskReceives(s) = {} /\ s.cbs = {}

Tagged(s, i, tag) == <<i, tag>> \in s.tags
Tag(s, i, tag) == IF i = 0 THEN s ELSE [s EXCEPT !.tags = @ \cup {<<i, tag>>}]

IsData(e) == e.event = ReceiveEvent /\ e.list = "list"
IsAbortive(e) == "WSK_FLAG_ABORTIVE" \in e.flags

(* The record of the WskReceive that delivers bytes here; none where it is *)
(* a callback that does.                                                   *)
Delivering(s, e) ==
    IF e.kind # "irp" THEN {} ELSE {r \in IrpsOf(s, e.i) : r.fn = "WskReceive" /\ e.count > 0}

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
(* A WskReceive resumes; its completion tells from when on this is owed.   *)
(* Made while a callback runs, it may come too early to resume (A-10); the *)
(* provider may have begun one whose entry is not recorded yet.            *)
ReceiveCalled(s, e) ==
    LET t == [s EXCEPT !.nudged = @ \/ ~s.exact \/ Inside(s, ReceiveEvent)] IN
    IF s.susp = "no" THEN t ELSE Tag([t EXCEPT !.susp = "resuming"], e.i, "resumer")

Resumed(s, e) ==
    IF ~Tagged(s, e.i, "resumer") \/ s.susp # "resuming" THEN s
    ELSE IF Failed(e.status) THEN [s EXCEPT !.susp = "either"]
    ELSE [s EXCEPT !.susp = "no", !.resumed = TRUE]

(* Whether the connection has ended on both sides. *)
BothEnded(s) == s.ours = "finished" /\ s.fin # "no"

DisconnectCalled(s, e) ==
    IF Manner(e) = "abortive"
    THEN [s EXCEPT !.ours = CASE @ \in {"aborted", "gone"} -> @          \* There is nothing left to abort.
                              [] BothEnded(s) \/ @ \in {"aborting", "unclear", "over"} -> "over"
                              [] OTHER -> "aborting",
                   !.lost = TRUE]
    ELSE [s EXCEPT !.ours = IF @ = "no" THEN "asked" ELSE @]

CloseAborts(s) ==
    CASE s.conn # "yes" \/ s.dead # "no" \/ s.lost -> "open"
      [] s.ours = "no"                             -> "yes"
      [] s.ours \in {"asked", "fin", "finished"} /\ s.fin = "no" -> "half"
      [] s.ours = "finished"                       -> "no"
      [] OTHER                                     -> "open"

(* A send or a disconnect is on its way to the provider: what is called    *)
(* now may come before it.                                                 *)
Sending(s) == \E k \in s.calls : k.fn \in {"WskSend", "WskDisconnect"}

(* The peer has ended its side and still takes what it is sent. *)
HalfOpen(s) == s.graceful /\ s.ours = "no" /\ Alive(s)

(* Sends that a disconnect may overtake are not promised any more. *)
OvertakesSends(s, t) ==
    [t EXCEPT !.tags = {g \in @ : ~(g[2] = "half" /\ \E r \in s.irps : r.i = g[1] /\ r.ret = "no")}]

(* Facts that hold from the call of a request on. *)
TagCall(s, t, e) ==
    CASE e.fn = "WskSend" /\ s.ended # "no" -> Tag(t, e.i, "vain")
      [] e.fn \in {"WskSend", "WskDisconnect"} /\ Silenced(s) -> Tag(t, e.i, "hushed")
      [] e.fn = "WskSend" /\ HalfOpen(s) -> Tag(t, e.i, "half")
      [] e.fn = "WskDisconnect" -> OvertakesSends(s, t)
      [] e.code = IdealCode /\ s.sized.known /\ s.sized.aged -> Tag(t, e.i, "aged")
      [] e.code = BackedCode /\ Suspended(s) -> Tag(t, e.i, "backed")
      [] OTHER -> t

ConnectionCall(s, e) ==
    LET t == TagCall(s, CallSocket(s, e), e) IN
    CASE e.fn = "WskReceive"    -> ReceiveCalled(t, e)
      [] e.fn = "WskDisconnect" -> IF s.conn = "yes" /\ s.close = "no" /\ ~Odd(s, e) THEN DisconnectCalled(t, e) ELSE t
      [] e.code = SilentCode    -> IF Odd(s, e) THEN t ELSE [t EXCEPT !.silent = IF @ = "no" THEN "asked" ELSE @]
      [] e.fn = "WskCloseSocket" /\ s.close = "no" -> [t EXCEPT !.aborts = CloseAborts(s)]
      [] IsEnable(e) /\ ReceiveEvent \in Aims(s, e) /\ ~Odd(s, e) ->
           \* A disable/enable cycle may resume (A-12).
           [t EXCEPT !.susp = IF Suspended(s) /\ ~s.en[ReceiveEvent].static THEN "either" ELSE @]
      [] OTHER -> t

(* The client's disconnect and silent mode, as they end. *)
OperationEnded(s, fn, what, status) ==
    CASE fn = "WskDisconnect" /\ what = "graceful" ->
           \* It may have ended the connection before the abort could.
           [s EXCEPT !.ours = CASE @ \in {"asked", "fin"} -> IF Failed(status) THEN "unclear" ELSE "finished"
                                [] @ \in {"aborting", "aborted"} /\ ~Failed(status) /\ s.fin # "no" -> "over"
                                [] OTHER -> @]
      [] fn = "WskDisconnect" ->
           [s EXCEPT !.ours = IF @ # "aborting" THEN @ ELSE IF Failed(status) THEN "unclear" ELSE "aborted"]
      [] what = SilentCode ->
           IF s.silent # "asked" THEN s
           ELSE IF Failed(status) THEN [s EXCEPT !.silent = "no"]
           ELSE [s EXCEPT !.silent = "yes", !.lost = TRUE]
      [] OTHER -> s

ConnectionReturn(s, e) ==
    LET k == CallOf(s, e.c)
        t == ReturnSocket(s, e)
        begun == k.fn = "WskDisconnect" /\ k.what = "graceful" /\ ~Failed(e.status) /\ s.ours = "asked"
    IN IF begun THEN [t EXCEPT !.ours = "fin"]
       ELSE IF k.irp THEN t ELSE OperationEnded(t, k.fn, k.what, e.status)

(* A query's answer, held against what is known of the ideal backlog. *)
Answered(s, r, e) ==
    LET b == s.sized
        alone == \A x \in s.irps : x.what = IdealCode => x.i = r.i
        on == On(s, BacklogEvent)
    IN IF r.what # IdealCode \/ Failed(e.status) THEN s
       ELSE [s EXCEPT !.sized = [b EXCEPT
                !.due = @ \/ (alone /\ on /\ b.watch /\ ~b.since /\ e.asQuery = "other" /\ e.asEvent # "same"),
                !.off = @ \/ (on /\ b.known /\ Tagged(s, r.i, "aged") /\ e.asEvent = "other"),
                !.since = FALSE,
                !.watch = on /\ alone]]

(* Bytes that lie behind ones not delivered yet: receives that are under   *)
(* way may have taken those.                                               *)
Overtaking(s, e, others) ==
    IF e.skipped \cap Untaken = {} THEN s
    ELSE [s EXCEPT !.tags = @ \cup {<<r.i, "passed">> : r \in others}]

ConnectionIrp(s, e) ==
    LET rs == {r \in IrpsOf(s, e.i) : r.done = "no"}
        t == IrpSocket(s, e)
    IN IF rs = {} THEN t
       ELSE LET r == CHOOSE x \in rs : TRUE
                u == OperationEnded(t, r.fn, r.what, e.status)
            IN CASE r.fn = "WskReceive" ->
                      LET v == Resumed(u, e) IN
                      IF e.count = 0 THEN v
                      ELSE [Overtaking(v, e, Takers(s) \ {r}) EXCEPT !.outranked = 0]
                 [] r.fn = "WskControlSocket" -> Answered(u, r, e)
                 [] OTHER -> u

(* Nobody cancelled it, and it was pending before the last quiescent point. *)
Outranks(s) == \E r \in Takers(s) : r.settled /\ ~r.excused

(* How far WskReceives are passed over, with this entry. *)
PassedOver(s, e) == IF IsData(e) /\ Outranks(s) THEN Saturate(s.outranked, Tolerance) ELSE s.outranked

DisconnectEntered(s, e) ==
    IF IsAbortive(e)
    THEN [s EXCEPT !.ended = IF @ # "no" THEN @ ELSE IF Inside(s, ReceiveEvent) THEN "held" ELSE "yes",
                   !.rst = IF @ = "no" THEN @ ELSE "told",
                   !.fin = IF @ = "due" THEN "early" ELSE @,
                   !.lost = TRUE]
    ELSE [s EXCEPT !.graceful = TRUE,
                   !.fin = IF @ = "no" THEN @ ELSE "told",
                   !.rst = IF @ = "due" /\ s.fin # "no" THEN "early" ELSE @]

ConnectionEnter(s, e) ==
    LET t == EnterSocket(s, e)
        u == [t EXCEPT !.reported = @ \cup ({e.event} \cap ConnectionEvents)] IN
    CASE e.event = ReceiveEvent ->
           LET v == [u EXCEPT !.nudged = (@ /\ ~s.exact) \/ WskReceives(s) # {} \/ \E k \in s.calls : k.fn = "WskReceive",
                              !.held = FALSE,
                              !.nulled = @ \/ e.list = "null",
                              !.outranked = PassedOver(s, e)]
           IN IF IsData(e) THEN Overtaking(v, e, Takers(s)) ELSE v
      [] e.event = DisconnectEvent -> DisconnectEntered(u, e)
      [] e.event = BacklogEvent ->
           [u EXCEPT !.sized = [@ EXCEPT !.seen = TRUE, !.known = On(s, BacklogEvent), !.aged = FALSE,
                                         !.since = TRUE, !.due = FALSE, !.off = FALSE]]
      [] OTHER -> u

(* What a partial acceptance or a refusal leaves: suspension, unless an    *)
(* enabling request (A-12) or a WskReceive (A-10) got in between.          *)
Suspends(s, k, kind) ==
    IF k.again \/ s.nudged \/ WskReceives(s) # {} \/ (ReceiveEvent \in DOMAIN s.en /\ s.en[ReceiveEvent].enabling > 0)
    THEN "either" ELSE kind

Accepted(susp) == IF susp \in {"either", "resuming"} THEN "no" ELSE susp

ConnectionExit(s, e) ==
    LET k == CHOOSE x \in s.cbs : x.id = e.id
        x == ExitSocket(s, e)
        t == IF k.event = ReceiveEvent /\ ~s.exact THEN [x EXCEPT !.nudged = FALSE] ELSE x
        suspend(kind) == [t EXCEPT !.susp = Suspends(s, k, kind), !.after = "suspended",
                                   !.tags = {g \in @ : g[2] # "resumer"}]
        accept(how) == [t EXCEPT !.susp = Accepted(@), !.after = how]
    IN IF k.event # ReceiveEvent \/ k.list # "list" THEN t
       ELSE CASE e.status = "STATUS_PENDING"           -> accept("retained")
              [] e.status = "STATUS_DATA_NOT_ACCEPTED" -> suspend("refused")
              [] e.status # "STATUS_SUCCESS"           -> t
              [] e.took = "unset"                      -> accept("untouched")
              [] e.took = "all"                        -> accept("counted")
              [] e.took = "some"                       -> suspend("partial")
              [] OTHER                                 -> [t EXCEPT !.judged = FALSE]

(* The peer acts, or the environment. *)
Written(s, e) ==
    LET called == ReceiveEvent \in s.entries IN
    [Stir(s) EXCEPT !.held = @ \/ Inside(s, ReceiveEvent),
                    !.offSent = @ \/ (Alive(s) /\ called /\ IsOff(s, ReceiveEvent) /\ WskReceives(s) = {}),
                    !.lateSent = @ \/ (s.close = "done" /\ called /\ ~IsOff(s, ReceiveEvent))]

(* How the peer's disconnect counts when it happens. *)
Occurs(s) ==
    CASE Silenced(s)                                -> "muted"
      [] On(s, DisconnectEvent) /\ s.ended = "no"   -> "due"
      [] OTHER                                      -> "early"

PeerShuts(s) ==
    LET called == DisconnectEvent \in s.entries IN
    [Stir(s) EXCEPT !.offSent = @ \/ (Stands(s) /\ called /\ IsOff(s, DisconnectEvent)),
                    !.lateSent = @ \/ (s.close = "done" /\ called /\ ~IsOff(s, DisconnectEvent))]

ConnectionPeer(s, e) ==
    CASE e.op = "write"  -> Written(s, e)
      [] e.op = "fin"    -> [PeerShuts(s) EXCEPT !.fin = IF @ = "no" /\ s.rst = "no" THEN Occurs(s) ELSE @,
                                                 !.aborts = IF @ = "half" THEN "open" ELSE @,
                                                 \* It may cross the client's abort, and find the connection over on both sides.
                                                 !.ours = IF @ = "aborting" THEN "over" ELSE @]
      [] e.op = "rst"    ->
           \* After a shutdown the reset need not be reported, and the shutdown may be lost to it (A-14).
           \* Where both sides have ended there may be no connection left that could be reset.
           [PeerShuts(s) EXCEPT !.rst = IF @ # "no" THEN @
                                        ELSE IF s.fin \in {"early", "told"} \/ (s.fin # "no" /\ s.ours \in {"asked", "fin", "finished", "unclear"})
                                        THEN "early" ELSE Occurs(s),
                                !.fin = IF @ = "due" THEN "early" ELSE @,
                                !.aborts = IF @ = "none" THEN @ ELSE "open",
                                !.lost = TRUE]
      [] e.op = "pause"  -> [Stir(s) EXCEPT !.paused = TRUE]
      [] e.op = "resume" -> [Stir(s) EXCEPT !.paused = FALSE]
      [] e.op = "listen" -> [Stir(s) EXCEPT !.met = TRUE]
      [] e.op = "fail"   -> Stir([s EXCEPT !.dead = IF @ = "no" THEN "failing" ELSE @])
      [] OTHER           -> Stir(s)

PeerSees(s, e) ==
    CASE e.op \in {"connected", "refused"} -> [s EXCEPT !.met = TRUE]
      [] e.op = "reset"                    -> [s EXCEPT !.reset = TRUE]
      [] OTHER                             -> s

(* What the peer had done before the socket was accepted. *)
ConnectionAccepted(s, e) ==
    [s EXCEPT !.fin = IF "fin" \in e.early THEN "early" ELSE IF @ = "unknown" THEN "no" ELSE @,
              !.rst = IF "rst" \in e.early THEN "early" ELSE @,
              !.lost = @ \/ "rst" \in e.early]

(* The peer's disconnect has to be reported by now: all that it sent       *)
(* before has been taken.                                                  *)
DisconnectOwed(s, e) ==
    /\ "due" \in {s.fin, s.rst}
    /\ On(s, DisconnectEvent) /\ Stands(s) /\ ~Aborted(s) /\ s.ours # "over" /\ s.silent = "no" /\ s.cbs = {}
    /\ s.rst = "due" \/ e.labels \cap (Untaken \cup {"doubtful"}) = {}

ConnectionQuiesce(s, e) ==
    LET owed == DisconnectOwed(s, e)
        settle(x) == IF owed /\ x = "due" THEN "early" ELSE x
    IN [QuiesceSocket(s) EXCEPT
            !.nudged = @ /\ (s.exact \/ Inside(s, ReceiveEvent)),
            !.reported = {}, !.resumed = FALSE, !.held = FALSE, !.outranked = 0,
            !.fin = settle(@), !.rst = settle(@),
            !.ended = IF @ \in {"held", "yes"} THEN "settled" ELSE @,
            !.ours = IF @ = "aborted" THEN "gone" ELSE @,
            !.silent = IF @ = "yes" THEN "settled" ELSE @,
            !.aborts = IF @ \in {"yes", "half", "no"} /\ s.close = "done" THEN "open" ELSE @,
            !.tags = {g \in @ : g[2] # "passed"},
            !.sized = [@ EXCEPT !.aged = TRUE, !.due = @ /\ s.cbs # {}, !.off = @ /\ s.cbs # {}]]

(* What rests on an event being on, or on IRPs that are out, ends with it. *)
ConnectionSettle(s) ==
    LET out == {r.i : r \in s.irps}
        on == On(s, BacklogEvent)
        lapse(x) == IF x = "due" /\ ~On(s, DisconnectEvent) THEN "early" ELSE x
    IN [s EXCEPT !.tags = {g \in @ : g[1] \in out},
                 !.fin = lapse(@), !.rst = lapse(@),
                 !.outranked = IF Takers(s) = {} THEN 0 ELSE @,
                 !.sized = [@ EXCEPT !.known = @ /\ on, !.watch = @ /\ on]]

ConnectionStep(s, e) ==
    ConnectionSettle(
        CASE e.kind = "call"     -> IF e.fn = "IoCancelIrp" THEN CancelIrp(s, e) ELSE ConnectionCall(s, e)
          [] e.kind = "return"   -> ConnectionReturn(s, e)
          [] e.kind = "irp"      -> ConnectionIrp(s, e)
          [] e.kind = "enter"    -> ConnectionEnter(s, e)
          [] e.kind = "exit"     -> ConnectionExit(s, e)
          [] e.kind = "peer"     -> ConnectionPeer(s, e)
          [] e.kind = "sees"     -> PeerSees(s, e)
          [] e.kind = "accepted" -> ConnectionAccepted(s, e)
          [] e.kind = "quiesce"  -> ConnectionQuiesce(s, e)
          [] e.kind = "gone"     -> [s EXCEPT !.gone = TRUE]
          [] OTHER               -> s)

(***************************************************************************)
(* Labels                                                                  *)
(***************************************************************************)
(* A receive is under way that discards what there is and what comes. *)
Draining(s) == \E r \in WskReceives(s) : r.what = "drain"

IncomingMark(s) ==
    CASE Silenced(s)                   -> "muted"
      [] s.ours \in {"aborted", "gone"} -> "void"
      [] s.lost \/ s.close # "no" \/ s.silent # "no" \/ Draining(s) -> "excused"
      [] On(s, ReceiveEvent)           -> "fresh"
      [] OTHER                         -> "early"

OutgoingMark(s) ==
    CASE Silenced(s)                    -> "hushed"
      [] s.ours \in {"aborted", "gone"} -> "dropped"
      [] s.ended # "no"                 -> "vain"
      [] s.ours \in {"fin", "finished"} -> "shut"
      [] HalfOpen(s) /\ ~Sending(s)     -> "half"
      [] OTHER                          -> "sending"

ConnectionMark(s, e) ==
    CASE e.kind = "peer" /\ e.op = "write" -> IncomingMark(s)
      [] e.kind = "call" /\ e.fn \in {"WskSend", "WskDisconnect"} -> OutgoingMark(s)
      [] e.kind = "sees" /\ e.op = "data" -> "seen"
      [] e.kind = "accepted" -> "early"
      [] e.kind = "enter" -> IF IsData(e) THEN "indicated" ELSE ""
      [] e.kind = "exit" ->
           (CASE e.status = "STATUS_PENDING"           -> "retained"
              [] e.status = "STATUS_DATA_NOT_ACCEPTED" -> IF Draining(s) THEN "excused" ELSE "refused"
              [] e.took = "some"                       -> "part"
              [] e.took = "all"                        -> "counted"
              [] OTHER                                 -> "consumed")
      [] e.kind = "irp" /\ e.count > 0 -> "received"
      [] OTHER -> ""

(* What becomes of the bytes of a list beyond *BytesAccepted. *)
ConnectionMarkRest(s, e) ==
    IF e.kind # "exit" THEN ""
    ELSE CASE e.status = "STATUS_PENDING"           -> "retained"
           [] Draining(s)                           -> "excused"
           [] e.status = "STATUS_DATA_NOT_ACCEPTED" -> "refused"
           [] OTHER                                 -> "left"

(* At the report of a graceful disconnect everything has been offered,     *)
(* unless something stood against it.                                      *)
OffersAll(s, e) == e.kind = "enter" /\ e.event = DisconnectEvent /\ ~IsAbortive(e) /\ DataArmed(s)

(* Bytes may have gone into the buffer of a receive that failed before it  *)
(* was full, or have been discarded by it, or still be there.              *)
MayHaveTaken(s, e) ==
    /\ e.kind = "irp" /\ Failed(e.status)
    /\ \E r \in IrpsOf(s, e.i) : r.fn = "WskReceive" /\ r.what \in {"waitall", "drain"}

(* Data may be discarded from now on. *)
Discards(s, e) ==
    CASE e.kind = "call" -> \/ e.fn = "WskReceive" /\ Manner(e) = "drain"
                            \/ e.fn = "WskDisconnect" /\ Manner(e) = "abortive"
                            \/ e.fn = "WskCloseSocket"
                            \/ e.code = SilentCode
      [] e.kind = "peer" -> e.op \in {"rst", "fail"}
      [] e.kind = "irp"  -> MayHaveTaken(s, e)
      [] OTHER -> FALSE

ConnectionRelabel(s, e) ==
    CASE MayHaveTaken(s, e) -> {<<l, "doubtful">> : l \in Untaken \cup {"excused"}}
      [] Discards(s, e)  -> {<<l, "excused">> : l \in Untaken}
      [] OffersAll(s, e) -> {<<"fresh", "overdue">>}
      [] On(s, ReceiveEvent) /\ ~On(ConnectionStep(s, e), ReceiveEvent) -> {<<"fresh", "early">>}
      [] e.kind = "call" /\ e.fn \in {"WskSend", "WskDisconnect"} /\ Sending(s) -> {<<"half", "sending">>}
      [] e.kind = "quiesce" /\ DataArmed(s) -> {<<"fresh", "early">>}      \* named once
      [] OTHER -> {}

(***************************************************************************)
(* Rules: an event that is on is reported                                  *)
(***************************************************************************)
(* Events that occurred and are overdue at quiescence. *)
Silences(s, e) ==
    (IF DataArmed(s) /\ e.labels \cap {"fresh", "overdue"} # {} THEN {ReceiveEvent} ELSE {})
    \cup (IF DisconnectOwed(s, e) THEN {DisconnectEvent} ELSE {})

(* The rule asks that those events that Meant names are reported.          *)
(* Silence breaks it, and a report since the last quiescent point keeps it. *)
Speaks(s, e, Meant(_)) ==
    LET silent == {ev \in Silences(s, e) : Meant(ev)}
        said == {ev \in s.reported : On(s, ev) /\ Meant(ev)}
    IN Judge(silent \cup said # {}, silent = {})

GEN_01_Connection(s, e) == LET any(ev) == TRUE IN Speaks(s, e, any)

ENA_05_Connection(s, e) ==
    LET this(k) == k.what = "enable" /\ \A ev \in k.aim \cap DOMAIN s.en : ~s.en[ev].static
        dynamic(ev) == s.en[ev].how # "static"
    IN Worse(Speaks(s, e, dynamic), Judge(StuckCall(s, this), FALSE))

ENA_16_Connection(s, e) == LET again(ev) == s.en[ev].how = "reenabled" IN Speaks(s, e, again)

STA_03_Connection(s, e) == LET static(ev) == s.en[ev].static IN Speaks(s, e, static)

STA_05_Connection(s, e) == LET tried(ev) == s.en[ev].static /\ s.en[ev].tried IN Speaks(s, e, tried)

MixedMask(s) == ~(s.statics \subseteq EventsOf(s.as))

STA_04_Connection(s, e) ==
    CASE e.kind = "enter"   -> Judge(MixedMask(s) /\ IsStandard(e), e.event \in EventsOf(s.as))
      [] e.kind = "quiesce" -> LET static(ev) == s.en[ev].static /\ MixedMask(s) IN Speaks(s, e, static)
      [] OTHER              -> "silent"

STA_09_Connection(s, e) == Used(s.conn # "yes" /\ Own(s, e) /\ s.en[e.event].static)

(* Another event was disabled, and this one goes on. *)
ENA_17(s, e) ==
    LET beside(ev) == \E other \in DOMAIN s.en \ {ev} : s.en[other].why = "disabled"
    IN Speaks(s, e, beside)

ENA_19_Connection(s, e) ==
    Used(\/ IsData(e) /\ "early" \in e.labels
         \/ e.event = DisconnectEvent /\ (IF IsAbortive(e) THEN s.rst ELSE s.fin) = "early")

CON_01(s, e) == LET data(ev) == ev = ReceiveEvent IN Speaks(s, e, data)

DSC_01(s, e) == LET end(ev) == ev = DisconnectEvent IN Speaks(s, e, end)

DSC_10(s, e) ==
    CASE e.kind = "quiesce" ->
           LET data(ev) == ev = ReceiveEvent /\ s.ours \in {"fin", "finished"} IN Speaks(s, e, data)
      [] e.kind = "sees"    -> Judge("shut" \in e.labels, FALSE)
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules: the list of WskReceiveEvent, and what it returned                *)
(***************************************************************************)
ENA_03(s, e) == Judge(IsSwitch(e) /\ s.category = "connection", s.conn = "yes")

CON_02(s, e) == Judge(IsData(e), e.sum)

CON_03(s, e) ==
    Judge(e.event = ReceiveEvent,
          e.flags \subseteq {"WSK_FLAG_RELEASE_ASAP", "WSK_FLAG_ENTIRE_MESSAGE", "WSK_FLAG_AT_DISPATCH_LEVEL"})

(* Receives that have waited while there were such bytes. *)
Starving(s) ==
    {r \in WskReceives(s) : r.what = "plain" /\ ~r.odd /\ ~r.excused /\ r.ret = "pending"}

Starves(s, e, labels) ==
    /\ Starving(s) # {} /\ Alive(s) /\ ~Inside(s, ReceiveEvent)
    /\ \A r \in WskReceives(s) : r.what \in {"plain", "zero"}
    /\ e.labels \cap labels # {}

(* Receives that are under way may have taken what was skipped, and        *)
(* deliver it later: those that were under way when it was skipped.        *)
Covered(s, e, others) ==
    \/ e.skipped \cap Untaken = {}
    \/ IF e.count = 0 \/ e.after \cap Taken # {}
       THEN \E r \in others : Tagged(s, r.i, "passed") ELSE others # {}

(* Bytes come once, in order, as they were sent. *)
InOrder(s, e, others) ==
    /\ e.known /\ e.whole /\ e.dense
    /\ e.labels \cap Taken = {}
    /\ Covered(s, e, others)

CON_04(s, e) ==
    CASE e.kind = "enter" ->
           Judge(IsData(e) /\ ~Inside(s, ReceiveEvent),       \* two at once are CON-14's
                 InOrder(s, e, Takers(s)) /\ e.after \cap Taken = {})
      [] e.kind = "irp" ->
           LET rs == Delivering(s, e)
               ending == {r \in IrpsOf(s, e.i) : r.fn = "WskReceive"} IN
           Worse(Judge(rs # {},
                       /\ e.sum
                       /\ InOrder(s, e, Takers(s) \ rs) /\ "indicated" \notin e.before
                       /\ e.after \cap Taken # {} => Tagged(s, e.i, "passed")),
                 Judge(/\ ending # {} /\ rs = {} /\ Alive(s) /\ ~Discards(s, e)
                       /\ ~Covered(s, e, Takers(s) \ ending),
                       FALSE))
      [] e.kind = "read"    -> Judge(Inside(s, ReceiveEvent) /\ e.id \in {k.id : k \in s.cbs}, e.same)
      [] e.kind = "quiesce" ->
           Judge(Starves(s, e, {"left", "refused"}) \/ (Alive(s) /\ e.skipped \cap Untaken # {}), FALSE)
      [] OTHER              -> "silent"

(* A NULL list tells that the function is lost.  An orderly end is not     *)
(* told so, but through WskDisconnectEvent.                                *)
CON_05(s, e) ==
    CASE e.event # ReceiveEvent -> "silent"
      [] e.list = "null"        -> Judge(s.dead # "no" \/ (s.fin # "no" /\ s.rst = "no" /\ ~s.lost), s.dead # "no")
      [] OTHER                  -> Judge(s.nulled \/ s.dead = "settled", FALSE)

CON_06(s, e) ==
    LET k == CHOOSE x \in s.cbs : x.id = e.id IN
    Judge(k.event = ReceiveEvent,
          /\ e.status \in LegalReturns(ReceiveEvent)
          /\ k.list = "list" /\ e.status = "STATUS_SUCCESS" => e.took \in {"all", "some", "unset"})

(* Silence after a callback has returned. *)
FellSilentAfter(s, e, after) == Judge(ReceiveEvent \in Silences(s, e) /\ after, FALSE)

CON_07(s, e) ==
    CASE e.kind = "enter"   -> Judge(IsData(e) /\ (s.after = "untouched" \/ "consumed" \in e.labels), "consumed" \notin e.labels)
      [] e.kind = "quiesce" -> FellSilentAfter(s, e, s.after = "untouched")
      [] OTHER              -> "silent"

(* Receives that may have taken what was skipped. *)
Others(s, e) == IF e.kind = "irp" THEN Takers(s) \ Delivering(s, e) ELSE Takers(s)

(* Entered while suspended, or not going on with what was left. *)
GoesOn(s, e, kind, rest, gone, others) ==
    LET concerns == (e.labels \cup e.before) \cap (rest \cup gone) # {} IN
    CASE e.kind = "enter" ->
           Judge(IsData(e) /\ (s.susp = kind \/ concerns),
                 s.susp # kind /\ e.labels \cap gone = {} /\ (e.before \cap rest # {} => others # {}))
      [] e.kind = "irp" ->
           Judge(Delivering(s, e) # {} /\ concerns, e.labels \cap gone = {} /\ (e.before \cap rest # {} => others # {}))
      [] OTHER -> "silent"

CON_08(s, e) ==
    IF e.kind = "quiesce" THEN Used(s.susp = "partial")
    ELSE GoesOn(s, e, "partial", {"left"}, {"part"}, Others(s, e))

CON_10(s, e) ==
    IF e.kind = "quiesce" THEN Used(s.susp = "refused")
    ELSE GoesOn(s, e, "refused", {"refused"}, {}, Others(s, e))

CON_09(s, e) ==
    CASE e.kind = "enter"   -> Judge(IsData(e) /\ (s.ret # {} \/ s.after = "retained" \/ "retained" \in e.labels),
                                     "retained" \notin e.labels)
      [] e.kind = "irp"     -> Judge(Delivering(s, e) # {} /\ "retained" \in e.labels, FALSE)
      [] e.kind = "read"    -> Judge(e.id \in s.ret, e.same)
      [] e.kind = "quiesce" -> FellSilentAfter(s, e, s.after = "retained" \/ s.ret # {})
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules: WskReceive beside the event                                      *)
(***************************************************************************)
GEN_07_Connection(s, e) ==
    CASE e.kind = "irp"     -> Used(Delivering(s, e) # {} /\ IsOff(s, ReceiveEvent))
      [] e.kind = "quiesce" -> Judge(Starves(s, e, Untaken) /\ IsOff(s, ReceiveEvent), FALSE)
      [] OTHER              -> "silent"

(* The rarely called callback is CON-12's; where records do not lag and at *)
(* quiescence Tolerance of them in a row are no race.                      *)
CON_11(s, e) ==
    CASE e.kind = "irp"     -> Used(Delivering(s, e) # {} /\ On(s, ReceiveEvent) /\ ~Suspended(s))
      [] e.kind = "enter"   -> Judge(s.exact /\ PassedOver(s, e) >= Tolerance, FALSE)
      [] e.kind = "quiesce" ->
           Judge(s.outranked >= Tolerance \/ (Starves(s, e, {"early", "fresh"}) /\ ~IsOff(s, ReceiveEvent) /\ ~Suspended(s)), FALSE)
      [] OTHER              -> "silent"

CON_12(s, e) == Used(IsData(e) /\ Takers(s) # {})

CON_13(s, e) ==
    CASE e.kind = "irp" ->
           LET rs == {r \in IrpsOf(s, e.i) : r.fn = "WskReceive" /\ r.what = "zero"} IN
           Judge(rs # {} /\ ~Failed(e.status), e.count = 0)
      [] e.kind = "quiesce" ->
           LET rests == DataArmed(s) /\ e.labels \cap {"left", "refused"} # {} IN
           Judge(rests \/ (s.resumed /\ ReceiveEvent \in s.reported), ~rests)
      [] OTHER -> "silent"

CON_14(s, e) == Judge(e.event = ReceiveEvent, ~Inside(s, ReceiveEvent))

CON_15(s, e) == Used(IsData(e) /\ s.held)

CON_18(s, e) ==
    LET rs == {r \in IrpsOf(s, e.i) : r.what = BackedCode /\ ~r.odd /\ ~r.excused} IN
    Judge(rs # {} /\ Alive(s),
          /\ e.status = "STATUS_SUCCESS"
          /\ Tagged(s, e.i, "backed") /\ Suspended(s) => e.value > 0)

CON_19(s, e) ==
    CASE e.kind = "enter" ->
           Judge(Silenced(s) /\ e.event \in {ReceiveEvent, DisconnectEvent} /\ e.list # "null",
                 /\ s.silent = "yes"
                 /\ "muted" \notin e.labels
                 /\ e.event = DisconnectEvent => (IF IsAbortive(e) THEN s.rst ELSE s.fin) # "muted")
      [] e.kind = "irp" ->
           Worse(Judge(Tagged(s, e.i, "hushed") /\ s.close = "no" /\ s.dead = "no", e.status = "STATUS_INVALID_DEVICE_STATE"),
                 Judge("muted" \in e.labels, FALSE))
      [] e.kind = "sees"    -> Judge("hushed" \in e.labels, FALSE)
      [] e.kind = "quiesce" ->
           Worse(Used(s.silent = "settled"),
                 Judge(\E r \in s.irps : Tagged(s, r.i, "hushed") /\ r.done = "no" /\ r.ret = "pending" /\ s.close = "no" /\ s.dead = "no",
                       FALSE))
      [] OTHER -> "silent"

(***************************************************************************)
(* Rules: the peer disconnects                                             *)
(***************************************************************************)
IsEnd(e) == e.event = DisconnectEvent

(* An abortive event that stands for none of the peer's disconnects may    *)
(* tell of a lost connection (A-13).                                       *)
DSC_02(s, e) ==
    Judge(IsEnd(e) /\ (PeerEnded(s) \/ ~(e.flags \subseteq {"WSK_FLAG_ABORTIVE", "WSK_FLAG_AT_DISPATCH_LEVEL"})),
          /\ e.flags \subseteq {"WSK_FLAG_ABORTIVE", "WSK_FLAG_AT_DISPATCH_LEVEL"}
          /\ IF IsAbortive(e) THEN s.rst # "no" \/ s.fin \in {"no", "told"} \/ s.dead # "no" ELSE s.fin # "no")

(* What was never connected cannot lose its connection either. *)
DSC_03(s, e) ==
    CASE e.kind = "enter" ->
           Judge(IsEnd(e) /\ ~PeerEnded(s), IsAbortive(e) /\ s.conn # "no" /\ s.ours = "no" /\ s.close = "no")
      [] e.kind = "quiesce" ->
           Used(s.ours # "no" /\ ~PeerEnded(s) /\ On(s, DisconnectEvent) /\ Stands(s))
      [] OTHER -> "silent"

(* Events are not ordered among each other: until quiescence a graceful    *)
(* one may be recorded after the abortive one that it came before (A-25).  *)
DSC_04(s, e) ==
    Judge(IsEnd(e),
          IF IsAbortive(e) THEN s.ended = "no"
          ELSE ~s.graceful /\ (s.ended = "no" \/ (s.ended # "settled" /\ s.fin # "no")))

DSC_05(s, e) == Judge(EventOf(s, e.id) = DisconnectEvent, e.status = "STATUS_SUCCESS")

DSC_06(s, e) ==
    CASE e.kind = "enter" -> IF IsEnd(e) THEN Used(OffersAll(s, e)) ELSE Judge("overdue" \in e.labels, FALSE)
      [] e.kind = "irp"   -> Judge("overdue" \in e.labels, FALSE)
      [] OTHER            -> "silent"

DSC_07(s, e) ==
    Used(\/ e.kind = "enter" /\ IsEnd(e) /\ ~IsAbortive(e) /\ Suspended(s)
         \/ s.graceful /\ e.labels \cap {"left", "refused", "early"} # {})

DSC_08(s, e) ==
    LET sound == Alive(s) /\ s.ended = "no" IN
    CASE e.kind = "irp" -> Judge(Tagged(s, e.i, "half") /\ sound /\ \A r \in IrpsOf(s, e.i) : ~r.excused, ~Failed(e.status))
      [] e.kind = "sees" -> Judge("half" \in e.labels, e.ordered /\ e.whole)
      [] e.kind = "quiesce" ->
           Judge(/\ sound /\ ~s.paused
                 /\ \/ "half" \in e.out
                    \/ \E r \in s.irps : Tagged(s, r.i, "half") /\ r.done = "no" /\ r.ret = "pending" /\ ~r.excused,
                 FALSE)
      [] OTHER -> "silent"

DSC_09(s, e) ==
    CASE e.kind = "enter" -> Judge(IsData(e) /\ s.ended \in {"yes", "settled"}, FALSE)
      [] e.kind = "irp"   ->
           Worse(Judge(Tagged(s, e.i, "vain"), Failed(e.status)),
                 Judge(s.ended = "settled" /\ Delivering(s, e) # {}, FALSE))
      [] e.kind = "sees"  -> Judge("vain" \in e.labels, FALSE)
      [] e.kind = "quiesce" -> Used(s.ended = "settled")
      [] OTHER -> "silent"

(***************************************************************************)
(* Rules: the client disconnects                                           *)
(***************************************************************************)
(* The abort has completed, and the peer was there to notice.  It may wait *)
(* for a WskReceiveEvent in progress, since nothing is received after it.  *)
AbortSeen(s) == s.ours = "aborted" /\ s.rst = "no" /\ ~s.paused /\ s.dead = "no" /\ s.silent = "no"

DSC_11(s, e) ==
    CASE e.kind = "enter" -> Judge(IsData(e) /\ s.ours \in {"aborted", "gone"}, s.ours = "aborted" /\ "void" \notin e.labels)
      [] e.kind = "irp"   -> Judge(Delivering(s, e) # {} /\ s.ours \in {"aborted", "gone"},
                                   s.ours = "aborted" /\ "void" \notin e.labels)
      [] e.kind = "sees"  -> Judge("dropped" \in e.labels, FALSE)
      [] e.kind = "quiesce" ->
           Worse(Judge(AbortSeen(s), s.reset),
                 Judge(s.close = "no" /\ s.dead = "no"
                       /\ \/ s.ours \in {"aborted", "gone"} /\ \E r \in Pending(s, "WskSend") : ~r.odd /\ r.ret = "pending"
                          \/ ~Inside(s, ReceiveEvent) /\ \E r \in Pending(s, "WskDisconnect") : r.what = "abortive" /\ ~r.odd /\ r.ret = "pending",
                       FALSE))
      [] OTHER -> "silent"

Graceful(r) == r.fn = "WskDisconnect" /\ r.what = "graceful" /\ ~r.odd

DSC_12(s, e) ==
    LET escalated == Aborted(s) \/ s.close # "no"
        over == s.ours \in {"aborted", "gone"} \/ (s.close # "no" /\ s.cbs = {} /\ s.ret = {})
    IN CASE e.kind = "irp"     -> Used(escalated /\ \E r \in IrpsOf(s, e.i) : Graceful(r))
         [] e.kind = "quiesce" -> Judge(over /\ s.dead = "no" /\ \E r \in s.irps : Graceful(r) /\ r.done = "no" /\ r.ret = "pending", FALSE)
         [] OTHER              -> "silent"

(* A receive that waits for more has nothing left to wait for. *)
Over(s) == s.fin \in {"early", "due", "told"} \/ s.rst \in {"early", "due", "told"} \/ s.ours \in {"aborted", "gone"}

DSC_13(s, e) ==
    LET waits(r) == r.fn = "WskReceive" /\ r.what \in {"waitall", "drain"} /\ ~r.odd IN
    CASE e.kind = "irp"     -> Used(\E r \in IrpsOf(s, e.i) : waits(r) /\ r.done = "no" /\ (Over(s) \/ r.excused))
      [] e.kind = "quiesce" ->
           Judge(/\ Stands(s) /\ s.silent = "no" /\ ~Inside(s, ReceiveEvent)
                 /\ \E r \in WskReceives(s) : waits(r) /\ r.ret = "pending" /\ (Over(s) \/ r.excused),
                 FALSE)
      [] OTHER -> "silent"

(* Requests that end by themselves, beside those of every socket. *)
EndsHere(s, r) ==
    LET broken == s.rst # "no" \/ s.ours \in {"aborted", "gone"} IN
    CASE r.fn \in {"WskConnect", "WskSocketConnect"} -> s.met
      [] r.fn = "WskSend"       -> broken \/ ~s.paused
      [] r.fn = "WskDisconnect" ->
           IF r.what = "abortive" THEN ~Inside(s, ReceiveEvent) ELSE broken \/ (s.fin # "no" /\ ~s.paused)
      [] r.fn = "WskReceive"    -> broken /\ ~Inside(s, ReceiveEvent)
      [] OTHER                  -> FALSE

GEN_13_Connection(s, e) ==
    Judge(/\ s.dead = "no" /\ s.close = "no" /\ s.silent = "no"
          /\ \E r \in s.irps : ~r.odd /\ r.done = "no" /\ r.ret = "pending" /\ EndsHere(s, r),
          FALSE)

(* A close that has completed; what became of the connection at the peer. *)
CLS_07(s, e) ==
    CASE e.kind = "sees"    -> Judge(e.op = "reset" /\ s.aborts = "no", FALSE)
      [] e.kind = "quiesce" -> Judge(s.close = "done" /\ ~s.paused /\ s.aborts \in {"yes", "half", "no"},
                                     s.aborts = "no" \/ s.reset)
      [] OTHER              -> "silent"

(***************************************************************************)
(* Rules: the ideal send backlog                                           *)
(***************************************************************************)
BKL_01(s, e) ==
    CASE e.kind = "enter"   -> Used(e.event = BacklogEvent)
      [] e.kind = "quiesce" -> Judge(s.sized.due /\ On(s, BacklogEvent) /\ Alive(s) /\ s.cbs = {}, FALSE)
      [] OTHER              -> "silent"

BKL_02(s, e) ==
    CASE e.kind = "irp"     -> Used(Tagged(s, e.i, "aged") /\ ~Failed(e.status) /\ e.asEvent = "same")
      [] e.kind = "quiesce" -> Judge(s.sized.off /\ On(s, BacklogEvent) /\ Alive(s) /\ s.cbs = {}, FALSE)
      [] OTHER              -> "silent"

BKL_03(s, e) == Judge(EventOf(s, e.id) = BacklogEvent, e.status = "STATUS_SUCCESS")

BKL_04(s, e) ==
    LET rs == {r \in IrpsOf(s, e.i) : r.what = IdealCode /\ ~r.odd /\ ~r.excused} IN
    Judge(rs # {} /\ Alive(s), e.status = "STATUS_SUCCESS")

BKL_05(s, e) == Used(~s.sized.seen /\ On(s, BacklogEvent) /\ e.asQuery = "same")

(***************************************************************************)
(* The rules of this category, by the kind of observation that gives them  *)
(* occasion.                                                               *)
(***************************************************************************)
ConnectionVerdicts(s, e) ==
    CASE e.kind = "call" /\ e.fn # "IoCancelIrp" -> [ENA_03 |-> ENA_03(s, e)]
      [] e.kind = "irp" -> [
            GEN_07 |-> GEN_07_Connection(s, e),
            CON_04 |-> CON_04(s, e), CON_08 |-> CON_08(s, e), CON_09 |-> CON_09(s, e), CON_10 |-> CON_10(s, e),
            CON_11 |-> CON_11(s, e), CON_13 |-> CON_13(s, e), CON_18 |-> CON_18(s, e), CON_19 |-> CON_19(s, e),
            DSC_06 |-> DSC_06(s, e), DSC_07 |-> DSC_07(s, e), DSC_08 |-> DSC_08(s, e), DSC_09 |-> DSC_09(s, e),
            DSC_11 |-> DSC_11(s, e), DSC_12 |-> DSC_12(s, e), DSC_13 |-> DSC_13(s, e),
            BKL_02 |-> BKL_02(s, e), BKL_04 |-> BKL_04(s, e), BKL_05 |-> BKL_05(s, e)]
      [] e.kind = "enter" -> [
            ENA_19 |-> ENA_19_Connection(s, e), STA_04 |-> STA_04_Connection(s, e), STA_09 |-> STA_09_Connection(s, e),
            CON_02 |-> CON_02(s, e), CON_03 |-> CON_03(s, e), CON_04 |-> CON_04(s, e), CON_05 |-> CON_05(s, e),
            CON_07 |-> CON_07(s, e), CON_08 |-> CON_08(s, e), CON_09 |-> CON_09(s, e), CON_10 |-> CON_10(s, e),
            CON_11 |-> CON_11(s, e), CON_12 |-> CON_12(s, e), CON_14 |-> CON_14(s, e), CON_15 |-> CON_15(s, e),
            CON_19 |-> CON_19(s, e),
            DSC_02 |-> DSC_02(s, e), DSC_03 |-> DSC_03(s, e), DSC_04 |-> DSC_04(s, e), DSC_06 |-> DSC_06(s, e),
            DSC_07 |-> DSC_07(s, e), DSC_09 |-> DSC_09(s, e), DSC_11 |-> DSC_11(s, e), BKL_01 |-> BKL_01(s, e)]
      [] e.kind = "exit" -> [CON_06 |-> CON_06(s, e), DSC_05 |-> DSC_05(s, e), BKL_03 |-> BKL_03(s, e)]
      [] e.kind = "read" -> [CON_04 |-> CON_04(s, e), CON_09 |-> CON_09(s, e)]
      [] e.kind = "sees" -> [
            CON_19 |-> CON_19(s, e), DSC_08 |-> DSC_08(s, e), DSC_09 |-> DSC_09(s, e), DSC_10 |-> DSC_10(s, e),
            DSC_11 |-> DSC_11(s, e), CLS_07 |-> CLS_07(s, e)]
      [] e.kind = "quiesce" -> [
            GEN_01 |-> GEN_01_Connection(s, e), GEN_07 |-> GEN_07_Connection(s, e), GEN_13 |-> GEN_13_Connection(s, e),
            ENA_05 |-> ENA_05_Connection(s, e), ENA_16 |-> ENA_16_Connection(s, e), ENA_17 |-> ENA_17(s, e),
            STA_03 |-> STA_03_Connection(s, e), STA_04 |-> STA_04_Connection(s, e), STA_05 |-> STA_05_Connection(s, e),
            CON_01 |-> CON_01(s, e), CON_04 |-> CON_04(s, e), CON_07 |-> CON_07(s, e), CON_08 |-> CON_08(s, e),
            CON_09 |-> CON_09(s, e), CON_10 |-> CON_10(s, e), CON_11 |-> CON_11(s, e), CON_13 |-> CON_13(s, e),
            CON_19 |-> CON_19(s, e),
            DSC_01 |-> DSC_01(s, e), DSC_03 |-> DSC_03(s, e), DSC_08 |-> DSC_08(s, e), DSC_09 |-> DSC_09(s, e),
            DSC_10 |-> DSC_10(s, e), DSC_11 |-> DSC_11(s, e), DSC_12 |-> DSC_12(s, e), DSC_13 |-> DSC_13(s, e),
            CLS_07 |-> CLS_07(s, e), BKL_01 |-> BKL_01(s, e), BKL_02 |-> BKL_02(s, e)]
      [] OTHER -> Silent
===============================================================================
