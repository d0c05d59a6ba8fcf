------------------------------- MODULE Observer -------------------------------
(***************************************************************************)
(* The oracle: pure operators over an observer state s and an observation  *)
(* e.  The models (MC_...), the conformance suite and the trace checker use   *)
(* these and no others.                                                    *)
(*                                                                         *)
(*   Step(s, e)       the next state; total: it follows what was seen even *)
(*                    when that broke a rule                               *)
(*   Violated(s, e)   rules that e breaks in s                             *)
(*   Exercised(s, e)  rules whose antecedent holds at this step            *)
(*   Mark, MarkRest, Relabel   labels of datagrams (see Datagram), of       *)
(*                    connections (see Arrivals) and of stream bytes (see  *)
(*                    Connection)                                          *)
(*   Live(s)          slots in use                                         *)
(*                                                                         *)
(* A state belongs to one client object or to one socket; they are folded  *)
(* independently.                                                          *)
(***************************************************************************)
EXTENDS Datagram, Connection, Accepted, Stream, Basic, Extension, ClientObject

(* Obligations of the client.  They are judged always; the provider's      *)
(* only while the client has left its behaviour specified.                 *)
ClientRules == {
    "GEN_05", "GEN_06", "GEN_10", "GEN_11", "GEN_12", "GEN_14", "GEN_16",
    "ENA_01", "ENA_02", "ENA_03", "ENA_04", "ENA_06", "STA_01", "STA_06",
    "CLI_01", "CLI_04", "CLI_06", "DGM_05", "CON_06", "CON_16", "DSC_05", "BKL_03", "CLS_01", "CLS_06", "CLS_08", "CLS_12",
    "LSN_06", "LSN_07", "LSN_13", "CND_01", "CND_06", "CND_10", "CND_14", "CND_15", "CND_18", "CND_20",
    "STR_02", "STR_04", "STR_06", "BAS_03", "EXT_01",
    "CTX_04", "CTX_06", "CTX_07", "CTX_09", "CTX_10"}

(* The rules of the category beside those of every socket. *)
CategoryVerdicts(s, e) ==
    CASE s.as = "listening"  -> ListeningVerdicts(s, e)
      [] s.as = "connection" -> ConnectionVerdicts(s, e)
      [] s.as = "basic"      -> BasicVerdicts(s, e)
      [] s.as = "stream"     -> Silent
      [] OTHER               -> DatagramVerdicts(s, e)

(* Those of a stream socket, whatever its role. *)
RoleVerdicts(s, e) == IF s.category = "stream" THEN StreamVerdicts(s, e) ELSE Silent

(* Those that follow from where a socket comes from, and those of          *)
(* conditional accept that concern every category.                         *)
OriginVerdicts(s, e) == IF IsAccepted(s) THEN AcceptedVerdicts(s, e) ELSE Silent

Judged(s, rules) == IF s.judged THEN rules ELSE rules \cap ClientRules

(* The creation of a socket makes it one of its category. *)
Become(s) ==
    CASE s.as = "listening" /\ "cond" \notin DOMAIN s  -> BecomeListening(s)
      [] s.as = "connection" /\ "susp" \notin DOMAIN s -> BecomeConnection(s)
      [] s.as \in {"stream", "basic"} -> BecomePlain(s)
      [] OTHER -> s

CategoryStep(s, e) ==
    CASE s.as = "listening"  -> ListeningStep(s, e)
      [] s.as = "connection" -> ConnectionStep(s, e)
      [] s.as = "basic"      -> PlainStep(s, e)
      [] s.as = "stream"     -> UncommittedStep(s, e)
      [] OTHER               -> Become(DatagramStep(s, e))

SocketStep(s, e) ==
    LET t == CategoryStep(s, e)
        u == ExtensionStep(s, e, IF s.category = "stream" THEN TakeRole(t) ELSE t)
    IN IF IsAccepted(s) THEN AcceptedStep(s, e, u) ELSE u

Step(s, e) == IF s.role = "client" THEN ClientStep(s, e) ELSE SocketStep(s, e)

(* The state in which a socket begins that the client accepts from a       *)
(* listening socket in that state; seed as for its other sockets.  What    *)
(* its peer did is not known before its hand-over is seen: with a static   *)
(* mask a callback may come first.                                         *)
AcceptedInit(parent, seed, via) ==
    LET connected == [SocketInit(seed) EXCEPT !.as = "connection", !.category = "connection",
                                              !.open = "yes", !.bound = "yes", !.conn = "yes"]
    IN AcceptedFrom([BecomeConnection(connected) EXCEPT !.fin = "unknown"], parent, seed, via)

(* What all rules say, group by group. *)
Verdicts(s, e) ==
    IF s.role = "client" THEN <<ClientVerdicts(s, e)>>
    ELSE <<SocketVerdicts(s, e), CategoryVerdicts(s, e), OriginVerdicts(s, e),
           AnySocketVerdicts(s, e), RoleVerdicts(s, e), ExtensionVerdicts(s, e)>>

Violated(s, e) == Judged(s, AllBroken(Verdicts(s, e)))

Exercised(s, e) == Judged(s, AllOccasions(Verdicts(s, e)))

(* Both, for who wants both: the rules are asked once. *)
Judgement(s, e) ==
    LET verdicts == Verdicts(s, e)
    IN [violated |-> Judged(s, AllBroken(verdicts)), exercised |-> Judged(s, AllOccasions(verdicts))]

Mark(s, e) ==
    CASE s.role = "client"   -> ""
      [] s.as = "listening"  -> ListeningMark(s, e)
      [] s.as = "connection" -> ConnectionMark(s, e)
      [] s.as = "stream"     -> UncommittedMark(s, e)
      [] s.as = "basic"      -> ""
      [] OTHER               -> DatagramMark(s, e)

(* Labels of bytes that the client was given; the canonicaliser tells what *)
(* was skipped before them.                                                *)
GivenLabels == Taken

MarkRest(s, e) == IF s.role # "client" /\ s.as = "connection" THEN ConnectionMarkRest(s, e) ELSE ""

Relabel(s, e) ==
    CASE s.role = "client"   -> {}
      [] s.as = "listening"  -> ListeningRelabel(s, e)
      [] s.as = "connection" -> ConnectionRelabel(s, e)
      [] s.as = "stream"     -> UncommittedRelabel(s, e)
      [] s.as = "basic"      -> {}
      [] OTHER               -> DatagramRelabel(s, e)

Live(s) == IF s.role = "client" THEN LiveClient(s) ELSE LiveSocket(s)
===============================================================================
