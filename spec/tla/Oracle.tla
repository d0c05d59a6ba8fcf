-------------------------------- MODULE Oracle --------------------------------
(***************************************************************************)
(* Root module of the oracle that runs inside the conformance kit: it      *)
(* gives the observer its constants and the evaluator a behaviour to       *)
(* start from (which nobody runs).                                         *)
(***************************************************************************)
EXTENDS Tour

VARIABLE unused

Init == unused = 0
Next == UNCHANGED unused
===============================================================================
