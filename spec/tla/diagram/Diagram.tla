-------------------------------- MODULE Diagram --------------------------------
(***************************************************************************)
(* How a model draws a state diagram of itself: an arrow for every step    *)
(* that it can take between two phases.                                    *)
(*                                                                         *)
(* Purpose.  The diagrams of the guide are no drawings beside the          *)
(* specification but projections of it.  A module Diagram... maps the      *)
(* observer state to a few named phases and gives every observation a      *)
(* label; TLC then walks the whole state graph, and each arrow is printed  *)
(* once for each set of rules that had an occasion.                        *)
(*                                                                         *)
(* Abstraction.  An arrow says that from some state of the one phase a     *)
(* step leads into the other, not that it is possible from every one.  An  *)
(* observation with the label "" is not drawn; it must not leave a phase.  *)
(*                                                                         *)
(* Needs one worker: what was printed is kept in a register of TLC.        *)
(***************************************************************************)
EXTENDS Sequences, TLC

(* Printed already. *)
ASSUME TLCSet(1, {})

Once(line) == IF line \in TLCGet(1) THEN TRUE ELSE TLCSet(1, TLCGet(1) \cup {line}) /\ PrintT(line)

(* Where the life begins. *)
Begins(phase) == Once(<<"start", phase>>)

(* The observation of that kind, so labelled, leads from one phase into    *)
(* another; rules are those that had an occasion at it.                    *)
Arrow(kind, from, label, to, rules) ==
    IF label = "" THEN Assert(from = to, <<"a step without a label leaves the phase", from, "for", to>>)
    ELSE Once(<<"arrow", kind, from, label, to, rules>>)
================================================================================
