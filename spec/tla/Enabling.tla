------------------------------- MODULE Enabling -------------------------------
(***************************************************************************)
(* Enabling and disabling event callbacks: the mechanism that every socket *)
(* category shares.  It is kept per event in s.en[event] and speaks of the *)
(* callbacks in progress in s.cbs; nothing here knows a category.          *)
(*                                                                         *)
(* Purpose.  To know at every observation whether a callback may be        *)
(* entered, and whether the provider must report.  Requests overlap with   *)
(* callbacks and with each other, so both are knowledge, not truth:        *)
(*                                                                         *)
(*   may    "yes"    a call may be entered                                 *)
(*          "stale"  the event is off, but a call that the provider began  *)
(*                   before may still show: a record lags behind what the  *)
(*                   provider knows.  Quiescence ends this.                *)
(*          "no"     a call that is entered now broke a rule               *)
(*   must   the event is on for certain: it has to be reported             *)
(*   why    what switched it off last: "never" on, "disabled", "refused";  *)
(*          "" while on                                                    *)
(*   how    what switched it on last: "first", "reenabled", "resumed",     *)
(*          "static", "mode" (conditional accept), "inherited"; "none"     *)
(*          before                                                         *)
(*   mixed  enabling and disabling requests overlapped: which of them won  *)
(*          is not documented, both are accepted until a clean request     *)
(*   dis    disable requests that are not effective yet, each with the     *)
(*          callbacks that were in progress when it was made               *)
(*                                                                         *)
(* When s.exact holds, records do not lag (models without that latitude).  *)
(*                                                                         *)
(* Left out: inheritance through a listening socket (Listening, Accepted). *)
(*                                                                         *)
(* Readings adopted: A-03 (every way of enabling counts), A-05 (any status *)
(* for a futile request), A-06 (calls may begin while a disable is         *)
(* pending), A-12 (re-enabling inside a refusing callback: both outcomes), *)
(* A-17 (STATUS_EVENT_PENDING), A-18 (malformed requests are not judged).  *)
(*                                                                         *)
(* Pages: so-wsk-event-callback, enabling-and-disabling-event-callback-    *)
(* functions, wsk-set-static-event-callbacks, nc-wsk-pfn_wsk_control_-     *)
(* socket, winsock-kernel-events.                                          *)
(***************************************************************************)
EXTENDS Judging, WskTypes

EventInit(static) == [
    static   |-> static,
    may      |-> IF static THEN "yes" ELSE "no",
    must     |-> static,
    why      |-> IF static THEN "" ELSE "never",
    how      |-> IF static THEN "static" ELSE "none",
    mixed    |-> FALSE,
    loose    |-> FALSE,        \* and stays so: no page says whether it is on
    enabling |-> 0,            \* enabling calls that have not returned
    dis      |-> {},
    asked    |-> FALSE,        \* an enabling request was ever made
    tried    |-> FALSE]        \* switching was tried although it is static

