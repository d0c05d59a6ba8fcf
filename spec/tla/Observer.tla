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
(*   Mark, MarkRest, Relabel   labels of datagrams and stream bytes (see   *)
(*                    Datagram, Connection)                                *)
(*   Live(s)          slots in use                                         *)
(*                                                                         *)
(* A state belongs to one client object or to one socket; they are folded  *)
(* independently.                                                          *)
(***************************************************************************)
EXTENDS Connection, ClientObject

(* Obligations of the client.  They are judged always; the provider's      *)
(* only while the client has left its behaviour specified.                 *)
ClientRules == {
    "GEN_05", "GEN_06", "GEN_10", "GEN_11", "GEN_12", "GEN_14", "GEN_16",
    "ENA_01", "ENA_02", "ENA_03", "ENA_04", "ENA_06", "STA_01", "STA_06",
    "CLI_01", "CLI_04", "CLI_06", "DGM_05", "CON_06", "CON_16", "DSC_05", "BKL_03", "CLS_01", "CLS_06", "CLS_08", "CLS_12",
    "CTX_04", "CTX_06", "CTX_07", "CTX_09", "CTX_10"}

(* The rules of the category beside those of every socket. *)
CategoryVerdicts(s, e) ==
    CASE s.as = "connection" -> ConnectionVerdicts(s, e)
      [] OTHER               -> DatagramVerdicts(s, e)

(* At its creation a socket gets the members of its category. *)
Become(s) == IF s.as = "connection" THEN AsConnection(s) ELSE s

CategoryStep(s, e) ==
    CASE s.as = "connection" -> ConnectionStep(s, e)
      [] OTHER               -> Become(DatagramStep(s, e))

Judged(s, rules) == IF s.judged THEN rules ELSE rules \cap ClientRules

Step(s, e) == IF s.role = "client" THEN ClientStep(s, e) ELSE CategoryStep(s, e)

Violated(s, e) ==
    Judged(s, IF s.role = "client" THEN Broken(ClientVerdicts(s, e))
              ELSE Broken(SocketVerdicts(s, e)) \cup Broken(CategoryVerdicts(s, e)))

Exercised(s, e) ==
    Judged(s, IF s.role = "client" THEN Occasions(ClientVerdicts(s, e))
              ELSE Occasions(SocketVerdicts(s, e)) \cup Occasions(CategoryVerdicts(s, e)))

Mark(s, e) ==
    CASE s.role = "client"   -> ""
      [] s.as = "connection" -> ConnectionMark(s, e)
      [] OTHER               -> DatagramMark(s, e)

MarkRest(s, e) ==
    CASE s.role = "client"   -> ""
      [] s.as = "connection" -> ConnectionMarkRest(s, e)
      [] OTHER               -> ""

Relabel(s, e) ==
    CASE s.role = "client"   -> {}
      [] s.as = "connection" -> ConnectionRelabel(s, e)
      [] OTHER               -> DatagramRelabel(s, e)

Live(s) == IF s.role = "client" THEN LiveClient(s) ELSE LiveSocket(s)
===============================================================================
