------------------------------- MODULE Arrivals -------------------------------
(***************************************************************************)
(* What becomes of a connection between a peer's wish to connect and its   *)
(* delivery to the client, as far as it can be seen.                       *)
(*                                                                         *)
(* Connections are many, so like datagrams they do not enter the observer  *)
(* state: each carries one of these labels, and an observation about one   *)
(* connection brings its label along.                                      *)
(*                                                                         *)
(* Not seen as established, and not inspected:                             *)
(*   "early"     nothing is owed: the socket did not listen for certain    *)
(*               or, without conditional accept, nobody was sure to take   *)
(*   "queued"    came while others may have filled the queue: it may be    *)
(*               refused, but not be ignored                               *)
(*   "due"       has to be taken in                                        *)
(*   "lost"      the peer gave up, or was refused                          *)
(* Established without inspection, and not delivered:                      *)
(*   "waiting"   nobody was sure to take it                                *)
(*   "ready"     somebody was sure to take it, from its arrival on         *)
(* Under inspection:                                                       *)
(*   "inspecting", "inspectingLost"   in WskInspectEvent; Lost: the peer   *)
(*                                    gave up, or was refused              *)
(*   "pended", "pendedLost"           it returned WskInspectPend           *)
(*   "rejected"  WskInspectEvent returned WskInspectReject                 *)
(*   "dropped"   WskInspectComplete was called with WskInspectReject       *)
(* Accepted by inspection: "admitted" by the return of WskInspectEvent,    *)
(* "resumed" by the call of WskInspectComplete.  Idle: nobody was sure to  *)
(* take it; Ready and Waiting: established, with and without somebody sure *)
(* to take; Lost: the peer saw it dropped or had given up before, so that  *)
(* an abort is due.                                                        *)
(*   "fading"    the peer gave up after that: an abort, a delivery, or     *)
(*               neither may follow                                        *)
(* At the end:                                                             *)
(*   "delivered" through WskAcceptEvent or WskAccept                       *)
(*   "aborted", "abortedAdmitted", "abortedResumed", "abortedDropped"      *)
(*               WskAbortEvent was entered for it, from that state         *)
(*   "ended"     WskInspectComplete was called after the abort             *)
(***************************************************************************)
EXTENDS Judging

UninspectedOnes == {"early", "queued", "due", "lost"}
UndecidedOnes   == {"inspecting", "inspectingLost", "pended", "pendedLost"}

AdmittedOnes == {"admitted", "admittedIdle", "admittedReady", "admittedWaiting", "admittedLost"}
ResumedOnes  == {"resumed", "resumedIdle", "resumedReady", "resumedWaiting", "resumedLost"}
AbortedOnes  == {"aborted", "abortedAdmitted", "abortedResumed", "abortedDropped", "ended"}

(* The client rejected it by WskInspectComplete, which an abort may cross. *)
DroppedOnes == {"dropped", "abortedDropped"}

(* Established as the peer saw it, and not delivered. *)
EstablishedOnes == {"waiting", "ready", "admittedReady", "admittedWaiting", "resumedReady", "resumedWaiting"}

(* Somebody was sure to take it, and still is. *)
ReadyOnes == {"ready", "admittedReady", "resumedReady"}

(* May take a place in the provider's queue. *)
UndeliveredOnes == UninspectedOnes \cup UndecidedOnes \cup AdmittedOnes \cup ResumedOnes \cup {"waiting", "ready", "fading"}

(* An abort has to be reported. *)
AbortDue == {"pendedLost", "admittedLost", "resumedLost"}

(* Undecided or undelivered, so that its inspect ID is its own (CND-09). *)
LiveRequests == UndecidedOnes \cup AdmittedOnes \cup ResumedOnes

AllLabels == UndeliveredOnes \cup AbortedOnes \cup {"rejected", "dropped", "delivered"}

(* The label of the one connection that an observation is about; "" when   *)
(* it is about none that is known.                                         *)
OnlyLabel(labels) == IF labels = {} THEN "" ELSE CHOOSE l \in labels : TRUE

(***************************************************************************)
(* Changes.  inspects: the socket is in conditional-accept mode.  A label  *)
(* that does not change is "" here, as in Mark.                            *)
(***************************************************************************)
OnConnected(l, inspects) ==
    CASE l = "admitted"     -> "admittedReady"
      [] l = "admittedIdle" -> "admittedWaiting"
      [] l = "resumed"      -> "resumedReady"
      [] l = "resumedIdle"  -> "resumedWaiting"
      [] l = "early" /\ ~inspects -> "waiting"
      [] l \in {"queued", "due"} /\ ~inspects -> "ready"
      [] OTHER -> ""

OnRefused(l) ==
    CASE l \in UninspectedOnes \cup {"waiting", "ready"} -> "lost"
      [] l = "inspecting" -> "inspectingLost"
      [] l = "pended"     -> "pendedLost"
      [] l \in AdmittedOnes   -> "admittedLost"
      [] l \in ResumedOnes    -> "resumedLost"
      [] OTHER -> ""

OnGivenUp(l) ==
    CASE l \in (AdmittedOnes \cup ResumedOnes) \ AbortDue -> "fading"
      [] l \in AdmittedOnes \cup ResumedOnes -> ""
      [] OTHER -> OnRefused(l)

(* A request that was rejected or aborted may be made anew. *)
OnInspect(l) ==
    CASE l = "lost" -> "inspectingLost"
      [] l \in UninspectedOnes \cup AbortedOnes \cup {"rejected", "dropped"} -> "inspecting"
      [] OTHER -> ""

OnInspected(l, action, sure) ==
    CASE l = "inspecting" /\ action = "WskInspectAccept" -> IF sure THEN "admitted" ELSE "admittedIdle"
      [] l = "inspecting" /\ action = "WskInspectPend"   -> "pended"
      [] l = "inspectingLost" /\ action = "WskInspectAccept" -> "admittedLost"
      [] l = "inspectingLost" /\ action = "WskInspectPend"   -> "pendedLost"
      [] l \in {"inspecting", "inspectingLost"} /\ action = "WskInspectReject" -> "rejected"
      [] OTHER -> ""

OnCompleted(l, action, sure) ==
    CASE l = "pended" /\ action = "WskInspectAccept" -> IF sure THEN "resumed" ELSE "resumedIdle"
      [] l = "pendedLost" /\ action = "WskInspectAccept" -> "resumedLost"
      [] l \in {"pended", "pendedLost"} /\ action = "WskInspectReject" -> "dropped"
      [] l = "aborted" -> "ended"
      [] OTHER -> ""

OnAborted(l) ==
    CASE l \in {"pended", "pendedLost"}    -> "aborted"
      [] l \in AdmittedOnes \cup {"fading"}    -> "abortedAdmitted"
      [] l \in ResumedOnes                     -> "abortedResumed"
      [] l = "dropped"                     -> "abortedDropped"
      [] OTHER -> ""

(* Nobody is sure to take any more, or to report what is there already. *)
UnsurePairs(inspects) ==
    IF inspects
    THEN {<<"admitted", "admittedIdle">>, <<"admittedReady", "admittedWaiting">>,
          <<"resumed", "resumedIdle">>, <<"resumedReady", "resumedWaiting">>}
    ELSE {<<"queued", "early">>, <<"due", "early">>, <<"ready", "waiting">>}

(* What has been named once is not named again. *)
NamedOnce(inspects) ==
    UnsurePairs(inspects)
    \cup (IF inspects THEN {<<"queued", "early">>, <<"due", "early">>} ELSE {})
    \cup {<<"admittedLost", "fading">>, <<"resumedLost", "fading">>}
===============================================================================