(* A disable request: c is its call's slot until the call returns, i its    *)
(* IRP's slot or 0, was: the event was on for certain when it was made,     *)
(* idle: the callback was provably idle from before the call until now,     *)
(* held: callbacks open at the call and still open, inside: the callback    *)
(* that makes the request, or 0.                                            *)
DisableRequest(n, s, e, ev) == [
    c      |-> e.c,
    i      |-> e.i,
    was    |-> n.must,
    idle   |-> s.calm,
    held   |-> {k.id : k \in {x \in s.cbs : x.event = ev}},
    inside |-> e.inside,
    phase  |-> "called",       \* then "pended", or "draining", or "completed" (IRP before return)
    excused |-> FALSE]         \* the client cancelled its IRP

(* Requests are served as the pages say: the socket has its function, and  *)
(* the connection of a connection-oriented socket is not broken off.       *)
Sound(s) == s.dead = "no" /\ ~s.lost

(***************************************************************************)
(* Requests, as recorded at the call                                       *)
(***************************************************************************)
IsSwitch(e)  == e.fn = "WskControlSocket" /\ e.code = "SO_WSK_EVENT_CALLBACK" /\ e.request = "WskSetOption"
IsDisable(e) == IsSwitch(e) /\ DisableFlag \in e.mask
IsEnable(e)  == IsSwitch(e) /\ DisableFlag \notin e.mask

(* An extension interface has its event in s.en from its registration on.  *)
HasExtension(s) == ExtensionEv \in DOMAIN s.en

(* The identifier of the interface that a target offers for the suite, and *)
(* the flag of its event: a bit that means another event under that of the *)
(* standard ones.                                                          *)
ExtensionNpi == "NPI_EXAMPLE_INTERFACE_ID"
ExtensionFlag == "WSK_EVENT_RECEIVE"

ForExtension(s, e) == e.npi = ExtensionNpi /\ HasExtension(s)

(* The events that a request is about. *)
Aims(s, e) ==
    IF ForExtension(s, e) THEN IF ExtensionFlag \in e.mask THEN {ExtensionEv} ELSE {}
    ELSE EventsOfMask(e.mask)

WellShaped(s, e) ==
    /\ e.level = "SOL_SOCKET"
    /\ e.npi = StandardNpi \/ ForExtension(s, e)
    /\ e.size \in {8, 16}      \* WSK_EVENT_CALLBACK_CONTROL on 32-bit and 64-bit systems
    /\ ~e.output

(***************************************************************************)
(* Steps on one event's record n                                           *)
(***************************************************************************)
Off(n, why, kind) ==
    IF n.static \/ n.mixed \/ n.enabling > 0 THEN [n EXCEPT !.must = n.static]
    ELSE [n EXCEPT !.must = FALSE, !.why = why,
                   !.may = IF n.may = "no" THEN "no" ELSE kind]

Lagging(s) == IF s.exact THEN "no" ELSE "stale"

Unmix(n) == [n EXCEPT !.mixed = @ /\ (n.loose \/ n.enabling > 0 \/ n.dis # {})]

(* No page says whether the event is on: both are accepted from now on. *)
Loosen(n) == [n EXCEPT !.loose = TRUE, !.mixed = TRUE, !.may = "yes", !.must = FALSE]

(* Reasons for being off that mean that it was never on.  Those beside     *)
(* "never" are of accepted sockets, see Accepted.                          *)
NeverOn == {"never", "accepted", "handed", "unhanded"}

(* A callback exits, in the records, before the provider learns what it    *)
(* returned: an enabling request that follows a refusal with no quiescence *)
(* between them may reach the provider first.                              *)
CallEnable(n) ==
    IF n.static THEN [n EXCEPT !.tried = TRUE]
    ELSE [n EXCEPT !.may = "yes", !.enabling = @ + 1, !.asked = TRUE,
                   !.mixed = @ \/ n.dis # {} \/ (n.may = "stale" /\ n.why = "refused")]

ReturnEnable(s, n, status) ==
    IF n.static \/ n.enabling = 0 THEN n
    ELSE LET m == [n EXCEPT !.enabling = @ - 1] IN
         Unmix(CASE ~Failed(status) ->
                      [m EXCEPT !.must = IF status = "STATUS_SUCCESS" THEN ~n.mixed ELSE @,
                                !.how  = CASE n.why \in NeverOn  -> "first"
                                           [] n.why = "disabled" -> "reenabled"
                                           [] n.why = "refused"  -> "resumed"
                                           [] OTHER              -> @,
                                !.why  = ""]
                 [] n.must \/ n.mixed \/ n.enabling > 1 \/ n.why = "" -> m
                 [] OTHER -> [m EXCEPT !.may = Lagging(s)])

(* A malformed request may have done what it asks for or nothing (A-18).   *)
ReturnOddEnable(s, n, status) == [ReturnEnable(s, n, status) EXCEPT !.must = @ /\ n.must]

CallOddDisable(n) == IF n.static THEN [n EXCEPT !.tried = TRUE] ELSE [n EXCEPT !.must = FALSE]

(* Disable requests in flight are futile once something else has switched  *)
(* the event off, and the pages give no status for that (A-18).            *)
Overtaken(ds) == {IF d.phase = "called" THEN [d EXCEPT !.was = FALSE] ELSE d : d \in ds}

CallDisable(s, n, e, ev) ==
    IF n.static THEN [n EXCEPT !.tried = TRUE]
    ELSE [n EXCEPT !.must = FALSE,
                   !.mixed = @ \/ n.enabling > 0,
                   !.dis = Overtaken(@) \cup {DisableRequest(n, s, e, ev)}]

ReturnDisable(s, n, ev, c, status) ==
    LET ds == {d \in n.dis : d.c = c} IN
    IF ds = {} THEN n
    ELSE LET d == CHOOSE x \in ds : TRUE
             rest == [n EXCEPT !.dis = @ \ {d}]
         IN CASE status = "STATUS_SUCCESS" ->
                   Unmix(Off(rest, "disabled", IF d.idle THEN "no" ELSE Lagging(s)))
              [] status = "STATUS_EVENT_PENDING" ->
                   LET open == {k.id : k \in {x \in s.cbs : x.event = ev}} IN
                   IF open = {} /\ s.exact THEN Unmix(Off(rest, "disabled", "no"))
                   ELSE [rest EXCEPT !.dis = @ \cup {[d EXCEPT !.c = 0, !.phase = "draining", !.held = open]}]
              [] status = "STATUS_PENDING" /\ d.phase = "called" /\ d.i # 0 ->
                   [rest EXCEPT !.dis = @ \cup {[d EXCEPT !.c = 0, !.phase = "pended"]}]
              [] OTHER -> Unmix(rest)

IrpDisable(s, n, i, status) ==
    LET ds == {d \in n.dis : d.i = i} IN
    IF i = 0 \/ ds = {} THEN n
    ELSE LET d == CHOOSE x \in ds : TRUE
             rest == [n EXCEPT !.dis = @ \ {d}]
             off(m) == IF status = "STATUS_SUCCESS" THEN Off(m, "disabled", Lagging(s)) ELSE m
         IN IF d.phase = "called"
            THEN off([rest EXCEPT !.dis = @ \cup {[d EXCEPT !.phase = "completed"]}])
            ELSE Unmix(off(rest))

(* A callback of this event was entered. *)
EnterEvent(n, id) ==
    [n EXCEPT !.dis = {IF d.phase = "draining" THEN [d EXCEPT !.held = @ \cup {id}]
                       ELSE [d EXCEPT !.idle = FALSE] : d \in @}]

(* A callback of this event returned. *)
ExitEvent(s, n, id) ==
    LET left == {[d EXCEPT !.held = @ \ {id}, !.idle = FALSE] : d \in n.dis}
        over == {d \in left : d.phase = "draining" /\ d.held = {}}
    IN IF over # {} /\ s.exact
       THEN Unmix(Off([n EXCEPT !.dis = left \ over], "disabled", "no"))
       ELSE [n EXCEPT !.dis = left]

(* A callback of this event refused data, which disables it when it was    *)
(* enabled dynamically.  again: an enabling request was made while the     *)
(* callback ran, so the final state is not documented (A-12).  When that   *)
(* request has not returned yet, its return settles nothing either.        *)
RefuseEvent(s, n, again) ==
    IF n.static THEN n
    ELSE IF again \/ n.dis # {}
         THEN [n EXCEPT !.must = FALSE, !.mixed = @ \/ n.enabling > 0, !.dis = Overtaken(@)]
    ELSE Off(n, "refused", Lagging(s))

(* Nothing lags any more, and requests whose callbacks have all returned   *)
(* are effective.                                                          *)
QuiesceEvent(n) ==
    LET over == {d \in n.dis : d.phase = "draining" /\ d.held = {}}
        m == [n EXCEPT !.dis = @ \ over]
        off == IF over # {} THEN Off(m, "disabled", "no") ELSE m
    IN Unmix([off EXCEPT !.may = IF @ = "stale" THEN "no" ELSE @])

(***************************************************************************)
(* Rules at the entry of a callback                                        *)
(***************************************************************************)
Own(s, e) == e.event \in DOMAIN s.en

(* Entered although the event is off.  A list with a datagram that was     *)
(* refused proves that the provider knew of the refusal.                   *)
Forbidden(s, e) ==
    LET n == s.en[e.event] IN
    \/ n.may = "no"
    \/ n.may = "stale" /\ n.why = "refused" /\ "refused" \in e.labels

EnteredWhenOff(s, e, why) ==
    Judge(Own(s, e) /\ s.en[e.event].why = why /\ Forbidden(s, e), FALSE)

(* At quiescence: stimuli came while the event was off, and nothing was    *)
(* entered.  An entry that is forgiven because records lag is no evidence. *)
SilentWhenOff(s, why) == Used(\E ev \in DOMAIN s.en \ {ExtensionEv} : s.offSent /\ s.en[ev].may # "yes" /\ s.en[ev].why = why)

GEN_02(s, e) ==
    CASE e.kind = "enter"   -> Judge(Own(s, e) /\ (s.en[e.event].may = "yes" \/ Forbidden(s, e)), ~Forbidden(s, e))
      [] e.kind = "quiesce" -> Used(s.offSent)
      [] OTHER              -> "silent"

OffRule(s, e, why) ==
    CASE e.kind = "enter"   -> EnteredWhenOff(s, e, why)
      [] e.kind = "quiesce" -> SilentWhenOff(s, why)
      [] OTHER              -> "silent"

GEN_03(s, e) == OffRule(s, e, "never")

ENA_12(s, e) == OffRule(s, e, "disabled")

ENA_13(s, e) == Used(Own(s, e) /\ \E d \in s.en[e.event].dis : d.c = 0)

ENA_18(s, e) == Used(Own(s, e) /\ s.en[e.event].enabling > 0 /\ ~s.en[e.event].must)

(***************************************************************************)
(* Rules at the call of a request                                          *)
(***************************************************************************)
ENA_01(s, e) == Judge(IsSwitch(e), WellShaped(s, e))

ENA_04(s, e) == Judge(IsEnable(e), ~e.irp)

ENA_06(s, e) == Judge(IsDisable(e), \E f \in EventFlags : e.mask = {f, DisableFlag})

GEN_05(s, e) == Judge(IsEnable(e), Aims(s, e) \ Inheritable(s.as) \subseteq s.entries)

(* Those that sockets are to inherit are covered by the mask as well. *)
STA_06(s, e) ==
    Judge(IsSwitch(e),
          /\ \A ev \in Aims(s, e) \cap DOMAIN s.en : ~s.en[ev].static
          /\ Aims(s, e) \cap Inheritable(s.as) \cap s.statics = {})

(***************************************************************************)
(* Rules at the return of a request.  call is the record of the open call. *)
(***************************************************************************)
Requests(s, c) == {d \in UNION {s.en[ev].dis : ev \in DOMAIN s.en} : d.c = c}

(* The well-formed disable request that returns here, if the event was on  *)
(* when it was made, no enabling request overlapped, and nobody cancelled  *)
(* its IRP meanwhile.                                                      *)
Returning(s, e, call) ==
    IF call.what # "disable" \/ call.odd THEN {}
    ELSE {d \in Requests(s, e.c) : d.was /\ ~d.excused /\ \A ev \in call.aim : ~s.en[ev].mixed}

(* A callback was open for the whole call. *)
HeldOpen(d) == d.held # {}

(* The one request so far that enables ev on a listening socket for those  *)
(* that it accepts.                                                        *)
FirstInherits(s, ev) ==
    "inherit" \in DOMAIN s /\ ev \in DOMAIN s.inherit /\ s.inherit[ev] = "calling"

(* A well-formed enabling request that found all its events off, alone.    *)
(* No status is given for enabling what is on already (A-18).              *)
Enabled(s, e, call) ==
    /\ call.what = "enable" /\ ~call.odd /\ call.aim \cap DOMAIN s.en # {}
    /\ \A ev \in call.aim \ DOMAIN s.en : FirstInherits(s, ev)
    /\ \A ev \in call.aim \cap DOMAIN s.en :
                            /\ ~s.en[ev].static /\ ~s.en[ev].mixed
                            /\ s.en[ev].why # "" /\ s.en[ev].enabling = 1
    /\ Sound(s)

ENA_05(s, e, call) == Judge(Enabled(s, e, call), e.status = "STATUS_SUCCESS")

ENA_16(s, e, call) ==
    Judge(Enabled(s, e, call) /\ \A ev \in call.aim \cap DOMAIN s.en : s.en[ev].why = "disabled", e.status = "STATUS_SUCCESS")

ENA_07(s, e, call) ==
    LET ds == {d \in Returning(s, e, call) : d.idle} IN
    Judge(ds # {} /\ Sound(s), e.status = "STATUS_SUCCESS")

ENA_08(s, e, call) ==
    LET ds == {d \in Returning(s, e, call) : d.i # 0 /\ HeldOpen(d)} IN
    Judge(ds # {} /\ Sound(s), e.status = "STATUS_PENDING")

ENA_10(s, e, call) ==
    LET ds == {d \in Returning(s, e, call) : d.i = 0 /\ HeldOpen(d)} IN
    Judge(ds # {} /\ Sound(s), e.status = "STATUS_EVENT_PENDING")

(* The one place of STATUS_EVENT_PENDING.  A request that is itself        *)
(* malformed, or that finds the event off, is not judged unless the        *)
(* status is impossible: an IRP was given, or nothing was to be disabled.  *)
ENA_11(s, e, call) ==
    Judge(call.fn = "WskControlSocket",
          e.status = "STATUS_EVENT_PENDING" =>
              /\ call.what = "disable"
              /\ ~call.irp
              /\ \A d \in Returning(s, e, call) : ~d.idle)

ENA_14(s, e, call) ==
    Used(/\ Returning(s, e, call) # {}
         /\ \A d \in Returning(s, e, call) : ~d.idle /\ ~HeldOpen(d)
         /\ ~Failed(e.status))

(* A disable request that has not returned at quiescence waits for what it *)
(* must not wait for.  Callbacks that were open before it was made cannot  *)
(* be on its stack.                                                        *)
StuckDisable(s, IsThis(_)) ==
    /\ s.close = "no" /\ s.dead = "no"
    /\ \E ev \in DOMAIN s.en : \E d \in s.en[ev].dis :
          /\ d.c # 0 /\ d.phase = "called" /\ d.was /\ ~d.excused /\ ~s.en[ev].mixed
          /\ {k.id : k \in s.cbs} \subseteq d.held
          /\ IsThis(d)

ENA_07_Quiesce(s) == LET this(d) == d.held = {} IN Judge(StuckDisable(s, this), FALSE)
ENA_08_Quiesce(s) == LET this(d) == d.i # 0 /\ HeldOpen(d) IN Judge(StuckDisable(s, this), FALSE)
ENA_10_Quiesce(s) == LET this(d) == d.i = 0 /\ HeldOpen(d) IN Judge(StuckDisable(s, this), FALSE)

(* Self-disable: the calling instance counts as in progress. *)
ENA_15(s, e, call) ==
    LET ds == {d \in Returning(s, e, call) : d.inside # 0 /\ d.inside \in d.held} IN
    Judge(ds # {} /\ Sound(s),
          e.status = IF call.irp THEN "STATUS_PENDING" ELSE "STATUS_EVENT_PENDING")

(***************************************************************************)
(* Rules at the completion of a disable request's IRP                      *)
(***************************************************************************)
Completing(s, e) == {d \in UNION {s.en[ev].dis : ev \in DOMAIN s.en} : e.i # 0 /\ d.i = e.i}

(* Completed last: none of the calls that were open at the request is      *)
(* still open.                                                             *)
ENA_08_Irp(s, e) ==
    Judge(\E d \in Completing(s, e) : d.was /\ e.status = "STATUS_SUCCESS" /\ s.close = "no",
          \A d \in Completing(s, e) : d.held = {})

ENA_15_Irp(s, e) ==
    LET ds == {d \in Completing(s, e) : d.inside # 0 /\ e.status = "STATUS_SUCCESS"} IN
    Judge(ds # {}, \A d \in ds : d.inside \notin d.held)

ENA_09_Irp(s, e) ==
    Judge(\E d \in Completing(s, e) : d.phase = "pended" /\ ~d.excused /\ s.close = "no" /\ Sound(s),
          e.status = "STATUS_SUCCESS")

ENA_09_Quiesce(s) ==
    LET due(ev) == {d \in s.en[ev].dis : d.phase = "pended" /\ d.held = {} /\ ~d.excused}
        idle(ev) == \A k \in s.cbs : k.event # ev
    IN Judge(/\ s.close = "no" /\ s.dead = "no"
             /\ \E ev \in DOMAIN s.en : idle(ev) /\ due(ev) # {},
             FALSE)
===============================================================================
