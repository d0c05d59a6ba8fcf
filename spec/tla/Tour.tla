--------------------------------- MODULE Tour ---------------------------------
(***************************************************************************)
(* What the tour of a socket's states visits.  The tour stands still at    *)
(* quiescent points only: a step is a stimulus, what the provider makes of *)
(* it, and a quiescent point.                                              *)
(*                                                                         *)
(* Purpose.  TourStimuli are the steps that client, callbacks and network  *)
(* can take from a state: those after which the client may let a quiescent *)
(* point come.  TourResponses are what a provider may do in between, so    *)
(* that the size of the whole graph is known, with the latitude that a     *)
(* certain provider does not use.                                          *)
(*                                                                         *)
(* Connections, and bytes that the client did not take, are followed by    *)
(* their labels, see TourLabels.                                           *)
(*                                                                         *)
(* Abstraction.  Datagrams are not followed: the provider of TourResponses *)
(* always has one at hand that it may report, so the graph has steps that  *)
(* need more datagrams than were sent.                                     *)
(*                                                                         *)
(* Left out: requests that fail for no documented reason; responses on     *)
(* connection-oriented and listening sockets, whose latitude the models    *)
(* MC_Connection and MC_Listening explore.                                 *)
(***************************************************************************)
EXTENDS Stimuli

(***************************************************************************)
(* What is at hand beside the observer state: at.labels, the labels of the *)
(* connections that a listening socket has and of the bytes that a         *)
(* connection-oriented one has; at.many, the number of those connections.  *)
(* Only labels that matter are told apart: those of TourLabels.            *)
(***************************************************************************)
(* Connections whose peer is there, and on which the client or the peer    *)
(* can act.                                                                *)
TourConnections ==
    UndeliveredOnes \ {"lost", "fading", "inspectingLost", "pendedLost", "admittedLost", "resumedLost"}

(* What may be done to a listening socket on the tour.  Peers that are not *)
(* taken yet write and end their side.                                     *)
TourListeningVerbs == ListeningVerbs \cup {"late", "write", "fin"}

(* With "late", requests that were aborted are completed too. *)
TourDecided(lim) == {"pended", "pendedLost"} \cup IF "late" \in lim.verbs THEN {"aborted"} ELSE {}

TourLabels(lim) == TourConnections \cup TourDecided(lim) \cup Untaken

(* Of a listening socket at most so many connections at once as there are  *)
(* peers; what is done about one of them is said by its label.             *)
TourListening(s, lim, at) ==
    {e \in ListeningStimuli(s, lim) :
        /\ e.kind = "peer" /\ e.op = "connect" => e.peer = 1 /\ at.many < Cardinality(lim.peers)
        /\ e.kind = "call" => e.fn # "WskInspectComplete"}
    \cup UNION {{e \in RequestStimuli(s, l, lim) :
                    l \in IF e.kind = "call" THEN TourDecided(lim) ELSE TourConnections} : l \in at.labels}

TourStimuliOf(s, lim, at) ==
    IF s.as = "listening" THEN TourListening(s, lim, at) ELSE StimuliOf(s, lim)

(* A request that stays pended does so for a while only: the client leaves *)
(* itself time to decide before the tour ends.                             *)
TourPatience(s, e, at) ==
    (s.as = "listening" /\ "pended" \in at.labels /\ s.pendAge >= 2)
        => \/ e.labels = {"pended"} /\ Mark(s, e) # "" /\ at.many = 1
           \/ e.kind = "call" /\ e.fn = "WskCloseSocket"

(* Of requests that disable an event, at most lim.requests are on their    *)
(* way at once.                                                            *)
TourStimuli(s, lim, at) ==
    {e \in TourStimuliOf(s, lim, at) :
        /\ MayRest(Step(s, e))
        /\ TourPatience(s, e, at)
        /\ e.kind = "call" => (IsSwitch(e) => \A ev \in DOMAIN s.en : Cardinality(s.en[ev].dis) < lim.requests)}

(* Failure is possible only where the client or the environment asked for  *)
(* it: a cancelled IRP, a close, a socket that lost its function.          *)
TourReason(s, status, excused) ==
    CASE status = "STATUS_CANCELLED"          -> excused \/ s.close # "no"
      [] status = "STATUS_FILE_FORCED_CLOSED" -> s.dead # "no" /\ s.close = "no"
      [] OTHER                                -> TRUE

TourReturns(s) ==
    {ReturnEvent(k.c, k.fn, status) : k \in s.calls, status \in
        {"STATUS_SUCCESS", "STATUS_PENDING", "STATUS_EVENT_PENDING", "STATUS_FILE_FORCED_CLOSED"}}

TourReturnFits(s, e) ==
    LET k == CallOf(s, e.c) IN
    /\ TourReason(s, e.status, FALSE)
    /\ e.status = "STATUS_PENDING" => k.irp
    /\ e.status = "STATUS_EVENT_PENDING" => (k.what = "disable" /\ ~k.irp)
    /\ e.status = "STATUS_FILE_FORCED_CLOSED" => k.fn # "WskCloseSocket"

TourCompletions(s) ==
    {IF r.fn = "WskReceiveFrom" /\ status = "STATUS_SUCCESS" THEN ReceivedEvent(r.i, "sent") ELSE IrpEvent(r.i, r.fn, status) :
        r \in {x \in s.irps : x.done = "no"}, status \in {"STATUS_SUCCESS", "STATUS_CANCELLED", "STATUS_FILE_FORCED_CLOSED"}}

TourCompletionFits(s, e) ==
    LET r == CHOOSE x \in s.irps : x.i = e.i IN
    /\ TourReason(s, e.status, r.excused)
    /\ r.fn = "WskCloseSocket" => e.status = "STATUS_SUCCESS"

TourEntries(s, most) ==
    IF Cardinality(s.cbs) >= most THEN {}
    ELSE LET id == FreeSlot(Live(s).cbs)
         IN {ReportEvent(id, {"sent"}, 1)} \cup (IF s.dead # "no" THEN {NullListEvent(id)} ELSE {})

TourResponses(s, most) ==
    {e \in {r \in TourReturns(s) : TourReturnFits(s, r)}
           \cup {r \in TourCompletions(s) : TourCompletionFits(s, r)}
           \cup TourEntries(s, most) :
        Violated(s, e) = {}}

(* Nothing is owed: the quiescent point may come. *)
TourRests(s) == s.calls = {} /\ Violated(s, QuiesceEventOf) = {}
===============================================================================
