----------------------------- MODULE ClientObject -----------------------------
(***************************************************************************)
(* The client object: registration, capture of the provider NPI, control   *)
(* of the client object (static event callbacks, the transport list,       *)
(* cached security descriptors) and WskClientEvent.                        *)
(*                                                                         *)
(* The observer state of a client object is one record:                    *)
(*                                                                         *)
(*   reg       "no", "calling", "yes", "failed", "leaving" (WskDeregister  *)
(*             was called), "gone" (it has returned)                       *)
(*   version   the NPI version asked for                                   *)
(*   captures  captures that have not been released                        *)
(*   made      a socket creation was attempted                             *)
(*   mask      events in the static mask, once the provider accepted it    *)
(*   foreign   the mask holds flags of more than one category              *)
(*   sockets   sockets that are not closed, those in creation included,    *)
(*             and those that were accepted                                *)
(*   sds       security descriptors that are cached                        *)
(*   ready     the provider's readiness: "yes", "no", "maybe" while it     *)
(*             changes                                                     *)
(*   changed   the transport list changed since the last quiescent point   *)
(*                                                                         *)
(* A static mask seeds the sockets that the client creates: SocketSeed.    *)
(*                                                                         *)
(* Left out: registration through the Network Module Registrar (CLI-12),   *)
(* lifetime of structures (CLI-11), delivery of client events, since none  *)
(* is defined (CLI-02), WskQueryProviderCharacteristics.                   *)
(*                                                                         *)
(* Pages: nf-wsk-wskregister, nf-wsk-wskderegister, nf-wsk-wskcapture-     *)
(* providernpi, nf-wsk-wskreleaseprovidernpi, nc-wsk-pfn_wsk_control_-     *)
(* client, wsk-set-static-event-callbacks, wsk-transport-list-change,      *)
(* wsk-cache-sd, nc-wsk-pfn_wsk_client_event                               *)
(***************************************************************************)
EXTENDS Judging, WskTypes

ClientInit(p) == [
    role     |-> "client",
    judged   |-> TRUE,
    reg      |-> "no",
    version  |-> "",
    hasEvent |-> FALSE,        \* a WskClientEvent function was registered
    captures |-> 0,
    calls    |-> {},
    irps     |-> {},
    cbs      |-> {},           \* WskClientEvent calls in progress
    made     |-> FALSE,
    mask     |-> {},
    foreign  |-> FALSE,
    sockets  |-> 0,
    sds      |-> 0,
    ready    |-> p.ready,
    changed  |-> FALSE,
    left     |-> FALSE]        \* quiescent since WskDeregister was called

NoSuchVersions == {"255.0"}
DispatchFns == {"WskSocket", "WskSocketConnect", "WskControlClient"}
PassiveFns == {"WskRegister", "WskDeregister"}

IsStatic(e) == e.fn = "WskControlClient" /\ e.code = "WSK_SET_STATIC_EVENT_CALLBACKS"
StaticShape(e) == e.npi = StandardNpi /\ ~e.irp /\ e.mask # {} /\ e.mask \subseteq EventFlags

(* A call is recorded before the provider is entered: until quiescence, a  *)
(* capture may overtake the WskDeregister that was recorded first.         *)
ClientCallRecord(s, e) == [
    c       |-> e.c,
    fn      |-> e.fn,
    i       |-> e.i,
    irp     |-> e.irp,
    code    |-> e.code,
    mask    |-> e.mask,
    timeout |-> e.timeout,
    ready   |-> s.ready,       \* as it was throughout the call, or "maybe"
    reg     |-> IF s.reg = "leaving" /\ ~s.left THEN "maybe" ELSE s.reg,
    odd     |-> s.captures = 0 \/ (IsStatic(e) /\ ~StaticShape(e))]

ClientIrpRecord(s, e) == [
    i       |-> e.i,
    c       |-> e.c,
    fn      |-> e.fn,
    code    |-> e.code,
    ret     |-> "no",
    done    |-> "no",
    excused |-> FALSE,
    due     |-> IF s.changed THEN "maybe" ELSE "no"]

ClientCallOf(s, c) == CHOOSE k \in s.calls : k.c = c
ClientIrpsOf(s, i) == {r \in s.irps : i # 0 /\ r.i = i}

(* Readiness or registration changed: open calls may see either. *)
Unsure(s) == [s EXCEPT !.calls = {[k EXCEPT !.ready = "maybe"] : k \in @}]
Leaving(s) == [s EXCEPT !.calls = {IF k.fn = "WskCaptureProviderNPI" THEN [k EXCEPT !.reg = "maybe"] ELSE k : k \in @}]

(***************************************************************************)
(* Well-formed requests                                                    *)
(***************************************************************************)
(* Flags of more than one category. *)
Mixed(mask) == \A c \in {"datagram", "listening", "connection"} : ~(EventsOfMask(mask) \subseteq EventsOf(c))

Paired(s, e) ==
    CASE e.fn = "WskRegister"           -> s.reg \in {"no", "failed", "gone"}
      [] e.fn = "WskDeregister"         -> s.reg = "yes"
      [] e.fn = "WskCaptureProviderNPI" -> s.reg \in {"yes", "leaving", "gone"}
      [] e.fn = "WskReleaseProviderNPI" -> s.captures > 0
      [] e.fn \in DispatchFns           -> s.captures > 0
      [] OTHER                          -> TRUE

(***************************************************************************)
(* Steps                                                                   *)
(***************************************************************************)
ClientCall(s, e) ==
    LET t == [s EXCEPT !.calls = @ \cup {ClientCallRecord(s, e)},
                       !.irps = IF e.i # 0 THEN @ \cup {ClientIrpRecord(s, e)} ELSE @,
                       !.judged = @ /\ Paired(s, e) /\ ~(IsStatic(e) /\ s.made)]
    IN CASE e.fn = "WskRegister"           -> [t EXCEPT !.reg = "calling", !.version = e.version, !.left = FALSE,
                                                        !.made = @ /\ s.reg # "gone",
                                                        !.mask = IF s.reg = "gone" THEN {} ELSE @,
                                                        !.foreign = @ /\ s.reg # "gone",
                                                        !.hasEvent = "WskClientEvent" \in e.entries]
         [] e.fn = "WskDeregister"         -> Leaving([t EXCEPT !.reg = "leaving"])
         [] e.fn = "WskReleaseProviderNPI" -> [t EXCEPT !.captures = IF @ > 0 THEN @ - 1 ELSE 0]
         [] e.fn \in Creators              -> [t EXCEPT !.made = TRUE, !.sockets = @ + 1]
         [] e.code = "WSK_RELEASE_SD"      -> [t EXCEPT !.sds = IF @ > 0 THEN @ - 1 ELSE 0]
         [] OTHER                          -> t

ClientEnded(s, k, status) ==
    LET ok == ~Failed(status) IN
    CASE k.fn = "WskRegister"           -> [s EXCEPT !.reg = IF ok THEN "yes" ELSE "failed"]
      [] k.fn = "WskDeregister"         -> [s EXCEPT !.reg = "gone"]
      [] k.fn = "WskCaptureProviderNPI" -> [s EXCEPT !.captures = IF ok THEN @ + 1 ELSE @]
      [] k.code = "WSK_CACHE_SD"        -> [s EXCEPT !.sds = IF ok THEN @ + 1 ELSE @]
      [] k.code = "WSK_SET_STATIC_EVENT_CALLBACKS" /\ ok /\ ~k.odd ->
           [s EXCEPT !.mask = EventsOfMask(k.mask), !.foreign = Mixed(k.mask)]
      [] OTHER -> s

ClientReturn(s, e) ==
    LET k == ClientCallOf(s, e.c)
        pairs == {r \in s.irps : r.c = e.c /\ k.irp}
        out == Outcome(e.status)
        t == [s EXCEPT !.calls = @ \ {k},
                       !.irps = (@ \ pairs) \cup {[r EXCEPT !.ret = out, !.c = 0] : r \in {r \in pairs : r.done = "no"}},
                       !.sockets = IF k.fn \in Creators /\ out = "fail" /\ (\A r \in pairs : r.done = "no") /\ @ > 0
                                   THEN @ - 1 ELSE @]
    IN IF k.irp /\ k.fn # "WskRegister" THEN t ELSE ClientEnded(t, k, e.status)

ClientIrp(s, e) ==
    LET rs == ClientIrpsOf(s, e.i) IN
    IF rs = {} THEN s
    ELSE LET r == CHOOSE x \in rs : TRUE
             t == [s EXCEPT !.irps = (@ \ {r}) \cup
                      (IF r.ret = "no" THEN {[r EXCEPT !.done = Outcome(e.status)]} ELSE {})]
         IN IF r.fn \in Creators /\ Failed(e.status) /\ r.ret # "fail" /\ s.sockets > 0
            THEN [t EXCEPT !.sockets = @ - 1]
            ELSE IF r.code = "WSK_CACHE_SD" /\ ~Failed(e.status) THEN [t EXCEPT !.sds = @ + 1]
            ELSE t

ClientPeer(s, e) ==
    CASE e.op \in {"ready", "unready"} -> Unsure([s EXCEPT !.ready = "maybe"])
      [] e.op = "transports" ->
           [s EXCEPT !.changed = TRUE,
                     !.irps = {IF r.code = "WSK_TRANSPORT_LIST_CHANGE" /\ r.done = "no" /\ r.ret = "pending"
                               THEN [r EXCEPT !.due = "yes"]
                               ELSE [r EXCEPT !.due = IF @ = "no" THEN "maybe" ELSE @] : r \in @}]
      [] OTHER -> s

ClientPeerEnd(s, e) ==
    CASE e.op = "ready"   -> [s EXCEPT !.ready = "yes"]
      [] e.op = "unready" -> [s EXCEPT !.ready = "no"]
      [] OTHER            -> s

ClientStep(s, e) ==
    CASE e.kind = "call" ->
           IF e.fn = "IoCancelIrp"
           THEN [s EXCEPT !.irps = {IF e.i # 0 /\ r.i = e.i THEN [r EXCEPT !.excused = TRUE] ELSE r : r \in @}]
           ELSE ClientCall(s, e)
      [] e.kind = "return"  -> ClientReturn(s, e)
      [] e.kind = "irp"     -> ClientIrp(s, e)
      [] e.kind = "born"    -> [s EXCEPT !.sockets = @ + 1]
      [] e.kind = "handed"  -> [s EXCEPT !.sockets = IF e.status # "STATUS_SUCCESS" /\ @ > 0 THEN @ - 1 ELSE @]
      [] e.kind = "closed"  -> [s EXCEPT !.sockets = IF @ > 0 THEN @ - 1 ELSE 0]
      [] e.kind = "enter"   -> [s EXCEPT !.cbs = @ \cup {[id |-> e.id, event |-> e.event]}]
      [] e.kind = "exit"    -> [s EXCEPT !.cbs = {k \in @ : k.id # e.id}]
      [] e.kind = "peer"    -> ClientPeer(s, e)
      [] e.kind = "peerEnd" -> ClientPeerEnd(s, e)
      [] e.kind = "quiesce" /\ ~e.routine -> [s EXCEPT !.changed = FALSE, !.left = s.reg \in {"leaving", "gone"}]
      [] OTHER              -> s

(* What a socket of client c begins with; others are the other clients. *)
SocketSeed(c, others) == [
    statics |-> c.mask,
    mixed   |-> c.foreign,
    others  |-> \E o \in others : o.mask # {},
    exact   |-> FALSE]

LiveClient(s) == [
    calls |-> {k.c : k \in s.calls},
    irps  |-> {r.i : r \in s.irps},
    cbs   |-> {k.id : k \in s.cbs}]

(***************************************************************************)
(* Rules of the client                                                     *)
(***************************************************************************)
STA_01(s, e) == Judge(IsStatic(e), ~s.made)

CLI_01(s, e) == Judge(e.fn = "WskRegister", e.reserved = 0)

CLI_06(s, e) == Judge(e.fn \in DispatchFns \cup {"WskDeregister", "WskCaptureProviderNPI", "WskReleaseProviderNPI"}, Paired(s, e))

CLI_04(s, e) == Judge(TRUE, e.status \in LegalReturns("WskClientEvent"))

CLS_12(s, e) ==
    CASE e.code = "WSK_RELEASE_SD"  -> Judge(TRUE, s.sds > 0)
      [] e.fn = "WskDeregister"     -> Judge(TRUE, s.sds = 0)
      [] OTHER                      -> "silent"

GEN_14_Client(s, e) == Judge(e.i # 0, e.stack >= 1 /\ e.armed)

GEN_14_ClientExit(e) == Judge(e.status # "", e.status = "STATUS_MORE_PROCESSING_REQUIRED")

CTX_04_Client(s, e) == Judge(TRUE, e.within = "none")

CTX_06_Client(s, e) == Judge(TRUE, e.within # "completion")

CTX_09_Client(s, e) ==
    Judge(TRUE, IF \/ e.fn \in PassiveFns
                   \/ e.fn = "WskCaptureProviderNPI" /\ e.timeout # "WSK_NO_WAIT"
                THEN e.irql = "PASSIVE_LEVEL" ELSE e.irql \in CallableIrqls)

(***************************************************************************)
(* Rules of the provider                                                   *)
(***************************************************************************)
STA_02(s, e) ==
    LET k == ClientCallOf(s, e.c) IN
    Judge(/\ k.code = "WSK_SET_STATIC_EVENT_CALLBACKS" /\ ~k.odd /\ s.mask = {},
          e.status = "STATUS_SUCCESS")

CLI_03(s, e) ==
    CASE e.kind = "enter"   -> "broken"
      [] e.kind = "quiesce" -> Used(s.hasEvent /\ s.reg = "yes")
      [] OTHER              -> "silent"

CLI_05(s, e) == Judge(TRUE, e.context = "own" /\ e.via \in {"own", "unseen"} /\ (e.pointer <=> e.length > 0))

(* What WskDeregister waits for: releases, calls, their IRPs, sockets. *)
Free(s) ==
    /\ s.captures = 0 /\ s.sockets = 0
    /\ \A k \in s.calls : k.fn \notin DispatchFns
    /\ \A r \in s.irps : r.done # "no" \/ r.ret \in {"ok", "fail"}

CLI_07(s, e) ==
    CASE e.kind = "return"  -> Judge(ClientCallOf(s, e.c).fn = "WskDeregister", Free(s))
      [] e.kind = "quiesce" -> Judge(s.reg = "leaving" /\ s.captures = 0 /\ s.sockets = 0 /\ s.irps = {} /\ s.cbs = {}
                                        /\ \A k \in s.calls : k.fn = "WskDeregister",
                                     FALSE)
      [] OTHER              -> "silent"

CLI_08(s, e) ==
    CASE e.kind \in {"enter", "exit"} -> Judge(s.reg = "gone", FALSE)
      [] e.kind = "quiesce"           -> Used(s.reg = "gone" /\ s.hasEvent)
      [] OTHER                        -> "silent"

CLI_09(s, e) ==
    CASE e.kind = "return" ->
           LET k == ClientCallOf(s, e.c)
               allowed == CASE k.reg \in {"leaving", "gone"} -> {"STATUS_DEVICE_NOT_READY"}
                            [] k.reg = "maybe" ->   \* a capture would have kept WskDeregister from returning
                                 {"STATUS_DEVICE_NOT_READY", "STATUS_NOINTERFACE"}
                                 \cup IF s.reg = "gone" THEN {} ELSE {"STATUS_SUCCESS"}
                            [] s.version \in NoSuchVersions /\ k.ready = "yes" -> {"STATUS_NOINTERFACE"}
                            [] s.version \in NoSuchVersions -> {"STATUS_NOINTERFACE", "STATUS_DEVICE_NOT_READY"}
                            [] k.ready = "yes" -> {"STATUS_SUCCESS"}
                            [] k.ready = "no"  -> {"STATUS_DEVICE_NOT_READY"}
                            [] OTHER -> {"STATUS_SUCCESS", "STATUS_DEVICE_NOT_READY"}
           IN Judge(k.fn = "WskCaptureProviderNPI", e.status \in allowed)
      [] e.kind = "quiesce" ->
           Judge(\E k \in s.calls : /\ k.fn = "WskCaptureProviderNPI"
                                    /\ (k.timeout = "WSK_NO_WAIT" \/ k.reg # "yes" \/ s.ready = "yes"),
                 FALSE)
      [] OTHER -> "silent"

CLI_10(s, e) ==
    CASE e.kind = "irp" ->
           LET rs == {r \in ClientIrpsOf(s, e.i) : r.code = "WSK_TRANSPORT_LIST_CHANGE"} IN
           Worse(Judge(\E r \in rs : r.due # "maybe" /\ ~r.excused /\ ~Failed(e.status) /\ s.reg # "leaving",
                       \A r \in rs : r.due = "yes"),
                 Used(rs # {} /\ s.reg = "leaving"))
      [] e.kind = "quiesce" ->
           Judge(\E r \in s.irps : /\ r.code = "WSK_TRANSPORT_LIST_CHANGE" /\ r.done = "no"
                                   /\ (r.due = "yes" \/ s.reg = "leaving"),
                 FALSE)
      [] OTHER -> "silent"

(* IRPs of WskControlClient; those of WskSocket are judged on the socket. *)
GEN_13_Client(s, e) ==
    CASE e.kind = "return" ->
           LET rs == {r \in s.irps : r.c = e.c /\ r.done # "no" /\ r.fn \notin Creators} IN
           Judge(rs # {}, \A r \in rs : Outcome(e.status) \in {r.done, "pending"})
      [] e.kind = "irp" ->
           IF ClientIrpsOf(s, e.i) = {} THEN IF e.fn = "WskControlClient" THEN "broken" ELSE "silent"
           ELSE LET r == CHOOSE x \in ClientIrpsOf(s, e.i) : TRUE IN
                Judge(r.fn \notin Creators, r.done = "no" /\ r.ret \in {"no", "pending", Outcome(e.status)})
      [] e.kind = "quiesce" ->
           Judge(\E r \in s.irps : /\ r.fn \notin Creators /\ r.done = "no"
                                   /\ \/ r.ret \in {"ok", "fail"}
                                      \/ r.ret = "pending" /\ r.code # "WSK_TRANSPORT_LIST_CHANGE",
                 FALSE)
      [] OTHER -> "silent"

CTX_01_Client(s, e) == Judge(TRUE, e.irql \in CallableIrqls)

CTX_03_Client(s, e) == Used(e.irql = "DISPATCH_LEVEL")

ClientVerdicts(s, e) ==
    CASE e.kind = "call" /\ e.fn # "IoCancelIrp" -> [
            STA_01 |-> STA_01(s, e), CLI_01 |-> CLI_01(s, e), CLI_06 |-> CLI_06(s, e), CLS_12 |-> CLS_12(s, e),
            GEN_14 |-> GEN_14_Client(s, e), CTX_06 |-> CTX_06_Client(s, e), CTX_09 |-> CTX_09_Client(s, e)]
      [] e.kind = "return" -> [
            STA_02 |-> STA_02(s, e), CLI_07 |-> CLI_07(s, e), CLI_09 |-> CLI_09(s, e), GEN_13 |-> GEN_13_Client(s, e)]
      [] e.kind = "irp" -> [CLI_10 |-> CLI_10(s, e), GEN_13 |-> GEN_13_Client(s, e)]
      [] e.kind = "enter" -> [
            CLI_03 |-> CLI_03(s, e), CLI_05 |-> CLI_05(s, e), CLI_08 |-> CLI_08(s, e),
            CTX_01 |-> CTX_01_Client(s, e), CTX_03 |-> CTX_03_Client(s, e)]
      [] e.kind = "exit" -> [CLI_04 |-> CLI_04(s, e), CLI_08 |-> CLI_08(s, e)]
      [] e.kind = "wait" -> [CTX_04 |-> CTX_04_Client(s, e)]
      [] e.kind = "irpExit" -> [GEN_14 |-> GEN_14_ClientExit(e)]
      [] e.kind = "quiesce" /\ ~e.routine -> [
            CLI_03 |-> CLI_03(s, e), CLI_07 |-> CLI_07(s, e), CLI_08 |-> CLI_08(s, e), CLI_09 |-> CLI_09(s, e),
            CLI_10 |-> CLI_10(s, e), GEN_13 |-> GEN_13_Client(s, e)]
      [] OTHER -> Silent
===============================================================================
